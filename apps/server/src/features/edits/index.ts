/**
 * edits: pictures that users change and bring: versions by a list of edits or by a sentence, versions listed
 * and restored, and uploads. A version is a row of its own that points at its parent (decision 46); the row
 * is written by `jobs`, which owns the table. A change by a sentence is a job like any other.
 */
export { editErrors } from './errors.ts'
export { purgeEditKeys } from './key-store.ts'
export { editLimits } from './limits.ts'
export { editRoutes } from './routes.ts'
export { editKeys } from './tables.ts'
