import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../test/harness/api.ts'
import type { Client } from '../../../../test/harness/client.ts'
import { keep } from '../../../../test/harness/keep.ts'
import { askForMetrics, readMetrics } from '../../../../test/harness/metrics.ts'
import { waitFor } from '../../../../test/harness/wait.ts'
import { makeWebhook, startReceiver } from '../../../../test/harness/webhook-receiver.ts'
import { createLog } from '../platform/log/index.ts'
import { openServiceMetrics } from './metrics.ts'

const token = 'only-for-those-who-watch'
const request = { prompt: 'a red fox under three stars', style: 'flat' }

async function startWatched(environment: Record<string, string> = {}, worker = false) {
  const api = keep(await startTestApi({ METRICS_TOKEN: token, ...environment }, { worker }))
  return { ...api, read: () => readMetrics(`${api.url}/metrics`, token) }
}

async function ask(client: Client): Promise<string> {
  const { job } = (await client.post('/svg/generate-svg', request)).body as { job: { id: string } }
  return job.id
}

describe('the metrics of a service without a worker', () => {
  it('report how many jobs wait, are delayed and run, and for how long the oldest has been due', async () => {
    const { client, database, read } = await startWatched()
    const user = client()
    await user.register()
    const [late, delayed, running] = [await ask(user), await ask(user), await ask(user), await ask(user)]
    const change = (id: string | undefined, set: string, values: unknown[] = []) =>
      database.pool.query(`update generation_jobs set ${set} where id = $1`, [id, ...values])
    await change(late, `run_after = now() - interval '90 seconds'`)
    await change(delayed, `run_after = now() + interval '1 hour'`)
    const lease = `status = 'RUNNING', lease_token = $2, lease_expires_at = now() + interval '1 hour', run_after = now() - interval '1 hour'`
    await change(running, lease, [randomUUID()])

    const { value } = await read()
    expect(value('chatsvg_queue_jobs', { state: 'waiting' })).toBe(2)
    expect(value('chatsvg_queue_jobs', { state: 'delayed' })).toBe(1)
    expect(value('chatsvg_queue_jobs', { state: 'running' })).toBe(1)
    const oldest = value('chatsvg_queue_oldest_waiting_seconds') ?? 0
    expect(oldest).toBeGreaterThanOrEqual(90)
    expect(oldest).toBeLessThan(150)
    expect(value('chatsvg_credits_charged_total')).toBe(4)
    expect(value('chatsvg_worker_slots')).toBe(0)
  })

  it('count a cancelled job once, with its credit, however often the cancel is repeated', async () => {
    const { client, read } = await startWatched()
    const user = client()
    await user.register()
    const id = await ask(user)
    for (const status of [200, 200])
      expect((await user.post(`/svg/generation-jobs/${id}/cancel`)).status).toBe(status)
    const { value } = await read()
    expect(value('chatsvg_job_duration_seconds_count', { error: 'CANCELLED' })).toBe(1)
    expect(value('chatsvg_credits_refunded_total', { error: 'CANCELLED' })).toBe(1)
  })

  it('count accepted jobs once for a key, and no refused requests', async () => {
    const { client, read } = await startWatched({ RATE_LIMIT_GENERATION: '3/15m' })
    const user = client()
    await user.register()
    const key = { 'idempotency-key': 'the same' }
    await user.post('/svg/generate-svg', request, key)
    await user.post('/svg/generate-svg', request, key)
    await user.post('/svg/generate-svg', { ...request, style: 'no such style' })
    expect((await user.post('/svg/generate-svg', request)).status).toBe(429)
    const { value } = await read()
    expect(value('chatsvg_jobs_accepted_total')).toBe(1)
    expect(value('chatsvg_rate_limit_refusals_total', { limit: 'generation' })).toBe(1)
    const route = '/api/svg/generate-svg'
    expect(value('chatsvg_http_request_duration_seconds_count', { route, status: '429' })).toBe(1)
  })

  it('count attempts of webhooks by outcome, their delay, deliveries that wait, and webhooks by state', async () => {
    const { client, database, read } = await startWatched({ WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' }, true)
    const receiver = keep(await startReceiver())
    receiver.respondWith(200, 500)
    const user = client()
    await user.register()
    const make = () => makeWebhook(user, { url: receiver.url, events: ['job.cancelled'] })
    const [{ id }, disabled] = [await make(), await make()]
    await user.patch(`/user/webhooks/${disabled.id}`, { enabled: false })
    for (let test = 0; test < 2; test += 1) await user.post(`/user/webhooks/${id}/test`)
    const attempts = 'chatsvg_webhook_attempt_duration_seconds_count'
    const { value } = await waitFor('both attempts to be counted', async () => {
      const metrics = await read()
      const counted = (outcome: string) => metrics.value(attempts, { outcome })
      // They are sent at the same time, so either may be counted first.
      return counted('failed') === 1 && counted('delivered') === 1 && metrics
    })
    expect(value('chatsvg_webhook_first_attempt_delay_seconds_count')).toBe(2)
    expect(value('chatsvg_webhooks', { state: 'disabled' })).toBe(1)
    expect(value('chatsvg_webhooks', { state: 'enabled' })).toBe(1)

    await database.pool.query(
      `update webhook_deliveries set status = 'QUEUED', ended_at = null, due_at = now() + interval '1 hour' where webhook_id = $1`,
      [id],
    )
    await database.pool.query('update webhooks set failing_since = now() where id = $1', [id])
    await waitFor('the state to be read again', async () => {
      const later = await read()
      return (
        later.value('chatsvg_webhook_deliveries', { state: 'delayed' }) === 2 &&
        later.value('chatsvg_webhooks', { state: 'failing' }) === 1
      )
    })
  })

  it('show event streams for as long as they are open', async () => {
    const { client, url, read } = await startWatched()
    const user = client()
    await user.register()
    const id = await ask(user)
    const leaving = new AbortController()
    const cookie = [...user.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const stream = await fetch(`${url}/api/svg/generation-jobs/${id}/events`, {
      headers: { cookie },
      signal: leaving.signal,
    })
    expect(stream.status).toBe(200)
    const countStreams = async () =>
      (await read()).value('chatsvg_open_connections', { kind: 'event_stream' })
    expect(await countStreams()).toBe(1)
    leaving.abort()
    await waitFor('the stream to be gone', async () => (await countStreams()) === 0)
  })

  it('omit a queue that cannot be read, and report everything else', async () => {
    const { database, read } = await startWatched()
    await database.pool.query('alter table generation_jobs rename to generation_jobs_away')
    const { value } = await read()
    expect(value('chatsvg_queue_jobs')).toBeUndefined()
    expect(value('chatsvg_queue_oldest_waiting_seconds')).toBe(-1)
    expect(value('chatsvg_dependency_up', { dependency: 'database' })).toBe(1)
  })

  it('show an exhausted pool, the waiting requests, and that the database cannot be queried', async () => {
    const { resources, read } = await startWatched({
      DATABASE_POOL_MAX: '4',
      DATABASE_CONNECTION_TIMEOUT_MS: '1500',
    })
    const { pool } = resources.database
    const calm = await read()
    expect(calm.value('chatsvg_db_pool_waiting')).toBe(0)
    const held = await Promise.all(Array.from({ length: 3 }, () => pool.connect()))
    const used = await waitFor('the answers of before to be forgotten', async () => {
      const inVain = pool.connect().catch(() => undefined)
      const metrics = await read()
      await inVain
      const isDown = metrics.value('chatsvg_dependency_up', { dependency: 'database' }) === 0
      // On a busy machine the request in vain may have given up before the scrape.
      return isDown && metrics.value('chatsvg_db_pool_waiting') === 1 && metrics
    })
    for (const client of held) client.release()
    expect(used.value('chatsvg_db_pool_connections', { state: 'used' })).toBe(3)
    expect(used.value('chatsvg_db_pool_connections', { state: 'idle' })).toBe(0)
    expect(used.value('chatsvg_queue_jobs')).toBeUndefined()
    expect((await read()).value('chatsvg_db_pool_connections', { state: 'used' })).toBe(0)
  })

  it('query the database at most every five seconds, however often they are scraped', async () => {
    const { resources, read } = await startWatched()
    let asked = 0
    resources.database.pool.on('acquire', () => {
      asked += 1
    })
    await Promise.all(Array.from({ length: 20 }, read))
    await Promise.all(Array.from({ length: 20 }, read))
    expect(asked).toBeGreaterThanOrEqual(2)
    // Three reads, two of them twice in case the five seconds pass in between.
    expect(asked).toBeLessThanOrEqual(5)
  })
})

it('without metrics there is neither a registry nor a route', async () => {
  const api = keep(await startTestApi())
  expect(api.resources.metrics).toBeUndefined()
  expect((await askForMetrics(`${api.url}/metrics`, token)).status).toBe(404)
})

it('a closed registry receives no events, and the next one starts at zero', async () => {
  const log = createLog({ level: 'silent', format: 'json' })
  const first = await openServiceMetrics(log)
  first[Symbol.dispose]()
  expect((await first.render()).text.trim()).toBe('')
  using second = await openServiceMetrics(log)
  expect((await second.render()).text).toContain('chatsvg_model_spend_limit_dollars 0')
})
