import type { Caller } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent, updateUser } from '../accounts/index.ts'
import { lockLiveSession } from '../sessions/index.ts'
import { announceLinked } from './announce-link.ts'
import type { Arrival } from './arrival.ts'
import { decideLink, followAvatar } from './decision.ts'
import { OauthFailure } from './failure.ts'
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
 * Links an account elsewhere to the account of the person who is signed in. Doing it again changes nothing.
 *
 * @throws OauthFailure `oauth_failed` when it is somebody else's, or another one of the same provider is
 * linked: nothing was changed.
 */
export async function linkAccount(
  { db, accounts, enqueueEmail }: LinkAccountDeps,
  { userId, sessionId }: Pick<Caller, 'userId' | 'sessionId'>,
  { provider, identity, origin }: Arrival,
): Promise<void> {
  const { id: providerId, email, avatar } = identity
  const emailId = await db.transaction(async (tx) => {
    await lockProviderAccount(tx, provider, providerId)
    const user = await lockUser(tx, userId)
    // It took a while at the provider: whoever asked may have been signed out since.
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
