import { type Plan, planNames, signupPlan } from '../accounts/index.ts'

/** What Stripe says about a payment, in our terms. */
export type PaymentFacts = {
  /** Stripe's id of the checkout session of a pack, or of the invoice of a plan. */
  source: string
  /** Null when nothing had to be paid. */
  paymentIntent: string | null
  /** Three letters, in lower case. */
  currency: string
  /** In the smallest unit of the currency. */
  amount: number
  amountRefunded: number
  /** Whether a dispute has withdrawn the money. */
  isDisputed: boolean
  paidAt: Date
  /** Of a pack: its credits. Of a plan: the credits of each month. */
  credits: number
  plan: PlanPeriod | null
}

/** A period of a subscription that was paid. */
export type PlanPeriod = {
  subscriptionId: string
  months: number
  startsAt: Date
  endsAt: Date
  /** Whether the credits of a month that were not used end with it. */
  expires: boolean
}

export type SubscriptionFacts = {
  id: string
  status: string
  /** Null when its price names no plan. */
  plan: Plan | null
  priceId: string
  credits: number
  periodEndsAt: Date
  cancelAt: Date | null
  endedAt: Date | null
}

/** Everything that one reading has found; all of it belongs to one customer. */
export type Facts = { customerId: string; payments: PaymentFacts[]; subscriptions: SubscriptionFacts[] }

/**
 * Whether a subscription with this status gives its plan. While a payment is late (`past_due`), Stripe
 * repeats it; when it gives up, the status becomes `unpaid` or `canceled`, as the operator has set it there.
 */
export const isLive = (status: string): boolean => ['active', 'trialing', 'past_due'].includes(status)

/** Whether a dispute with this status has withdrawn the money. An inquiry (`warning_...`) has not. */
export const hasWithdrawn = (disputeStatus: string): boolean =>
  ['needs_response', 'under_review', 'lost', 'appeal_needs_response', 'appeal_under_review'].includes(
    disputeStatus,
  )

/** The best plan of the live subscriptions; without any, that of new accounts. */
export function planOf(subscriptions: readonly Pick<SubscriptionFacts, 'status' | 'plan'>[]): Plan {
  const plans = subscriptions.flatMap(({ status, plan }) => (isLive(status) && plan ? [plan] : []))
  return planNames.findLast((name) => plans.includes(name)) ?? signupPlan
}

type Returned = Pick<PaymentFacts, 'amount' | 'amountRefunded' | 'isDisputed'>

export const isWhollyReturned = ({ amount, amountRefunded, isDisputed }: Returned): boolean =>
  isDisputed || (amount > 0 && amountRefunded >= amount)

/**
 * How many of the credits that a payment gave are to be taken back in all: those in proportion to the
 * refunded amount, rounded down, and all of them in a dispute.
 */
export function creditsToTakeBack(payment: Returned, given: number): number {
  if (isWhollyReturned(payment)) return given
  if (payment.amount === 0) return 0
  return Number((BigInt(given) * BigInt(payment.amountRefunded)) / BigInt(payment.amount))
}
