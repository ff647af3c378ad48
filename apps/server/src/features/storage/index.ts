/**
 * storage: where the SVG of a picture is stored: in its row, or as an object under the SHA-256 of its bytes,
 * which equal pictures share. The object is written before the row that refers to it, and deleted when no row
 * does. It also has the files of public pictures purged from a CDN.
 */
export { storageErrors } from './errors.ts'
export { purgeFilesJob, purgeFilesSchedule, sweepObjectsJob, sweepSchedule } from './jobs.ts'
export { inRow, keepAsObject, keepText, svgObjectOptions, type TextPlace } from './keep-text.ts'
export { textKept, textMissed } from './metric-events.ts'
export { type PurgeFilesDeps, purgeFiles } from './purge-files.ts'
export { forgetPurges } from './purge-store.ts'
export { findText, readText, readTexts, type StoredText } from './read-text.ts'
export { adoptObjects, sweepObjects } from './sweep-objects.ts'
export { svgObjects } from './tables.ts'
