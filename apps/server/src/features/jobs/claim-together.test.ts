import { beforeEach, describe, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../../../test/harness/api.ts'
import { countRuns } from '../../../../../test/harness/count-runs.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { type ClaimJob, createClaimJob } from './claim-store.ts'
import { jobKinds } from './tables.ts'

const leaseMs = 60_000
const body = { prompt: 'a lighthouse in the fog', style: 'minimal' }

let api: TestApi

beforeEach(async () => {
  api = keep(await startTestApi({ DATABASE_POOL_MAX: '20' }))
})

const idle = { drawing: 0 }
const openWorker = (slots = 1, leases = idle) =>
  createClaimJob(api.resources.database.db, leaseMs, jobKinds, slots, leases)
const claim = (claimJob: ClaimJob, leaseToken: string = crypto.randomUUID()) =>
  claimJob({ queuedJobId: crypto.randomUUID(), leaseToken })
const claimMany = (claimJob: ClaimJob, count: number) =>
  Promise.all(Array.from({ length: count }, () => claim(claimJob)))

/** Jobs of so many users, with as many of each. */
async function acceptJobs(users: number, ofEach: number): Promise<void> {
  for (let user = 0; user < users; user += 1) {
    const { client } = await api.signUp()
    for (let job = 0; job < ofEach; job += 1)
      expect((await client.post('/svg/generate-svg', body)).status).toBe(202)
  }
}

async function readQueue(): Promise<string[]> {
  const { rows } = await api.database.pool.query<{ id: string }>(
    `select id from generation_jobs where status = 'QUEUED' order by priority desc, turn_at, id`,
  )
  return rows.map(({ id }) => id)
}

describe('claims that arrive together', () => {
  it('share a statement, and get different jobs in the order of the queue', async () => {
    await acceptJobs(4, 3)
    const queue = await readQueue()
    const claimJob = openWorker()
    let first: Awaited<ReturnType<typeof claimMany>> = []
    const runs = await countRuns(api, async () => {
      first = await claimMany(claimJob, 5)
    })
    expect(runs).toEqual({ claim_jobs: 1 })
    expect(first.map((job) => job?.id).toSorted()).toEqual(queue.slice(0, 5).toSorted())
    expect(first.map((job) => [job?.attempts, job?.price])).toEqual(Array(5).fill([1, 1]))

    const rest = await claimMany(claimJob, 9)
    const claimed = rest.filter((job) => job !== undefined)
    expect(claimed.map(({ id }) => id).toSorted()).toEqual(queue.slice(5).toSorted())
    const { rows } = await api.database.pool.query<{ id: string; token: string }>(
      `select id, lease_token as token from generation_jobs where status = 'RUNNING'`,
    )
    const tokens = new Map(rows.map(({ id, token }) => [id, token]))
    for (const job of [...first, ...claimed]) expect(tokens.get(job?.id ?? '')).toBe(job?.leaseToken)
  })

  it('wait, while pictures are drawn, until half the slots of the worker claim', async () => {
    await acceptJobs(4, 2)
    const claimJob = openWorker(6, { drawing: 3 })
    const runs = await countRuns(api, async () => {
      const early = [claim(claimJob), claim(claimJob)]
      await new Promise((resolve) => setImmediate(resolve))
      expect((await Promise.all([...early, claim(claimJob)])).every((job) => job !== undefined)).toBe(true)
    })
    expect(runs).toEqual({ claim_jobs: 1 })
    // One claim of six slots waits for its time alone, and then goes.
    expect(await claim(claimJob)).toBeDefined()
  })

  it('get jobs whose worker died before all waiting ones', async () => {
    await acceptJobs(2, 3)
    const queue = await readQueue()
    const orphaned = queue.slice(-2)
    await api.database.pool.query(
      `update generation_jobs set status = 'RUNNING', attempts = 1, lease_token = gen_random_uuid(), lease_expires_at = now() - interval '1 second',
         last_started_at = now() - interval '80 years' where id = any($1)`,
      [orphaned],
    )
    const claimed = await claimMany(openWorker(), 3)
    expect(claimed.map((job) => job?.id).toSorted()).toEqual([queue[0], ...orphaned].toSorted())
    expect(claimed.filter((job) => job?.attempts === 2)).toHaveLength(2)
  })

  it('get nothing while the queue is paused, and nothing of a kind that the worker does not know', async () => {
    await acceptJobs(1, 2)
    const { pool } = api.database
    await pool.query(`insert into queue_pause (reason) values ('a test')`)
    expect(await claimMany(openWorker(), 2)).toEqual([undefined, undefined])
    await pool.query('delete from queue_pause')
    const onlySets = createClaimJob(api.resources.database.db, leaseMs, ['set'], 1, idle)
    expect(await claimMany(onlySets, 2)).toEqual([undefined, undefined])
    expect((await claimMany(openWorker(), 2)).filter((job) => job !== undefined)).toHaveLength(2)
  })

  it('do not fail with one that the database rejects', async () => {
    await acceptJobs(1, 3)
    const claimJob = openWorker()
    const [one, broken, other] = await Promise.allSettled([
      claim(claimJob),
      claim(claimJob, 'not a uuid'),
      claim(claimJob),
    ])
    expect([one.status, broken.status, other.status]).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await readQueue()).toHaveLength(1)
  })
})

it('workers that claim many jobs at once never get the same one, and leave none', async () => {
  await acceptJobs(6, 8)
  const drain = async (claimJob: ClaimJob): Promise<string[]> => {
    const jobs = (await claimMany(claimJob, 5)).filter((job) => job !== undefined)
    return jobs.length === 0 ? [] : [...jobs.map(({ id }) => id), ...(await drain(claimJob))]
  }
  // Each of them has several loops, so that its statements overlap too.
  const workers = Array.from({ length: 3 }, () => openWorker())
  const ids = (await Promise.all(workers.flatMap((worker) => [drain(worker), drain(worker)]))).flat()
  expect(ids).toHaveLength(48)
  expect(new Set(ids).size).toBe(48)
  const { rows } = await api.database.pool.query(
    `select count(*)::int as left from generation_jobs where status <> 'RUNNING' or attempts <> 1`,
  )
  expect(rows).toEqual([{ left: 0 }])
  expect(await findLedgerViolations(api.database.pool)).toEqual([])
})
