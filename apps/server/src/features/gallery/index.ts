/**
 * gallery: finished pictures: lists, search, files, privacy, reports and deletion. It reads the
 * generations' table, and changes of it only who may see a picture, and that there is one: deleting leaves
 * the job and what was paid for it. People report public pictures; what administrators do about one is here
 * in parts of their transactions.
 */
export { galleryErrors } from './errors.ts'
export { listOwnPictures, type WirePicture } from './list-own-pictures.ts'
export { purgeReports, type ReportRow, resolveReports } from './report-store.ts'
export { galleryRoutes } from './routes.ts'
export { pictureReports, reportEnds, reportReasons } from './tables.ts'
export { deleteAnyPicture, findPictureOwner, hidePicture, showPicture } from './takedown-store.ts'
