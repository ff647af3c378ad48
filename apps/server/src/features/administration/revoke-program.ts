import type { Db } from '../../platform/db/index.ts'
import { type Disconnect, revokedReason, revokeKeyIn } from '../api-keys/index.ts'
import { type ActBy, recordAct } from './act-store.ts'

/**
 * Revokes an API key of a user, or disconnects an app, at once and on every instance.
 *
 * @param program `kind`: only if it is one of these; default: whatever it is.
 * @throws AppError `api_key_not_found` or `app_not_found`, also for one that is revoked already.
 */
export async function revokeProgramByHand(
  { db, disconnectSession }: { db: Db; disconnectSession: Disconnect },
  program: { userId: string; id: string; kind?: 'key' | 'app' },
  by: ActBy,
): Promise<void> {
  await db.transaction(async (tx) => {
    const origin = { ipAddress: null, userAgent: null, requestId: by.requestId }
    const { kind } = await revokeKeyIn(tx, program, origin)
    await recordAct(tx, by, {
      action: kind === 'app' ? 'user.disconnect-app' : 'user.revoke-api-key',
      subject: { kind: 'user', id: program.userId },
      details: { keyId: program.id },
    })
  })
  disconnectSession(program.id, revokedReason)
}
