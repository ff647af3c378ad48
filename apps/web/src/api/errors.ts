/** The service refused: a problem as RFC 9457 has it. `message` is written for people. */
export class ApiError extends Error {
  override readonly name = 'ApiError'
  readonly status: number
  readonly code: string
  readonly requestId: string
  /** Seconds after which it is worth trying again, where the service says so. */
  readonly retryAfterSeconds: number | undefined
  /** What else the problem says, such as `limit` and `used` of a daily limit. */
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

/** No answer came, or not the whole of it: the browser is offline, or the service is away. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'

  constructor(cause: unknown) {
    super('The service did not answer.', { cause })
  }
}

/** The person or their device said no. `message` is written for people. */
export class Declined extends Error {
  override readonly name = 'Declined'

  constructor(message: string, cause: unknown) {
    super(message, { cause })
  }
}

export async function readProblem(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => undefined)
  const members = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  return new ApiError(response.status, members, Number.isFinite(seconds) ? seconds : undefined)
}

export const isProblem = (error: unknown, code: string): error is ApiError =>
  error instanceof ApiError && error.code === code

/** What happened and what to do, in a sentence or two for the person. */
export function describeProblem(error: unknown): string {
  if (error instanceof Unreachable)
    return navigator.onLine
      ? 'The service did not answer. Try again in a moment.'
      : 'You are offline. Try again when the connection is back.'
  if (error instanceof Declined) return error.message
  if (!(error instanceof ApiError)) return 'Something went wrong on this page. Reload it and try again.'
  if (error.status === 429 && error.retryAfterSeconds)
    return `${firstSentence(error.message)} You can go on ${describeWait(error.retryAfterSeconds)}.`
  if (error.status >= 500) return 'The service has a problem at the moment. Try again in a little while.'
  return error.message
}

const firstSentence = (text: string) => `${text.split('. ')[0]?.replace(/\.$/, '')}.`

/** Such as "in 40 seconds", "in 3 minutes" or "at 16:20": people do not count beyond an hour. */
function describeWait(seconds: number): string {
  if (seconds <= 90) return `in ${Math.ceil(seconds)} seconds`
  if (seconds < 3600) return `in ${Math.ceil(seconds / 60)} minutes`
  const at = new Date(Date.now() + seconds * 1000)
  return `at ${at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}`
}
