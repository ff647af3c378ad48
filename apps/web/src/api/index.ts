/**
 * api: the client of the service, in whose name it calls, the state of the connection, and texts about
 * problems. Calls, errors and types are those of `@chatsvg/client`.
 */
export {
  type AdminAct,
  type AdminJob,
  type AdminListedJob,
  type AdminModel,
  type AdminPage,
  type AdminPicture,
  type AdminProgram,
  type AdminSpend,
  type AdminUser,
  type Answer,
  ApiError,
  type CallInput,
  createIdempotencyKey,
  isProblem,
  type Job,
  type JobPreview,
  type JobReport,
  type JobUpdate,
  type LedgerEntry,
  type Model,
  type Passkey,
  type PictureReport,
  type SignedInUser,
} from '@chatsvg/client'
export {
  fileOfAccount,
  isAccessEnd,
  OtherAccountError,
  onRightsChanged,
  readWorkspaceId,
  setWorkspaceId,
} from './acting.ts'
export {
  call,
  callPersonally,
  client,
  fetchFile,
  onCreditsShort,
  onSessionEnd,
  prepareWrite,
  renewSession,
} from './client.ts'
export { isLost, isOffline, startConnection, untilReached, useConnection } from './connection.ts'
export { DeclinedError, describeProblem } from './describe-problem.ts'
export { type AppScope, scopeWords } from './scope-words.ts'
