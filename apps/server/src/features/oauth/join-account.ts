import type { Tx } from '../../platform/db/index.ts'
import {
  markEmailVerified,
  recordAuditEvent,
  replacePasswordHash,
  type UserRow,
  updateUser,
} from '../accounts/index.ts'
import type { SignupGrants } from '../credits/index.ts'
import { removeFactors } from '../factors/index.ts'
import { revokeSessions } from '../sessions/index.ts'
import { announceLinked } from './announce-link.ts'
import type { Arrival } from './arrival.ts'
import { deleteOauthAccounts, insertOauthAccount } from './store.ts'

/**
 * Links an account elsewhere to the account here that has its verified address, whose row the caller has
 * locked.
 *
 * @param isClaim whether nobody ever proved the address of the account here. Whoever made it may have done so
 * to wait inside for its owner, so
 *   every way in but the new one is closed: the password, the other accounts elsewhere, passkeys, the second
 *   factor, and all sessions.
 */
export async function joinAccount(
  tx: Tx,
  signupGrants: SignupGrants,
  user: UserRow,
  isClaim: boolean,
  { provider, identity, origin }: Arrival,
): Promise<{ userId: string; passwordHash: string | null; emailId: string; endedSessions: string[] }> {
  const { id: userId, email } = user
  const { avatar } = identity
  let endedSessions: string[] = []
  if (isClaim) {
    await replacePasswordHash(tx, userId, null)
    await deleteOauthAccounts(tx, userId)
    await removeFactors(tx, userId)
    await markEmailVerified(tx, userId)
    endedSessions = await revokeSessions(tx, { userId, all: true }, 'account_linked')
  }
  await insertOauthAccount(tx, { userId, provider, providerId: identity.id, email: identity.email, avatar })
  await signupGrants.note(tx, [{ provider, providerId: identity.id }])
  if (user.avatar === null && avatar !== null) await updateUser(tx, userId, { avatar })
  const event = { userId, succeeded: true, origin }
  await recordAuditEvent(tx, { ...event, action: 'provider_linked', details: { provider, claimed: isClaim } })
  return {
    userId,
    passwordHash: isClaim ? null : user.passwordHash,
    emailId: await announceLinked(tx, { userId, email }, provider, isClaim),
    endedSessions,
  }
}
