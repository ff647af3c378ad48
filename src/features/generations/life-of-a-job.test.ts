import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../test/harness/api.ts'
import type { Client } from '../../../test/harness/client.ts'
import { keep } from '../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../test/harness/ledger.ts'
import {
  answerWith,
  createGate,
  type ScriptedModel,
  smallPicture,
  startScriptedModel,
} from '../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../test/harness/wait.ts'
import type { JobPreview, JobUpdate } from './events.ts'
import { claimJob, failJob, requeueJob, succeedJob } from './job-lease-store.ts'
import { createRing } from './ring.ts'
import { sweepJobs } from './sweep-jobs.ts'

let model: ScriptedModel
let api: TestApi
let client: Client

type WireJob = {
  id: string
  status: string
  errorCode: string | null
  errorMessage: string | null
  generation: { svg: string } | null
}

const onlyScript = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'

const request = { prompt: 'a blue circle, quite round', style: 'flat' }

async function accept(headers: Record<string, string> = {}): Promise<WireJob> {
  const answer = await client.post('/svg/generate-svg', request, headers)
  expect(answer.status).toBe(202)
  return (answer.body as { job: WireJob }).job
}

async function read(id: string): Promise<{ job: WireJob; credits?: number }> {
  return (await client.get(`/svg/generation-jobs/${id}`)).body as { job: WireJob; credits?: number }
}

const waitForEnd = (id: string) =>
  waitFor('the end of the job', async () => {
    const answer = await read(id)
    return ['SUCCEEDED', 'FAILED'].includes(answer.job.status) && answer
  })

const modelEnvironment = (url: string) => ({
  OPENAI_BASE_URL: url,
  OPENAI_MODELS: 'scripted',
  GENERATION_BACKOFF_MS: '1',
})

