import type { Db } from '../../platform/db/index.ts'
import { revokedReason, revokeKeyIn } from '../api-keys/index.ts'
import { type ActBy, recordAct } from './act-store.ts'

/**
 * Revokes an API key of a user at once.
 *
 * @throws AppError `api_key_not_found`, also for a key that is revoked already.
 */
export async function revokeApiKeyByHand(
  { db, disconnectSession }: { db: Db; disconnectSession: (keyId: string, reason: string) => void },
  key: { userId: string; id: string },
  by: ActBy,
): Promise<void> {
  await db.transaction(async (tx) => {
    await revokeKeyIn(tx, key, { ipAddress: null, userAgent: null, requestId: by.requestId })
    await recordAct(tx, by, {
      action: 'user.revoke-api-key',
      subject: { kind: 'user', id: key.userId },
      details: { keyId: key.id },
    })
  })
  disconnectSession(key.id, revokedReason)
}
