import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import type { StripeEvent } from '../../../../../test/harness/stripe-account.ts'
import { startStripeServer } from '../../../../../test/harness/stripe-server.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'

const stripe = keepForSuite(await startStripeServer())
const { account } = stripe
const api = keepForSuite(await startTestApi({ ...stripe.environment, DATABASE_POOL_MAX: '30' }))
const pack = account.sellPack({ credits: 100, amount: 900 })
const plan = account.sellPlan({ plan: 'CUSTOMER', credits: 200, amount: 1_500 })
const better = account.sellPlan({ plan: 'UNLIMITED', amount: 4_000 })

const picture = { prompt: 'a lighthouse in the fog', style: 'minimal' }

async function buy(client: Client, priceId: string): Promise<string> {
  const answer = await client.post('/billing/checkout', { priceId })
  expect(answer.status, answer.text).toBe(200)
  return (answer.body as { url: string }).url
}

/** What happens between two points in time, as events. */
function eventsOf(act: () => void): StripeEvent[] {
  const before = account.events.length
  act()
  return account.events.slice(before)
}

const send = (event: StripeEvent) => stripe.send(api.url, event)

async function readUser(id: string) {
  const { rows } = await api.database.pool.query<{ credits: number; plan: string }>(
    'select credits, plan from users where id = $1',
    [id],
  )
  return rows[0]
}

async function readEntries(id: string) {
  const { rows } = await api.database.pool.query<{ reason: string; delta: number; asked: number | null }>(
    `select reason, delta, asked from credit_entries where user_id = $1 and reason not in ('SIGNUP', 'CHARGE') order by created_at, id`,
    [id],
  )
  return rows
}

const isClean = async () => expect(await findLedgerViolations(api.database.pool)).toEqual([])

/** A repeatable shuffle, by a linear congruential generator. */
function shuffle<Item>(items: readonly Item[], seed: number): Item[] {
  const left = [...items]
  let state = seed + 1
  return items.map(() => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return left.splice(Math.floor((state / 4_294_967_296) * left.length), 1)[0] as Item
  })
}

describe('parallel webhooks', () => {
  it('of one event give the credits once', async () => {
    const { client, id } = await api.signUp()
    const url = await buy(client, pack)
    const [paid] = eventsOf(() => account.pay(url)) as [StripeEvent]
    expect(new Set(await Promise.all(Array.from({ length: 16 }, () => send(paid))))).toEqual(new Set([200]))
    expect(await readUser(id)).toEqual({ credits: 110, plan: 'FREE' })
    expect(await send(paid)).toBe(200)
    expect(await readEntries(id)).toEqual([{ reason: 'PURCHASE', delta: 100, asked: null }])
    await isClean()
  })

  it('of a payment and its refund, while pictures are charged, lose and create no credit', async () => {
    const { client, id } = await api.signUp()
    const url = await buy(client, pack)
    const events = eventsOf(() => account.refund(account.pay(url).intent))
    const answers = await Promise.all([
      ...events.flatMap((event) => [send(event), send(event)]),
      ...Array.from({ length: 8 }, async () => (await client.post('/svg/generate-svg', picture)).status),
    ])
    expect(answers.filter((status) => status >= 500 && status !== 503)).toEqual([])
    for (const event of events) await send(event)
    const entries = await readEntries(id)
    expect(entries.filter(({ reason }) => reason === 'PURCHASE')).toHaveLength(1)
    expect(entries.filter(({ reason }) => reason === 'PAYMENT_REFUNDED').map(({ asked }) => asked)).toEqual([
      100,
    ])
    expect((await readUser(id))?.credits).toBeGreaterThanOrEqual(0)
    await isClean()
  })

  it('of all events of a plan at once give one month and the plan', async () => {
    const { client, id } = await api.signUp()
    const url = await buy(client, plan)
    const events = eventsOf(() => account.pay(url))
    expect(events).toHaveLength(3)
    const answers = await Promise.all(events.flatMap((event) => [send(event), send(event), send(event)]))
    expect(new Set(answers)).toEqual(new Set([200]))
    expect(await readUser(id)).toEqual({ credits: 210, plan: 'CUSTOMER' })
    await isClean()
  })
})

