import { DrizzleQueryError } from 'drizzle-orm'
import pg from 'pg'

/** No connection was available, or it broke before the server answered. */
export class DatabaseUnavailableError extends Error {}

/** SQLSTATE classes and codes of temporary failures (PostgreSQL manual, appendix A). */
const unavailableClasses = ['08', '53', '57P']
const unavailableCodes = ['40001', '40P01', '55P03', '57014']

/**
 * Whether the failure is temporary: the database is down, restarting or overloaded, or a retry resolves the
 * conflict.
 */
export function isUnavailable(error: unknown): boolean {
  const causes = causesOf(error)
  const reported = causes.find((cause) => cause instanceof pg.DatabaseError)
  if (!reported) {
    // The server reported nothing, so the statement or its answer was lost on the way.
    return causes.some(
      (cause) => cause instanceof DatabaseUnavailableError || cause instanceof DrizzleQueryError,
    )
  }
  const code = reported.code ?? ''
  return unavailableCodes.includes(code) || unavailableClasses.some((prefix) => code.startsWith(prefix))
}

/** Whether the server refused the values of a statement (SQLSTATE classes 22 and 23). Nothing was written. */
export function wasRejected(error: unknown): boolean {
  return causesOf(error).some((cause) => cause instanceof pg.DatabaseError && /^2[23]/.test(cause.code ?? ''))
}

/**
 * Whether the server reported that it has rolled a statement back, for whatever reason. False when the
 * statement may have been committed: the connection broke, or the server stopped (classes 08 and 57P).
 */
export function wasRolledBack(error: unknown): boolean {
  return causesOf(error).some(
    (cause) => cause instanceof pg.DatabaseError && !/^(08|57P)/.test(cause.code ?? '08'),
  )
}

/** @returns undefined when the server ends the statement after its time limit. */
export async function unlessTimedOut<Result>(statement: Promise<Result>): Promise<Result | undefined> {
  try {
    return await statement
  } catch (error) {
    if (causesOf(error).some((cause) => cause instanceof pg.DatabaseError && cause.code === '57014'))
      return undefined
    throw error
  }
}

/** Whether the server ended a wait for a lock: after its timeout, or because of a deadlock. */
export function wasLocked(error: unknown): boolean {
  return causesOf(error).some(
    (cause) => cause instanceof pg.DatabaseError && (cause.code === '55P03' || cause.code === '40P01'),
  )
}

/** The name of the constraint that a statement would have violated; undefined for any other error. */
export function violatedConstraint(error: unknown): string | undefined {
  for (const cause of causesOf(error)) {
    if (cause instanceof pg.DatabaseError && cause.code?.startsWith('23')) return cause.constraint
  }
  return undefined
}

function causesOf(error: unknown): Error[] {
  const chain: Error[] = []
  for (let at = error; at instanceof Error && chain.length < 8; at = at.cause) chain.push(at)
  return chain
}
