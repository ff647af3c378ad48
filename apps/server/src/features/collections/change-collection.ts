import type { Moderation } from '../../models/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { refuseForbiddenText } from '../authors/index.ts'
import { collectionErrors } from './errors.ts'
import { type CollectionTexts, findAnyCollection, type OwnCollection, updateCollection } from './store.ts'

/**
 * Renames a collection, describes it, publishes it or makes it private.
 *
 * @throws AppError `forbidden_text`, `collection_not_found`, `collection_removed`.
 */
export async function changeCollection(
  { db, moderation }: { db: Db; moderation: Moderation },
  own: OwnCollection,
  change: Partial<CollectionTexts>,
): Promise<void> {
  await refuseForbiddenText(moderation, [change.name, change.description])
  if (await updateCollection(db, own, change)) return
  const isOwn = (await findAnyCollection(db, own.id))?.userId === own.userId
  throw new AppError(collectionErrors[isOwn ? 'collection_removed' : 'collection_not_found'])
}
