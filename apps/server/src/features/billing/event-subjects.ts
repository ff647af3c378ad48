import type { Subject } from './read-facts.ts'

/** An event of Stripe, as far as it is used: what it says beyond its subject may be out of date. */
export type StripeEvent = { id: string; type: string; created: number; data: { object: unknown } }

type SubjectKind = Subject['kind']

/** The events that are processed, and what each is about. The operator's endpoint must receive them. */
const subjectKinds: Record<string, SubjectKind> = {
  'checkout.session.completed': 'session',
  'checkout.session.async_payment_succeeded': 'session',
  'invoice.paid': 'invoice',
  'customer.subscription.created': 'subscription',
  'customer.subscription.updated': 'subscription',
  'customer.subscription.deleted': 'subscription',
  'customer.subscription.paused': 'subscription',
  'customer.subscription.resumed': 'subscription',
  'charge.refunded': 'intent',
  'refund.created': 'intent',
  'refund.updated': 'intent',
  'refund.failed': 'intent',
  'charge.dispute.created': 'intent',
  'charge.dispute.updated': 'intent',
  'charge.dispute.closed': 'intent',
  'charge.dispute.funds_withdrawn': 'intent',
  'charge.dispute.funds_reinstated': 'intent',
}

export const eventTypes: readonly string[] = Object.keys(subjectKinds)

/** Undefined for an event that is not ours, or has no payment. */
export function subjectOf({ type, data }: StripeEvent): Subject | undefined {
  const kind = subjectKinds[type]
  const { id, payment_intent: intent } = data.object as { id?: unknown; payment_intent?: unknown }
  // Charges, refunds and disputes all name their payment.
  const subjectId = kind === 'intent' ? intent : id
  return kind !== undefined && typeof subjectId === 'string' ? { kind, id: subjectId } : undefined
}
