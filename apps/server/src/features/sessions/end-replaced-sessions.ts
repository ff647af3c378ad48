import type { Tx } from '../../platform/db/index.ts'
import type { Origin } from '../../platform/http/index.ts'
import { recordAuditEvent } from '../accounts/index.ts'
import type { HeldTokens } from './held-tokens.ts'
import { liveSessionsMax } from './lifetimes.ts'
import { revokeReplaced } from './replaced-store.ts'
import { type AccessTokens, hashRefreshToken } from './tokens.ts'

/**
 * Ends sessions that a new session of the user replaces. The session of the browser's current tokens ends,
 * whoever owns it, because the browser is about to lose these tokens. So do sessions of the user above the
 * maximum, least recently used first. The caller has locked the user's row.
 *
 * @returns the ids of the sessions that it ended.
 */
export async function endReplacedSessions(
  tx: Tx,
  tokens: AccessTokens,
  { userId, origin, held }: { userId: string; origin: Origin; held: HeldTokens },
): Promise<string[]> {
  const claims = held.accessToken === undefined ? undefined : await tokens.verify(held.accessToken)
  const ended = await revokeReplaced(tx, {
    userId,
    sessionId: claims?.sessionId ?? null,
    tokenHash: held.refreshToken === undefined ? null : hashRefreshToken(held.refreshToken),
    keptMax: liveSessionsMax - 1,
  })
  for (const { userId, reason } of ended) {
    const action = reason === 'logout' ? 'log_out' : 'session_revoked'
    await recordAuditEvent(tx, { userId, action, succeeded: true, origin })
  }
  return ended.map(({ id }) => id)
}
