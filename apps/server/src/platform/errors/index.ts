/**
 * errors: catalogues of error codes with their statuses and texts, and AppError, which is thrown with a kind
 * out of one. The HTTP edge turns it into a problem (RFC 9457), and logs what is no AppError as a fault.
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
