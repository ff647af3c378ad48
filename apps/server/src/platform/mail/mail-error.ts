/** `temporary`: the same mail may be accepted later. `permanent`: it will be refused each time. */
export type MailErrorKind = 'temporary' | 'permanent'

export type MailErrorDetails = {
  /** SMTP reply or HTTP status, if there was one. */
  status?: number
  /** The delay that the other side asked for. */
  retryAfterMs?: number
}

/**
 * A mail was not accepted. Contains codes only and no cause: texts of servers name the recipient, and errors
 * end up in logs.
 */
export class MailError extends Error {
  readonly kind: MailErrorKind
  /** What failed, such as `EENVELOPE`, `HTTP`, `TIMEOUT`. */
  readonly code: string
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined

  constructor(kind: MailErrorKind, code: string, details: MailErrorDetails = {}) {
    super(`the mail was not taken: ${[code, details.status].filter((part) => part !== undefined).join(' ')}`)
    this.name = 'MailError'
    this.kind = kind
    this.code = code
    this.status = details.status
    this.retryAfterMs = details.retryAfterMs
  }
}
