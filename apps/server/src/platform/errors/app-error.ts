import type { ErrorKind } from './define-errors.ts'

export type AppErrorOptions = {
  cause?: unknown
  /** The code by which older clients know this error. */
  errorCode?: string
  /** What is wrong with which field; `path` is a JSON pointer. */
  details?: { path: string; message: string }[]
  /** Further members of the problem object. */
  members?: Record<string, unknown>
  headers?: Record<string, string>
}

/** An error for the caller. `message` is for a user; the cause stays in the log. */
export class AppError extends Error {
  readonly code: string
  readonly status: number
  readonly options: AppErrorOptions

  constructor({ code, status, text }: ErrorKind, options: AppErrorOptions = {}) {
    super(text, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.status = status
    this.options = options
  }
}