describe('in every order, with duplicates, a user ends with the same', () => {
  const seeds = Array.from({ length: 12 }, (_, seed) => seed)

  it.each(seeds)('credits after a pack, a partial refund, and a dispute that is won (%i)', async (seed) => {
    const { client, id } = await api.signUp()
    const url = await buy(client, pack)
    const events = eventsOf(() => {
      const { intent } = account.pay(url)
      account.refund(intent, 300)
      account.dispute(intent)
      account.closeDispute(intent, 'won')
    })
    for (const event of shuffle([...events, ...events], seed)) expect(await send(event)).toBe(200)
    // 33 of 100 credits belong to 300 of 900.
    expect(await readUser(id)).toEqual({ credits: 77, plan: 'FREE' })
    await isClean()
  })

  it.each(seeds)('credits and plan after a plan that was changed, refunded and ended (%i)', async (seed) => {
    const { client, id } = await api.signUp()
    const url = await buy(client, plan)
    const events = eventsOf(() => {
      const { subscription = '', intent } = account.pay(url)
      account.changePrice(subscription, better)
      account.refund(intent)
      account.cancelNow(subscription)
    })
    expect(events.map(({ type }) => type)).toEqual([
      'customer.subscription.created',
      'checkout.session.completed',
      'invoice.paid',
      'customer.subscription.updated',
      'charge.refunded',
      'customer.subscription.deleted',
    ])
    for (const event of shuffle([...events, ...events], seed)) expect(await send(event)).toBe(200)
    expect(await readUser(id)).toEqual({ credits: 10, plan: 'FREE' })
    await isClean()
  })

  it.each(seeds)('credits when each event arrives as soon as it happens (%i)', async (seed) => {
    const { client, id } = await api.signUp()
    const { intent } = account.pay(await buy(client, pack))
    const sendAll = async () => {
      for (const event of shuffle(account.events.slice(-4), seed)) expect(await send(event)).toBe(200)
    }
    await sendAll()
    account.dispute(intent)
    await sendAll()
    expect((await readUser(id))?.credits).toBe(10)
    account.closeDispute(intent, 'won')
    await sendAll()
    expect((await readUser(id))?.credits).toBe(110)
    account.refund(intent)
    await sendAll()
    expect((await readUser(id))?.credits).toBe(10)
    await isClean()
  })
})

it('an older reading that is applied later changes nothing', async () => {
  const { client, id } = await api.signUp()
  const { subscription = '' } = account.pay(await buy(client, plan))
  let release = () => {}
  const until = new Promise<void>((resolve) => {
    release = resolve
  })
  const [first] = account.events.slice(-3) as [StripeEvent]
  // The first reading has its number, and waits for the answer of Stripe.
  stripe.hold = { path: /subscriptions/, until }
  const slow = send(first)
  await waitFor('the reading', () => stripe.requests.at(-1)?.includes(subscription))
  stripe.hold = undefined
  const [ended] = eventsOf(() => account.cancelNow(subscription)) as [StripeEvent]
  expect(await send(ended)).toBe(200)
  release()
  expect(await slow).toBe(200)
  expect((await readUser(id))?.plan).toBe('FREE')
  await isClean()
})

it('parallel checkouts of a new user create one customer', async () => {
  const { client, id } = await api.signUp()
  await client.get('/csrf')
  const before = account.all('customer').length
  await Promise.all(Array.from({ length: 8 }, () => buy(client, pack)))
  expect(account.all('customer')).toHaveLength(before + 1)
  const { rows } = await api.database.pool.query(
    'select customer_id from billing_customers where user_id = $1',
    [id],
  )
  expect(rows).toEqual([{ customer_id: account.all('customer').at(-1)?.id }])
})
