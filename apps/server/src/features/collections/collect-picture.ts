import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { lockUser } from '../accounts/index.ts'
import { galleryErrors } from '../gallery/index.ts'
import { collectionErrors, picturesMax } from './errors.ts'
import { countCollected, insertCollected, isCollected, lockVisible } from './picture-store.ts'
import type { OwnCollection } from './store.ts'

/**
 * Adds a public picture, or one of the user's own, once. The lock on the user's row makes parallel requests
 * of one user take turns, so that no collection gets more pictures than allowed, and a deletion of the
 * account waits. The lock on the picture orders it before or after a transaction that hides the picture.
 *
 * @throws AppError `collection_not_found`, `svg_not_found`, `collection_full`.
 */
export async function collectPicture(db: Db, own: OwnCollection, pictureId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await lockUser(tx, own.userId)
    const count = await countCollected(tx, own)
    if (count === undefined) throw new AppError(collectionErrors.collection_not_found)
    if (!(await lockVisible(tx, pictureId, own.userId))) throw new AppError(galleryErrors.svg_not_found.any)
    if (await isCollected(tx, own.id, pictureId)) return
    if (count >= picturesMax) throw new AppError(collectionErrors.collection_full)
    await insertCollected(tx, own.id, pictureId)
  })
}
