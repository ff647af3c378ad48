import type { Moderation } from '../../models/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { authorErrors } from './errors.ts'
import { refuseForbiddenText } from './refuse-text.ts'
import { type AuthorRow, type AuthorSettings, putAuthor } from './store.ts'

/**
 * Replaces what the user has written for their page, and switches it on or off. Of two users who choose one
 * handle at the same time, the unique index gives it to one.
 *
 * @throws AppError `forbidden_text`, `handle_taken`.
 */
export async function saveAuthor(
  { db, moderation }: { db: Db; moderation: Moderation },
  userId: string,
  settings: AuthorSettings,
): Promise<AuthorRow> {
  const { handle, displayName, biography } = settings
  await refuseForbiddenText(moderation, [handle.replaceAll('-', ' '), displayName, biography])
  const saved = await putAuthor(db, userId, settings)
  if (!saved) throw new AppError(authorErrors.handle_taken)
  return saved
}
