import type { Db, Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { lockUser } from '../accounts/index.ts'
import { findDelivery, insertTest, type ListedDelivery, requeueDelivery } from './delivery-store.ts'
import { webhookErrors } from './errors.ts'
import { readWebhook } from './manage-webhooks.ts'

type OwnWebhook = { userId: string; id: string }

/** @throws AppError `webhook_not_found`, `webhook_disabled`. */
export async function sendTest(db: Db, own: OwnWebhook): Promise<ListedDelivery> {
  return db.transaction(async (tx) => {
    // A deletion of the webhook in the meantime would let the insert fail.
    await lockUser(tx, own.userId)
    await assertEnabled(tx, own)
    return readDelivery(tx, own, await insertTest(tx, own))
  })
}

/** @throws AppError `webhook_not_found`, `webhook_delivery_not_found`, `webhook_disabled`. */
export async function redeliver(db: Db, own: OwnWebhook, deliveryId: string): Promise<ListedDelivery> {
  return db.transaction(async (tx) => {
    await assertEnabled(tx, own)
    await readDelivery(tx, own, deliveryId)
    await requeueDelivery(tx, own.id, deliveryId)
    return readDelivery(tx, own, deliveryId)
  })
}

/** @throws AppError `webhook_delivery_not_found`. */
export async function readDelivery(
  db: Db | Tx,
  { id }: OwnWebhook,
  deliveryId: string,
): Promise<ListedDelivery> {
  const delivery = await findDelivery(db, id, deliveryId)
  if (!delivery) throw new AppError(webhookErrors.webhook_delivery_not_found)
  return delivery
}

async function assertEnabled(tx: Tx, own: OwnWebhook): Promise<void> {
  const { disabledAt } = await readWebhook(tx, own)
  if (disabledAt !== null) throw new AppError(webhookErrors.webhook_disabled)
}
