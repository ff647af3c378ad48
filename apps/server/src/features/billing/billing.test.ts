import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Client, errorCodeOf, testPassword } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import type { PaidSession, StripeEvent } from '../../../../../test/harness/stripe-account.ts'
import { startStripeServer } from '../../../../../test/harness/stripe-server.ts'

const stripe = keepForSuite(await startStripeServer())
const { account } = stripe
const api = keepForSuite(await startTestApi(stripe.environment))
const pack = account.sellPack({ credits: 100, amount: 900 })
const plan = account.sellPlan({ plan: 'CUSTOMER', credits: 200, amount: 1_500, unused: 'expire' })
const better = account.sellPlan({ plan: 'UNLIMITED', amount: 4_000 })

type Billing = {
  plan: string
  credits: number
  subscription: { plan: string; cancelAt: string | null; periodEndsAt: string } | null
  nextGrant: { at: string; credits: number } | null
  expiring: { credits: number; at: string }[]
  invoices: { amount: number; url: string }[] | null
  history: { delta: number; reason: string; asked: number | null }[]
}

async function buy(client: Client, priceId: string): Promise<PaidSession> {
  const { url } = (await client.post('/billing/checkout', { priceId })).body as { url: string }
  return account.pay(url)
}

/** Sends every event that was not sent before. */
let sent = 0
async function deliver(): Promise<number[]> {
  const events = account.events.slice(sent)
  sent = account.events.length
  const answers: number[] = []
  for (const event of events) answers.push(await stripe.send(api.url, event))
  return answers
}

const readBilling = async (client: Client) => (await client.get('/billing')).body as Billing
const isClean = async () => expect(await findLedgerViolations(api.database.pool)).toEqual([])
const lastEvent = () => account.events.at(-1) as StripeEvent

describe('prices', () => {
  it('are those of the account that name what they sell', async () => {
    account.add('price', 'price', {
      ...{
        product: account.all('product')[0]?.id,
        currency: 'eur',
        unit_amount: 5,
        active: true,
        nickname: null,
      },
      ...{ metadata: {}, recurring: null },
    })
    const answer = await api.client().get('/billing/prices')
    expect((answer.body as { prices: object[] }).prices).toEqual([
      {
        ...{ id: pack, kind: 'pack', name: '100 credits', description: null, currency: 'eur', amount: 900 },
        ...{ credits: 100, plan: null, interval: null, months: null, unusedExpire: false },
      },
      {
        ...{
          id: plan,
          kind: 'plan',
          name: 'CUSTOMER',
          description: 'A plan',
          currency: 'eur',
          amount: 1_500,
        },
        ...{ credits: 200, plan: 'CUSTOMER', interval: 'month', months: 1, unusedExpire: true },
      },
      expect.objectContaining({ id: better, plan: 'UNLIMITED', credits: 0, unusedExpire: false }),
    ])
  })

  it('are none without Stripe, and nothing is sold', async () => {
    const plain = keep(await startTestApi())
    const { client } = await plain.signUp()
    expect((await plain.client().get('/billing/prices')).body).toEqual({ prices: [] })
    for (const path of ['/billing/checkout', '/billing/portal', '/billing/webhook']) {
      const answer = await client.post(path, { priceId: pack })
      expect([path, answer.status, errorCodeOf(answer)]).toEqual([path, 404, 'billing_not_configured'])
    }
    expect(await readBilling(client)).toMatchObject({
      plan: 'FREE',
      credits: 10,
      invoices: [],
      isSelling: false,
    })
  })
})

describe('a purchase', () => {
  it('gives the credits that were shown at the checkout, also when the price has changed since', async () => {
    const { client } = await api.signUp()
    const price = account.sellPack({ credits: 40 })
    const other = keep(await startTestApi(stripe.environment))
    const { client: buyer } = await other.signUp()
    const { url } = (await buyer.post('/billing/checkout', { priceId: price })).body as { url: string }
    Object.assign(account.get(price), { metadata: { chatsvg_credits: '4000' } })
    account.pay(url)
    expect(await stripe.send(other.url, lastEvent())).toBe(200)
    expect((await readBilling(buyer)).credits).toBe(50)
    // Another installation with the same account knows nothing of this customer.
    expect(await deliver()).toEqual([200])
    expect((await readBilling(client)).credits).toBe(10)
    await isClean()
  })

  it('of an unknown price is refused', async () => {
    const { client } = await api.signUp()
    const answer = await client.post('/billing/checkout', { priceId: 'price_of_nothing' })
    expect([answer.status, errorCodeOf(answer)]).toEqual([404, 'price_not_found'])
    expect((await client.post('/billing/checkout', {})).status).toBe(400)
    expect(errorCodeOf(await client.post('/billing/portal'))).toBe('no_payments')
  })

  it('that is refunded takes back what is left, and the ledger has both numbers', async () => {
    const { client, id } = await api.signUp()
    const { intent } = await buy(client, pack)
    await deliver()
    await api.database.pool.query(
      `with spent as (insert into credit_entries (id, user_id, delta, reason, note) values (gen_random_uuid(), $1, -70, 'GRANT', 'spent'))
       update users set credits = credits - 70 where id = $1`,
      [id],
    )
    account.refund(intent)
    await deliver()
    const { credits, history } = await readBilling(client)
    expect(credits).toBe(0)
    expect(history[0]).toMatchObject({ reason: 'PAYMENT_REFUNDED', delta: -40, asked: 100 })
    account.refund(intent)
    await deliver()
    expect((await readBilling(client)).history).toHaveLength(history.length)
    await isClean()
  })

  it('that is disputed takes the credits back, and a dispute that is won gives them again', async () => {
    const { client } = await api.signUp()
    const { intent } = await buy(client, pack)
    account.dispute(intent, 'warning_needs_response')
    await deliver()
    expect((await readBilling(client)).credits).toBe(110)
    account.closeDispute(intent, 'lost')
    await deliver()
    expect((await readBilling(client)).credits).toBe(10)
    account.closeDispute(intent, 'won')
    await deliver()
    const { credits, history } = await readBilling(client)
    expect(credits).toBe(110)
    expect(history.slice(0, 2).map(({ reason, delta, asked }) => [reason, delta, asked])).toEqual([
      ['CHARGEBACK', 100, -100],
      ['CHARGEBACK', -100, 100],
    ])
    await isClean()
  })
})

