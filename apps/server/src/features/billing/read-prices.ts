import type { Stripe } from 'stripe'
import { rememberFor } from '../../platform/async/index.ts'
import type { PriceTerms } from './price-terms.ts'
import { termsOf } from './read-facts.ts'
import type { StripeAccess } from './stripe-access.ts'

/** A price of the operator's Stripe account that is sold here. */
export type SoldPrice = {
  id: string
  name: string
  description: string | null
  /** Three letters, in lower case. */
  currency: string
  /** In the smallest unit of the currency. */
  amount: number
  terms: PriceTerms
}

export type ReadPrices = () => Promise<SoldPrice[]>

const freshMs = 60_000
const pricesMax = 300

/** Reads what is sold, at most once a minute: packs first, then plans, each from the cheapest. */
export function createPriceReader(access: StripeAccess): ReadPrices {
  return rememberFor(freshMs, () => access.use(readPrices))
}

async function readPrices(stripe: Stripe): Promise<SoldPrice[]> {
  const found = await stripe.prices
    .list({ active: true, expand: ['data.product'], limit: 100 })
    .autoPagingToArray({ limit: pricesMax })
  return found
    .flatMap((price) => toSold(price) ?? [])
    .toSorted((one, other) => one.terms.kind.localeCompare(other.terms.kind) || one.amount - other.amount)
}

/** Prices by quantity or with fractions of a cent are not sold here. */
function toSold(price: Stripe.Price): SoldPrice | undefined {
  const product = price.product as Stripe.Product | Stripe.DeletedProduct
  const terms = termsOf(price)
  if (!terms || !('active' in product) || !product.active || price.unit_amount === null) return undefined
  const { id, currency, unit_amount: amount } = price
  return {
    id,
    name: price.nickname ?? product.name,
    description: product.description,
    currency,
    amount,
    terms,
  }
}
