/**
 * edits: versions of a picture by a list of edits or by a sentence, their list, their restoration, and
 * uploads. A version is a separate row that points at its parent (decision 46). `jobs` owns the table and
 * writes the row. A change by a sentence is a job like any other.
 */
export { editErrors } from './errors.ts'
export { editLimits } from './limits.ts'
export { editRoutes } from './routes.ts'
