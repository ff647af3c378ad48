import type { ServerResponse } from 'node:http'
import { pino } from 'pino'
import { beforeEach, expect, it } from 'vitest'
import { type SignedUp, startTestApi } from '../../../../../test/harness/api.ts'
import { acceptByHand } from '../../../../../test/harness/job-by-hand.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import {
  makeWebhook,
  readWebhook,
  startReceiver,
  verifyEvent,
} from '../../../../../test/harness/webhook-receiver.ts'
import { createOutbound } from '../../platform/outbound/index.ts'
import { createWebhookDisabledWriter, startSender } from './index.ts'
import { type SenderSettings, senderSettings } from './start-sender.ts'

const api = keepForSuite(await startTestApi({ WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' }))
const { db } = api.resources.database
const { pool } = api.database
const apiUrl = api.resources.address.publicUrl()

let user: SignedUp
beforeEach(async () => {
  await pool.query('delete from webhook_events')
  user = await api.signUp()
})

const send = (settings: Partial<SenderSettings> = {}, secretKey = api.resources.keys.webhookSecret) =>
  keep(
    startSender(
      {
        db,
        outbound: createOutbound(['127.0.0.1']),
        secretKey,
        addresses: () => ({ apiUrl, pagesUrl: apiUrl }),
        enqueueEmail: api.resources.enqueueEmail,
        log: pino({ level: 'silent' }),
      },
      { ...senderSettings, pollMs: 20, retryDelaysMs: [20, 20, 20], ...settings },
    ),
  )

type Delivery = {
  id: string
  type: string
  status: string
  attempts: number
  answerStatus: number | null
  problem: string | null
  body: string
  log: {
    number: number
    answerStatus: number | null
    answer: string | null
    problem: string | null
    answerIsWhole: boolean | null
  }[]
}

const { client } = { client: () => user.client }
const listOf = async (id: string) =>
  ((await client().get(`/user/webhooks/${id}/deliveries`)).body as { deliveries: Delivery[] }).deliveries
const readDelivery = async (id: string, deliveryId: string) =>
  ((await client().get(`/user/webhooks/${id}/deliveries/${deliveryId}`)).body as { delivery: Delivery })
    .delivery
const stateOf = async (id: string) =>
  (
    (await client().get(`/user/webhooks/${id}`)).body as {
      webhook: { enabled: boolean; disabledReason: string | null; failingSince: string | null }
    }
  ).webhook

/** Cancels a job, which is an event. @returns its id. */
async function makeEvent(): Promise<string> {
  const { id } = await acceptByHand(api, client(), user.id)
  await client().post(`/svg/generation-jobs/${id}/cancel`)
  return id
}

const settled = (id: string, status: string, count = 1) =>
  waitFor(`${count} deliveries to be ${status}`, async () => {
    const deliveries = await listOf(id)
    return deliveries.filter((one) => one.status === status).length >= count && deliveries
  })

it('each end of a job is sent with ids and links, and its body is in the log as it was sent', async () => {
  const receiver = keep(await startReceiver())
  const { id, secret } = await makeWebhook(client(), { url: receiver.url })
  send()
  const [drawn, failed] = [
    await acceptByHand(api, client(), user.id),
    await acceptByHand(api, client(), user.id),
  ]
  await drawn.start()
  await drawn.succeed()
  await failed.start()
  await failed.fail()
  const cancelled = await makeEvent()
  const deliveries = await settled(id, 'DELIVERED', 3)
  const bodies = receiver.received.map((event) => verifyEvent(secret, event))
  const { rows } = await pool.query('select generation_id from generation_jobs where id = $1', [drawn.id])
  const generationId = rows[0].generation_id
  const job = (jobId: string) => `${apiUrl}/api/svg/generation-jobs/${jobId}`
  const nothing = { generationId: null, setId: null, errorCode: null, errorMessage: null }
  expect(new Map(bodies.map(({ type, data }) => [type, data]))).toEqual(
    new Map<string, object>([
      [
        'job.succeeded',
        {
          ...nothing,
          ...{ jobId: drawn.id, generationId },
          links: {
            job: job(drawn.id),
            picture: `${apiUrl}/api/svg/${generationId}`,
            file: `${apiUrl}/api/svg/${generationId}/file.svg`,
            page: `${apiUrl}/picture/${generationId}`,
          },
        },
      ],
      [
        'job.failed',
        {
          ...nothing,
          jobId: failed.id,
          errorCode: 'REFUSED',
          errorMessage: 'It was refused.',
          links: { job: job(failed.id) },
        },
      ],
      [
        'job.cancelled',
        {
          ...nothing,
          jobId: cancelled,
          errorCode: 'CANCELLED',
          errorMessage: expect.any(String),
          links: { job: job(cancelled) },
        },
      ],
    ]),
  )
  expect(receiver.received[0]?.headers).toMatchObject({
    'content-type': 'application/json',
    'user-agent': 'chatSVG-Webhooks',
  })
  for (const { id: deliveryId } of deliveries) {
    const first = { number: 1, answerStatus: 200, answer: 'answered 200', answerIsWhole: true, problem: null }
    const body = receiver.received.find((event) => event.id === deliveryId)?.body
    expect(await readDelivery(id, deliveryId)).toMatchObject({ status: 'DELIVERED', body, log: [first] })
  }
})

it('500 and then 200: the same id twice, with another signature each time', async () => {
  const receiver = keep(await startReceiver())
  receiver.respondWith(500, 200)
  const { id, secret } = await makeWebhook(client(), { url: receiver.url })
  await makeEvent()
  send({ retryDelaysMs: [1_000, 20] })
  const [delivery] = await settled(id, 'DELIVERED')
  const [first, second] = receiver.received
  expect([first?.id, second?.id, first?.body]).toEqual([delivery?.id, delivery?.id, second?.body])
  expect(first?.headers['webhook-timestamp']).not.toBe(second?.headers['webhook-timestamp'])
  for (const event of receiver.received) expect(verifyEvent(secret, event).type).toBe('job.cancelled')
  expect((await readDelivery(id, delivery?.id ?? '')).log.map(({ answerStatus }) => answerStatus)).toEqual([
    500, 200,
  ])
  expect((await stateOf(id)).failingSince).toBeNull()
})

it('while secrets rotate, deliveries verify with both of them, and afterwards with the new one alone', async () => {
  const receiver = keep(await startReceiver())
  const { id, secret: old } = await makeWebhook(client(), { url: receiver.url })
  const { secret } = readWebhook(await client().post(`/user/webhooks/${id}/rotate`, {}))
  send()
  await makeEvent()
  const [both] = await receiver.arrivals(1)
  if (!both) throw new Error('nothing has arrived')
  for (const one of [old, secret]) expect(verifyEvent(one, both).type).toBe('job.cancelled')
  expect(both.headers['webhook-signature']).toMatch(/^v1,\S+ v1,\S+$/)
  const changed = { ...both, body: both.body.replace('cancelled', 'succeeded') }
  expect(() => verifyEvent(secret, changed)).toThrow()
  expect(() =>
    verifyEvent(secret, { ...both, headers: { ...both.headers, 'webhook-id': crypto.randomUUID() } }),
  ).toThrow()

  const { secret: newest } = readWebhook(
    await client().post(`/user/webhooks/${id}/rotate`, { overlapSeconds: 0 }),
  )
  await makeEvent()
  const [, alone] = await receiver.arrivals(2)
  if (!alone) throw new Error('nothing has arrived')
  expect(verifyEvent(newest, alone).type).toBe('job.cancelled')
  for (const one of [old, secret]) expect(() => verifyEvent(one, alone)).toThrow()
})

it('a webhook that fails for its whole schedule is disabled, its owner is notified, and the rest waits', async () => {
  const receiver = keep(await startReceiver())
  receiver.respondWith(500)
  const { id } = await makeWebhook(client(), { url: receiver.url })
  const sender = send({ disableAfterMs: 0 })
  await makeEvent()
  const [failed] = await settled(id, 'FAILED')
  expect([failed?.attempts, receiver.received.length]).toEqual([4, 4])
  expect(await stateOf(id)).toMatchObject({ enabled: false, disabledReason: 'failing' })
  const { rows } = await pool.query(
    "select letter, data from mail_letters where user_id = $1 and letter = 'webhook-disabled'",
    [user.id],
  )
  expect(rows).toEqual([{ letter: 'webhook-disabled', data: { webhookId: id } }])
  const { write } = createWebhookDisabledWriter({ db, pagesUrl: () => 'https://pages.example' })
  const email = {
    id: 'id',
    userId: user.id,
    recipient: user.email,
    createdAt: new Date(),
    data: { webhookId: id },
  }
  expect(await write(email)).toMatchObject({
    paragraphs: expect.arrayContaining([expect.stringContaining('127.0.0.1')]),
    action: { url: 'https://pages.example/account#webhooks' },
  })
  const { notifications } = (await client().get('/notification/latest')).body as {
    notifications: { title: string }[]
  }
  expect(notifications.map(({ title }) => title)).toContain('A webhook of your account was disabled')
  await sender[Symbol.asyncDispose]()

  // Sent again by hand, under its id, once it is enabled.
  receiver.respondWith(200)
  send()
  const redeliver = () => client().post(`/user/webhooks/${id}/deliveries/${failed?.id}/redeliver`)
  expect((await redeliver()).status).toBe(409)
  await client().patch(`/user/webhooks/${id}`, { enabled: true })
  expect(await write(email)).toBeUndefined()
  expect((await redeliver()).status).toBe(202)
  await settled(id, 'DELIVERED')
  expect(receiver.received.map((event) => event.id)).toEqual(Array(5).fill(failed?.id))
})

it('a delivery that has failed does not disable a webhook which others have reached meanwhile', async () => {
  const receiver = keep(await startReceiver())
  receiver.respondWith(500, 500, 500, 500, 200)
  const { id } = await makeWebhook(client(), { url: receiver.url })
  send({ disableAfterMs: 60_000 })
  await makeEvent()
  await settled(id, 'FAILED')
  expect(await stateOf(id)).toMatchObject({ enabled: true, failingSince: expect.any(String) })
  await makeEvent()
  await settled(id, 'DELIVERED')
  expect(await stateOf(id)).toMatchObject({ enabled: true, failingSince: null })
})

it('410 disables a webhook at once, and what waits is sent after it is enabled again', async () => {
  const receiver = keep(await startReceiver())
  receiver.respondWith(500, 410)
  const { id } = await makeWebhook(client(), { url: receiver.url })
  const waiting = send({ retryDelaysMs: [600_000] })
  await makeEvent()
  await receiver.arrivals(1)
  await makeEvent()
  await settled(id, 'FAILED')
  expect(await stateOf(id)).toMatchObject({ enabled: false, disabledReason: 'gone' })
  await makeEvent()
  await waiting[Symbol.asyncDispose]()
  receiver.respondWith(200)
  await client().patch(`/user/webhooks/${id}`, { enabled: true })
  await pool.query('update webhook_deliveries set due_at = now() where webhook_id = $1', [id])
  send()
  const deliveries = await settled(id, 'DELIVERED')
  // The event of the time when it was disabled is not sent.
  expect(deliveries.map(({ status }) => status).toSorted()).toEqual(['DELIVERED', 'FAILED'])
})

it('redirects, private addresses and huge answers end in the log, and nothing else', async () => {
  const target = keep(await startReceiver())
  const receiver = keep(await startReceiver())
  receiver.respondWith(
    (res) => void res.writeHead(302, { location: target.url }).end('over there'),
    (res) => void res.writeHead(200).end('x\0y'.repeat(60_000)),
  )
  const { id } = await makeWebhook(client(), { url: receiver.url })
  send()
  await makeEvent()
  const [delivery] = await settled(id, 'DELIVERED')
  const { log } = await readDelivery(id, delivery?.id ?? '')
  expect(log).toMatchObject([
    { answerStatus: 302, answer: 'over there', answerIsWhole: true },
    { answerStatus: 200, answerIsWhole: false },
  ])
  expect([log[1]?.answer?.length, log[1]?.answer?.slice(0, 3)]).toEqual([4_096, 'x\uFFFDy'])
  expect(target.received).toEqual([])

  // A name of the database that the API would not accept.
  await pool.query("update webhooks set url = 'https://127.0.0.2/' where id = $1", [id])
  await makeEvent()
  await waitFor('the attempt', async () => (await listOf(id))[0]?.problem === 'address_refused')
})

it('a test is one attempt, which does not say that the webhook fails', async () => {
  const receiver = keep(await startReceiver())
  receiver.respondWith(500, 410)
  const { id, secret } = await makeWebhook(client(), { url: receiver.url })
  send({ disableAfterMs: 0 })
  for (let test = 0; test < 2; test += 1) await client().post(`/user/webhooks/${id}/test`)
  await settled(id, 'FAILED', 2)
  const [event] = receiver.received
  if (!event) throw new Error('nothing has arrived')
  const links = { webhook: `${apiUrl}/api/user/webhooks/${id}` }
  expect(verifyEvent(secret, event)).toMatchObject({ type: 'webhook.test', data: { webhookId: id, links } })
  expect([receiver.received.length, await stateOf(id)]).toMatchObject([
    2,
    { enabled: true, failingSince: null },
  ])
})

it('receivers that do not answer hold up neither healthy ones nor more than their share', async () => {
  const [slow, healthy] = [keep(await startReceiver()), keep(await startReceiver())]
  let open = 0
  let openMax = 0
  const held: ServerResponse[] = []
  slow.respondWith((res) => {
    held.push(res)
    open += 1
    openMax = Math.max(openMax, open)
    res.once('close', () => {
      open -= 1
    })
  })
  const stuck = await makeWebhook(client(), { url: slow.url })
  for (let test = 0; test < 30; test += 1) await client().post(`/user/webhooks/${stuck.id}/test`)
  const { client: other } = await api.signUp()
  const { id } = await makeWebhook(other, { url: healthy.url })
  for (let test = 0; test < 10; test += 1) await other.post(`/user/webhooks/${id}/test`)
  // Longer than the healthy ones take on a busy machine: afterwards, others have their turn.
  const sender = send({ countMax: 6, perWebhookMax: 4, timeoutMs: 60_000, leaseMs: 120_000 })
  await healthy.arrivals(10)
  expect(openMax).toBeLessThanOrEqual(4)
  expect(slow.received.length).toBe(openMax)
  slow.respondWith(200)
  const ended = sender[Symbol.asyncDispose]()
  for (const res of held) res.destroy()
  await ended
})

it('a secret that cannot be decrypted is a problem in the log, and nothing is sent unsigned', async () => {
  const receiver = keep(await startReceiver())
  const { id } = await makeWebhook(client(), { url: receiver.url })
  await client().post(`/user/webhooks/${id}/test`)
  send({}, new Uint8Array(32))
  const [delivery] = await settled(id, 'FAILED')
  expect([delivery?.problem, receiver.received]).toEqual(['secret_unreadable', []])
})

it('deliveries of a suspended account wait', async () => {
  const receiver = keep(await startReceiver())
  const { id } = await makeWebhook(client(), { url: receiver.url })
  await client().post(`/user/webhooks/${id}/test`)
  await pool.query('update users set suspended_at = now() where id = $1', [user.id])
  const { client: other } = await api.signUp()
  const { id: otherId } = await makeWebhook(other, { url: receiver.url })
  await other.post(`/user/webhooks/${otherId}/test`)
  send()
  const [only] = await receiver.arrivals(1)
  expect([receiver.received.length, JSON.parse(only?.body ?? '').data.webhookId]).toEqual([1, otherId])
})
