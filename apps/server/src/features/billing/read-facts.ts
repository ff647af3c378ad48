import type { Stripe } from 'stripe'
import { type Facts, hasWithdrawn, type PaymentFacts, type SubscriptionFacts } from './facts.ts'
import { metadataKeys, type PriceTerms, readCredits, readTerms } from './price-terms.ts'
import type { StripeAccess } from './stripe-access.ts'

/** The object of Stripe that an event is about. */
export type Subject = { kind: 'session' | 'invoice' | 'intent' | 'subscription'; id: string }

/**
 * Reads what Stripe says now about the subject of an event. The event itself only names the subject: events
 * arrive in any order, some twice and some days late, so what they say may be out of date.
 *
 * @returns undefined when the subject has nothing to do with this service.
 * @throws AppError `payments_unavailable`.
 */
export function readFacts(access: StripeAccess, subject: Subject): Promise<Facts | undefined> {
  return access.find((stripe) => readers[subject.kind](stripe, subject.id))
}

const readers: Record<Subject['kind'], (stripe: Stripe, id: string) => Promise<Facts | undefined>> = {
  session: readSession,
  invoice: readInvoice,
  intent: readIntent,
  subscription: readSubscription,
}

async function readSession(stripe: Stripe, id: string): Promise<Facts | undefined> {
  const session = await stripe.checkout.sessions.retrieve(id, { expand: ['payment_intent.latest_charge'] })
  const customerId = idOf(session.customer)
  if (!customerId) return undefined
  if (session.mode === 'subscription') {
    const invoiceId = idOf(session.invoice)
    return invoiceId ? readInvoice(stripe, invoiceId) : undefined
  }
  const credits = readCredits(session.metadata?.[metadataKeys.credits])
  if (!credits || session.payment_status === 'unpaid') return undefined
  const intent = session.payment_intent as Stripe.PaymentIntent | null
  const money = intent
    ? await readMoney(stripe, intent)
    : {
        paymentIntent: null,
        amount: 0,
        amountRefunded: 0,
        isDisputed: false,
        paidAt: dateOf(session.created),
      }
  const currency = session.currency ?? ''
  return {
    customerId,
    payments: [{ source: id, currency, credits, plan: null, ...money }],
    subscriptions: [],
  }
}

async function readInvoice(stripe: Stripe, id: string): Promise<Facts | undefined> {
  const invoice = await stripe.invoices.retrieve(id, { expand: ['payments'] })
  const subscriptionId = idOf(invoice.parent?.subscription_details?.subscription ?? null)
  if (!subscriptionId) return undefined
  const facts = await readSubscription(stripe, subscriptionId)
  const period = invoice.status === 'paid' ? await readPeriod(stripe, invoice) : undefined
  if (!facts || !period) return facts
  const { startsAt, endsAt, terms } = period
  const intent = await readIntentOf(stripe, invoice)
  const money = intent
    ? await readMoney(stripe, intent)
    : {
        paymentIntent: null,
        amount: 0,
        amountRefunded: 0,
        isDisputed: false,
        paidAt: dateOf(invoice.created),
      }
  const { credits, months, expires } = terms
  const plan = { subscriptionId, months, startsAt, endsAt, expires }
  return { ...facts, payments: [{ source: id, currency: invoice.currency, credits, plan, ...money }] }
}

/** A payment belongs to a checkout session or to an invoice, or has nothing to do with us. */
async function readIntent(stripe: Stripe, id: string): Promise<Facts | undefined> {
  const sessions = await stripe.checkout.sessions.list({ payment_intent: id, limit: 1 })
  const [session] = sessions.data
  if (session) return readSession(stripe, session.id)
  const payments = await stripe.invoicePayments.list({
    payment: { type: 'payment_intent', payment_intent: id },
    limit: 1,
  })
  const invoiceId = idOf(payments.data[0]?.invoice ?? null)
  return invoiceId ? readInvoice(stripe, invoiceId) : undefined
}