describe('with a worker', () => {
  beforeAll(async () => {
    model = await startScriptedModel()
    api = await startTestApi(
      { ...modelEnvironment(model.url), GENERATION_TIMEOUT_SECONDS: '2' },
      { worker: true },
    )
  })
  afterAll(async () => {
    await api[Symbol.asyncDispose]()
    await model[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    client = api.client()
    await client.register()
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
    ['is broken', { kind: 'error' as const, status: 500 }, 'GENERATION_FAILED', 3],
    ['hangs', { kind: 'hang' as const }, 'TIMEOUT', 3],
    // Each attempt asks once more for an answer that could not be used.
    ['draws nothing', answerWith('I would rather not draw.'), 'VALIDATION_ERROR', 6],
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

  it('keeps what the calls of the model used, over all attempts and repairs, with its end', async () => {
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
    // What this server charges is not known.
    const unpriced = { cost_micro_usd: null, usage_estimated: false }
    expect((await read(drawn.job.id)).rows).toEqual([{ input_tokens: 200, output_tokens: 40, ...unpriced }])
    expect((await read(failed.job.id)).rows).toEqual([{ input_tokens: 600, output_tokens: 120, ...unpriced }])
    const [row] = (await read(estimated.job.id)).rows
    expect(row.usage_estimated).toBe(true)
    expect(row.input_tokens).toBeGreaterThan(400)
  })

  it('sends an answer that cannot be used back once, with what is wrong with it, within the same attempt', async () => {
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

  it('recovers from a fault that passes, charged once', async () => {
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

  it('stores a finished picture although the database cannot take it at first, and asks the model only once', async () => {
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
           and wait_event_type = 'Lock' and application_name = 'chatsvg test' and query like '%insert into generations %'`,
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

  it('frees the idempotency key of a job that failed', async () => {
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

  it('shows the picture growing, policed, and the progress rising', async () => {
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
    expect((await read(id)).job.status).toBe('RUNNING')
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

  it('tells a socket that connects later what is unfinished and what has just ended', async () => {
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
    const stranger = api.client()
    await stranger.register()
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

describe('without a worker', () => {
  const leaseMs = 60_000
  const jobless = async () => {
    const quiet = keep(await startTestApi())
    client = quiet.client()
    await client.register()
    return { db: quiet.resources.database.db, pool: quiet.database.pool, resources: quiet.resources }
  }
  const token = () => crypto.randomUUID()
  const usage = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0, estimated: false }
  const failure = { code: 'GENERATION_FAILED' as const, message: 'It failed.', usage }

  it('lets one of many claimants have a job', async () => {
    const { db } = await jobless()
    const { id } = await accept()
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimJob(db, id, token(), leaseMs)))
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1)
  })

  it('lets a worker that lost its lease write nothing', async () => {
    const { db, pool } = await jobless()
    const { id } = await accept()
    const late = await claimJob(db, id, token(), 1)
    await waitFor(
      'the lease to run out',
      async () =>
        (await pool.query('select from generation_jobs where id = $1 and lease_expires_at < now()', [id]))
          .rowCount === 1,
    )
    const heir = await claimJob(db, id, token(), leaseMs)
    expect(heir?.attempts).toBe(2)
    const stale = { jobId: id, leaseToken: late?.leaseToken ?? '' }
    const ids = () => ({ generationId: token(), noticeId: token(), refundId: token() })
    expect(await succeedJob(db, { ...stale, ...ids(), svg: '<svg/>', usage })).toBe(false)
    expect(await failJob(db, { ...stale, ...ids(), ...failure })).toBe(false)
    expect(await requeueJob(db, { ...stale, delayMs: 0, countAttempt: true, usage })).toBe(false)
    expect((await read(id)).job.status).toBe('RUNNING')
    expect(
      await succeedJob(db, {
        jobId: id,
        leaseToken: heir?.leaseToken ?? '',
        ...ids(),
        svg: smallPicture,
        usage,
      }),
    ).toBe(true)
    expect(await findLedgerViolations(pool)).toEqual([])
  })

  it('refunds once, and never after a picture, however often the end is written', async () => {
    const { db, pool } = await jobless()
    const [failing, drawn] = [await accept(), await accept()]
    for (const [{ id }, first] of [
      [failing, 'fail'],
      [drawn, 'succeed'],
    ] as const) {
      const leaseToken = token()
      await claimJob(db, id, leaseToken, leaseMs)
      const fail = () =>
        failJob(db, { jobId: id, leaseToken, refundId: token(), noticeId: token(), ...failure })
      const succeed = () =>
        succeedJob(db, {
          jobId: id,
          leaseToken,
          generationId: token(),
          noticeId: token(),
          svg: smallPicture,
          usage,
        })
      if (first === 'succeed') await succeed()
      await Promise.all([fail(), fail(), succeed(), fail(), succeed()])
    }
    expect(await findLedgerViolations(pool)).toEqual([])
    expect((await read(drawn.id)).job.status).toBe('SUCCEEDED')
  })

  it('ends a job that kills its worker every time, with its credit back', async () => {
    const { resources, db, pool } = await jobless()
    const { id } = await accept()
    await pool.query(
      `update generation_jobs set status = 'RUNNING', attempts = 3, lease_token = gen_random_uuid(), lease_expires_at = now() - interval '1 second' where id = $1`,
      [id],
    )
    const { runGeneration } = await import('./run-generation.ts')
    const ended: JobUpdate[] = []
    await runGeneration(
      {
        db,
        models: resources.models,
        drawing: { runTask: resources.threads.run, renderPixels: resources.renderer.renderPixels },
        publish: () => {},
        announceEnd: (_job, update) => ended.push(update),
        ring: () => {},
        settings: { leaseMs, timeoutMs: 1000, attemptsMax: 3, backoffMs: 1 },
      },
      id,
      new AbortController().signal,
      resources.log,
    )
    expect(ended).toMatchObject([{ jobId: id, status: 'FAILED', errorCode: 'GENERATION_FAILED' }])
    expect((await read(id)).credits).toBe(10)
    expect(await findLedgerViolations(pool)).toEqual([])
  })

  it('finds jobs that nobody rang for and jobs whose worker died, each once however many look', async () => {
    const { db, pool, resources } = await jobless()
    const [forgotten, orphaned, fresh] = [await accept(), await accept(), await accept()]
    await pool.query(
      `update generation_jobs set run_after = now() - interval '1 minute', enqueued_at = null where id = $1`,
      [forgotten.id],
    )
    await pool.query(
      `update generation_jobs set status = 'RUNNING', attempts = 1, lease_token = gen_random_uuid(), lease_expires_at = now() - interval '1 second' where id = $1`,
      [orphaned.id],
    )
    const rung: string[] = []
    const deps = { db, log: resources.log, ring: ({ id }: { id: string }) => void rung.push(id) }
    await Promise.all([1, 2, 3, 4].map(() => sweepJobs(deps, 5_000)))
    expect(rung.filter((id) => id === forgotten.id)).toHaveLength(1)
    expect(rung).toContain(orphaned.id)
    expect(rung).not.toContain(fresh.id)
  })

  it('has one entry in the queue for an attempt, however often it is rung for', async () => {
    const { resources } = await jobless()
    const { queue, log } = resources
    const { id } = await accept()
    const ring = createRing(queue, log)
    for (let times = 0; times < 5; times += 1) ring({ id, attempts: 0, requestId: null })
    const { generateSvgJob } = await import('./jobs.ts')
    await waitFor('the entry', async () => (await queue.counts(generateSvgJob)).waiting > 0)
    ring({ id, attempts: 0, requestId: null })
    expect((await queue.counts(generateSvgJob)).waiting).toBe(1)
  })
})
