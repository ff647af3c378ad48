/**
 * gallery: lists, search, files, privacy, reports and deletion of finished pictures. It reads the table of
 * generations. It changes only the privacy of a picture, and deletes pictures; the job and its charge remain.
 * Users report public pictures. For administrators it exports the parts of their transactions that change a
 * picture.
 */
export { downloadLimited, galleryErrors, rendererBusy, reportLimited, searchLimited } from './errors.ts'
export { createFileLinks, type FileLinks, type LinkQuery } from './file-links.ts'
export { componentNameOf, nameWordsOf } from './file-name.ts'
export { guardReports, type ReportGuard } from './guard-reports.ts'
export {
  createAuthorPreview,
  createPicturePreview,
  type LinkPreview,
  type LinkPreviewDeps,
  writePreview,
} from './link-preview.ts'
export { listLatestOf, listOwnPictures, type WirePicture } from './list-own-pictures.ts'
export { readSearch } from './list-query.ts'
export { type OpenedFile, openFile } from './open-file.ts'
export { presentPublic, presentWhole } from './present.ts'
export { openPublicPages, type PublicPages } from './public-pages.ts'
export { selectMatching } from './read-public.ts'
export {
  createPictureRenderer,
  explainRenderError,
  type RenderedPicture,
  type RenderPng,
  renderOrNone,
} from './render-picture.ts'
export { purgeReports, type ReportReason, type ReportRow, resolveReports } from './report-store.ts'
export { galleryRoutes } from './routes.ts'
export { pictureFile, publicPicture, reportBody, reportExample, wholePicture } from './schemas.ts'
export { searchWords } from './search-words.ts'
export { sendPictureFile } from './send-picture-file.ts'
export {
  findVisible,
  type ListedRow,
  listVisible,
  publicColumnsOf,
  shownAtOf,
  type VisibleRow,
} from './store.ts'
export { pictureReports, reportEnds, reportReasons } from './tables.ts'
export {
  deleteAnyPicture,
  findPictureOwner,
  hidePicture,
  listTakedownsOf,
  showPicture,
} from './takedown-store.ts'
export { searchedMax, type WordQuery, withoutIndex } from './word-query.ts'
