import { sql } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import type { Tx } from '../../platform/db/index.ts'
import { claimJob } from './claim-store.ts'

async function startWithoutWorker() {
  const api = keep(await startTestApi({ DATABASE_POOL_MAX: '20' }))
  const { db } = api.resources.database
  const user = async (plan = 'FREE') => {
    const client = api.client()
    const user = await client.register()
    const { pool } = api.database
    await pool.query('update users set plan = $2 where id = $1', [user.id, plan])
    await pool.query(
      `with more as (insert into credit_entries (id, user_id, delta, reason) values (gen_random_uuid(), $1, 40, 'GRANT'))
       update users set credits = credits + 40 where id = $1`,
      [user.id],
    )
    return { id: user.id, client }
  }
  const claim = async () => {
    const nobody = crypto.randomUUID()
    return claimJob(db, nobody, crypto.randomUUID(), 60_000)
  }
  /** The owners of the jobs in the order of the claims, until none is left. */
  const claimAll = async () => {
    const order: string[] = []
    for (let job = await claim(); job; job = await claim()) order.push(job.userId)
    return order
  }
  return { api, user, claim, claimAll }
}

const body = { prompt: 'a lighthouse in the fog', style: 'minimal' }

async function ask(client: Client, times: number): Promise<void> {
  for (let time = 0; time < times; time += 1)
    expect((await client.post('/svg/generate-svg', body)).status).toBe(202)
}

it('draws the first picture of a later user before the second of a user with many', async () => {
  const { user, claimAll } = await startWithoutWorker()
  const [greedy, modest, late] = [await user(), await user(), await user()]
  await ask(greedy.client, 20)
  await ask(modest.client, 2)
  await ask(late.client, 1)
  const order = await claimAll()
  expect(order).toHaveLength(23)
  expect(order[0]).toBe(greedy.id)
  expect(order.slice(1, 3).toSorted()).toEqual([modest.id, late.id].toSorted())
  expect(order.slice(3, 5).toSorted()).toEqual([greedy.id, modest.id].toSorted())
})

it('gives parallel requests different positions', async () => {
  const { user, claimAll } = await startWithoutWorker()
  const [greedy, modest] = [await user(), await user()]
  await Promise.all(Array.from({ length: 20 }, () => ask(greedy.client, 1)))
  await ask(modest.client, 1)
  expect((await claimAll()).indexOf(modest.id)).toBeLessThanOrEqual(1)
})

it('lets users take turns as long as they send requests, also when the queue has a long backlog', async () => {
  const { api, user, claim } = await startWithoutWorker()
  const [greedy, modest] = [await user(), await user()]
  await ask(greedy.client, 20)
  // The queue has not advanced for an hour.
  await api.database.pool.query(
    `with moved as (update users set queue_turn_at = queue_turn_at - interval '1 hour') update generation_jobs set turn_at = turn_at - interval '1 hour'`,
  )
  const order: string[] = []
  for (let turn = 0; turn < 10; turn += 1) {
    await ask(modest.client, 1)
    order.push((await claim())?.userId ?? '', (await claim())?.userId ?? '')
  }
  expect(order.filter((id) => id === modest.id).length).toBeGreaterThanOrEqual(9)
  expect(order.filter((id) => id === greedy.id).length).toBeGreaterThanOrEqual(9)
})

it('draws for paying users first', async () => {
  const { user, claimAll } = await startWithoutWorker()
  const [free, customer, unlimited] = [await user(), await user('CUSTOMER'), await user('UNLIMITED')]
  await ask(free.client, 3)
  await ask(customer.client, 3)
  await ask(unlimited.client, 1)
  const order = await claimAll()
  expect(order.slice(0, 4)).not.toContain(free.id)
  expect(order.slice(4)).toEqual([free.id, free.id, free.id])
})

it.each(['none', 'of an empty queue', 'of a full queue'])(
  'reads a few rows to find the head of the queue and the next job, with statistics: %s',
  async (statistics) => {
    const { api, user } = await startWithoutWorker()
    const { id } = await user()
    const { pool } = api.database
    const insert = (status: 'QUEUED' | 'SUCCEEDED', count: number) =>
      pool.query(
        `insert into generation_jobs (id, user_id, prompt, style, model, privacy, seed, request_hash, status, finished_at, turn_at)
         select gen_random_uuid(), $1, 'old', 'flat', 'composer', false, 1, '', $2::text,
           case when $2::text = 'QUEUED' then null else now() end, now() - n * interval '1 second'
         from generate_series(1, $3::int) n`,
        [id, status, count],
      )
    await insert('SUCCEEDED', statistics === 'none' ? 1 : 20_000)
    if (statistics === 'of an empty queue') await pool.query('vacuum analyze generation_jobs')
    await insert('QUEUED', 3_000)
    if (statistics === 'of a full queue') await pool.query('vacuum analyze generation_jobs')
    const { db } = api.resources.database
    const countRowsRead = (work: (tx: Tx) => Promise<unknown>) =>
      db.transaction(async (tx) => {
        expect(await work(tx)).toBeTruthy()
        const { rows } = await tx.execute<{ count: string }>(
          sql`select seq_tup_read + idx_tup_fetch as count from pg_stat_xact_user_tables where relname = 'generation_jobs'`,
        )
        return Number(rows[0]?.count)
      })
    const accept = async (tx: Tx) =>
      (await tx.execute(sql`select 1 where head_of_queue(0) < now()`)).rows.length
    const claim = (tx: Tx) => claimJob(tx, crypto.randomUUID(), crypto.randomUUID(), 1_000)
    for (const rowsRead of [await countRowsRead(accept), await countRowsRead(claim)]) {
      expect(rowsRead).toBeGreaterThan(0)
      expect(rowsRead).toBeLessThan(10)
    }
  },
)

it('ignores pictures that were drawn while nobody waited, and cancelled ones', async () => {
  const { api, user, claim, claimAll } = await startWithoutWorker()
  const [former, other] = [await user(), await user()]
  await ask(former.client, 20)
  for (let job = await claim(); job; job = await claim()) {}
  await api.database.pool.query(`update users set queue_turned_at = queue_turned_at - interval '1 minute'`)
  await ask(other.client, 10)
  await ask(former.client, 1)
  expect((await claimAll()).indexOf(former.id)).toBeLessThanOrEqual(1)
})

it('does not let a job that is not due delay the positions of others', async () => {
  const { api, user, claimAll } = await startWithoutWorker()
  const [patient, postponed, late] = [await user(), await user(), await user()]
  await ask(postponed.client, 1)
  await ask(patient.client, 10)
  await api.database.pool.query(
    `update generation_jobs set run_after = now() + interval '1 hour', turn_at = turn_at - interval '1 hour' where user_id = $1`,
    [postponed.id],
  )
  await ask(late.client, 10)
  const order = await claimAll()
  expect(order.slice(0, 6).filter((id) => id === patient.id).length).toBeGreaterThanOrEqual(3)
})
