import type { Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { lockUser, rewriteUser } from '../accounts/index.ts'
import { revokeKeysSince } from '../api-keys/index.ts'
import { disableWebhooksSince } from '../webhooks/index.ts'
import { listMemberships } from './member-store.ts'

/** Before every row. */
const ever = new Date(0)

/**
 * Revokes all API keys and apps, and disables all webhooks, of an account whose address nobody had verified,
 * and of its workspaces. Somebody else may have made them before the owner of the address took the account.
 * Nobody else is a member of these workspaces, because inviting and joining need a verified address.
 *
 * The caller has locked the person's row, and ends the sessions afterwards: requests in a workspace lock its
 * row before their session.
 *
 * @returns ids of keys, to disconnect after the commit.
 */
export async function endProgramAccess(tx: Tx, userId: string, origin: Origin): Promise<string[]> {
  const owned = (await listMemberships(tx, userId)).filter(({ role }) => role === 'owner')
  const workspaceIds = owned.map(({ workspaceId }) => workspaceId)
  for (const workspaceId of workspaceIds) {
    await lockUser(tx, workspaceId)
    // A charge that waits for this transaction asks again whether its key may spend.
    await rewriteUser(tx, workspaceId)
  }
  const ended: string[] = []
  for (const accountId of [userId, ...workspaceIds]) {
    await disableWebhooksSince(tx, accountId, ever, origin)
    ended.push(...(await revokeKeysSince(tx, accountId, ever, origin)))
  }
  return ended
}
