import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { watchPlans } from '../../../../../test/harness/watch-plans.ts'
import { makeWebhook } from '../../../../../test/harness/webhook-receiver.ts'
import { claimDeliveries, queueEvents } from './send-store.ts'

const api = keepForSuite(await startTestApi({ WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' }))
const { pool } = api.database
const { db } = api.resources.database

/** Deliveries of a webhook that wait, and as many that have ended. */
const seed = (userId: string, webhookId: string, count: number) =>
  pool.query(
    `with event as (
       insert into webhook_events (id, user_id, type, data, queued_at)
       select make_uuid_v7(), $1, 'job.failed', '{}', now() from generate_series(1, 2 * $3::int) returning id
     )
     insert into webhook_deliveries (id, event_id, webhook_id, status, ended_at, due_at)
     select make_uuid_v7(), id, $2, case when row_number() over () <= $3 then 'QUEUED' else 'DELIVERED' end,
       case when row_number() over () > $3 then now() end, now() - interval '1 minute' from event`,
    [userId, webhookId, count],
  )

it('a claim reads the first deliveries of each webhook, however many wait and have ended', async () => {
  const owners = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const { client, id: userId } = await api.signUp()
      return { userId, webhookId: (await makeWebhook(client, { url: 'https://hooks.example' })).id }
    }),
  )
  for (const [at, { userId, webhookId }] of owners.entries())
    await seed(userId, webhookId, at === 0 ? 20_000 : 10)
  await pool.query('analyze webhook_deliveries, webhook_events, webhooks')
  const limits = { countMax: 20, perWebhookMax: 4, failingMax: 10, leaseMs: 60_000 }
  const seen = await watchPlans(api.resources.database.pool, 'webhook_deliveries', () =>
    claimDeliveries(db, limits),
  )
  expect(seen).toHaveLength(1)
  for (const { visited, scans, text } of seen) {
    expect(scans, text).toContain('webhook_deliveries_due')
    // Each webhook once, its first four, and those that are claimed, by their ids.
    expect(visited).toBeLessThan(100)
  }
  const claims = await pool.query(
    'select webhook_id, count(*)::int as count from webhook_deliveries where claimed_until > now() group by 1',
  )
  expect(claims.rows.map(({ count }) => count)).toEqual(Array(5).fill(4))
})

it('looking for new events reads none of those that are queued', async () => {
  const seen = await watchPlans(api.resources.database.pool, 'webhook_events', () => queueEvents(db, 100))
  expect(seen).toHaveLength(1)
  for (const { visited, scans, text } of seen) {
    expect(scans, text).toContain('webhook_events_unqueued')
    expect(visited).toBe(0)
  }
})
