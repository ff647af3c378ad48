/**
 * errors: AppError, and the codes of the platform itself. Features throw `AppError` with a stable code. The
 * HTTP layer turns it into a problem (RFC 9457) with the status of that code, and logs an error without a
 * code as a fault.
 */
export { AppError, type AppErrorOptions } from './app-error.ts'
export {
  defineErrors,
  type ErrorCatalogue,
  type ErrorKind,
  type ErrorKinds,
  type Errors,
  isKind,
  listKinds,
  reworded,
} from './define-errors.ts'
export { platformErrors } from './platform-errors.ts'
