import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/db/index.ts'
import { insertUser, recordAuditEvent } from '../accounts/index.ts'
import type { SignupGrants } from '../credits/index.ts'
import { insertWelcome } from '../notifications/index.ts'
import type { ProviderSignIn } from './provider-sign-in.ts'
import { insertOauthAccount } from './store.ts'

export type NewAccounts = {
  signupCredits: number
  signupGrants: SignupGrants
  /**
   * Queues the email that asks to confirm an address which the provider has not verified. @returns the
   * email's id.
   */
  queueVerification: (tx: Tx, user: { userId: string; email: string }) => Promise<string>
}

/**
 * Creates an account without a password for a first sign-in at a provider, with its credits and its welcome
 * notification.
 *
 * @returns undefined when the address is taken, also by a request at the same moment.
 */
export async function createAccount(
  tx: Tx,
  { signupCredits, signupGrants, queueVerification }: NewAccounts,
  { provider, identity, origin }: ProviderSignIn,
): Promise<{ userId: string; email: string; emailId?: string } | undefined> {
  const { id: providerId, email, emailVerified, name, avatar } = identity
  if (email === null) throw new TypeError('an account needs an address')
  const user = await insertUser(tx, {
    id: uuidv7(),
    email,
    name,
    passwordHash: null,
    avatar,
    emailVerifiedAt: emailVerified ? new Date() : null,
    termsAcceptedAt: null,
    termsAcceptedIp: null,
  })
  if (!user) return undefined
  const userId = user.id
  await insertOauthAccount(tx, { userId, provider, providerId, email, avatar })
  const identities = [{ email }, { provider, providerId }]
  const credits = await signupGrants.give(tx, { userId, amount: signupCredits, identities })
  await insertWelcome(tx, { userId, credits })
  await recordAuditEvent(tx, { userId, action: 'sign_up', succeeded: true, origin, details: { provider } })
  return emailVerified
    ? { userId, email }
    : { userId, email, emailId: await queueVerification(tx, { userId, email }) }
}
