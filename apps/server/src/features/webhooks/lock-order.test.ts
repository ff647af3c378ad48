import type { PoolClient } from 'pg'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { waitForLock } from '../../../../../test/harness/wait.ts'
import { makeWebhook, startReceiver } from '../../../../../test/harness/webhook-receiver.ts'
import { createDisposalStack } from '../../platform/disposal/index.ts'
import { createOutbound } from '../../platform/outbound/index.ts'
import { cancelJobs } from '../jobs/index.ts'
import { deliver, deliverSettings } from './deliver.ts'
import { disableWebhookIn } from './manage-webhooks.ts'
import { claimDeliveries, queueEvents } from './send-store.ts'

// Each test holds a row at which one of two transactions stops, starts the other one, and lets go. If the two
// lock in different orders, PostgreSQL aborts one of them.

const api = keepForSuite(await startTestApi({ WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' }))
const { db } = api.resources.database
const { pool } = api.database
const nobody = { ipAddress: null, userAgent: null, requestId: null }
const limits = { countMax: 100, perWebhookMax: 100, failingMax: 100, leaseMs: 60_000 }
const receiver = keepForSuite(await startReceiver())
receiver.respondWith(410)

const deps = {
  db,
  outbound: createOutbound(['127.0.0.1']),
  secretKey: api.resources.keys.webhookSecret,
  addresses: () => ({ apiUrl: api.url, pagesUrl: api.url }),
  enqueueEmail: api.resources.enqueueEmail,
  log: pino({ level: 'silent' }),
}

const deleteAccount = (client: Client) => client.delete('/user', { password: testPassword })

/** Holds the rows of a query until it is disposed. */
async function hold(text: string, ...values: unknown[]): Promise<AsyncDisposable> {
  const holder: PoolClient = await pool.connect()
  await holder.query('begin')
  await holder.query(text, values)
  const stack = createDisposalStack()
  stack.defer(async () => {
    await holder.query('rollback')
    holder.release()
  })
  return stack
}

/** A user with a webhook and a set whose jobs were cancelled; the events of it are not queued. */
async function withEvents(events = ['job.cancelled', 'set.finished']) {
  const { client, id } = await api.signUp()
  const webhook = await makeWebhook(client, { url: receiver.url, events })
  const { body } = await client.post('/svg/sets', { prompts: ['a cup', 'a key'], style: 'outline' })
  const jobIds = (body as { jobs: { id: string }[] }).jobs.map((job) => job.id)
  await cancelJobs(db, { jobIds }, 'Stopped.')
  return { client, id, webhookId: webhook.id }
}

async function claimOne(webhookId: string) {
  while ((await queueEvents(db, 200)) > 0);
  const claim = (await claimDeliveries(db, limits)).find((one) => one.webhookId === webhookId)
  if (!claim) throw new Error('nothing was claimed')
  return claim
}

it('an attempt that disables its webhook is recorded while the account is deleted', async () => {
  const { client, webhookId } = await withEvents()
  const claim = await claimOne(webhookId)
  const held = keep(await hold('select from webhook_deliveries where id = $1 for update', claim.id))
  const delivered = deliver(deps, deliverSettings, claim)
  await waitForLock(pool, 'the attempt to wait for its delivery')
  const deleted = deleteAccount(client)
  await waitForLock(pool, 'the deletion to wait', 2)
  await held[Symbol.asyncDispose]()
  await delivered
  expect((await deleted).status).toBe(200)
})

it('events of an account that is being deleted are left alone', async () => {
  const { client, id, webhookId } = await withEvents(['set.finished'])
  const held = keep(await hold('select from webhooks where id = $1 for key share', webhookId))
  const deleted = deleteAccount(client)
  await waitForLock(pool, 'the deletion to wait for the webhook')
  const others = await withEvents()
  await queueEvents(db, 200)
  const { rows } = await pool.query('select user_id from webhook_events where queued_at is null')
  expect(rows.map((row) => row.user_id)).toEqual([id, id])
  await held[Symbol.asyncDispose]()
  expect((await deleted).status).toBe(200)
  expect((await claimOne(others.webhookId)).webhookId).toBe(others.webhookId)
})

it('a webhook is deleted while its account is deleted', async () => {
  const { client, webhookId } = await withEvents()
  const { id: deliveryId } = await claimOne(webhookId)
  const held = keep(await hold('select from webhook_deliveries where id = $1 for update', deliveryId))
  const removed = client.delete(`/user/webhooks/${webhookId}`)
  await waitForLock(pool, 'the removal to wait for a delivery')
  const deleted = deleteAccount(client)
  await waitForLock(pool, 'the deletion to wait', 2)
  await held[Symbol.asyncDispose]()
  expect([(await removed).status, (await deleted).status]).toEqual([200, 200])
})

it('an administrator disables a webhook while its account is deleted', async () => {
  const { client, id, webhookId } = await withEvents()
  const held = keep(await hold('select from webhooks where id = $1 for no key update', webhookId))
  const disabled = db.transaction((tx) =>
    disableWebhookIn(tx, { userId: id, id: webhookId }, 'a flood', nobody),
  )
  await waitForLock(pool, 'the administrator to wait for the webhook')
  const deleted = deleteAccount(client)
  await waitForLock(pool, 'the deletion to wait', 2)
  await held[Symbol.asyncDispose]()
  await disabled
  expect((await deleted).status).toBe(200)
})

it('a test of a webhook that is being deleted finds none', async () => {
  const { client, webhookId } = await withEvents()
  const { id: deliveryId } = await claimOne(webhookId)
  const held = keep(await hold('select from webhook_deliveries where id = $1 for update', deliveryId))
  const removed = client.delete(`/user/webhooks/${webhookId}`)
  await waitForLock(pool, 'the removal to wait for a delivery')
  const tested = client.post(`/user/webhooks/${webhookId}/test`)
  await waitForLock(pool, 'the test to wait', 2)
  await held[Symbol.asyncDispose]()
  expect([(await removed).status, (await tested).status]).toEqual([200, 404])
})
