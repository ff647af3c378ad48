/**
 * errors: AppError, and the codes of the platform itself. Features throw `AppError` with a stable code;
 * the HTTP edge turns it into a problem (RFC 9457) with the status that the service's map has for the
 * code, and logs what has no code as a fault.
 */
export { AppError, type AppErrorOptions } from './app-error.ts'
export { type PlatformErrorCode, platformErrorStatuses } from './platform-error-codes.ts'
