import type { Caller } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent, updateUser } from '../accounts/index.ts'
import { lockLiveSession } from '../sessions/index.ts'
import { announceLinked } from './announce-link.ts'
import { decideLink, followAvatar } from './decision.ts'
import { OauthFailure } from './failure.ts'
import type { ProviderSignIn } from './provider-sign-in.ts'
import type { SignInDeps } from './sign-in.ts'
import {
  findOauthAccount,
  insertOauthAccount,
  listProviders,
  lockProviderAccount,
  touchOauthAccount,
} from './store.ts'

export type LinkAccountDeps = Pick<SignInDeps, 'db' | 'accounts' | 'enqueueEmail'>

/**
 * Links a provider account to the account of the signed-in user. Repeating it changes nothing.
 *
 * @throws OauthFailure `oauth_failed` when it is linked to another user, or the user has another account of
 * the same provider linked: nothing was changed.
 */
export async function linkAccount(
  { db, accounts, enqueueEmail }: LinkAccountDeps,
  { userId, sessionId }: Pick<Caller, 'userId' | 'sessionId'>,
  { provider, identity, origin }: ProviderSignIn,
): Promise<void> {
  const { id: providerId, email, avatar } = identity
  const emailId = await db.transaction(async (tx) => {
    await lockProviderAccount(tx, provider, providerId)
    const user = await lockUser(tx, userId)
    // The user spent some time at the provider and may have been signed out since.
    if (!user || !(await lockLiveSession(tx, sessionId)))
      throw new OauthFailure('oauth_state', 'the session that asked to link is over')
    const account = await findOauthAccount(tx, provider, providerId)
    const hasProvider = (await listProviders(tx, userId)).includes(provider)
    const decision = decideLink(userId, account?.userId, hasProvider)
    if (decision === 'refuse')
      throw new OauthFailure('oauth_failed', 'this or another account of the provider is linked already')
    const followed = followAvatar(user.avatar, account?.avatar ?? null, avatar)
    if (followed !== undefined) await updateUser(tx, userId, { avatar: followed })
    if (account) {
      await touchOauthAccount(tx, account.id, { email, avatar })
      return undefined
    }
    await insertOauthAccount(tx, { userId, provider, providerId, email, avatar })
    await accounts.signupGrants.note(tx, [{ provider, providerId }])
    const details = { provider }
    await recordAuditEvent(tx, { userId, action: 'provider_linked', succeeded: true, origin, details })
    return announceLinked(tx, { userId, email: user.email }, provider, false)
  })
  if (emailId) enqueueEmail(emailId)
}
