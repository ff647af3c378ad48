import type { Moderation } from '../../models/index.ts'
import { type Db, violatedConstraint } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { authorErrors } from './errors.ts'
import { refuseForbiddenText } from './refuse-text.ts'
import { type AuthorRow, type AuthorSettings, isReservedForAnother, putAuthor } from './store.ts'

/** For this long after an author has chosen another handle, links to the page do not lead to a stranger. */
const reservedDays = 30

/**
 * Replaces what the user has written for their page, and switches it on or off. Of two users who choose one
 * handle at the same time, the unique index gives it to one. Whether it is reserved is looked up afterwards:
 * the index has waited for the transaction that gave it up.
 *
 * @throws AppError `forbidden_text`, `handle_taken`, `author_removed`.
 */
export async function saveAuthor(
  { db, moderation }: { db: Db; moderation: Moderation },
  userId: string,
  settings: AuthorSettings,
): Promise<AuthorRow> {
  const { handle, displayName, biography } = settings
  await refuseForbiddenText(moderation, [handle.replaceAll('-', ' '), displayName, biography])
  try {
    return await db.transaction(async (tx) => {
      const saved = await putAuthor(tx, userId, settings)
      if (!saved || (await isReservedForAnother(tx, userId, handle, reservedDays)))
        throw new AppError(authorErrors.handle_taken)
      if (settings.isPublic && !saved.isPublic) throw new AppError(authorErrors.author_removed)
      return saved
    })
  } catch (error) {
    if (violatedConstraint(error) === 'authors_handle_key') throw new AppError(authorErrors.handle_taken)
    throw error
  }
}
