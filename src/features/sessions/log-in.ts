import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import {
  findUserByEmail,
  hashPassword,
  lockUser,
  normalizeEmail,
  recordAuditEvent,
  replacePasswordHash,
  type UserRow,
  verifyPassword,
  workAsForOtherHashes,
} from '../accounts/index.ts'
import type { RingForLetter } from '../mail/index.ts'
import type { ArrivingBrowser, NoteSignIn } from './device-cookie.ts'
import { type SessionTokens, type StartedSession, startSession } from './start-session.ts'
import type { AccessTokens } from './tokens.ts'

export type LogInDeps = {
  db: Db
  tokens: AccessTokens
  /** Whether accounts from older databases have hashes of another kind. */
  hasOldHashes: () => Promise<boolean>
  noteSignIn: NoteSignIn
  ringForLetter: RingForLetter
  disconnectSession: (sessionId: string, reason: string) => void
}

export type LogInInput = { email?: unknown; password?: unknown; rememberMe?: unknown }

/**
 * A password can change while it is checked; the same one hashed anew by a login beside this one counts as
 * that, too.
 */
const checksMax = 3

/**
 * Checks a password and opens a session, in the place of the one that the browser held. An unknown address,
 * an account without a password and a wrong password are answered alike, in the same time.
 *
 * @throws AppError `missing_credentials`, `invalid_credentials`, `account_suspended` to who knows the
 * password.
 */
export async function logIn(
  deps: LogInDeps,
  input: LogInInput,
  origin: Origin,
  browser: ArrivingBrowser,
): Promise<{ user: UserRow; tokens: SessionTokens }> {
  const { email, password } = readCredentials(input)
  const rememberMe = input.rememberMe === true
  for (let check = 1; check <= checksMax; check += 1) {
    const user = await findUserByEmail(deps.db, email)
    const verdict = await verifyPassword(user?.passwordHash, password)
    if (!user?.passwordHash || !verdict.matches) {
      if (await deps.hasOldHashes()) await workAsForOtherHashes(user?.passwordHash, password)
      await recordAuditEvent(deps.db, {
        userId: user?.id ?? null,
        action: 'log_in',
        succeeded: false,
        origin,
      })
      break
    }
    const upgraded = verdict.outdated ? await hashPassword(password) : undefined
    const checked = { userId: user.id, hash: user.passwordHash, upgraded, rememberMe }
    const started = await openSession(deps, checked, origin, browser)
    if (started) {
      for (const id of started.endedSessions) deps.disconnectSession(id, 'session replaced')
      if (started.letterId) deps.ringForLetter(started.letterId)
      return { user, tokens: started.tokens }
    }
  }
  throw new AppError('invalid_credentials', 'Invalid credentials')
}

type CheckedPassword = { userId: string; hash: string; upgraded: string | undefined; rememberMe: boolean }

/**
 * Only while the checked password is still the user's: a reset or change in the same moment has ended all
 * sessions of the old one, and none may begin after it. The same goes for an account that is being suspended.
 */
async function openSession(
  { db, tokens, noteSignIn }: LogInDeps,
  { userId, hash, upgraded, rememberMe }: CheckedPassword,
  origin: Origin,
  { held, deviceHash }: ArrivingBrowser,
): Promise<(StartedSession & { letterId: string | undefined }) | undefined> {
  return db.transaction(async (tx) => {
    const user = await lockUser(tx, userId)
    if (user?.passwordHash !== hash) return undefined
    if (user.suspendedAt) {
      throw new AppError('account_suspended', 'This account is suspended. Please write to support.')
    }
    if (upgraded) await replacePasswordHash(tx, userId, upgraded)
    await recordAuditEvent(tx, { userId, action: 'log_in', succeeded: true, origin })
    const letterId = await noteSignIn(tx, { userId, email: user.email, deviceHash, origin })
    const session = { userId, rememberMe, signedInWith: 'password', origin, held } as const
    return { ...(await startSession(tx, tokens, session)), letterId }
  })
}

function readCredentials({ email, password }: LogInInput): { email: string; password: string } {
  if (typeof email !== 'string' || email.trim() === '')
    throw new AppError('missing_credentials', 'Email is required')
  if (typeof password !== 'string' || password === '')
    throw new AppError('missing_credentials', 'Password is required')
  return { email: normalizeEmail(email), password }
}
