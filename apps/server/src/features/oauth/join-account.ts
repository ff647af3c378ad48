import type { Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
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
import type { ProviderSignIn } from './provider-sign-in.ts'
import { deleteOauthAccounts, insertOauthAccount } from './store.ts'

/**
 * Ends the programs of an account that its owner takes from whoever had made it, also those of its
 * workspaces. @returns ids of keys, to disconnect after the commit.
 */
export type EndProgramAccess = (tx: Tx, userId: string, origin: Origin) => Promise<string[]>

export type JoinRules = { signupGrants: SignupGrants; endProgramAccess: EndProgramAccess }

/**
 * Links a provider account to the account here that has its verified address, and whose row the caller has
 * locked.
 *
 * @param isClaim whether nobody ever verified the address of the account here. Its creator may have made it
 * to wait for the owner of the address, so every other way to sign in is removed: the password, other
 * provider accounts, passkeys, the second factor, all sessions, and the programs of the account and of its
 * workspaces.
 */
export async function joinAccount(
  tx: Tx,
  { signupGrants, endProgramAccess }: JoinRules,
  user: UserRow,
  isClaim: boolean,
  { provider, identity, origin }: ProviderSignIn,
): Promise<{ userId: string; passwordHash: string | null; emailId: string; endedSessions: string[] }> {
  const { id: userId, email } = user
  const { avatar } = identity
  let endedSessions: string[] = []
  if (isClaim) {
    await replacePasswordHash(tx, userId, null)
    await deleteOauthAccounts(tx, userId)
    await removeFactors(tx, userId)
    await markEmailVerified(tx, userId)
    const endedKeys = await endProgramAccess(tx, userId, origin)
    endedSessions = [...endedKeys, ...(await revokeSessions(tx, { userId, all: true }, 'account_linked'))]
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
