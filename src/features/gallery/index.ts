/**
 * gallery: reading finished pictures: one's own history, what everybody may see, a single one, and its file.
 * It reads the generations' tables and writes nothing.
 */
export { type GalleryErrorCode, galleryErrorStatuses } from './errors.ts'
export { galleryRoutes } from './routes.ts'
