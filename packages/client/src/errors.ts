import type { ErrorCode, Job } from './wire.data.ts'

/**
 * The service refused: a problem as RFC 9457 has it. `message` can be shown to the user.
 *
 * @example
 * if (error instanceof ApiError && error.code === 'insufficient_credits') showPrices()
 */
export class ApiError extends Error {
  override readonly name: string = 'ApiError'
  readonly status: number
  readonly code: string
  readonly requestId: string
  /** Seconds after which the service asks the client to try again, if it does. */
  readonly retryAfterSeconds: number | undefined
  /** All members of the problem, such as `limit` and `used` of a daily limit. */
  readonly members: Record<string, unknown>

  constructor(status: number, members: Record<string, unknown>, retryAfterSeconds?: number) {
    super(typeof members.error === 'string' ? members.error : `The service answered ${status}.`)
    this.status = status
    this.code = typeof members.code === 'string' ? members.code : 'unknown'
    this.requestId = typeof members.requestId === 'string' ? members.requestId : ''
    this.retryAfterSeconds = retryAfterSeconds
    this.members = members
  }
}

/** The request is wrong as it stands (400, 413, 415, 422): `members.details` says which field. */
export class InvalidRequestError extends ApiError {
  override readonly name = 'InvalidRequestError'
}
/** No valid session or API key (401): `code` tells an expired key from a revoked or an unknown one. */
export class AuthenticationError extends ApiError {
  override readonly name = 'AuthenticationError'
}
/** Too few credits (402): `insufficient_credits`, `monthly_limit_reached`, `key_limit_reached`. */
export class CreditsError extends ApiError {
  override readonly name = 'CreditsError'
}
/** The caller may not do this (403), such as `insufficient_scope`. */
export class PermissionError extends ApiError {
  override readonly name = 'PermissionError'
}
/** There is nothing of this kind that the caller may see (404, 410). */
export class NotFoundError extends ApiError {
  override readonly name = 'NotFoundError'
}
/** It contradicts what is there (409), such as `idempotency_key_reused`. */
export class ConflictError extends ApiError {
  override readonly name = 'ConflictError'
}
/** A limit of requests or of pictures (429): `retryAfterSeconds` says when to try again. */
export class RateLimitError extends ApiError {
  override readonly name = 'RateLimitError'
}
/** A fault of the service, or it is not available (5xx). */
export class ServiceError extends ApiError {
  override readonly name = 'ServiceError'
}

/** The job ended without a picture; its credit has been returned. `code` is the job's `errorCode`. */
export class JobFailedError extends Error {
  override readonly name = 'JobFailedError'
  readonly code: NonNullable<Job['errorCode']>
  readonly job: Job

  constructor(job: Job) {
    super(job.errorMessage ?? 'The picture could not be drawn.')
    this.code = job.errorCode ?? 'GENERATION_FAILED'
    this.job = job
  }
}

const classes: Readonly<Record<number, typeof ApiError>> = {
  400: InvalidRequestError,
  401: AuthenticationError,
  402: CreditsError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  410: NotFoundError,
  413: InvalidRequestError,
  415: InvalidRequestError,
  422: InvalidRequestError,
  429: RateLimitError,
}

/** No complete answer arrived: this machine is offline, or the service is down. */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError'

  constructor(cause: unknown) {
    super('The service did not answer.', { cause })
  }
}

export const isProblem = (error: unknown, code: ErrorCode): error is ApiError =>
  error instanceof ApiError && error.code === code

export async function readProblem(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined)
  const members = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  const { status } = response
  const Refusal = classes[status] ?? (status >= 500 ? ServiceError : ApiError)
  return new Refusal(status, members, Number.isFinite(seconds) ? seconds : undefined)
}
