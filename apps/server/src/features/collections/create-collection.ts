import { uuidv7 } from 'uuidv7'
import type { Moderation } from '../../models/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { lockUser } from '../accounts/index.ts'
import { refuseForbiddenText } from '../authors/index.ts'
import { collectionErrors, collectionsMax } from './errors.ts'
import { type CollectionTexts, countCollections, insertCollection } from './store.ts'

/**
 * Makes an empty collection. The lock on the user's row makes parallel requests of one user take turns, so
 * that no user gets more collections than allowed.
 *
 * @returns its id.
 * @throws AppError `forbidden_text`, `too_many_collections`.
 */
export async function createCollection(
  { db, moderation }: { db: Db; moderation: Moderation },
  userId: string,
  texts: CollectionTexts,
): Promise<string> {
  await refuseForbiddenText(moderation, [texts.name, texts.description])
  const id = uuidv7()
  await db.transaction(async (tx) => {
    await lockUser(tx, userId)
    if ((await countCollections(tx, userId)) >= collectionsMax)
      throw new AppError(collectionErrors.too_many_collections)
    await insertCollection(tx, { id, userId }, texts)
  })
  return id
}
