import type { Db } from '../../platform/db/index.ts'
import type { Caller, Origin } from '../../platform/http/index.ts'
import { lockUser, recordAuditEvent } from '../accounts/index.ts'
import { revokeSessions } from './store.ts'

export type LogOutDeps = { db: Db; disconnectSession: (sessionId: string, reason: string) => void }

/** Ends the caller's session: its access token, its refresh tokens and its sockets stop working at once. */
export async function logOut(
  { db, disconnectSession }: LogOutDeps,
  { sessionId, userId }: Caller,
  origin: Origin,
): Promise<void> {
  await db.transaction(async (tx) => {
    await lockUser(tx, userId)
    await revokeSessions(tx, { userId, only: sessionId }, 'logout')
    await recordAuditEvent(tx, { userId, action: 'log_out', succeeded: true, origin })
  })
  disconnectSession(sessionId, 'logged out')
}
