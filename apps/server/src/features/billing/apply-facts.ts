import type { Tx } from '../../platform/db/index.ts'
import { lockUser, setStanding, type UserRow } from '../accounts/index.ts'
import { changeBalance, giveExpiringCredits, takeBack } from '../credits/index.ts'
import { creditsToTakeBack, type Facts, type PaymentFacts, planOf, type SubscriptionFacts } from './facts.ts'
import { type DueMonth, listDueMonths, type PaidPeriod } from './plan-months.ts'
import {
  findCustomerOwner,
  findSubscription,
  insertMonth,
  listGivenMonths,
  listPlanPayments,
  listSubscriptions,
  type PaymentRow,
  readNow,
  setTakenBack,
  storePayment,
  storeSubscription,
} from './store.ts'

/**
 * Gives and takes what the facts say: the credits of payments, what is to be taken back of returned ones, the
 * due months of plans, and the plan itself. The result depends on the facts with the highest read number
 * alone, so it does not matter how often and in which order readings are applied. The user's row is locked,
 * so everything that changes one user's money happens one after the other.
 *
 * @returns false when the customer belongs to no account here, and nothing was written.
 */
export async function applyFacts(tx: Tx, facts: Facts, readNumber: number): Promise<boolean> {
  const userId = await findCustomerOwner(tx, facts.customerId)
  const user = userId === undefined ? undefined : await lockUser(tx, userId)
  if (!user) return false
  await applySubscriptions(tx, user, facts.subscriptions, readNumber)
  for (const payment of facts.payments) await applyPayment(tx, user, payment, readNumber)
  for (const { id } of facts.subscriptions) await giveDueMonths(tx, user.id, id)
  return true
}

/**
 * Gives the credits of months of the subscription that are due, and takes back what belongs to returned
 * payments. The caller holds the lock of the user's row.
 *
 * @returns how many months were given.
 */
export async function giveDueMonths(tx: Tx, userId: string, subscriptionId: string): Promise<number> {
  const payments = await listPlanPayments(tx, subscriptionId)
  const given = await listGivenMonths(tx, subscriptionId)
  const endedAt = (await findSubscription(tx, subscriptionId))?.endedAt ?? null
  const due = listDueMonths(payments.flatMap(asPeriod), given, endedAt, await readNow(tx))
  for (const month of due) await giveMonth(tx, userId, subscriptionId, month)
  for (const payment of payments) {
    const ofPayment = [...given, ...due].filter(({ paymentId }) => paymentId === payment.id)
    await takeBackDue(
      tx,
      payment,
      ofPayment.reduce((sum, { credits }) => sum + credits, 0),
    )
  }
  return due.length
}

/** The paid period of a payment for a plan; a pack has none. */
export function asPeriod(payment: PaymentRow): PaidPeriod[] {
  const { id: paymentId, months, startsAt, endsAt } = payment
  return months && startsAt && endsAt ? [{ ...payment, paymentId, months, startsAt, endsAt }] : []
}

/** An administrator's change of the plan stays until a subscription changes it. */
async function applySubscriptions(
  tx: Tx,
  user: UserRow,
  subscriptions: SubscriptionFacts[],
  readNumber: number,
): Promise<void> {
  const before = planOf(await listSubscriptions(tx, user.id))
  for (const subscription of subscriptions) await storeSubscription(tx, user.id, subscription, readNumber)
  const plan = planOf(await listSubscriptions(tx, user.id))
  if (plan !== before) await setStanding(tx, user.id, { plan })
}

async function applyPayment(tx: Tx, user: UserRow, facts: PaymentFacts, readNumber: number): Promise<void> {
  const { payment, isNew } = await storePayment(tx, user.id, facts, readNumber)
  if (payment.kind !== 'pack') return
  const { id: paymentId, credits: amount } = payment
  if (isNew) {
    const entryId = await changeBalance(tx, {
      userId: user.id,
      amount,
      reason: 'PURCHASE',
      paymentId,
      note: null,
    })
    if (entryId === undefined) throw new Error('a purchase would exceed the maximum of a balance')
  }
  await takeBackDue(tx, payment, amount)
}

async function giveMonth(tx: Tx, userId: string, subscriptionId: string, due: DueMonth): Promise<void> {
  const { paymentId, month, startsAt, credits, expiresAt } = due
  const gift = { userId, amount: credits, paymentId, note: 'monthly credits of the plan' }
  const entryId = expiresAt
    ? await giveExpiringCredits(tx, { ...gift, expiresAt })
    : await changeBalance(tx, { ...gift, reason: 'GRANT' })
  if (entryId === undefined) throw new Error('a month of a plan would exceed the maximum of a balance')
  await insertMonth(tx, { entryId, paymentId, subscriptionId, month, startsAt, credits })
}

/** @param given the credits that the payment has given. */
async function takeBackDue(tx: Tx, payment: PaymentRow, given: number): Promise<void> {
  const { id: paymentId, userId, isDisputed, askedBack, takenBack } = payment
  const due = creditsToTakeBack(payment, given)
  const asked = due - askedBack
  if (asked === 0) return
  // When less is due than before, only what was taken beyond it is given again.
  const wanted = asked > 0 ? asked : Math.min(0, due - takenBack)
  // Credits come back only from a dispute that was won, or from a refund that failed.
  const reason = isDisputed || (asked < 0 && payment.amountRefunded === 0) ? 'CHARGEBACK' : 'PAYMENT_REFUNDED'
  const taken = await takeBack(tx, { userId, paymentId, reason, asked, wanted })
  await setTakenBack(tx, paymentId, { askedBack: due, takenBack: takenBack + taken })
}
