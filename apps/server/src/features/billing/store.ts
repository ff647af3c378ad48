import { and, asc, eq, lt, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Db, defineStatement, deleteRows, queryNamed, type Tx } from '../../platform/db/index.ts'
import { listCodeUses } from './code-store.ts'
import type { StripeEvent } from './event-subjects.ts'
import type { PaymentFacts, SubscriptionFacts } from './facts.ts'
import type { PlanMonth } from './plan-months.ts'
import {
  billingClosures,
  billingCustomers,
  billingEvents,
  billingMonths,
  billingPayments,
  billingReconciliation,
  billingSubscriptions,
} from './tables.ts'

export type PaymentRow = typeof billingPayments.$inferSelect
export type SubscriptionRow = typeof billingSubscriptions.$inferSelect

/** The number of a reading of Stripe's objects that is about to begin; see `billingReads`. */
export async function takeReadNumber(db: Db): Promise<number> {
  const [row] = await queryNamed<{ number: number }>(
    db,
    'take_billing_read_number',
    `select nextval('billing_reads')::float8 as number`,
    [],
  )
  if (!row) throw new Error('a sequence without a value')
  return row.number
}

export async function readNow(tx: Tx): Promise<Date> {
  const { rows } = await tx.execute<{ now: string }>(sql`select clock_timestamp()::text as now`)
  return new Date(rows[0]?.now ?? Number.NaN)
}

export async function isEventKnown(db: Db, id: string): Promise<boolean> {
  const rows = await db.select({ id: billingEvents.id }).from(billingEvents).where(eq(billingEvents.id, id))
  return rows.length > 0
}

/**
 * Records the event. A second transaction with the same event waits here for the end of the first.
 *
 * @returns false when it was processed before.
 */
export async function insertEvent(tx: Tx, { id, type, created }: StripeEvent): Promise<boolean> {
  const rows = await tx
    .insert(billingEvents)
    .values({ id, type, createdAt: new Date(created * 1000) })
    .onConflictDoNothing()
    .returning({ id: billingEvents.id })
  return rows.length > 0
}

/** Undefined before the first complete run. */
export async function readReconciledAt(db: Db): Promise<Date | undefined> {
  const [row] = await db.select().from(billingReconciliation)
  return row?.reconciledAt
}

export async function storeReconciledAt(db: Db, reconciledAt: Date): Promise<void> {
  await db
    .insert(billingReconciliation)
    .values({ reconciledAt })
    .onConflictDoUpdate({ target: billingReconciliation.isReconciled, set: { reconciledAt } })
}

/** Deletes events that were processed more than `keptDays` ago, at most `rowsMax`. @returns how many. */
export function purgeBillingEvents(db: Db, keptDays: number, rowsMax: number): Promise<number> {
  const where = 'processed_at < now() - make_interval(days => $2)'
  return deleteRows(db, { table: 'billing_events', where, values: [keptDays], rowsMax })
}

export async function findCustomerId(db: Db | Tx, userId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ customerId: billingCustomers.customerId })
    .from(billingCustomers)
    .where(eq(billingCustomers.userId, userId))
  return row?.customerId
}

export async function findCustomerOwner(tx: Tx, customerId: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ userId: billingCustomers.userId })
    .from(billingCustomers)
    .where(eq(billingCustomers.customerId, customerId))
  return row?.userId
}

/** @returns the user's customer: this one, or the one that another request has stored before. */
export async function storeCustomer(db: Db, userId: string, customerId: string): Promise<string> {
  await db.insert(billingCustomers).values({ userId, customerId }).onConflictDoNothing()
  return (await findCustomerId(db, userId)) ?? customerId
}

/** Records that the customer of a user who is being deleted is to be deleted at Stripe. */
export async function closeCustomer(tx: Tx, userId: string): Promise<void> {
  const customerId = await findCustomerId(tx, userId)
  if (customerId) await tx.insert(billingClosures).values({ customerId }).onConflictDoNothing()
}

export async function listClosures(db: Db, limit: number): Promise<string[]> {
  const rows = await db.select().from(billingClosures).orderBy(asc(billingClosures.createdAt)).limit(limit)
  return rows.map(({ customerId }) => customerId)
}

export async function deleteClosure(db: Db, customerId: string): Promise<void> {
  await db.delete(billingClosures).where(eq(billingClosures.customerId, customerId))
}

/**
 * Stores a payment, or what has changed in it. An older reading changes nothing.
 *
 * @returns the row, and whether it is new.
 */
