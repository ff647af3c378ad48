import type { Pool } from 'pg'
import { uuidv7 } from 'uuidv7'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { openTestDrawing } from '../../../../../test/harness/drawing.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { smallPicture } from '../../../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { inRow } from '../storage/index.ts'
import { claimJob, createClaimJob } from './claim-store.ts'
import { createEnqueueJob } from './enqueue-job.ts'
import type { JobUpdate } from './events.ts'
import { failJob, requeueJob } from './job-lease-store.ts'
import { generateSvgJob } from './jobs.ts'
import { createLeases, LeaseLostError } from './keep-lease.ts'
import { renewLeases } from './lease-renewal-store.ts'
import { createSwitchableModels } from './model-switches.ts'
import { runGeneration } from './run-generation.ts'
import { createSpending } from './spending.ts'
import { createSucceedJob, succeedJob } from './success-store.ts'
import { sweepJobs } from './sweep-jobs.ts'
import { jobKinds } from './tables.ts'

/** An API without a worker accepts the jobs; the tests do what a worker would do. */
let client: Client

type WireJob = { id: string; status: string }

async function accept(): Promise<WireJob> {
  const body = { prompt: 'a blue circle, quite round', style: 'flat' }
  const answer = await client.post('/svg/generate-svg', body)
  expect(answer.status).toBe(202)
  return (answer.body as { job: WireJob }).job
}

async function read(id: string): Promise<{ job: WireJob; credits?: number }> {
  return (await client.get(`/svg/generation-jobs/${id}`)).body as { job: WireJob; credits?: number }
}

const leaseMs = 60_000
const jobless = async () => {
  const quiet = keep(await startTestApi())
  client = (await quiet.signUp()).client
  return { db: quiet.resources.database.db, pool: quiet.database.pool, resources: quiet.resources }
}
const token = () => crypto.randomUUID()
const usage = { inputTokens: 0, outputTokens: 0, costMicroUsd: 0, estimated: false }
const failure = { code: 'GENERATION_FAILED' as const, message: 'It failed.', usage }

