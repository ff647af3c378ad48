/** An object as Stripe's API gives it. References to others are ids. */
export type StripeObject = { id: string; object: string; created: number } & Record<string, unknown>

export type StripeEvent = StripeObject & { type: string; data: { object: StripeObject } }

type PlanPrice = {
  plan: string
  credits?: number
  amount?: number
  interval?: 'month' | 'year'
  unused?: 'expire' | 'keep'
}

export type PaidSession = {
  session: string
  intent: string
  subscription: string | undefined
  invoice: string | undefined
}

const seconds = (at: Date) => Math.floor(at.getTime() / 1000)
const list = (data: unknown[], url = '/v1/list') => ({ object: 'list', data, has_more: false, url })

/** The state of an operator's account at Stripe, and what customers, banks and time do to it. */
export class StripeAccount {
  readonly objects = new Map<string, StripeObject>()
  /** Every event so far, in the order in which things happened. */
  readonly events: StripeEvent[] = []
  #count = 0

  add(prefix: string, object: string, fields: Record<string, unknown>, at = new Date()): StripeObject {
    this.#count += 1
    const id = `${prefix}_${String(this.#count).padStart(6, '0')}`
    const made = { id, object, created: seconds(at), livemode: false, ...fields }
    this.objects.set(id, made)
    return made
  }

  get(id: string): StripeObject {
    const found = this.objects.get(id)
    if (!found) throw new Error(`no object ${id}`)
    return found
  }

  all(object: string): StripeObject[] {
    return [...this.objects.values()].filter((one) => one.object === object)
  }

  sellPack({ credits, amount = 900 }: { credits: number; amount?: number }): string {
    const product = this.add('prod', 'product', {
      name: `${credits} credits`,
      active: true,
      description: null,
      metadata: {},
    })
    return this.#price(product.id, amount, { chatsvg_credits: String(credits) }, null)
  }

  sellPlan({ plan, credits = 0, amount = 1_500, interval = 'month', unused = 'keep' }: PlanPrice): string {
    const metadata = { chatsvg_plan: plan, ...(credits > 0 && { chatsvg_credits: String(credits) }) }
    const product = this.add('prod', 'product', { name: plan, active: true, description: 'A plan', metadata })
    return this.#price(product.id, amount, { chatsvg_unused: unused }, { interval, interval_count: 1 })
  }

  /** What the customer does on the page of a checkout: the payment succeeds. */
  pay(url: string, at = new Date()): PaidSession {
    const session = this.get(url.split('/').at(-1) ?? '')
    const price = this.get((session.line_items as { price: string }[])[0]?.price ?? '')
    const customer = session.customer as string
    Object.assign(session, { status: 'complete', payment_status: 'paid' })
    if (session.mode === 'payment') {
      const intent = this.#charge(customer, price.unit_amount as number, at)
      session.payment_intent = intent
      this.#emit('checkout.session.completed', session)
      return { session: session.id, intent, subscription: undefined, invoice: undefined }
    }
    const subscription = this.add(
      'sub',
      'subscription',
      {
        customer,
        status: 'active',
        cancel_at: null,
        cancel_at_period_end: false,
        ended_at: null,
        items: list([{ id: 'si_1', object: 'subscription_item', price: price.id }]),
      },
      at,
    )
    const invoice = this.#invoicePeriod(subscription, at, 'subscription_create')
    Object.assign(session, { subscription: subscription.id, invoice: invoice.id })
    this.#emit('customer.subscription.created', subscription)
    this.#emit('checkout.session.completed', session)
    this.#emit('invoice.paid', invoice)
    return {
      session: session.id,
      intent: this.intentOf(invoice.id),
      subscription: subscription.id,
      invoice: invoice.id,
    }
  }

  /** The next period of a subscription is paid. */
  renew(subscriptionId: string): string {
    const subscription = this.get(subscriptionId)
    const invoice = this.#invoicePeriod(
      subscription,
      new Date(this.#itemOf(subscription).current_period_end * 1000),
      'subscription_cycle',
    )
    this.#emit('customer.subscription.updated', subscription)
    this.#emit('invoice.paid', invoice)
    return invoice.id
  }

  /** The subscription gets another price at once; when its interval differs, a new period begins. */
  changePrice(subscriptionId: string, priceId: string, at = new Date()): string | undefined {
    const subscription = this.get(subscriptionId)
    const item = this.#itemOf(subscription)
    const intervalOf = (id: string) => (this.get(id).recurring as { interval: string }).interval
    const isNewPeriod = intervalOf(item.price) !== intervalOf(priceId)
    item.price = priceId
    const invoice = isNewPeriod ? this.#invoicePeriod(subscription, at, 'subscription_update') : undefined
    this.#emit('customer.subscription.updated', subscription)
    if (invoice) this.#emit('invoice.paid', invoice)
    return invoice?.id
  }

