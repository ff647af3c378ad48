import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import type { PaidSession } from '../../../../../test/harness/stripe-account.ts'
import { startStripeServer } from '../../../../../test/harness/stripe-server.ts'
import { eventsMissed, reconcileEvents, sweepBilling } from './index.ts'

const stripeServer = keepForSuite(await startStripeServer())
const { account } = stripeServer
const api = keepForSuite(await startTestApi({ ...stripeServer.environment, DATABASE_POOL_MAX: '20' }))
const { log, stripe, database } = api.resources
const { db } = database
const { pool } = api.database
const { signal } = new AbortController()
const dayMs = 24 * 60 * 60 * 1000

const pack = account.sellPack({ credits: 100 })
const monthly = account.sellPlan({ plan: 'CUSTOMER', credits: 200, unused: 'expire' })
const yearly = account.sellPlan({ plan: 'CUSTOMER', credits: 50, interval: 'year' })

const sweep = () => sweepBilling({ db, stripe, log }, signal)
const reconcile = async () => {
  if (!stripe) throw new Error('the test sells through Stripe')
  return reconcileEvents({ db, stripe, log }, signal)
}

async function buy(client: Client, priceId: string, at?: Date): Promise<PaidSession> {
  const { url } = (await client.post('/billing/checkout', { priceId })).body as { url: string }
  return account.pay(url, at)
}

async function deliverAll(): Promise<void> {
  for (const event of account.events) expect(await stripeServer.send(api.url, event)).toBe(200)
}

const creditsOf = async (id: string): Promise<number> =>
  (await pool.query('select credits from users where id = $1', [id])).rows[0].credits

const entriesOf = async (id: string, reason: string): Promise<number[]> => {
  const { rows } = await pool.query(
    'select delta from credit_entries where user_id = $1 and reason = $2 order by created_at, id',
    [id, reason],
  )
  return rows.map(({ delta }) => delta)
}

const isClean = async () => expect(await findLedgerViolations(pool)).toEqual([])

describe('the months of a yearly plan', () => {
  it('are given when they begin, each once, however many runs there are', async () => {
    const { client, id } = await api.signUp()
    await buy(client, yearly, new Date(Date.now() - 70 * dayMs))
    await deliverAll()
    expect(await entriesOf(id, 'GRANT')).toEqual([50, 50, 50])
    await pool.query(
      `update billing_payments set starts_at = starts_at - interval '1 month', ends_at = ends_at - interval '1 month' where user_id = $1`,
      [id],
    )
    await pool.query(
      `update billing_months set starts_at = starts_at - interval '1 month' where payment_id in (select id from billing_payments where user_id = $1)`,
      [id],
    )
    await Promise.all([sweep(), sweep(), sweep(), sweep(), sweep()])
    await sweep()
    expect(await entriesOf(id, 'GRANT')).toEqual([50, 50, 50, 50])
    await isClean()
  })

  it('come no more after a refund, which takes back what was given', async () => {
    const { client, id } = await api.signUp()
    const { intent } = await buy(client, yearly, new Date(Date.now() - 40 * dayMs))
    await deliverAll()
    expect(await creditsOf(id)).toBe(110)
    account.refund(intent)
    await deliverAll()
    expect(await creditsOf(id)).toBe(10)
    await pool.query(
      `update billing_payments set starts_at = starts_at - interval '2 months' where user_id = $1`,
      [id],
    )
    await sweep()
    expect(await creditsOf(id)).toBe(10)
    await isClean()
  })
})

