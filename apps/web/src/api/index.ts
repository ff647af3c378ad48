/**
 * api: calls of the service, typed by its contract. `call` sends one operation and gives its answer,
 * typed; it carries the CSRF token, renews an expired session once, and throws `ApiError` for what the
 * service refuses and `Unreachable` for what never reached it.
 */
export { type Answer, type CallInput, call, fetchFile, onCreditsShort } from './call.ts'
export { isOffline, subscribeToConnection } from './connection.ts'
export { ApiError, Declined, describeProblem, isProblem } from './errors.ts'
export { createKey } from './idempotency.ts'
export { onSessionEnd, renewSession } from './renewal.ts'
export type {
  AdminAct,
  AdminJob,
  AdminListedJob,
  AdminModel,
  AdminPicture,
  AdminUser,
  Job,
  JobPreview,
  JobUpdate,
  LedgerEntry,
  Model,
  Passkey,
  PictureReport,
  SignedInUser,
} from './wire.data.ts'
