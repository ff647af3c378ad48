import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent } from '../accounts/index.ts'
import { sessionErrors } from './errors.ts'
import { type RevokedSessions, revokeSessions } from './store.ts'

export type EndSessionsDeps = { db: Db; disconnectSession: (sessionId: string, reason: string) => void }

/**
 * Ends one of the caller's sessions, or all except the current one: access tokens, refresh tokens and sockets
 * stop working at once, on every instance.
 *
 * @returns how many were ended.
 * @throws AppError `session_not_found` when the given id is not a live session of the caller.
 */
export async function endSessions(
  { db, disconnectSession }: EndSessionsDeps,
  { userId }: Caller,
  which: { only: string } | { except: string },
  origin: Origin,
): Promise<number> {
  const revoked: RevokedSessions = { userId, ...which }
  const ended = await db.transaction(async (tx) => {
    // Lock the user before the sessions, as everywhere: the row of the security log needs that lock as well.
    await lockUser(tx, userId)
    const ids = await revokeSessions(tx, revoked, 'revoked')
    if ('only' in which && ids.length === 0) throw new AppError(sessionErrors.session_not_found)
    if (ids.length > 0) {
      const details = { sessions: ids.length }
      await recordAuditEvent(tx, { userId, action: 'session_revoked', succeeded: true, origin, details })
    }
    return ids
  })
  for (const id of ended) disconnectSession(id, 'session revoked')
  return ended.length
}
