/**
 * client: calls a chatSVG service and follows its jobs, typed by the wire contract. `createClient` makes a
 * client of one service for one session: it carries cookies and the CSRF token, renews the session, and
 * repeats writes that have an idempotency key. `createJobFollower` reports the state of a job, over any
 * connection. There is no state outside of these two objects.
 */
export { type Caller, type CallerOptions, createCaller } from './caller.ts'
export {
  type Change,
  type Client,
  createClient,
  type DrawnPicture,
  type DrawOptions,
  type PictureRequest,
} from './client.ts'
export { type Connection, pause } from './connection.ts'
export { type CookieJar, createCookieJar } from './cookie-jar.ts'
export {
  ApiError,
  AuthenticationError,
  ConflictError,
  CreditsError,
  InvalidRequestError,
  isProblem,
  JobFailedError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  ServiceError,
  UnreachableError,
} from './errors.ts'
export {
  createJobFollower,
  type FollowJob,
  hasEnded,
  type JobSnapshot,
  unknownJob,
} from './follow-job.ts'
export { createIdempotencyKey } from './idempotency.ts'
export type { ConnectionState, JobEvent, SubscribeToJob } from './job-events.ts'
export type { Answer, CallInput, CallOptions, OperationName } from './operation.ts'
export type { Lock } from './renewal.ts'
export { streamJobEvents } from './stream-job-events.ts'
export { watchJob } from './watch-job.ts'
export type * from './wire.data.ts'
