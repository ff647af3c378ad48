import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { callWithKey, makeKey } from '../harness/api-key.ts'
import { certificate } from '../harness/certificate.ts'
import { Client } from '../harness/client.ts'
import { createTestDatabase } from '../harness/database.ts'
import { createTestFolder } from '../harness/folder.ts'
import { keep } from '../harness/keep.ts'
import { type Environment, limitsOff, startService, testSecret } from '../harness/service.ts'
import { waitFor } from '../harness/wait.ts'
import { makeWebhook, readWebhook, startReceiver, verifyEvent } from '../harness/webhook-receiver.ts'

type Log = {
  delivery: {
    status: string
    log: { answerStatus: number | null; problem: string | null; answer: string | null }[]
  }
}

async function startFleet(more: Environment = {}) {
  const database = keep(await createTestDatabase())
  const environment = {
    ...limitsOff,
    DATABASE_URL: database.url,
    JWT_SECRET: testSecret,
    WEBHOOK_ALLOWED_HOSTS: '127.0.0.1',
    ...more,
  }
  const api = keep(await startService('api', environment))
  const client = new Client(api.url)
  const user = await client.register()
  return { database, environment, api, client, user }
}

const draw = (client: Client) =>
  client.post('/svg/generate-svg', { prompt: 'a lighthouse by the sea at sunset', style: 'flat' })

it('a worker that is killed in the middle of a delivery has another send it, with the same id', async () => {
  const { environment, client } = await startFleet()
  const receiver = keep(await startReceiver())
  // The first request is never answered.
  receiver.respondWith(() => undefined, 200)
  const { id, secret } = await makeWebhook(client, { url: receiver.url, events: ['job.succeeded'] })
  const worker = keep(await startService('worker', environment))
  expect((await draw(client)).status).toBe(202)
  const [first] = await receiver.arrivals(1)
  await worker.kill('SIGKILL')
  keep(await startService('worker', environment))
  const [, second] = await receiver.arrivals(2)
  if (!first || !second) throw new Error('nothing has arrived')
  expect([second.id, second.body]).toEqual([first.id, first.body])
  for (const event of [first, second]) expect(verifyEvent(secret, event).type).toBe('job.succeeded')
  const read = async () => (await client.get(`/user/webhooks/${id}/deliveries/${first.id}`)).body as Log
  const { delivery } = await waitFor('the delivery to be recorded', async () => {
    const log = await read()
    return log.delivery.status === 'DELIVERED' && log
  })
  expect(delivery.log).toMatchObject([
    { problem: 'interrupted', answerStatus: null },
    { problem: null, answerStatus: 200 },
  ])
})

it('a worker that stops takes no more jobs while a receiver does not answer, and ends well', async () => {
  const { environment, client } = await startFleet()
  const receiver = keep(await startReceiver())
  receiver.respondWith(() => undefined)
  await makeWebhook(client, { url: receiver.url, events: ['job.succeeded'] })
  const worker = await startService('worker', environment)
  await draw(client)
  await receiver.arrivals(1)
  const stopped = worker.kill('SIGTERM')
  await waitFor('the worker to stop', async () => worker.output().includes('"stopping"'))
  const { job } = (await draw(client)).body as { job: { id: string } }
  expect(await stopped).toBe(0)
  const { body } = await client.get(`/svg/generation-jobs/${job.id}`)
  expect(body).toMatchObject({ job: { status: 'QUEUED' } })
})

