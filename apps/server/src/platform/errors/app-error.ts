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
  readonly options: AppErrorOptions

  constructor(code: string, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.options = options
  }
}
