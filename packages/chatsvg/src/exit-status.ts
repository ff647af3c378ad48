import {
  ApiError,
  AuthenticationError,
  ConflictError,
  CreditsError,
  InvalidRequestError,
  JobFailedError,
  NotFoundError,
  PermissionError,
  RateLimitError,
  UnreachableError,
} from '@chatsvg/client'
import { CommanderError } from 'commander'

/** How the program ends. docs/command-line.md has the list for users. */
export const exitStatuses = {
  done: 0,
  /** A picture could not be drawn, a file could not be written, or the service has a fault. */
  failed: 1,
  /** The command line, or what it asks for, is wrong. */
  usage: 2,
  /** The key is not valid or may not do this, or credits or a limit are used up. */
  refused: 3,
  /** The service does not answer. */
  unreachable: 4,
} as const

/** 128 and the number of the signal, as shells have it. */
export const interruptedStatus = { SIGINT: 130, SIGTERM: 143 } as const

/** The command line is wrong. */
export class UsageError extends Error {}

/** The sign-in was refused, or has ended. */
export class SignInError extends Error {}

/** A picture could not be drawn or saved. */
export class FailedError extends Error {}

const refusals = [
  AuthenticationError,
  CreditsError,
  PermissionError,
  ConflictError,
  RateLimitError,
  SignInError,
]
const wrongRequests = [InvalidRequestError, NotFoundError, UsageError, CommanderError]
/** A service, or the proxy in front of it, that is not available. */
const unavailable = new Set([502, 503, 504])

export function exitStatusOf(error: unknown): number {
  if (refusals.some((kind) => error instanceof kind)) return exitStatuses.refused
  if (wrongRequests.some((kind) => error instanceof kind)) return exitStatuses.usage
  if (error instanceof UnreachableError) return exitStatuses.unreachable
  return error instanceof ApiError && unavailable.has(error.status)
    ? exitStatuses.unreachable
    : exitStatuses.failed
}

/** An error as `--json` prints it. `code` is that of the service, where it has refused. */
export type ErrorDocument = { error: { code: string; message: string; retryAfterSeconds?: number } }

export function describeError(error: unknown): ErrorDocument {
  const message = missingFile(error) ?? messageOf(error)
  const retryAfterSeconds = error instanceof ApiError ? error.retryAfterSeconds : undefined
  return { error: { code: codeOf(error), message, ...(retryAfterSeconds && { retryAfterSeconds }) } }
}

const messageOf = (error: unknown) =>
  error instanceof Error ? error.message || String(codeOf(error)) : String(error)

function missingFile(error: unknown): string | undefined {
  const { code, path } = (error ?? {}) as NodeJS.ErrnoException
  return code === 'ENOENT' && path !== undefined ? `There is no such file or folder: ${path}` : undefined
}

function codeOf(error: unknown): string {
  if (error instanceof ApiError || error instanceof JobFailedError) return error.code
  if (error instanceof UnreachableError) return 'unreachable'
  if (exitStatusOf(error) === exitStatuses.usage) return 'usage'
  return (error as NodeJS.ErrnoException | undefined)?.code ?? 'failed'
}