it('lets one of many parallel claims have a job', async () => {
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
  const successor = await claimJob(db, id, token(), leaseMs)
  expect(successor?.attempts).toBe(2)
  const stale = { jobId: id, leaseToken: late?.leaseToken ?? '' }
  const ids = () => ({ generationId: token(), noticeId: uuidv7(), refundId: token() })
  expect(await succeedJob(db, { ...stale, ...ids(), text: inRow('<svg/>'), usage })).toBe(false)
  expect(await failJob(db, { ...stale, ...ids(), ...failure })).toBe(false)
  expect(await requeueJob(db, { ...stale, delayMs: 0, countAttempt: true, usage })).toBe(false)
  expect((await read(id)).job.status).toBe('RUNNING')
  expect(
    await succeedJob(db, {
      jobId: id,
      leaseToken: successor?.leaseToken ?? '',
      ...ids(),
      text: inRow(smallPicture),
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
      failJob(db, { jobId: id, leaseToken, refundId: token(), noticeId: uuidv7(), ...failure })
    const succeed = () =>
      succeedJob(db, {
        jobId: id,
        leaseToken,
        generationId: token(),
        noticeId: uuidv7(),
        text: inRow(smallPicture),
        usage,
      })
    if (first === 'succeed') await succeed()
    await Promise.all([fail(), fail(), succeed(), fail(), succeed()])
  }
  expect(await findLedgerViolations(pool)).toEqual([])
  expect((await read(drawn.id)).job.status).toBe('SUCCEEDED')
})

it('ends a job that kills its worker every time, with a refund', async () => {
  const { resources, db, pool } = await jobless()
  const { id } = await accept()
  await pool.query(
    `update generation_jobs set status = 'RUNNING', attempts = 3, lease_token = gen_random_uuid(), lease_expires_at = now() - interval '1 second' where id = $1`,
    [id],
  )
  const ended: JobUpdate[] = []
  const leases = createLeases(db, leaseMs, resources.log)
  await runGeneration(
    {
      db,
      drawing: openTestDrawing(resources),
      presence: resources.presence,
      leases,
      models: {
        switchable: createSwitchableModels(db, resources.models),
        spending: createSpending(db, null, resources.log),
      },
      events: {
        publish: () => {},
        announceEnd: (_job, update) => ended.push(update),
        subscribeToEnd: () => ({ [Symbol.dispose]() {} }),
      },
      enqueueJob: async () => true,
      claimJob: createClaimJob(db, leaseMs, jobKinds, 1, leases),
      succeedJob: createSucceedJob(db, leases),
      settings: { timeoutMs: 1000, attemptsMax: 3, backoffMs: 1, outageMaxMs: 1000 },
    },
    id,
    { signal: new AbortController().signal, freeSlot: () => {} },
    resources.log,
  )
  expect(ended).toMatchObject([{ jobId: id, status: 'FAILED', errorCode: 'GENERATION_FAILED' }])
  expect((await read(id)).credits).toBe(10)
  expect(await findLedgerViolations(pool)).toEqual([])
})

it('finds jobs that are not in the queue and jobs whose worker died, each once with any number of sweepers', async () => {
  const { db, pool, resources } = await jobless()
  const [forgotten, orphaned, fresh] = [await accept(), await accept(), await accept()]
  await pool.query(
    `update generation_jobs set run_after = now() - interval '1 minute', enqueued_at = null where id = $1`,
    [forgotten.id],
  )
  await pool.query(
    `update generation_jobs set status = 'RUNNING', enqueued_at = now() - interval '1 minute', attempts = 1, lease_token = gen_random_uuid(), lease_expires_at = now() - interval '1 second' where id = $1`,
    [orphaned.id],
  )
  const enqueued: string[] = []
  const deps = {
    db,
    log: resources.log,
    countEntries: async () => 0,
    enqueueJob: async ({ id }: { id: string }) => enqueued.push(id) > 0,
  }
  await Promise.all([1, 2, 3, 4].map(() => sweepJobs(deps, 5_000)))
  expect(enqueued.filter((id) => id === forgotten.id)).toHaveLength(1)
  expect(enqueued).toContain(orphaned.id)
  expect(enqueued).not.toContain(fresh.id)
})

it('leaves a backlog with its queue entries unchanged, and adds the missing ones', async () => {
  const { db, pool, resources } = await jobless()
  for (let times = 0; times < 5; times += 1) await accept()
  const enqueued: string[] = []
  const sweepWith = async (entries: number) => {
    await pool.query(
      `update generation_jobs set run_after = now() - interval '1 minute', enqueued_at = now() - interval '1 minute'`,
    )
    enqueued.length = 0
    const enqueueJob = async ({ id }: { id: string }) => enqueued.push(id) > 0
    await sweepJobs({ db, log: resources.log, countEntries: async () => entries, enqueueJob }, 5_000)
    return enqueued.length
  }
  expect(await sweepWith(5)).toBe(0)
  expect(await sweepWith(3)).toBe(2)
  expect(await sweepWith(0)).toBe(5)
})

it('lets any queue entry lead to a job whose worker died, before all waiting ones', async () => {
  const { db, pool } = await jobless()
  for (let times = 0; times < 4; times += 1) await accept()
  const { id } = await accept()
  await pool.query(
    `update generation_jobs set status = 'RUNNING', attempts = 1, lease_token = gen_random_uuid(), lease_expires_at = now() - interval '1 second' where id = $1`,
    [id],
  )
  expect((await claimJob(db, token(), token(), leaseMs))?.id).toBe(id)
  expect((await claimJob(db, token(), token(), leaseMs))?.id).not.toBe(id)
})

it('enqueues again although a dead worker holds an entry', async () => {
  const { db, pool, resources } = await jobless()
  const { queue, log } = resources
  const { id } = await accept()
  const waits = async () => (await queue.counts(generateSvgJob)).waiting
  await waitFor('the entry', async () => (await waits()) === 1)
  await pool.query(`update bullmq.job set state = 'active', lock_token = 'gone' where id = $1`, [`${id}-0`])
  await pool.query(
    `update generation_jobs set run_after = now() - interval '1 minute', enqueued_at = now() - interval '1 minute'`,
  )
  await sweepJobs({ db, log, countEntries: waits, enqueueJob: createEnqueueJob(queue, log) }, 5_000)
  expect(await waits()).toBe(1)
})

it('removes a cancelled job from the queue', async () => {
  const { resources } = await jobless()
  const { id } = await accept()
  const waits = async () => (await resources.queue.counts(generateSvgJob)).waiting
  await waitFor('the entry', async () => (await waits()) === 1)
  expect((await client.post(`/svg/generation-jobs/${id}/cancel`)).status).toBe(200)
  await waitFor('the entry to go', async () => (await waits()) === 0)
  expect((await read(id)).credits).toBe(10)
})

it('has one entry in the queue for an attempt, however often it is enqueued', async () => {
  const { resources } = await jobless()
  const { queue, log } = resources
  const { id } = await accept()
  const enqueueJob = createEnqueueJob(queue, log)
  for (let times = 0; times < 5; times += 1) void enqueueJob({ id, attempts: 0, requestId: null })
  await waitFor('the entry', async () => (await queue.counts(generateSvgJob)).waiting > 0)
  void enqueueJob({ id, attempts: 0, requestId: null })
  expect((await queue.counts(generateSvgJob)).waiting).toBe(1)
})

describe('the leases of one process', () => {
  const expiryOf = async (pool: Pool, id: string) => {
    const { rows } = await pool.query<{ left: number }>(
      `select extract(epoch from lease_expires_at - now())::float8 as left from generation_jobs where id = $1`,
      [id],
    )
    return rows[0]?.left ?? Number.NaN
  }

  it('are renewed in one statement, also beside a row that another statement has locked', async () => {
    const { db, pool } = await jobless()
    const held: { jobId: string; leaseToken: string }[] = []
    for (let times = 0; times < 3; times += 1) {
      const { id } = await accept()
      const leaseToken = token()
      await claimJob(db, id, leaseToken, 20_000)
      held.push({ jobId: id, leaseToken })
    }
    const [locked, lost, kept] = held
    if (!locked || !lost || !kept) throw new Error('three jobs were claimed')
    await pool.query('update generation_jobs set lease_token = gen_random_uuid() where id = $1', [lost.jobId])
    const other = await pool.connect()
    try {
      await other.query('begin')
      await other.query('select from generation_jobs where id = $1 for update', [locked.jobId])
      const renewed = await renewLeases(db, held, leaseMs)
      expect(new Map(renewed.map(({ leaseToken, isRenewed }) => [leaseToken, isRenewed]))).toEqual(
        new Map([
          [locked.leaseToken, false],
          [kept.leaseToken, true],
        ]),
      )
      await other.query('commit')
    } finally {
      other.release()
    }
    expect(await expiryOf(pool, kept.jobId)).toBeGreaterThan(40)
    expect(await expiryOf(pool, locked.jobId)).toBeLessThan(21)
    expect(await expiryOf(pool, lost.jobId)).toBeLessThan(21)
  })

  it('are renewed as long as they are held, and only the lost one is given up', async () => {
    const { db, pool, resources } = await jobless()
    const leases = createLeases(db, 6_000, resources.log)
    const claimed = []
    for (let times = 0; times < 2; times += 1) {
      const { id } = await accept()
      const job = await claimJob(db, id, token(), 6_000)
      if (!job) throw new Error('the job was not claimed')
      claimed.push({ job, lease: leases.keep(job) })
    }
    const [first, second] = claimed
    if (!first || !second) throw new Error('two jobs were claimed')
    const claimedUntil = await pool.query<{ at: string }>(
      'select max(lease_expires_at)::text as at from generation_jobs',
    )
    await waitFor('both to be renewed', async () => {
      const { rows } = await pool.query<{ count: number }>(
        'select count(*)::int as count from generation_jobs where lease_expires_at > $1::timestamptz',
        [claimedUntil.rows[0]?.at],
      )
      return rows[0]?.count === 2
    })
    await pool.query(`update generation_jobs set lease_token = gen_random_uuid() where id = $1`, [
      first.job.id,
    ])
    await waitFor('the lost one', () => first.lease.signal.aborted)
    expect(first.lease.signal.reason).toBeInstanceOf(LeaseLostError)
    expect(second.lease.signal.aborted).toBe(false)
    for (const { lease } of claimed) lease[Symbol.dispose]()
  })
})