async function readSubscription(stripe: Stripe, id: string): Promise<Facts | undefined> {
  const found = await stripe.subscriptions.retrieve(id, { expand: ['items.data.price.product'] })
  const customerId = idOf(found.customer)
  const priced = found.items.data.map((item) => ({ item, terms: termsOf(item.price) }))
  const sold = priced.find(({ terms }) => terms?.kind === 'plan') ?? priced[0]
  if (!sold || !customerId) return undefined
  const terms = sold.terms?.kind === 'plan' ? sold.terms : undefined
  const { status, cancel_at: cancelAt, cancel_at_period_end: endsWithPeriod, ended_at: endedAt } = found
  const periodEndsAt = dateOf(sold.item.current_period_end)
  const subscription: SubscriptionFacts = {
    ...{ id, status, plan: terms?.plan ?? null, priceId: sold.item.price.id, credits: terms?.credits ?? 0 },
    periodEndsAt,
    cancelAt: cancelAt === null ? (endsWithPeriod ? periodEndsAt : null) : dateOf(cancelAt),
    endedAt: endedAt === null ? null : dateOf(endedAt),
  }
  return { customerId, payments: [], subscriptions: [subscription] }
}

type Money = Pick<PaymentFacts, 'paymentIntent' | 'amount' | 'amountRefunded' | 'isDisputed' | 'paidAt'>

/** @param intent with its charge. */
async function readMoney(stripe: Stripe, intent: Stripe.PaymentIntent): Promise<Money> {
  const charge = intent.latest_charge as Stripe.Charge | null
  const disputes = charge?.disputed
    ? await stripe.disputes.list({ payment_intent: intent.id, limit: 100 })
    : { data: [] }
  return {
    paymentIntent: intent.id,
    amount: charge?.amount ?? intent.amount_received,
    amountRefunded: charge?.amount_refunded ?? 0,
    isDisputed: disputes.data.some(({ status }) => hasWithdrawn(status)),
    paidAt: dateOf(charge?.created ?? intent.created),
  }
}

async function readIntentOf(
  stripe: Stripe,
  invoice: Stripe.Invoice,
): Promise<Stripe.PaymentIntent | undefined> {
  const paid = invoice.payments?.data.find(
    ({ status, payment }) => status === 'paid' && payment.type === 'payment_intent',
  )
  const id = idOf(paid?.payment.payment_intent ?? null)
  return id ? stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] }) : undefined
}

type PaidPlan = { startsAt: Date; endsAt: Date; terms: Extract<PriceTerms, { kind: 'plan' }> }

/** The line of the invoice that pays a whole period of a plan; corrections of other periods are none. */
async function readPeriod(stripe: Stripe, invoice: Stripe.Invoice): Promise<PaidPlan | undefined> {
  const lines = invoice.lines.has_more
    ? await stripe.invoices.listLineItems(invoice.id, { limit: 100 })
    : invoice.lines
  for (const { parent, pricing, period } of lines.data) {
    if (!parent?.subscription_item_details || parent.subscription_item_details.proration) continue
    const priceId = idOf(pricing?.price_details?.price ?? null)
    if (!priceId || period.end <= period.start) continue
    const terms = termsOf(await stripe.prices.retrieve(priceId, { expand: ['product'] }))
    if (terms?.kind === 'plan') return { startsAt: dateOf(period.start), endsAt: dateOf(period.end), terms }
  }
  return undefined
}

/** @param price with its product. */
export function termsOf(price: Stripe.Price): PriceTerms | undefined {
  const product = price.product as Stripe.Product | Stripe.DeletedProduct
  return readTerms(price, 'metadata' in product ? product.metadata : {})
}

/** Stripe's times are seconds since 1970. */
const dateOf = (seconds: number) => new Date(seconds * 1000)

const idOf = (object: string | { id: string } | null): string | undefined =>
  typeof object === 'string' ? object : object?.id
