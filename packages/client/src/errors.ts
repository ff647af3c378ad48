import type { ErrorCode } from './wire.data.ts'

/**
 * The service refused: a problem as RFC 9457 has it. `message` can be shown to the user.
 *
 * @example
 * if (error instanceof ApiError && error.code === 'insufficient_credits') showPrices()
 */
export class ApiError extends Error {
  override readonly name = 'ApiError'
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
  return new ApiError(response.status, members, Number.isFinite(seconds) ? seconds : undefined)
}
