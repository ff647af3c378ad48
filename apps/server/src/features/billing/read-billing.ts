import type { Stripe } from 'stripe'
import type { Db } from '../../platform/db/index.ts'
import { findUserById, type Plan, signupPlan } from '../accounts/index.ts'
import { type LedgerRow, readExpiring, readLedgerPage } from '../credits/index.ts'
import { asPeriod } from './apply-facts.ts'
import { isLive } from './facts.ts'
import { findNextMonth } from './plan-months.ts'
import { findCustomerId, listPlanPayments, listSubscriptions, type SubscriptionRow } from './store.ts'
import type { StripeAccess } from './stripe-access.ts'

export type Billing = {
  plan: Plan
  credits: number
  subscription: SubscriptionRow | undefined
  /** Credits that will come by themselves. */
  nextGrant: { at: Date; credits: number; isTopUp: boolean } | undefined
  expiring: { credits: number; expiresAt: Date }[]
  /** undefined when Stripe does not answer. */
  invoices: Stripe.Invoice[] | undefined
  history: LedgerRow[]
}

const invoicesMax = 24
const historyMax = 20

export type ReadBillingDeps = { db: Db; stripe: StripeAccess | undefined; monthlyFreeCredits: number }

/** The user's plan, what comes when, what was paid, and the newest entries of the ledger. */
export async function readBilling(
  { db, stripe, monthlyFreeCredits }: ReadBillingDeps,
  userId: string,
): Promise<Billing | undefined> {
  const user = await findUserById(db, userId)
  if (!user) return undefined
  const subscriptions = await listSubscriptions(db, userId)
  const subscription = subscriptions.findLast(({ status }) => isLive(status))
  return {
    plan: user.plan,
    credits: user.credits,
    subscription,
    nextGrant: subscription
      ? await findNextGrant(db, subscription)
      : findFreeGrant(user.plan, monthlyFreeCredits),
    expiring: await readExpiring(db, userId),
    invoices: await readInvoices(db, stripe, userId),
    history: await readLedgerPage(db, userId, { cursor: undefined, limit: historyMax }),
  }
}

/** A month that is paid already, or the first one of the next period, if the plan goes on. */
async function findNextGrant(db: Db, subscription: SubscriptionRow): Promise<Billing['nextGrant']> {
  const { id, credits, periodEndsAt, cancelAt, endedAt } = subscription
  const periods = (await listPlanPayments(db, id)).flatMap(asPeriod)
  const paid = findNextMonth(periods, cancelAt ?? endedAt, new Date())
  if (paid) return { at: paid.startsAt, credits: paid.credits, isTopUp: false }
  return cancelAt || credits === 0 ? undefined : { at: periodEndsAt, credits, isTopUp: false }
}

/** At the beginning of the next month, in UTC. */
function findFreeGrant(plan: Plan, credits: number): Billing['nextGrant'] {
  if (plan !== signupPlan || credits === 0) return undefined
  const now = new Date()
  return { at: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)), credits, isTopUp: true }
}

async function readInvoices(
  db: Db,
  stripe: StripeAccess | undefined,
  userId: string,
): Promise<Stripe.Invoice[] | undefined> {
  const customer = stripe && (await findCustomerId(db, userId))
  if (!customer) return []
  return stripe
    .find(({ invoices }) => invoices.list({ customer, limit: invoicesMax }))
    .then(
      (list) => list?.data.filter(({ status }) => status !== 'draft'),
      () => undefined,
    )
}
