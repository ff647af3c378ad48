import type { Moderation } from '../../models/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { refuseForbiddenText } from '../authors/index.ts'
import { collectionErrors } from './errors.ts'
import { type CollectionTexts, type OwnCollection, updateCollection } from './store.ts'

/**
 * Renames a collection, describes it, publishes it or makes it private.
 *
 * @throws AppError `forbidden_text`, `collection_not_found`.
 */
export async function changeCollection(
  { db, moderation }: { db: Db; moderation: Moderation },
  own: OwnCollection,
  change: Partial<CollectionTexts>,
): Promise<void> {
  await refuseForbiddenText(moderation, [change.name, change.description])
  if (!(await updateCollection(db, own, change))) throw new AppError(collectionErrors.collection_not_found)
}
