import type { ErrorKind } from './define-errors.ts'

export type AppErrorOptions = {
  cause?: unknown
  /** The code that older clients know this error by. */
  errorCode?: string
  /** What is wrong with which field; `path` is a JSON pointer. */
  details?: { path: string; message: string }[]
  /** Further members of the problem object. */
  members?: Record<string, unknown>
  headers?: Record<string, string>
}

/**
 * An error that a caller is told about, of a kind that a catalogue has. Its text is for a person; the cause
 * stays in the log.
 */
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
