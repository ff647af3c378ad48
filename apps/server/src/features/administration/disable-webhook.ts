import type { Db } from '../../platform/db/index.ts'
import { disableWebhookIn } from '../webhooks/index.ts'
import { type ActBy, recordAct } from './act-store.ts'

/**
 * Disables a user's webhook at once.
 *
 * @throws AppError `webhook_not_found`, also for one that is disabled already.
 */
export async function disableWebhookByHand(
  db: Db,
  webhook: { userId: string; id: string },
  by: ActBy,
): Promise<void> {
  await db.transaction(async (tx) => {
    await disableWebhookIn(tx, webhook, { ipAddress: null, userAgent: null, requestId: by.requestId })
    await recordAct(tx, by, {
      action: 'user.disable-webhook',
      subject: { kind: 'user', id: webhook.userId },
      details: { webhookId: webhook.id },
    })
  })
}
