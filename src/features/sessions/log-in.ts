import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import {
  findUserByEmail,
  hashPassword,
  normalizeEmail,
  recordAuditEvent,
  replacePasswordHash,
  type UserRow,
  verifyPassword,
} from '../accounts/index.ts'
import { type SessionTokens, startSession } from './start-session.ts'
import type { AccessTokens } from './tokens.ts'

export type LogInDeps = { db: Db; tokens: AccessTokens }

export type LogInInput = { email?: unknown; password?: unknown; rememberMe?: unknown }

/**
 * Checks a password and opens a session. An unknown address, an account without a password and a wrong password are answered alike, in the same time.
 *
 * @throws AppError `missing_credentials`, `invalid_credentials`.
 */
export async function logIn(
  deps: LogInDeps,
  input: LogInInput,
  origin: Origin,
): Promise<{ user: UserRow; tokens: SessionTokens }> {
  const { email, password } = readCredentials(input)
  const user = await findUserByEmail(deps.db, email)
  const verdict = await verifyPassword(user?.passwordHash, password)
  if (!user?.passwordHash || !verdict.matches) {
    await recordAuditEvent(deps.db, { userId: user?.id ?? null, action: 'log_in', succeeded: false, origin })
    throw new AppError('invalid_credentials', 'Invalid credentials')
  }
  const upgraded = verdict.outdated ? await hashPassword(password) : undefined
  const oldHash = user.passwordHash
  const tokens = await deps.db.transaction(async (tx) => {
    if (upgraded) await replacePasswordHash(tx, user.id, oldHash, upgraded)
    await recordAuditEvent(tx, { userId: user.id, action: 'log_in', succeeded: true, origin })
    return startSession(tx, deps.tokens, { userId: user.id, rememberMe: input.rememberMe === true, origin })
  })
  return { user, tokens }
}

function readCredentials({ email, password }: LogInInput): { email: string; password: string } {
  if (typeof email !== 'string' || email.trim() === '')
    throw new AppError('missing_credentials', 'Email is required')
  if (typeof password !== 'string' || password === '')
    throw new AppError('missing_credentials', 'Password is required')
  return { email: normalizeEmail(email), password }
}