describe('a plan', () => {
  it('applies with its first payment, says what comes next, and ends at the end of its period', async () => {
    const { client } = await api.signUp()
    const { subscription = '' } = await buy(client, plan)
    await deliver()
    const billing = await readBilling(client)
    const { periodEndsAt } = billing.subscription ?? { periodEndsAt: '' }
    expect(billing).toMatchObject({
      plan: 'CUSTOMER',
      credits: 210,
      subscription: { plan: 'CUSTOMER', cancelAt: null },
      nextGrant: { at: periodEndsAt, credits: 200, isTopUp: false },
      expiring: [{ credits: 200, at: periodEndsAt }],
      invoices: [{ amount: 1_500, url: 'https://invoice.stripe.test/i' }],
    })
    const again = await client.post('/billing/checkout', { priceId: better })
    expect([again.status, errorCodeOf(again)]).toEqual([409, 'already_subscribed'])
    expect((await client.post('/billing/portal')).body).toEqual({ url: 'https://portal.stripe.test/p' })

    account.changeSubscription(subscription, { cancel_at_period_end: true })
    await deliver()
    expect(await readBilling(client)).toMatchObject({
      plan: 'CUSTOMER',
      subscription: { cancelAt: periodEndsAt },
      nextGrant: null,
    })
    account.cancelNow(subscription)
    await deliver()
    expect(await readBilling(client)).toMatchObject({ plan: 'FREE', credits: 210, subscription: null })
    await isClean()
  })

  it('is changed at once, as bought, and stays while a payment is late', async () => {
    const { client } = await api.signUp()
    const { subscription = '' } = await buy(client, plan)
    account.changePrice(subscription, better)
    await deliver()
    expect((await readBilling(client)).plan).toBe('UNLIMITED')
    account.changeSubscription(subscription, { status: 'past_due' })
    await deliver()
    expect((await readBilling(client)).plan).toBe('UNLIMITED')
    account.changeSubscription(subscription, { status: 'unpaid' })
    await deliver()
    expect((await readBilling(client)).plan).toBe('FREE')
  })

  it('of an administrator stays until a subscription changes it', async () => {
    const { client, id } = await api.signUp()
    const { subscription = '' } = await buy(client, plan)
    await deliver()
    await api.database.pool.query(`update users set plan = 'UNLIMITED' where id = $1`, [id])
    account.renew(subscription)
    await deliver()
    expect((await readBilling(client)).plan).toBe('UNLIMITED')
    account.cancelNow(subscription)
    await deliver()
    expect((await readBilling(client)).plan).toBe('FREE')
  })

  it('of a deleted account is to end at Stripe, and its later events change nothing', async () => {
    const { client, id } = await api.signUp()
    const { subscription = '' } = await buy(client, plan)
    await deliver()
    const customer = account.get(subscription).customer
    expect((await client.delete('/user', { password: testPassword })).status).toBe(200)
    const { rows } = await api.database.pool.query('select customer_id from billing_closures')
    expect(rows).toEqual([{ customer_id: customer }])
    account.renew(subscription)
    expect(await deliver()).toEqual([200, 200])
    const { rows: left } = await api.database.pool.query('select from billing_payments where user_id = $1', [
      id,
    ])
    expect(left).toEqual([])
    await isClean()
  })
})

describe('the webhook', () => {
  it('refuses what Stripe has not signed, or has signed long ago', async () => {
    const { client } = await api.signUp()
    await buy(client, pack)
    const event = lastEvent()
    const old = new Date(Date.now() - 6 * 60 * 1000)
    const forged = JSON.stringify({ ...event, id: 'evt_forged' })
    expect(await stripe.send(api.url, event, { secret: 'whsec_another' })).toBe(400)
    expect(await stripe.send(api.url, event, { at: old })).toBe(400)
    expect(await stripe.send(api.url, event, { body: forged })).toBe(400)
    const unsigned = await fetch(`${api.url}/api/billing/webhook`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: forged,
    })
    expect(unsigned.status).toBe(400)
    expect((await readBilling(client)).credits).toBe(10)
    expect(await deliver()).toEqual([200])
    expect((await readBilling(client)).credits).toBe(110)
  })

  it('answers 503 while Stripe cannot be asked, and the same event has its effect later', async () => {
    const { client } = await api.signUp()
    await buy(client, pack)
    const event = lastEvent()
    stripe.isAway = true
    expect(await stripe.send(api.url, event)).toBe(503)
    expect((await client.post('/billing/portal')).status).toBe(503)
    expect((await readBilling(client)).invoices).toBeNull()
    stripe.isAway = false
    await deliver()
    expect((await readBilling(client)).credits).toBe(110)
    await isClean()
  })

  it('accepts events that it does not know', async () => {
    const product = account.all('product')[0]
    const event = account.add('evt', 'event', { type: 'product.created', data: { object: product } })
    expect(await stripe.send(api.url, event as StripeEvent)).toBe(200)
  })
})
