import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Client } from '../../../../../test/harness/client.ts'
import { acceptedJob, jobEnd } from '../../../../../test/harness/job-end.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { startScriptedApi } from '../../../../../test/harness/scripted-api.ts'
import { answerWith, createGate, smallPicture } from '../../../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import type { JobPreview, JobUpdate } from './events.ts'

const api = keepForSuite(await startScriptedApi({ GENERATION_BACKOFF_MS: '1' }))
const { model } = api
let client: Client

const onlyScript = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

const request = { prompt: 'a blue circle, quite round', style: 'flat' }

const accept = async (headers: Record<string, string> = {}) =>
  acceptedJob(await client.post('/svg/generate-svg', request, headers))

const waitForEnd = (id: string, timeoutMs?: number) => jobEnd(client, id, timeoutMs)

const loadingMs = 90_000

describe('with a worker', () => {
  beforeAll(async () => {
    // The first picture loads code from source, which takes long on a busy machine.
    client = (await api.signUp()).client
    await waitForEnd((await accept()).id, loadingMs)
    await waitForEnd((await accept()).id, loadingMs)
  })
  beforeEach(async () => {
    client = (await api.signUp()).client
  })

  it('keeps the picture and the charge of a job that succeeds', async () => {
    model.respondWith(answerWith(`Here you are:\n\`\`\`svg\n${smallPicture}\n\`\`\`\nEnjoy!`))
    const { job, credits } = await waitForEnd((await accept()).id)
    expect(job.status).toBe('SUCCEEDED')
    expect(job.generation?.svg).toContain('<circle')
    expect(credits).toBe(9)
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it.each([
    ['is not allowed in', { kind: 'error' as const, status: 401 }, 'OPENAI_PERMISSION'],
    [
      'does not know the model',
      { kind: 'error' as const, status: 404, code: 'model_not_found' },
      'OPENAI_MODEL_NOT_FOUND',
    ],
    ['refuses', { kind: 'stream' as const, steps: [], finish: 'content_filter' as const }, 'REFUSED'],
  ])('fails at once and returns the credit when the vendor %s', async (_what, script, code) => {
    const before = model.requests.length
    model.respondWith(script)
    const { job, credits } = await waitForEnd((await accept()).id)
    expect(job).toMatchObject({
      status: 'FAILED',
      errorCode: code,
      errorMessage: expect.stringContaining('Your credit has been returned'),
    })
    expect(credits).toBe(10)
    expect(model.requests.length - before).toBe(1)
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it.each([
    ['is busy', { kind: 'error' as const, status: 429 }, 'OPENAI_RATE_LIMIT', 3],
    // Each attempt requests one repair after an unusable answer.
    ['draws nothing', answerWith('I would rather not draw.'), 'VALIDATION_ERROR', 6],
    ['is broken', { kind: 'error' as const, status: 500 }, 'GENERATION_FAILED', 3],
    ['draws only what the policy drops', answerWith(onlyScript), 'VALIDATION_ERROR', 6],
  ])(
    'tries three times before it gives up, and returns the credit once, when the vendor %s',
    async (_what, script, code, requests) => {
      const before = model.requests.length
      model.respondWith(...Array(requests).fill(script))
      const { job, credits } = await waitForEnd((await accept()).id)
      expect(job).toMatchObject({ status: 'FAILED', errorCode: code })
      expect(job.errorMessage).not.toMatch(/http|status|undefined|null/i)
      expect(credits).toBe(10)
      expect(model.requests.length - before).toBe(requests)
      expect(await findLedgerViolations(api.database.pool)).toEqual([])
    },
  )

  it('ends a job whose time is over, with a refund and without a retry', async () => {
    await using hasty = await startScriptedApi({ GENERATION_TIMEOUT_SECONDS: '20' })
    hasty.model.respondWith({ kind: 'hang' })
    const { client: user } = await hasty.signUp()
    const { id } = acceptedJob(await user.post('/svg/generate-svg', request))
    const { job, credits } = await jobEnd(user, id)
    expect(job).toMatchObject({ status: 'FAILED', errorCode: 'TIMEOUT' })
    expect(credits).toBe(10)
    expect(hasty.model.requests).toHaveLength(1)
    expect(await findLedgerViolations(hasty.database.pool)).toEqual([])
  })

  it('aborts the model call when its owner cancels the job, and refunds it once', async () => {
    const before = model.requests.length
    model.respondWith({ kind: 'endless', text: '<path d="M0 0h1"/>', delayMs: 5 })
    const { id } = await accept()
    await model.received(before + 1)
    const cancelledAtMs = performance.now()
    const cancel = () => client.post(`/svg/generation-jobs/${id}/cancel`)
    const answers = [await cancel(), await cancel()]
    expect(await model.requests[before]?.ended).toBe('aborted')
    // This is long before the worker would notice at the next renewal of its lease.
    expect(performance.now() - cancelledAtMs).toBeLessThan(5_000)
    for (const { status, body } of answers) {
      expect(status).toBe(200)
      expect(body).toMatchObject({ job: { status: 'FAILED', errorCode: 'CANCELLED' }, credits: 10 })
    }
    await waitFor('what it has cost to be kept', async () => {
      const { rows } = await api.database.pool.query(
        'select output_tokens from generation_jobs where id = $1',
        [id],
      )
      return rows[0].output_tokens > 0
    })
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('does not cancel a job that has its picture, nor one of another user', async () => {
    const { job } = await waitForEnd((await accept()).id)
    expect((await client.post(`/svg/generation-jobs/${job.id}/cancel`)).status).toBe(409)
    const { client: stranger } = await api.signUp()
    for (const id of [job.id, 'nonsense']) {
      const answer = await stranger.post(`/svg/generation-jobs/${id}/cancel`)
      expect(answer.status).toBe(404)
      expect(answer.body).toMatchObject({ error: 'Generation job not found' })
    }
  })

  it('stores what the calls of the model used, over all attempts and repairs, with its end', async () => {
    const counted = (text: string) => ({ ...answerWith(text), usage: { input: 100, output: 20 } })
    const uncounted = { ...answerWith(smallPicture), usage: null }
    model.respondWith(counted('I would rather not.'), { kind: 'error', status: 500 }, counted(smallPicture))
    const drawn = await waitForEnd((await accept()).id)
    model.respondWith(counted('no'), counted('no'), uncounted)
    const estimated = await waitForEnd((await accept()).id)
    model.respondWith(...Array(6).fill(counted('I would rather not draw.')))
    const failed = await waitForEnd((await accept()).id)
    const read = (id: string) =>
      api.database.pool.query(
        'select input_tokens, output_tokens, cost_micro_usd, usage_estimated from generation_jobs where id = $1',
        [id],
      )
    // The price of this server is not known.
    const unpriced = { cost_micro_usd: null, usage_estimated: false }
    expect((await read(drawn.job.id)).rows).toEqual([{ input_tokens: 200, output_tokens: 40, ...unpriced }])
    expect((await read(failed.job.id)).rows).toEqual([{ input_tokens: 600, output_tokens: 120, ...unpriced }])
    const [row] = (await read(estimated.job.id)).rows
    expect(row.usage_estimated).toBe(true)
    expect(row.input_tokens).toBeGreaterThan(400)
  })

  it('sends an unusable answer back once, with its fault, within the same attempt', async () => {
    const before = model.requests.length
    model.respondWith(
      answerWith('<svg xmlns="http://www.w3.org/2000/svg"><g><circle r="9"'),
      answerWith(smallPicture),
    )
    const { id } = await accept()
    const { job, credits } = await waitForEnd(id)
    expect(job.status).toBe('SUCCEEDED')
    expect(credits).toBe(9)
    const [first, second] = model.requests.slice(before).map(({ body }) => JSON.stringify(body.messages))
    expect(first).not.toContain('could not be used')
    expect(second).toContain('could not be used')
    expect(second).toContain('&lt;circle r=')
    const { rows } = await api.database.pool.query('select attempts from generation_jobs where id = $1', [id])
    expect(rows).toEqual([{ attempts: 1 }])
  })

  it('recovers from a temporary fault, charged once', async () => {
    model.respondWith(
      { kind: 'error', status: 503 },
      { kind: 'stream', steps: ['<svg xmlns='], cut: true },
      answerWith(smallPicture),
    )
    const { job, credits } = await waitForEnd((await accept()).id)
    expect(job.status).toBe('SUCCEEDED')
    expect(credits).toBe(9)
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('stores a finished picture although the database fails at first, and calls the model only once', async () => {
    const before = model.requests.length
    const gate = createGate()
    model.respondWith({ kind: 'stream', steps: [gate.opened, smallPicture] })
    const { id } = await accept()
    await model.received(before + 1)
    const holder = await api.database.pool.connect()
    await holder.query('begin')
    await holder.query('lock table generations in exclusive mode')
    gate.open()
    await waitFor('the lost connection of the worker', async () => {
      const { rowCount } = await api.database.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database()
           and wait_event_type = 'Lock' and application_name = 'chatsvg test' and query like '%ended as materialized%'`,
      )
      return (rowCount ?? 0) > 0
    })
    await holder.query('rollback')
    holder.release()
    const { job, credits } = await waitForEnd(id)
    expect({ status: job.status, credits }).toEqual({ status: 'SUCCEEDED', credits: 9 })
    expect(model.requests.length - before).toBe(1)
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('releases the idempotency key of a failed job', async () => {
    model.respondWith({ kind: 'error', status: 401 })
    const headers = { 'x-idempotency-key': 'try me again' }
    const first = await accept(headers)
    await waitForEnd(first.id)
    const second = await accept(headers)
    expect(second.id).not.toBe(first.id)
    expect((await waitForEnd(second.id)).job.status).toBe('SUCCEEDED')
    const replay = await client.post('/svg/generate-svg', request, headers)
    expect(replay.status).toBe(200)
    expect(replay.body).toMatchObject({
      duplicate: true,
      job: { id: second.id, status: 'SUCCEEDED', generation: { svg: expect.any(String) } },
    })
  })

  it('publishes sanitised previews and increasing progress', async () => {
    const socket = client.connect()
    const previews: JobPreview[] = []
    const updates: JobUpdate[] = []
    socket.on('generation-job:preview', (preview) => previews.push(preview))
    socket.on('generation-job:update', (update) => updates.push(update))
    await new Promise((resolve) => socket.on('connect', () => resolve(undefined)))
    const gate = createGate()
    const head =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><rect width="256" height="256" fill="#eee" onclick="alert(1)"/><circle'
    model.respondWith({
      kind: 'stream',
      steps: [
        head.slice(0, 40),
        300,
        head.slice(40),
        gate.opened,
        300,
        ' r="9"/>',
        300,
        '<path d="M0 0h9v9z"/></svg>',
      ],
    })
    const { id } = await accept()
    await waitFor('a preview of the unfinished picture', () => previews.length > 0)
    expect((await client.get(`/svg/generation-jobs/${id}`)).body).toMatchObject({
      job: { status: 'RUNNING' },
    })
    gate.open()
    await waitForEnd(id)
    await waitFor('the end', () => updates.some(({ status }) => status === 'SUCCEEDED'))
    socket.close()
    expect(previews[0]?.svg).toContain('<rect')
    for (const { svg } of previews) expect(svg).not.toContain('onclick')
    expect(previews.map(({ sequence }) => sequence)).toEqual(previews.map((_, index) => index + 1))
    const running = updates.filter(({ status }) => status === 'RUNNING').map(({ progress = 0 }) => progress)
    expect(running).toEqual(running.toSorted((a, b) => a - b))
  })

  it('sends a socket that connects later the unfinished and the recently ended jobs', async () => {
    const { id } = await accept()
    await waitForEnd(id)
    const socket = client.connect()
    const update = await new Promise<JobUpdate>((resolve) => socket.on('generation-job:update', resolve))
    socket.close()
    expect(update).toMatchObject({
      jobId: id,
      status: 'SUCCEEDED',
      progress: 100,
      generationId: expect.any(String),
    })
  })

  it('hides the job of one user from another, on the wire and on the socket', async () => {
    const { client: stranger } = await api.signUp()
    const socket = stranger.connect()
    const heard: unknown[] = []
    socket.onAny((name, payload) => name !== 'server:ready' && heard.push(payload))
    await new Promise((resolve) => socket.on('connect', () => resolve(undefined)))
    const { id } = await accept()
    await waitForEnd(id)
    const answer = await stranger.get(`/svg/generation-jobs/${id}`)
    socket.close()
    expect(answer.status).toBe(404)
    expect(answer.body).toMatchObject({ error: 'Generation job not found' })
    expect(heard).toEqual([])
  })
})
