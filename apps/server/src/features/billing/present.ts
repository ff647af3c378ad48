import type { Stripe } from 'stripe'
import type { Billing } from './read-billing.ts'
import type { SoldPrice } from './read-prices.ts'

const iso = (moment: Date | null) => moment?.toISOString() ?? null

export function presentPrice({ terms, ...price }: SoldPrice) {
  const { kind, credits } = terms
  return {
    ...price,
    kind,
    credits,
    plan: kind === 'plan' ? terms.plan : null,
    interval: kind === 'plan' ? terms.interval : null,
    months: kind === 'plan' ? terms.months : null,
    unusedExpire: kind === 'plan' && terms.expires,
  }
}

export function presentBilling(billing: Billing, isSelling: boolean) {
  const { plan, credits, subscription, nextGrant, expiring, invoices, history } = billing
  return {
    ...{ plan, credits, isSelling },
    subscription: subscription
      ? {
          plan: subscription.plan,
          status: subscription.status,
          credits: subscription.credits,
          periodEndsAt: subscription.periodEndsAt.toISOString(),
          cancelAt: iso(subscription.cancelAt),
        }
      : null,
    nextGrant: nextGrant ? { ...nextGrant, at: nextGrant.at.toISOString() } : null,
    expiring: expiring.map((lot) => ({ credits: lot.credits, at: lot.expiresAt.toISOString() })),
    invoices: invoices?.map(presentInvoice) ?? null,
    history: history.map((entry) => ({
      ...{ id: entry.id, delta: entry.delta, asked: entry.asked, reason: entry.reason, note: entry.note },
      createdAt: entry.createdAt.toISOString(),
    })),
  }
}

function presentInvoice({ id, number, status, total, currency, created, ...invoice }: Stripe.Invoice) {
  return {
    ...{ id, number, status, currency, amount: total },
    createdAt: new Date(created * 1000).toISOString(),
    url: invoice.hosted_invoice_url ?? null,
    pdf: invoice.invoice_pdf ?? null,
  }
}
