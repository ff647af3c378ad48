/**
 * exports: pictures in the formats of other programs: PDF, Android, SwiftUI, Lottie, animated SVG, icon sets,
 * areas to cut, and archives of several pictures. All formats are available to everybody who may see the
 * picture. Conversions run in separate threads with a time limit, and their libraries are loaded at first
 * use. Archives are streams.
 */
export { exportErrors, exportsLimited } from './errors.ts'
export { namePictures, type PictureNames } from './file-names.ts'
export { exportLimits } from './limits.ts'
export { findArchived, listMissing } from './missing-files.ts'
export { exportRoutes } from './routes.ts'
export { createArchiveSender, createPictureLister, type SendArchive } from './send-archive.ts'
export type { ArchiveFile } from './write-archive.ts'
