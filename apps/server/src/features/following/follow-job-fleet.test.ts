import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Answer, type Client, testPassword } from '../../../../../test/harness/client.ts'
import { openEventStream } from '../../../../../test/harness/event-stream.ts'
import { type Fleet, sharedStores, startFleet } from '../../../../../test/harness/fleet.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import {
  createGate,
  type ScriptedModel,
  smallPicture,
  startScriptedModel,
} from '../../../../../test/harness/scripted-model.ts'
import {
  limitsOff,
  type ServiceProcess,
  startService,
  testSecret,
} from '../../../../../test/harness/service.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import type { JobPreview, JobUpdate } from '../jobs/events.ts'

const request = { prompt: 'a blue circle, quite round', style: 'flat' }

describe.each(sharedStores)('two instances and a worker, on $store', ({ store }) => {
  let model: ScriptedModel
  let fleet: Fleet
  let worker: ServiceProcess
  let here: Client
  let there: Client

  beforeAll(async () => {
    model = await startScriptedModel()
    const environment = { OPENAI_BASE_URL: model.url, OPENAI_MODELS: 'scripted', DEFAULT_MODEL: 'scripted' }
    fleet = await startFleet(store, environment)
    worker = await startService('worker', {
      ...limitsOff,
      ...environment,
      DATABASE_URL: fleet.database.url,
      REDIS_URL: fleet.redis?.url,
      JWT_SECRET: testSecret,
    })
    here = fleet.client(0)
    await here.register()
    there = here.fork(fleet.apis[1]?.url)
  })
  afterAll(async () => {
    await worker?.[Symbol.asyncDispose]()
    await fleet?.[Symbol.asyncDispose]()
    await model?.[Symbol.asyncDispose]()
  })

  async function accept(): Promise<string> {
    const answer = await here.post('/svg/generate-svg', request)
    expect(answer.status).toBe(202)
    return (answer.body as { job: { id: string } }).job.id
  }

  // If a job ends before it calls the model, the next job gets its scripted answer.
  function nextRequest(): Promise<void> {
    return model.received(model.requests.length + 1)
  }

  async function open(client: Client, jobId: string, lastEventId?: string) {
    const stream = await openEventStream(client, jobId, lastEventId ? { 'last-event-id': lastEventId } : {})
    onTestFinished(() => stream.close())
    return stream
  }

  it('a job that one accepts and a worker draws can be followed at the other, and at the first after the last event', async () => {
    const [begun, drawn] = [createGate(), createGate()]
    const cut = smallPicture.indexOf('/>') + 2
    model.respondWith({
      kind: 'stream',
      steps: [smallPicture.slice(0, cut), begun.opened, drawn.opened, smallPicture.slice(cut)],
    })
    const id = await accept()
    const stream = await open(there, id)
    const preview = await waitFor('a preview', () => stream.events.find(({ type }) => type === 'preview'))
    expect((preview.data as JobPreview).svg).toContain('<circle')
    const last = stream.events.at(-1)?.id
    stream.close()
    const resumed = await open(here, id, last)
    begun.open()
    drawn.open()
    await resumed.ended
    const updates = resumed.events.map(({ data }) => data as JobUpdate)
    expect(updates.at(-1)).toMatchObject({ jobId: id, status: 'SUCCEEDED', generationId: expect.any(String) })
    const statuses = [...stream.events, ...resumed.events]
      .filter(({ type }) => type === 'update')
      .map(({ data }) => (data as JobUpdate).status)
    expect([...new Set(statuses)].slice(-2)).toEqual(['RUNNING', 'SUCCEEDED'])
    expect(resumed.events.map((event) => event.id)).not.toContain(last)
    expect((await open(there, id, resumed.events.at(-1)?.id)).status).toBe(204)
  })

  it('a cancel at one ends the stream at the other, and waiting requests there are answered', async () => {
    const gate = createGate()
    onTestFinished(gate.open)
    model.respondWith({ kind: 'stream', steps: [smallPicture.slice(0, 60), gate.opened] })
    const drawing = nextRequest()
    const asked = there.post('/svg/generate-svg', request, { prefer: 'wait=60', 'idempotency-key': store })
    const id = await waitFor('the job', async () => {
      const { jobs } = (await here.get('/svg/generation-jobs?status=RUNNING')).body as {
        jobs: { id: string }[]
      }
      return jobs[0]?.id
    })
    const stream = await open(there, id)
    await waitFor('its beginning', () => stream.events.length > 0)
    await drawing
    const answer = await here.post(`/svg/generation-jobs/${id}/cancel`)
    expect(answer.status).toBe(200)
    await stream.ended
    expect(stream.events.at(-1)?.data).toMatchObject({ status: 'FAILED', errorCode: 'CANCELLED' })
    const waited = await asked
    expect(waited.status).toBe(200)
    expect(waited.body).toMatchObject({ job: { id, status: 'FAILED', errorCode: 'CANCELLED' } })
    expect(await findLedgerViolations(fleet.database.pool)).toEqual([])
  })

  const ends: [string, (guest: Client, id: string) => Promise<Answer>][] = [
    ['a logout', (guest) => guest.post('/auth/logout')],
    ['a revocation', (guest) => revokeFromAnotherDevice(guest)],
    ['a suspension', (_guest, id) => suspend(id)],
    ['a deletion', (guest) => guest.delete('/user', { password: testPassword })],
  ]

  async function revokeFromAnotherDevice(guest: Client): Promise<Answer> {
    const { email } = (await guest.get('/auth/current-user')).body as { email: string }
    const device = fleet.client(0)
    await device.post('/auth/login', { email, password: testPassword })
    return device.delete('/auth/sessions')
  }

  async function suspend(id: string): Promise<Answer> {
    const administrator = fleet.client(0)
    const user = await administrator.register()
    await fleet.database.pool.query(`update users set role = 'ADMIN' where id = $1`, [user.id])
    return administrator.post(`/admin/users/${id}/suspend`, { reason: 'a test' })
  }

  it.each(ends)(
    '%s at one ends the stream at the other, and requests that wait there get 401',
    async (_what, end) => {
      const guest = fleet.client(0)
      const { id } = await guest.register()
      const gate = createGate()
      onTestFinished(gate.open)
      model.respondWith({
        kind: 'stream',
        steps: [smallPicture.slice(0, 60), gate.opened, smallPicture.slice(60)],
      })
      const drawing = nextRequest()
      const elsewhere = guest.fork(fleet.apis[1]?.url)
      const { job } = (await guest.post('/svg/generate-svg', request, { 'idempotency-key': 'one' })).body as {
        job: { id: string }
      }
      const asked = elsewhere.post('/svg/generate-svg', request, {
        prefer: 'wait=60',
        'idempotency-key': 'one',
      })
      const stream = await open(elsewhere, job.id)
      await waitFor('its beginning', () => stream.events.length > 0)
      await drawing
      expect((await end(guest, id)).status).toBe(200)
      const answer = await asked
      await stream.ended
      expect(answer.status).toBe(401)
      expect(answer.text).not.toContain(job.id)
      expect(stream.events.map(({ data }) => (data as JobUpdate).status)).not.toContain('SUCCEEDED')
    },
  )
})
