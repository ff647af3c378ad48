import type { Db } from '../../platform/db/index.ts'
import { disableWebhookIn, enableWebhookIn } from '../webhooks/index.ts'
import { type ActBy, recordAct } from './act-store.ts'

/**
 * Disables a user's webhook at once. Its owner sees the reason and cannot enable it.
 *
 * @throws AppError `webhook_not_found`, also for one that an administrator has disabled already.
 */
export async function disableWebhookByHand(
  db: Db,
  webhook: { userId: string; id: string },
  by: ActBy,
): Promise<void> {
  await db.transaction(async (tx) => {
    await disableWebhookIn(tx, webhook, by.reason, originOf(by))
    await recordAct(tx, by, {
      action: 'user.disable-webhook',
      subject: { kind: 'user', id: webhook.userId },
      details: { webhookId: webhook.id },
    })
  })
}

/**
 * Enables a webhook that an administrator has disabled.
 *
 * @throws AppError `webhook_not_found`, also for one that no administrator has disabled.
 */
export async function enableWebhookByHand(
  db: Db,
  webhook: { userId: string; id: string },
  by: ActBy,
): Promise<void> {
  await db.transaction(async (tx) => {
    await enableWebhookIn(tx, webhook, originOf(by))
    await recordAct(tx, by, {
      action: 'user.enable-webhook',
      subject: { kind: 'user', id: webhook.userId },
      details: { webhookId: webhook.id },
    })
  })
}

const originOf = ({ requestId }: ActBy) => ({ ipAddress: null, userAgent: null, requestId })