export async function storePayment(
  tx: Tx,
  userId: string,
  { plan, ...facts }: PaymentFacts,
  readNumber: number,
): Promise<{ payment: PaymentRow; isNew: boolean }> {
  const kind = plan ? ('plan' as const) : ('pack' as const)
  const [inserted] = await tx
    .insert(billingPayments)
    .values({ id: uuidv7(), userId, kind, readNumber, ...facts, ...plan })
    .onConflictDoNothing({ target: billingPayments.source })
    .returning()
  if (inserted) return { payment: inserted, isNew: true }
  const { paymentIntent, amount, amountRefunded, isDisputed } = facts
  const isSource = eq(billingPayments.source, facts.source)
  await tx
    .update(billingPayments)
    .set({ paymentIntent, amount, amountRefunded, isDisputed, readNumber })
    .where(and(isSource, lt(billingPayments.readNumber, readNumber)))
  const [payment] = await tx.select().from(billingPayments).where(isSource)
  if (!payment) throw new Error('a payment is gone that was there')
  return { payment, isNew: false }
}

export async function setTakenBack(
  tx: Tx,
  id: string,
  { askedBack, takenBack }: Pick<PaymentRow, 'askedBack' | 'takenBack'>,
): Promise<void> {
  await tx.update(billingPayments).set({ askedBack, takenBack }).where(eq(billingPayments.id, id))
}

export async function listPlanPayments(db: Db | Tx, subscriptionId: string): Promise<PaymentRow[]> {
  return db
    .select()
    .from(billingPayments)
    .where(eq(billingPayments.subscriptionId, subscriptionId))
    .orderBy(asc(billingPayments.startsAt))
}

export async function listGivenMonths(
  tx: Tx,
  subscriptionId: string,
): Promise<(PlanMonth & { credits: number })[]> {
  const { paymentId, month, startsAt, credits } = billingMonths
  return tx
    .select({ paymentId, month, startsAt, credits })
    .from(billingMonths)
    .where(eq(billingMonths.subscriptionId, subscriptionId))
}

export async function insertMonth(tx: Tx, month: typeof billingMonths.$inferInsert): Promise<void> {
  await tx.insert(billingMonths).values(month)
}

export async function listSubscriptions(db: Db | Tx, userId: string): Promise<SubscriptionRow[]> {
  return db
    .select()
    .from(billingSubscriptions)
    .where(eq(billingSubscriptions.userId, userId))
    .orderBy(asc(billingSubscriptions.createdAt), asc(billingSubscriptions.id))
}

export async function findSubscription(tx: Tx, id: string): Promise<SubscriptionRow | undefined> {
  const [row] = await tx.select().from(billingSubscriptions).where(eq(billingSubscriptions.id, id))
  return row
}

/** Stores what Stripe says about a subscription. An older reading changes nothing. */
export async function storeSubscription(
  tx: Tx,
  userId: string,
  facts: SubscriptionFacts,
  readNumber: number,
): Promise<void> {
  const { id, ...state } = facts
  await tx
    .insert(billingSubscriptions)
    .values({ id, userId, readNumber, ...state })
    .onConflictDoUpdate({
      target: billingSubscriptions.id,
      set: { ...state, readNumber },
      setWhere: lt(billingSubscriptions.readNumber, readNumber),
    })
}

type DueSubscription = { id: string; userId: string }

const elapsedMonths = sql`(
  select 12 * extract(year from elapsed) + extract(month from elapsed)
  from age(now() at time zone 'utc', payment.starts_at at time zone 'utc') elapsed
)`

/**
 * Subscriptions that may have a month whose credits are due: a paid period of several months that has not
 * ended, or one that began lately.
 */
const dueSubscriptions = defineStatement<{ afterId: string; limit: number }, DueSubscription>(
  'list_due_subscriptions',
  ({ afterId, limit }) => sql`
    select subscription.id, subscription.user_id as "userId" from billing_subscriptions subscription
    where subscription.id > ${afterId} and exists (
      select from billing_payments payment
      where payment.subscription_id = subscription.id and payment.credits > 0 and payment.starts_at <= now()
        and payment.ends_at > now() - interval '40 days' and not payment.is_disputed
        and (payment.amount = 0 or payment.amount_refunded < payment.amount)
        and (select count(*) from billing_months given where given.payment_id = payment.id) < least(payment.months, ${elapsedMonths} + 1)
    )
    order by subscription.id limit ${limit}`,
)

/** In the order of their ids, after one of them. */
export function listDueSubscriptions(db: Db, afterId: string, limit: number): Promise<DueSubscription[]> {
  return dueSubscriptions.run(db, { afterId, limit })
}

/** What is stored about the payments of a user. */
export async function exportBilling(db: Db, userId: string): Promise<object> {
  const isOwn = eq(billingPayments.userId, userId)
  return {
    customerId: (await findCustomerId(db, userId)) ?? null,
    payments: await db.select().from(billingPayments).where(isOwn).orderBy(asc(billingPayments.paidAt)),
    subscriptions: await listSubscriptions(db, userId),
    codes: await listCodeUses(db, userId),
  }
}