describe('credits that expire', () => {
  const spend = (id: string, amount: number) =>
    pool.query(
      `with spent as (insert into credit_entries (id, user_id, delta, reason, note) values (gen_random_uuid(), $1, -$2::int, 'GRANT', 'spent'))
       update users set credits = credits - $2::int where id = $1`,
      [id, amount],
    )
  const endMonths = (id: string) =>
    pool.query(
      `update credit_lots set expires_at = now() - interval '1 minute' where user_id = $1 and expired_at is null`,
      [id],
    )

  it('are used before all others, and only the rest is removed, once', async () => {
    const { client, id } = await api.signUp()
    const { subscription = '' } = await buy(client, monthly, new Date(Date.now() - 31 * dayMs))
    await deliverAll()
    await spend(id, 150)
    await endMonths(id)
    await Promise.all([sweep(), sweep(), sweep(), sweep()])
    expect(await entriesOf(id, 'EXPIRED')).toEqual([-50])
    expect(await creditsOf(id)).toBe(10)

    account.renew(subscription)
    await deliverAll()
    expect(await creditsOf(id)).toBe(210)
    // What was used before does not count against the new month.
    await endMonths(id)
    await sweep()
    expect(await entriesOf(id, 'EXPIRED')).toEqual([-50, -200])
    expect(await creditsOf(id)).toBe(10)
    await isClean()
  })

  it('that were all used leave no entry', async () => {
    const { client, id } = await api.signUp()
    await buy(client, monthly)
    await deliverAll()
    await spend(id, 205)
    await endMonths(id)
    await sweep()
    expect(await entriesOf(id, 'EXPIRED')).toEqual([])
    expect(await creditsOf(id)).toBe(5)
    await isClean()
  })

  it('while pictures are charged lose and create none', async () => {
    const { client, id } = await api.signUp()
    await buy(client, monthly)
    await deliverAll()
    await endMonths(id)
    const ask = () => client.post('/svg/generate-svg', { prompt: 'a lighthouse in the fog', style: 'flat' })
    const answers = await Promise.all([...Array.from({ length: 12 }, ask), sweep().then(() => undefined)])
    const charged = answers.filter((answer) => answer?.status === 202).length
    const [expired = 0] = await entriesOf(id, 'EXPIRED')
    expect(await creditsOf(id)).toBe(210 - charged + expired)
    expect(-expired).toBeGreaterThanOrEqual(200 - charged)
    expect(-expired).toBeLessThanOrEqual(200)
    await isClean()
  })
})

describe('reconciliation', () => {
  it('applies what did not arrive, once, also while it arrives', async () => {
    await reconcile()
    const { client, id } = await api.signUp()
    const { intent } = await buy(client, pack)
    account.refund(intent, 450)
    expect(await creditsOf(id)).toBe(10)
    await Promise.all([reconcile(), reconcile(), deliverAll()])
    expect(await creditsOf(id)).toBe(60)
    expect(await entriesOf(id, 'PURCHASE')).toEqual([100])
    expect(await reconcile()).toBe(0)
    await isClean()
  })

  it('counts the events that should have arrived, and none that still may', async () => {
    await reconcile()
    const { client } = await api.signUp()
    let missed = 0
    using _counted = eventsMissed.subscribe(({ events }) => {
      missed += events
    })
    await buy(client, pack)
    await reconcile()
    expect(missed).toBe(0)
    const known = account.events.length
    await buy(client, pack)
    for (const event of account.events.slice(known)) event.created -= 10 * 60
    const late = account.events.slice(known).length
    await reconcile()
    await reconcile()
    expect(missed).toBe(late)
  })

  it('is not complete while Stripe is away, and lists the same time again', async () => {
    await reconcile()
    const { client, id } = await api.signUp()
    await buy(client, pack)
    stripeServer.isAway = true
    await expect(reconcile()).rejects.toMatchObject({ code: 'payments_unavailable' })
    stripeServer.isAway = false
    expect(await reconcile()).toBe(1)
    expect(await creditsOf(id)).toBe(110)
  })
})

it('the plan of a deleted account ends at Stripe, also when Stripe is away at first', async () => {
  const { client } = await api.signUp()
  const { subscription = '' } = await buy(client, monthly)
  await deliverAll()
  expect((await client.delete('/user', { password: testPassword })).status).toBe(200)
  stripeServer.isAway = true
  await expect(sweep()).rejects.toMatchObject({ code: 'payments_unavailable' })
  stripeServer.isAway = false
  await Promise.all([sweep(), sweep()])
  expect(account.get(subscription).status).toBe('canceled')
  expect((await pool.query('select from billing_closures')).rows).toEqual([])
})
