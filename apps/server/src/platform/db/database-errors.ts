import { DrizzleQueryError } from 'drizzle-orm'
import pg from 'pg'

/** No connection could be had, or it broke before the server answered. */
export class DatabaseUnavailableError extends Error {}

/** SQLSTATE classes and codes that say "not now" rather than "not so" (PostgreSQL manual, appendix A). */
const unavailableClasses = ['08', '53', '57P']
const unavailableCodes = ['40001', '40P01', '55P03', '57014']

/**
 * Whether the database could not do it at this moment: away, restarting, overloaded, or a conflict that a
 * retry resolves.
 */
export function isUnavailable(error: unknown): boolean {
  const causes = causesOf(error)
  const reported = causes.find((cause) => cause instanceof pg.DatabaseError)
  if (!reported) {
    // The server said nothing, so the statement was lost on the way to it or back.
    return causes.some(
      (cause) => cause instanceof DatabaseUnavailableError || cause instanceof DrizzleQueryError,
    )
  }
  const code = reported.code ?? ''
  return unavailableCodes.includes(code) || unavailableClasses.some((prefix) => code.startsWith(prefix))
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
