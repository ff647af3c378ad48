import { uuidv7 } from 'uuidv7'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { accountErrors, hashPassword, insertUser, recordAuditEvent, type UserRow } from '../accounts/index.ts'
import type { SignupGrants } from '../credits/index.ts'
import type { EnqueueEmail } from '../mail/index.ts'
import { insertWelcome } from '../notifications/index.ts'
import {
  type AccessTokens,
  type RecordSignIn,
  type SessionTokens,
  type SignInBrowser,
  startSession,
} from '../sessions/index.ts'
import { queueVerification } from './resend-verification.ts'

export type SignUpDeps = {
  db: Db
  tokens: AccessTokens
  signupCredits: number
  signupGrants: SignupGrants
  disconnectSession: (sessionId: string, reason: string) => void
  enqueueEmail: EnqueueEmail
  recordSignIn: RecordSignIn
}

export type SignUpInput = { email: string; password: string; name: string }

/**
 * Creates in one transaction an account, its credits if the address had no account before, its welcome
 * notification, the email that asks to confirm the address, and its first session, which replaces the one
 * that the browser held.
 *
 * @throws AppError `email_unavailable`.
 */
export async function signUp(
  deps: SignUpDeps,
  { email, password, name }: SignUpInput,
  origin: Origin,
  { held, deviceHash }: SignInBrowser,
): Promise<{ user: UserRow; tokens: SessionTokens }> {
  const passwordHash = await hashPassword(password)
  const { emailId, endedSessions, ...signedUp } = await deps.db.transaction(async (tx) => {
    const inserted = await insertUser(tx, {
      id: uuidv7(),
      email,
      name,
      passwordHash,
      avatar: null,
      emailVerifiedAt: null,
      termsAcceptedAt: new Date(),
      termsAcceptedIp: origin.ipAddress,
    })
    if (!inserted) throw unavailable()
    const userId = inserted.id
    const grant = { userId, amount: deps.signupCredits, identities: [{ email }] }
    const credits = await deps.signupGrants.give(tx, grant)
    await insertWelcome(tx, { userId, credits })
    await recordAuditEvent(tx, { userId, action: 'sign_up', succeeded: true, origin })
    // Records the device; no email is sent about the first one.
    await deps.recordSignIn(tx, { userId, email, deviceHash, origin })
    const started = await startSession(tx, deps.tokens, {
      userId,
      rememberMe: false,
      signedInWith: 'password',
      isMultiFactor: false,
      origin,
      held,
    })
    const emailId = await queueVerification(tx, { userId, email })
    return { user: { ...inserted, credits }, ...started, emailId }
  })
  for (const id of endedSessions) deps.disconnectSession(id, 'session replaced')
  deps.enqueueEmail(emailId)
  return signedUp
}

function unavailable(): AppError {
  const kind = accountErrors.email_unavailable
  return new AppError(kind, { details: [{ path: '/email', message: kind.text }] })
}
