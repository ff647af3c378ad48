import { pino } from 'pino'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { acceptByHand, workByHand } from '../../../../../test/harness/job-by-hand.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { makeWebhook, startReceiver } from '../../../../../test/harness/webhook-receiver.ts'
import { createOutbound } from '../../platform/outbound/index.ts'
import { cancelJobs } from '../jobs/index.ts'
import { claimDeliveries, endAttempt, queueEvents } from './send-store.ts'
import { type SenderSettings, senderSettings, startSender } from './start-sender.ts'

const api = keepForSuite(
  await startTestApi({ DATABASE_POOL_MAX: '20', SIGNUP_CREDITS: '500', WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' }),
)
const { db } = api.resources.database
const { pool } = api.database
const body = { prompt: 'a lighthouse in the fog', style: 'minimal' }
const limits = { countMax: 100, perWebhookMax: 100, failingMax: 100, leaseMs: 60_000 }

const send = (settings: Partial<SenderSettings> = {}) =>
  keep(
    startSender(
      {
        db,
        outbound: createOutbound(['127.0.0.1']),
        secretKey: api.resources.keys.webhookSecret,
        addresses: () => ({ apiUrl: api.url, pagesUrl: api.url }),
        enqueueEmail: api.resources.enqueueEmail,
        log: pino({ level: 'silent' }),
      },
      { ...senderSettings, pollMs: 20, ...settings },
    ),
  )

const accept = async (client: Client) => {
  const { body: answer } = await client.post('/svg/generate-svg', body)
  return (answer as { job: { id: string } }).job.id
}

async function countEvents(userId: string, type: string): Promise<number> {
  const { rows } = await pool.query(
    'select count(*)::int as count from webhook_events where user_id = $1 and type = $2',
    [userId, type],
  )
  return rows[0].count
}

it('of ten cancellations at once of each of twenty jobs each job has exactly one event, in its transaction', async () => {
  const { client, id: userId } = await api.signUp()
  await makeWebhook(client, { url: 'https://hooks.example' })
  const jobIds = await Promise.all(Array.from({ length: 20 }, () => accept(client)))
  await Promise.all(Array.from({ length: 10 }, () => cancelJobs(db, { jobIds }, 'Stopped.')))
  expect(await countEvents(userId, 'job.cancelled')).toBe(20)
  const rolledBack = await accept(client)
  await expect(
    db.transaction(async (tx) => {
      await cancelJobs(tx, { jobIds: [rolledBack] }, 'Stopped.')
      throw new Error('undone')
    }),
  ).rejects.toThrow('undone')
  expect(await countEvents(userId, 'job.cancelled')).toBe(20)
  expect(await findLedgerViolations(pool)).toEqual([])
})

it('however the jobs of a set end at once, in one statement or in many, the end of the set is one event', async () => {
  const { client, id: userId } = await api.signUp()
  await makeWebhook(client, { url: 'https://hooks.example', events: ['set.finished'] })
  const sets = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const answer = await client.post('/svg/sets', {
        prompts: ['a cup', 'a key', 'a house'],
        style: 'outline',
      })
      return (answer.body as { jobs: { id: string }[] }).jobs.map(({ id }) => id)
    }),
  )
  let isOver = false
  const queueing = Array.from({ length: 3 }, async () => {
    while (!isOver) await queueEvents(db, 2)
  })
  const [whole = [], ...separate] = sets
  const endOne = async (id: string, at: number) => {
    if (at % 2 === 0) return cancelJobs(db, { jobIds: [id] }, 'Stopped.')
    const job = workByHand(api, userId, id)
    await job.start()
    return job.succeed()
  }
  await Promise.all([cancelJobs(db, { jobIds: whole }, 'Stopped.'), ...separate.flat().map(endOne)])
  await waitFor('all events to be queued', async () => {
    const { rows } = await pool.query('select from webhook_events where queued_at is null')
    return rows.length === 0
  })
  isOver = true
  await Promise.all(queueing)
  expect(await countEvents(userId, 'set.finished')).toBe(6)
  const { rows } = await pool.query(
    `select type, data from webhook_events event join webhook_deliveries delivery on delivery.event_id = event.id where user_id = $1`,
    [userId],
  )
  expect(rows.map(({ type }) => type)).toEqual(Array(6).fill('set.finished'))
  expect(rows.map(({ data }) => data)).toContainEqual({ total: 3, succeeded: 0, failed: 3 })
})

it('claims at once share the due deliveries: none is claimed twice, and none is left', async () => {
  const { client } = await api.signUp()
  const { id } = await makeWebhook(client, { url: 'https://hooks.example' })
  for (let test = 0; test < 30; test += 1) await client.post(`/user/webhooks/${id}/test`)
  const claims = (await Promise.all(Array.from({ length: 12 }, () => claimDeliveries(db, limits)))).flat()
  const own = claims.filter(({ webhookId }) => webhookId === id)
  expect([own.length, new Set(own.map((claim) => claim.id)).size]).toEqual([30, 30])
})

