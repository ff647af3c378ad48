/**
 * api: calls of the service, typed by its contract. `call` sends one operation and returns its typed answer.
 * It sends the CSRF token, renews an expired session once, and throws `ApiError` when the service refuses and
 * `Unreachable` when no answer arrives.
 */
export { type Answer, type CallInput, call, fetchFile, type OperationName, onCreditsShort } from './call.ts'
export { isOffline, subscribeToConnection } from './connection.ts'
export { ApiError, Declined, describeProblem, describeWait, isProblem, Unreachable } from './errors.ts'
export { createKey } from './idempotency.ts'
export { onSessionEnd, renewSession } from './renewal.ts'
export type {
  AdminAct,
  AdminJob,
  AdminListedJob,
  AdminModel,
  AdminPicture,
  AdminQueue,
  AdminUser,
  Job,
  JobPreview,
  JobUpdate,
  LedgerEntry,
  Model,
  OwnPicture,
  Pagination,
  Passkey,
  Picture,
  PictureReport,
  PublicPicture,
  SignedInUser,
  User,
} from './wire.data.ts'
