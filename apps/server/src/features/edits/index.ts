/**
 * edits: versions of a picture, made by a list of edits, by a sentence, or by restoring an earlier version;
 * and uploads. A version is a separate row that points at its parent (decision 46). `jobs` owns the table and
 * writes the row. A change by a sentence is a job like any other.
 */
export { checkEdits, editPicture } from './edit-picture.ts'
export { editErrors, editsLimited } from './errors.ts'
export { editLimits } from './limits.ts'
export { describeChange, requestChange } from './request-change.ts'
export { createEditTurns, type EditRoutesDeps, editLimitHook, editRoutes, editsBytesMax } from './routes.ts'
export { changeFields } from './schemas.ts'
