/**
 * collections: pictures that a user keeps together under a name, their own and public ones of others. A
 * collection is private until its owner publishes it. Everybody sees of it only what they may see elsewhere:
 * a picture that becomes private leaves the lists and counts of others at once.
 */
export { createCollectionPreview } from './collection-preview.ts'
export { collectionErrors } from './errors.ts'
export { collectionRoutes } from './routes.ts'
export { listCollectionsOf } from './store.ts'
