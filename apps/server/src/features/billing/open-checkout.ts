import type { Stripe } from 'stripe'
import type { Db } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { UserCaller } from '../accounts/index.ts'
import { billingErrors } from './errors.ts'
import { isLive } from './facts.ts'
import { metadataKeys } from './price-terms.ts'
import type { ReadPrices, SoldPrice } from './read-prices.ts'
import { findCustomerId, listSubscriptions, storeCustomer } from './store.ts'
import type { StripeAccess } from './stripe-access.ts'

export type Buyer = Pick<UserCaller, 'userId' | 'email'>

export type CheckoutDeps = {
  db: Db
  stripe: StripeAccess
  readPrices: ReadPrices
  /** The page of the web app to which Stripe sends the user back. */
  returnUrl: () => string
}

/**
 * Opens a checkout at Stripe for one price.
 *
 * @returns its address, to which the browser goes.
 * @throws AppError `price_not_found`; `already_subscribed` for a plan while the user has one;
 * `payments_unavailable`.
 */
export async function openCheckout(deps: CheckoutDeps, buyer: Buyer, priceId: string): Promise<string> {
  const price = (await deps.readPrices()).find(({ id }) => id === priceId)
  if (!price) throw new AppError(billingErrors.price_not_found)
  if (price.terms.kind === 'plan') {
    const subscriptions = await listSubscriptions(deps.db, buyer.userId)
    if (subscriptions.some(({ status }) => isLive(status)))
      throw new AppError(billingErrors.already_subscribed)
  }
  const customer = await ensureCustomer(deps, buyer)
  const session = await deps.stripe.use((stripe) =>
    stripe.checkout.sessions.create({ customer, ...describeSession(deps, price) }),
  )
  if (!session.url) throw new AppError(billingErrors.payments_unavailable)
  return session.url
}

/**
 * Opens Stripe's portal, where the user changes or cancels the plan and sees invoices and cards.
 *
 * @throws AppError `no_payments` when the user has never opened a checkout; `payments_unavailable`.
 */
export async function openPortal(
  { db, stripe, returnUrl }: Omit<CheckoutDeps, 'readPrices'>,
  { userId }: Buyer,
): Promise<string> {
  const customer = await findCustomerId(db, userId)
  if (!customer) throw new AppError(billingErrors.no_payments)
  const { url } = await stripe.use(({ billingPortal }) =>
    billingPortal.sessions.create({ customer, return_url: returnUrl() }),
  )
  return url
}

function describeSession(
  { stripe, returnUrl }: CheckoutDeps,
  { id, terms }: SoldPrice,
): Stripe.Checkout.SessionCreateParams {
  const common = {
    line_items: [{ price: id, quantity: 1 }],
    success_url: `${returnUrl()}?checkout=done`,
    cancel_url: returnUrl(),
    ...(stripe.settings.computesTax && {
      automatic_tax: { enabled: true },
      customer_update: { address: 'auto' as const, name: 'auto' as const },
      tax_id_collection: { enabled: true },
    }),
  }
  if (terms.kind === 'plan') return { ...common, mode: 'subscription' }
  // What the user saw is what the payment gives, also when the price is changed in the meantime.
  const metadata = { [metadataKeys.credits]: String(terms.credits) }
  return { ...common, mode: 'payment', metadata, invoice_creation: { enabled: true } }
}

/**
 * The user's customer at Stripe, created at the first checkout. Parallel requests create the same one,
 * because they have the same idempotency key.
 */
async function ensureCustomer({ db, stripe }: CheckoutDeps, { userId, email }: Buyer): Promise<string> {
  const known = await findCustomerId(db, userId)
  if (known) return known
  const customer = await stripe.use(({ customers }) =>
    customers.create(
      { email, metadata: { chatsvg_user: userId } },
      { idempotencyKey: `chatsvg-customer-${userId}-${email}` },
    ),
  )
  return storeCustomer(db, userId, customer.id)
}
