/**
 * collections: the user's collections, and the dialogs that fill and change them. Everything that shows a
 * collection is read again after a change.
 */
export { CollectDialog, CollectionCount, countInWords } from './collect-dialog.tsx'
export { CollectionForm } from './collection-form.tsx'
export {
  type Collection,
  collectionKeys,
  useCollection,
  useCollectionsOfAuthor,
  useOwnCollections,
} from './collections.ts'
