import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import {
  findSignInAccount,
  hashPassword,
  lockUser,
  recordAuditEvent,
  replacePasswordHash,
  type SignInAccount,
  verifyPassword,
  workAsForOtherHashes,
} from '../accounts/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { assertNotSuspended, type CompletedSignIn, completeSignIn } from './complete-sign-in.ts'
import type { SignInBrowser } from './device-cookie.ts'
import { sessionErrors } from './errors.ts'
import type { SecondFactorTicket, SignInRules } from './sign-in-rules.ts'
import type { CheckedPassword, StartPlainSession } from './start-plain-session.ts'
import type { SessionTokens } from './start-session.ts'
import type { AccessTokens } from './tokens.ts'

export type LogInDeps = {
  db: Db
  tokens: AccessTokens
  /** Whether accounts from older databases have hashes of another kind. */
  hasOldHashes: () => Promise<boolean>
  rules: SignInRules & { startPlainSession: StartPlainSession }
  enqueueEmail: EnqueueEmail
  disconnectSession: (sessionId: string, reason: string) => void
}

/** `email` is in the form in which addresses are compared. */
export type LogInInput = { email: string; password: string; rememberMe?: boolean | undefined }

/**
 * The password can change while it is checked. A parallel login that rehashes the same password also counts
 * as a change.
 */
const checksMax = 3

/**
 * Checks a password and starts a session, which replaces the one that the browser held. An unknown address,
 * an account without a password and a wrong password get the same answer in the same time.
 *
 * @throws AppError `missing_credentials`, `invalid_credentials`; with the right password also
 * `account_suspended`, and `second_factor_required` with the ticket instead of a session.
 */
export async function logIn(
  deps: LogInDeps,
  { email, password, rememberMe = false }: LogInInput,
  origin: Origin,
  browser: SignInBrowser,
): Promise<{ user: SignInAccount; tokens: SessionTokens }> {
  for (let check = 1; check <= checksMax; check += 1) {
    const user = await findSignInAccount(deps.db, email)
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
    const checked = { userId: user.id, hash: user.passwordHash, rememberMe }
    const plain = upgraded ? undefined : await deps.rules.startPlainSession(checked, origin, browser)
    if (plain) return { user, tokens: plain }
    const started = await openSession(deps, { ...checked, upgraded }, origin, browser)
    if (started && 'ticket' in started) {
      throw new AppError(sessionErrors.second_factor_required, {
        members: started,
      })
    }
    if (started) {
      for (const id of started.endedSessions) deps.disconnectSession(id, 'session replaced')
      if (started.emailId) deps.enqueueEmail(started.emailId)
      return { user, tokens: started.tokens }
    }
  }
  throw new AppError(sessionErrors.invalid_credentials)
}

/**
 * Only while the checked password is still the user's. A parallel reset or change has ended all sessions of
 * the old password, and none may start after it. The same holds for an account that is being suspended.
 */
async function openSession(
  { db, tokens, rules }: LogInDeps,
  { userId, hash, upgraded, rememberMe }: CheckedPassword & { upgraded: string | undefined },
  origin: Origin,
  browser: SignInBrowser,
): Promise<CompletedSignIn | SecondFactorTicket | undefined> {
  return db.transaction(async (tx) => {
    const user = await lockUser(tx, userId)
    if (user?.passwordHash !== hash) return undefined
    assertNotSuspended(user)
    if (upgraded) await replacePasswordHash(tx, userId, upgraded)
    const shown = { rememberMe, signedInWith: 'password' } as const
    const ticket = await rules.askSecondFactor(tx, { ...shown, userId, passwordHash: upgraded ?? hash })
    if (ticket) return ticket
    const signIn = { ...shown, isMultiFactor: false, origin, browser }
    return completeSignIn(tx, { tokens, recordSignIn: rules.recordSignIn }, user, signIn)
  })
}
