/** `temporary`: the same mail may go out later. `permanent`: it will be refused each time. */
export type MailErrorKind = 'temporary' | 'permanent'

export type MailErrorDetails = {
  /** SMTP reply or HTTP status, where the other side gave one. */
  status?: number
  /** How long the other side asked us to wait. */
  retryAfterMs?: number
}

/**
 * A mail was not taken. Carries codes only and no cause: what servers say about a mail names its recipient,
 * and errors end in logs.
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
