/**
 * gallery: finished pictures: lists, search, files, privacy, reports and deletion. It reads the table of
 * generations. It changes only the privacy of a picture, and deletes pictures; the job and its charge remain.
 * Users report public pictures. For administrators it exports the parts of their transactions that change a
 * picture.
 */
export { downloadLimited, galleryErrors } from './errors.ts'
export { createFileLinks } from './file-links.ts'
export { nameWordsOf } from './file-name.ts'
export { listOwnPictures, type WirePicture } from './list-own-pictures.ts'
export { presentPublic, presentWhole } from './present.ts'
export { purgeReports, type ReportRow, resolveReports } from './report-store.ts'
export { galleryRoutes } from './routes.ts'
export { wholePicture } from './schemas.ts'
export { findVisible, type ListedRow, listedColumnsOf, type VisibleRow } from './store.ts'
export { pictureReports, reportEnds, reportReasons } from './tables.ts'
export { deleteAnyPicture, findPictureOwner, hidePicture, showPicture } from './takedown-store.ts'
