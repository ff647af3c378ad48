import type { Db } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { lockUser } from '../accounts/index.ts'
import { expireCredits } from '../credits/index.ts'
import { giveDueMonths } from './apply-facts.ts'
import { deleteClosure, listClosures, listDueSubscriptions } from './store.ts'
import type { StripeAccess } from './stripe-access.ts'

const pageMax = 200

export type SweepDeps = { db: Db; stripe: StripeAccess | undefined; log: Log }

/** Everything that is due by time. Safe to run twice, also in parallel. */
export async function sweepBilling({ db, stripe, log }: SweepDeps, signal: AbortSignal): Promise<void> {
  const months = await giveAllDueMonths(db, signal)
  const expired = await expireCredits(db, signal)
  const closed = stripe ? await closeCustomers(db, stripe, signal) : 0
  if (months + expired + closed > 0) log.info({ months, expired, closed }, 'billing was swept')
}

/** @returns how many months were given. */
async function giveAllDueMonths(db: Db, signal: AbortSignal): Promise<number> {
  let given = 0
  for (let afterId = ''; ; ) {
    const subscriptions = await listDueSubscriptions(db, afterId, pageMax)
    for (const { id, userId } of subscriptions) {
      signal.throwIfAborted()
      given += await db.transaction(async (tx) =>
        (await lockUser(tx, userId)) ? giveDueMonths(tx, userId, id) : 0,
      )
    }
    const last = subscriptions.at(-1)
    if (!last) return given
    afterId = last.id
  }
}

/**
 * Deletes customers of deleted accounts at Stripe, which ends their subscriptions at once. A customer who is
 * not there was deleted before.
 */
async function closeCustomers(db: Db, stripe: StripeAccess, signal: AbortSignal): Promise<number> {
  const customerIds = await listClosures(db, pageMax)
  for (const customerId of customerIds) {
    signal.throwIfAborted()
    await stripe.find(({ customers }) => customers.del(customerId))
    await deleteClosure(db, customerId)
  }
  return customerIds.length
}
