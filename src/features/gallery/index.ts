/**
 * gallery: finished pictures: one's own, what everybody may see, a single one, and its file. It reads the
 * generations' table, and changes of it only who may see a picture, and that there is one: deleting leaves
 * the job and what was paid for it.
 */
export { type GalleryErrorCode, galleryErrorStatuses } from './errors.ts'
export { listOwnPictures, type WirePicture } from './list-own-pictures.ts'
export { galleryRoutes } from './routes.ts'
