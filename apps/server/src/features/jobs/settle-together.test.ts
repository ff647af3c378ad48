import { uuidv7 } from 'uuidv7'
import { beforeEach, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { countRuns } from '../../../../../test/harness/count-runs.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { smallPicture } from '../../../../../test/harness/scripted-model.ts'
import { waitForLock } from '../../../../../test/harness/wait.ts'
import { deleteUser } from '../accounts/index.ts'
import { inRow } from '../storage/index.ts'
import { type ClaimedJob, claimJob } from './claim-store.ts'
import { lockUnfinishedJobs } from './read-own-jobs.ts'
import { createSucceedJob, type FinishedPicture } from './success-store.ts'

const usage = { inputTokens: 3, outputTokens: 5, costMicroUsd: 7, estimated: false }

let api: TestApi

beforeEach(async () => {
  api = keep(await startTestApi({ DATABASE_POOL_MAX: '20' }))
})

type Held = { client: Client; userId: string; job: ClaimedJob }

/** A job of a new user, held by this worker. */
async function hold(prompt = 'a lighthouse in the fog'): Promise<Held> {
  const { client } = await api.signUp()
  const answer = await client.post('/svg/generate-svg', { prompt, style: 'minimal' })
  expect(answer.status).toBe(202)
  const { id } = (answer.body as { job: { id: string } }).job
  const job = await claimJob(api.resources.database.db, id, crypto.randomUUID(), 60_000)
  if (job?.id !== id) throw new Error('the job was not claimed')
  return { client, userId: job.userId, job }
}

async function holdMany(count: number): Promise<Held[]> {
  const held: Held[] = []
  while (held.length < count) held.push(await hold())
  return held
}

const finish = ({ job }: Held, about: Partial<FinishedPicture> = {}): FinishedPicture => ({
  jobId: job.id,
  leaseToken: job.leaseToken,
  generationId: crypto.randomUUID(),
  noticeId: uuidv7(),
  text: inRow(smallPicture.replace('</svg>', `<!-- ${job.id} "quoted" \\ --></svg>`)),
  usage,
  ...about,
})

const openWorker = (drawing = 0) => createSucceedJob(api.resources.database.db, { drawing })

/** In the order of locks in which a user deletes the account. */
const deleteAccount = ({ userId }: Held) =>
  api.resources.database.db.transaction(async (tx) => {
    await lockUnfinishedJobs(tx, userId)
    await deleteUser(tx, userId)
  })

async function readStatus({ job }: Held): Promise<string | undefined> {
  const { rows } = await api.database.pool.query<{ status: string }>(
    'select status from generation_jobs where id = $1',
    [job.id],
  )
  return rows[0]?.status
}

async function expectStored(picture: FinishedPicture): Promise<void> {
  const { rows } = await api.database.pool.query(
    `select job.status, job.input_tokens, job.output_tokens, job.cost_micro_usd, job.report, job.lease_token,
       picture.svg, picture.bytes, picture.plan, picture.credits_used, notice.type, notice.data->>'generationId' as about
     from generation_jobs job join generations picture on picture.id = job.generation_id and picture.job_id = job.id
     join notifications notice on notice.job_id = job.id and notice.id = $2 where job.id = $1`,
    [picture.jobId, picture.noticeId],
  )
  expect(rows).toEqual([
    {
      status: 'SUCCEEDED',
      input_tokens: 3,
      output_tokens: 5,
      cost_micro_usd: 7,
      report: picture.report ?? null,
      lease_token: null,
      svg: picture.text.svg,
      bytes: Buffer.byteLength(picture.text.svg ?? ''),
      plan: picture.plan ?? null,
      credits_used: 1,
      type: 'JOB_SUCCEEDED',
      about: picture.generationId,
    },
  ])
}

describe('pictures that are finished together', () => {
  it('share a statement, and each job ends with its own picture, usage, report and notification', async () => {
    const held = await holdMany(6)
    const report = { drawn: [{ name: 'lighthouse', count: 1 }], changed: [], leftOut: [] }
    const pictures = held.map((one, at) => finish(one, at === 2 ? { report } : {}))
    const succeedJob = openWorker()
    const runs = await countRuns(api, async () => {
      expect(await Promise.all(pictures.map(succeedJob))).toEqual(Array(6).fill(true))
    })
    expect(runs).toEqual({ succeed_jobs: 1 })
    for (const picture of pictures) await expectStored(picture)
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('have separate outcomes when a lease was lost, a job was cancelled and an account was deleted', async () => {
    const held = await holdMany(6)
    const [lost, cancelled, deleted, ...fine] = held as [Held, Held, Held, ...Held[]]
    const { pool } = api.database
    await pool.query('update generation_jobs set lease_token = gen_random_uuid() where id = $1', [
      lost.job.id,
    ])
    const answer = await cancelled.client.post(`/svg/generation-jobs/${cancelled.job.id}/cancel`)
    expect(answer).toMatchObject({ status: 200, body: { credits: 10 } })
    await deleteAccount(deleted)
    const pictures = held.map((one) => finish(one))
    const succeedJob = openWorker()
    const runs = await countRuns(api, async () => {
      expect(await Promise.all(pictures.map(succeedJob))).toEqual([false, false, false, true, true, true])
    })
    expect(runs).toEqual({ succeed_jobs: 1, succeed_jobs_waiting: 3 })
    for (const picture of pictures.slice(3)) await expectStored(picture)
    expect(await Promise.all(held.map(readStatus))).toEqual([
      'RUNNING',
      'FAILED',
      undefined,
      ...fine.map(() => 'SUCCEEDED'),
    ])
    expect(await findLedgerViolations(pool)).toEqual([])
  })

  it('are stored although the database refuses one of them', async () => {
    const [one, doubled, broken, other] = (await holdMany(4)) as [Held, Held, Held, Held]
    const first = finish(one)
    expect(await openWorker()(first)).toBe(true)
    const pictures = [
      finish(doubled, { generationId: first.generationId }),
      finish(broken, { text: inRow('a text with \u0000 is none') }),
      finish(other),
    ]
    const worker = openWorker()
    const outcomes = await Promise.allSettled(pictures.map((picture) => worker(picture)))
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
    expect(outcomes[0]).toMatchObject({ reason: { code: '23505' } })
    for (const picture of [first, ...pictures.slice(2)]) await expectStored(picture)
    expect(await Promise.all([doubled, broken].map(readStatus))).toEqual(['RUNNING', 'RUNNING'])
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it.each(['users', 'generation_jobs'])(
    'do not wait for one whose row in %s is locked, which ends afterwards',
    async (table) => {
      const held = await holdMany(4)
      const [slow, ...others] = held as [Held, ...Held[]]
      const succeedJob = openWorker()
      const holder = await api.database.pool.connect()
      try {
        await holder.query('begin')
        const locked = table === 'users' ? slow.userId : slow.job.id
        await holder.query(`select from ${table} where id = $1 for update`, [locked])
        const waiting = succeedJob(finish(slow))
        const pictures = others.map((one) => finish(one))
        expect(await Promise.all(pictures.map(succeedJob))).toEqual([true, true, true])
        for (const picture of pictures) await expectStored(picture)
        await waitForLock(api.database.pool, 'the job whose row is locked')
        expect(await readStatus(slow)).toBe('RUNNING')
        await holder.query('commit')
        expect(await waiting).toBe(true)
      } finally {
        holder.release()
      }
    },
  )

  it('add their words in one order, so that statements with the same new words cannot wait in a circle', async () => {
    const held = [await hold('zeppelin yacht'), await hold('walrus yacht'), await hold('anchor zeppelin')]
    const runs = await countRuns(api, async () => {
      const succeedJob = openWorker()
      await Promise.all(held.map((one) => succeedJob(finish(one))))
    })
    expect(runs).toEqual({ succeed_jobs: 1 })
    const { rows } = await api.database.pool.query<{ word: string }>(
      'select word from prompt_words order by ctid',
    )
    expect(rows.map(({ word }) => word)).toEqual(['anchor', 'walrus', 'yacht', 'zeppelin'])
    await api.database.pool.query(`update generations set prompt = 'a quagga' where user_id = $1`, [
      held[0]?.userId,
    ])
    const { rows: known } = await api.database.pool.query(
      `select word from prompt_words where word = 'quagga'`,
    )
    expect(known).toHaveLength(1)
  })
})

it('each job has one end when it is stored by two workers, cancelled, or deleted with its account at the same time', async () => {
  const held = await holdMany(16)
  const workers = [openWorker(), openWorker()]
  const pictures = held.map((one) => finish(one))
  const again = held.map((one) => finish(one))
  const [outcomes, second] = await Promise.all([
    Promise.all(pictures.map((picture, at) => workers[at % 2]?.(picture))),
    Promise.all(again.map((picture, at) => workers[(at + 1) % 2]?.(picture))),
    ...held.map((one, at) => {
      if (at % 4 === 1) return one.client.post(`/svg/generation-jobs/${one.job.id}/cancel`)
      return at % 4 === 3 && deleteAccount(one)
    }),
  ])
  for (const [at, one] of held.entries()) {
    const stored = Number(outcomes[at]) + Number(second[at])
    const status = await readStatus(one)
    if (at % 4 === 0 || at % 4 === 2) expect([stored, status]).toEqual([1, 'SUCCEEDED'])
    if (at % 4 === 1) expect(status).toBe(stored === 1 ? 'SUCCEEDED' : 'FAILED')
    if (at % 4 === 3) expect([status, stored <= 1]).toEqual([undefined, true])
  }
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})