it('an attempt that has lost its claim changes nothing but its own row', async () => {
  const { client } = await api.signUp()
  const { id: webhookId } = await makeWebhook(client, { url: 'https://hooks.example' })
  await client.post(`/user/webhooks/${webhookId}/test`)
  const own = async (leaseMs: number) => {
    const claims = await claimDeliveries(db, { ...limits, leaseMs })
    return claims.find((claim) => claim.webhookId === webhookId)
  }
  const first = await own(0)
  const second = await waitFor('the claim to expire', () => own(60_000))
  if (!first) throw new Error('nothing was claimed')
  expect([first.id, first.attempts, second.id, second.attempts]).toEqual([first.id, 1, first.id, 2])
  const result = { delayMs: 0, counts: true, tookMs: 1, answer: null, answerIsWhole: null, problem: null }
  const late = {
    ...result,
    id: first.id,
    webhookId,
    userId: first.userId,
    attempts: 1,
    status: 'FAILED',
    answerStatus: 500,
  } as const
  expect(await endAttempt(db, late)).toBeUndefined()
  const end = { ...late, attempts: 2, status: 'DELIVERED', answerStatus: 200 } as const
  expect(await endAttempt(db, end)).toEqual({ failingMs: null })
  expect(await endAttempt(db, end)).toBeUndefined()
  const { rows } = await pool.query(
    `select status, failing_since, (select array_agg(answer_status order by number) from webhook_attempts where delivery_id = $1) as answers
     from webhook_deliveries delivery join webhooks on webhooks.id = webhook_id where delivery.id = $1`,
    [first.id],
  )
  expect(rows).toEqual([{ status: 'DELIVERED', failing_since: null, answers: [500, 200] }])
})

it('three senders deliver each event once, and never one delivery at the same time', async () => {
  const { client, id: userId } = await api.signUp()
  const receiver = keep(await startReceiver())
  receiver.respondWith(500, 503, (res) => void setTimeout(() => res.writeHead(200).end(), 30), 500, 200)
  await makeWebhook(client, { url: receiver.url })
  const jobIds = await Promise.all(Array.from({ length: 40 }, () => accept(client)))
  for (let sender = 0; sender < 3; sender += 1) send({ retryDelaysMs: [10, 10, 10, 10, 10, 10] })
  await Promise.all(jobIds.map((id) => cancelJobs(db, { jobIds: [id] }, 'Stopped.')))
  await waitFor('all to be delivered', async () => {
    const { rows } = await pool.query(
      `select count(*)::int as count from webhook_deliveries join webhook_events event on event.id = event_id where user_id = $1 and status = 'DELIVERED'`,
      [userId],
    )
    return rows[0].count === 40
  })
  const ids = new Set(receiver.received.map(({ id }) => id))
  expect([ids.size, receiver.received.length]).toEqual([40, 43])
  for (const id of ids) {
    const attempts = receiver.received.filter((one) => one.id === id)
    for (const [at, attempt] of attempts.entries())
      expect(attempt.startedAtMs).toBeGreaterThanOrEqual(attempts[at - 1]?.endedAtMs ?? 0)
  }
})

it('deleting webhooks and accounts while their deliveries are sent ends without an error and leaves nothing', async () => {
  const receiver = keep(await startReceiver())
  receiver.respondWith((res) => void setTimeout(() => res.writeHead(500).end(), 20))
  const users = await Promise.all(
    Array.from({ length: 6 }, async () => {
      const { client, id } = await api.signUp()
      const webhook = await makeWebhook(client, { url: receiver.url })
      for (let test = 0; test < 8; test += 1) await client.post(`/user/webhooks/${webhook.id}/test`)
      return { client, id, webhook }
    }),
  )
  send({ perWebhookMax: 8 })
  send({ perWebhookMax: 8 })
  await receiver.arrivals(4)
  const answers = await Promise.all(
    users.map(({ client, webhook }, at) =>
      at % 2 === 0
        ? client.delete(`/user/webhooks/${webhook.id}`)
        : client.delete('/user', { password: 'a long walk by the sea' }),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
  const { rows } = await pool.query(
    'select (select count(*)::int from webhook_deliveries where webhook_id = any($1)) as deliveries, (select count(*)::int from webhooks where id = any($1)) as webhooks',
    [users.map(({ webhook }) => webhook.id)],
  )
  expect(rows).toEqual([{ deliveries: 0, webhooks: 0 }])
})

it('of 30 webhooks made at once exactly 10 are accepted', async () => {
  const { client } = await api.signUp()
  const answers = await Promise.all(
    Array.from({ length: 30 }, () =>
      client.post('/user/webhooks', { url: 'https://hooks.example', events: ['job.failed'] }),
    ),
  )
  const statuses = answers.map(({ status }) => status)
  expect([
    statuses.filter((one) => one === 201).length,
    statuses.filter((one) => one === 409).length,
  ]).toEqual([10, 20])
})

it('a job that is accepted and ended by a worker costs users without webhooks no event', async () => {
  const { client, id: userId } = await api.signUp()
  const job = await acceptByHand(api, client, userId)
  await job.start()
  await job.succeed()
  const { rows } = await pool.query('select from webhook_events where user_id = $1', [userId])
  expect(rows).toEqual([])
})