it('events reach receivers over TLS, after errors, and whatever other receivers do', async () => {
  const folder = keep(await createTestFolder(0o755))
  const trusted = join(folder.path, 'receiver.pem')
  await writeFile(trusted, certificate.cert, { mode: 0o644 })
  const { environment, api, client, database, user } = await startFleet({ NODE_EXTRA_CA_CERTS: trusted })
  const [good, failing, silent, redirecting, gone, elsewhere] = [
    keep(await startReceiver({ tls: true })),
    keep(await startReceiver()),
    keep(await startReceiver()),
    keep(await startReceiver()),
    keep(await startReceiver()),
    keep(await startReceiver()),
  ]
  failing.respondWith(500, 200)
  silent.respondWith(() => undefined)
  redirecting.respondWith((res) => void res.writeHead(308, { location: elsewhere.url }).end())
  gone.respondWith(410)
  const { key } = await makeKey(client, { scopes: ['webhooks', 'pictures:write'] })
  const call = (path: string, body: object = {}) => callWithKey(api.url, key, 'POST', path, { body })
  const make = async (url: string, events = ['job.succeeded']) =>
    readWebhook(await call('/user/webhooks', { url, events }))
  const all = await make(good.url, ['job.succeeded', 'job.cancelled', 'set.finished', 'credits.low'])
  const retried = await make(failing.url)
  const slow = await make(silent.url)
  const redirected = await make(redirecting.url)
  const ended = await make(gone.url)
  const local = await make('https://localhost/hooks')
  expect(
    (await call('/user/webhooks', { url: 'https://169.254.169.254/', events: ['job.failed'] })).status,
  ).toBe(400)

  const cancelled = (await draw(client)).body as { job: { id: string } }
  await client.post(`/svg/generation-jobs/${cancelled.job.id}/cancel`)
  const { secret } = readWebhook(await call(`/user/webhooks/${all.id}/rotate`))
  const workers = [
    keep(await startService('worker', environment)),
    keep(await startService('worker', environment)),
  ]
  const prompts = ['a cup', 'a key', 'a house', 'a train', 'a fish', 'a tree']
  const { set } = (await client.post('/svg/sets', { prompts, style: 'outline' })).body as {
    set: { id: string }
  }

  // 1 cancellation, 6 pictures, the end of the set, and low credits: 10 - 6 = 4.
  const events = (await good.arrivals(9)).map((event) => {
    expect(verifyEvent(all.secret, event)).toEqual(verifyEvent(secret, event))
    return verifyEvent(secret, event)
  })
  const types = events.map(({ type }) => type).toSorted()
  expect(types).toEqual(['credits.low', 'job.cancelled', ...Array(6).fill('job.succeeded'), 'set.finished'])
  const finished = events.find(({ type }) => type === 'set.finished')
  expect(finished?.data).toMatchObject({ setId: set.id, total: 6, succeeded: 6, failed: 0 })
  expect(events.find(({ type }) => type === 'credits.low')?.data).toMatchObject({ credits: 4 })
  const links = finished?.data.links as { set: string }
  expect((await client.get(new URL(links.set).pathname.replace('/api', ''))).body).toMatchObject({
    set: { id: set.id },
  })

  const [first, second] = await waitFor('the repeated attempt', () => {
    const [one] = failing.received
    const same = failing.received.filter(({ id }) => id === one?.id)
    return same.length === 2 && same
  })
  expect(second?.body).toBe(first?.body)
  const latest = async (id: string) => {
    const { deliveries } = (await client.get(`/user/webhooks/${id}/deliveries`)).body as {
      deliveries: { id: string; status: string; answerStatus: number | null; problem: string | null }[]
    }
    return deliveries
  }
  await waitFor('the attempts of all', async () => {
    const [slowOnes, localOnes, redirectedOnes] = await Promise.all(
      [slow, local, redirected].map(({ id }) => latest(id)),
    )
    return (
      slowOnes?.some(({ problem }) => problem === 'timeout') &&
      localOnes?.some(({ problem }) => problem === 'address_refused' || problem === 'name_not_resolved') &&
      redirectedOnes?.some(({ answerStatus }) => answerStatus === 308)
    )
  })
  expect(elsewhere.received).toEqual([])
  await waitFor('all to be delivered', async () =>
    (await latest(retried.id)).every(({ status }) => status === 'DELIVERED'),
  )
  expect((await client.get(`/user/webhooks/${ended.id}`)).body).toMatchObject({
    webhook: { disabledReason: 'gone' },
  })
  const { rows } = await database.pool.query(
    "select count(*)::int as count from mail_letters where user_id = $1 and letter = 'webhook-disabled'",
    [user.id],
  )
  expect(rows).toEqual([{ count: 1 }])
  for (const worker of workers) expect(worker.output()).not.toMatch(/whsec_|hooks"|"level":50/)
  for (const { id } of [slow, redirected, local]) await client.delete(`/user/webhooks/${id}`)
})
