import type { Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { recordAuditEvent, type UserRow } from '../accounts/index.ts'
import type { RecordSignIn, SignInBrowser } from './device-cookie.ts'
import { sessionErrors } from './errors.ts'
import { type SignedInWith, type StartedSession, startSession } from './start-session.ts'
import type { AccessTokens } from './tokens.ts'

export type CompleteSignInDeps = { tokens: AccessTokens; recordSignIn: RecordSignIn }

/** A session, and the email to enqueue after the commit if there is one. */
export type CompletedSignIn = StartedSession & { emailId: string | undefined }

/**
 * Starts the session of a user who has given all required proofs, replaces the one that their browser held,
 * and records the sign-in. The caller has locked the user's row.
 */
export async function completeSignIn(
  tx: Tx,
  { tokens, recordSignIn }: CompleteSignInDeps,
  user: UserRow,
  signIn: {
    rememberMe: boolean
    signedInWith: SignedInWith
    isMultiFactor: boolean
    origin: Origin
    browser: SignInBrowser
    details?: Record<string, string>
  },
): Promise<CompletedSignIn> {
  const { origin, browser, details, ...session } = signIn
  const { id: userId, email } = user
  await recordAuditEvent(tx, {
    ...{ userId, action: 'log_in', succeeded: true, origin },
    ...(details && { details }),
  })
  const emailId = await recordSignIn(tx, { userId, email, deviceHash: browser.deviceHash, origin })
  const started = await startSession(tx, tokens, { userId, ...session, origin, held: browser.held })
  return { ...started, emailId }
}

/** @throws AppError `account_suspended`, to a caller who has proven to be its owner. */
export function assertNotSuspended({ suspendedAt }: UserRow): void {
  if (suspendedAt) throw new AppError(sessionErrors.account_suspended)
}
