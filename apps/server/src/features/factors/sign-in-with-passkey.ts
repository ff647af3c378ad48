import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent, type UserRow } from '../accounts/index.ts'
import {
  assertNotSuspended,
  type CompleteSignInDeps,
  completeSignIn,
  type SessionTokens,
  type SignInBrowser,
} from '../sessions/index.ts'
import { type AssertionDeps, checkAssertion, useAssertion } from './check-assertion.ts'
import { factorErrors } from './errors.ts'
import { createGetOptions } from './webauthn.ts'

export type SignInWithPasskeyDeps = {
  assertions: AssertionDeps
  signIn: CompleteSignInDeps
  enqueueEmail: (emailId: string) => void
  disconnectSession: (sessionId: string, reason: string) => void
}

/** Options with which the browser asks an authenticator for any passkey; the user is not known yet. */
export async function beginPasskeySignIn({ challenges, relyingParty }: AssertionDeps, deviceHash: string) {
  const rpId = relyingParty.id()
  if (!rpId) throw new AppError(factorErrors.passkeys_unavailable)
  return createGetOptions(rpId, challenges.issue({ purpose: 'sign-in', deviceHash }))
}

/**
 * Starts a session with a passkey, which replaces the session that the browser held. The device has verified
 * its user, so a passkey is both factors.
 *
 * @throws AppError `invalid_passkey`, `account_suspended`.
 */
export async function signInWithPasskey(
  { assertions, signIn, enqueueEmail, disconnectSession }: SignInWithPasskeyDeps,
  { credential, rememberMe = false }: { credential: unknown; rememberMe?: boolean | undefined },
  origin: Origin,
  browser: SignInBrowser,
): Promise<{ user: UserRow; tokens: SessionTokens }> {
  const { db } = assertions
  const scope = { purpose: 'sign-in', deviceHash: browser.deviceHash } as const
  const checked = await checkAssertion(assertions, credential, scope).catch(async (error: unknown) => {
    if (error instanceof AppError)
      await recordAuditEvent(db, {
        ...{ userId: null, action: 'log_in', succeeded: false, origin },
        details: { reason: 'invalid_passkey' },
      })
    throw error
  })
  const { user, emailId, endedSessions, tokens } = await db.transaction(async (tx) => {
    const user = await lockUser(tx, checked.passkey.userId)
    if (!user) throw new AppError(factorErrors.invalid_passkey)
    await useAssertion(tx, checked)
    assertNotSuspended(user)
    const completed = await completeSignIn(tx, signIn, user, {
      rememberMe,
      signedInWith: 'passkey',
      isMultiFactor: true,
      origin,
      browser,
      details: { passkey: checked.passkey.name },
    })
    return { user, ...completed }
  })
  for (const id of endedSessions) disconnectSession(id, 'session replaced')
  if (emailId) enqueueEmail(emailId)
  return { user, tokens }
}
