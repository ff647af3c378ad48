import { isUuid } from '../../platform/db/index.ts'
import { type LinkPreview, type LinkPreviewDeps, writePreview } from '../gallery/index.ts'
import { findCollection } from './store.ts'

/** The preview of links to a public collection, with the newest of its public pictures. */
export function createCollectionPreview({ db, publicUrl }: LinkPreviewDeps): LinkPreview {
  return async (id) => {
    const collection = isUuid(id) ? await findCollection(db, id, undefined) : undefined
    if (!collection) return undefined
    const { name: title, description, covers } = collection
    const path = `/collection/${collection.id}`
    return writePreview(publicUrl(), { title, description, path, pictureId: covers[0]?.id })
  }
}