  /** Sets the state of a subscription, as a customer in the portal or a failing card does. */
  changeSubscription(subscriptionId: string, change: Record<string, unknown>): void {
    const subscription = Object.assign(this.get(subscriptionId), change)
    this.#emit(
      subscription.status === 'canceled' ? 'customer.subscription.deleted' : 'customer.subscription.updated',
      subscription,
    )
  }

  cancelNow(subscriptionId: string, at = new Date()): void {
    this.changeSubscription(subscriptionId, { status: 'canceled', ended_at: seconds(at) })
  }

  /** @param amount in all so far; by default everything. */
  refund(intentId: string, amount?: number): void {
    const charge = this.#chargeOf(intentId)
    charge.amount_refunded = amount ?? charge.amount
    this.#emit('charge.refunded', charge)
  }

  dispute(intentId: string, status = 'needs_response'): void {
    const charge = this.#chargeOf(intentId)
    charge.disputed = true
    const dispute = this.add('dp', 'dispute', { charge: charge.id, payment_intent: intentId, status })
    this.#emit('charge.dispute.created', dispute)
  }

  closeDispute(intentId: string, status: 'won' | 'lost'): void {
    const dispute = this.all('dispute').find((one) => one.payment_intent === intentId)
    if (!dispute) throw new Error('there is no dispute')
    dispute.status = status
    this.#emit('charge.dispute.closed', dispute)
  }

  deleteCustomer(customerId: string): void {
    this.get(customerId).deleted = true
    for (const subscription of this.all('subscription'))
      if (subscription.customer === customerId && subscription.status !== 'canceled')
        this.cancelNow(subscription.id)
  }

  intentOf(invoiceId: string): string {
    const payments = this.get(invoiceId).payments as { data: { payment: { payment_intent: string } }[] }
    return payments.data[0]?.payment.payment_intent ?? ''
  }

  #price(product: string, amount: number, metadata: object, recurring: object | null): string {
    const fields = { product, currency: 'eur', unit_amount: amount, active: true, nickname: null }
    return this.add('price', 'price', { ...fields, metadata, recurring }).id
  }

  #charge(customer: string, amount: number, at: Date): string {
    const charge = this.add('ch', 'charge', { customer, amount, amount_refunded: 0, disputed: false }, at)
    const intent = this.add(
      'pi',
      'payment_intent',
      { customer, amount_received: amount, latest_charge: charge.id },
      at,
    )
    charge.payment_intent = intent.id
    return intent.id
  }

  #invoicePeriod(subscription: StripeObject, start: Date, reason: string): StripeObject {
    const item = this.#itemOf(subscription)
    const price = this.get(item.price)
    const { interval } = price.recurring as { interval: string }
    const end = new Date(start)
    if (interval === 'year') end.setUTCFullYear(end.getUTCFullYear() + 1)
    else end.setUTCMonth(end.getUTCMonth() + 1)
    const period = { start: seconds(start), end: seconds(end) }
    Object.assign(item, { current_period_start: period.start, current_period_end: period.end })
    const customer = subscription.customer as string
    const amount = price.unit_amount as number
    const payment_intent = this.#charge(customer, amount, start)
    const invoice = this.add(
      'in',
      'invoice',
      {
        ...{ customer, status: 'paid', billing_reason: reason, currency: 'eur', total: amount },
        number: `A-${this.#count}`,
        hosted_invoice_url: 'https://invoice.stripe.test/i',
        invoice_pdf: 'https://invoice.stripe.test/i.pdf',
        parent: { type: 'subscription_details', subscription_details: { subscription: subscription.id } },
        lines: list([
          {
            object: 'line_item',
            period,
            parent: { type: 'subscription_item_details', subscription_item_details: { proration: false } },
            pricing: { type: 'price_details', price_details: { price: price.id } },
          },
        ]),
      },
      start,
    )
    const payment = { type: 'payment_intent', payment_intent }
    const paid = this.add('inpay', 'invoice_payment', { invoice: invoice.id, status: 'paid', payment }, start)
    invoice.payments = list([paid])
    return invoice
  }

  #itemOf(subscription: StripeObject) {
    const { data } = subscription.items as {
      data: { price: string; current_period_start: number; current_period_end: number }[]
    }
    const [item] = data
    if (!item) throw new Error('a subscription without a price')
    return item
  }

  #chargeOf(intentId: string): StripeObject {
    return this.get(this.get(intentId).latest_charge as string)
  }

  /** An event has its object as it is now. */
  #emit(type: string, object: StripeObject): void {
    const event = this.add('evt', 'event', {
      type,
      api_version: '2026-10-28.endive',
      data: { object: structuredClone(object) },
    })
    this.events.push(event as StripeEvent)
  }
}
