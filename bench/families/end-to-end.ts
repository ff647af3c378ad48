import { setTimeout as delay } from 'node:timers/promises'
import type pg from 'pg'
import type { Family } from '../family.ts'
import { drive } from '../load/drive.ts'
import { instantModel, modelEnvironment, startModelServer } from '../model-server.ts'
import type { Row } from '../row.ts'
import { type Backend, noRedis, queueEnvironment, type Stage, withStack } from '../stage.ts'
import { createUsers } from '../users.ts'
import { renderAccepts } from './accept.ts'

const concurrency = 8
const pictureBytes = 2_000
const jobsPerSecond = 800
/** V8 compiles the code of the worker's threads until then. */
const warmupJobs = 5_000
const acceptSecondsMax = 60
/** In jobs a second. */
const targets = { instant: { redis: 500, postgres: 300 }, composer: { redis: 600, postgres: 350 } }

export const endToEnd: Family = {
  name: 'end-to-end',
  purpose:
    'accepted jobs drawn by one worker, 8 at a time: composer and an instant language model, both queues',
  async measure(stage, limits) {
    const rows: Row[] = []
    for (const backend of ['redis', 'postgres'] as const) {
      for (const model of [instantModel, 'composer']) {
        const what = `end to end, ${model === instantModel ? 'instant LLM' : model}, ${backend === 'redis' ? 'Redis' : 'PostgreSQL'}`
        if (backend === 'redis' && !stage.redis) {
          rows.push({ family: 'end-to-end', what, value: null, unit: 'jobs/s', note: noRedis })
          continue
        }
        rows.push({
          family: 'end-to-end',
          what,
          unit: 'jobs/s',
          ...(await measureWorker(stage, backend, model)),
          limits: [await limits.bullNoop(backend)],
          target: { atLeast: targets[model === instantModel ? 'instant' : 'composer'][backend] },
        })
      }
    }
    return rows
  },
}

/**
 * Jobs are accepted first, then a worker is started: this measures the worker, from its first claim to the
 * last end.
 */
function measureWorker(
  stage: Stage,
  backend: Backend,
  model: string,
): Promise<{ value: number; p50Ms: number; p99Ms: number; cpuMs: number | undefined }> {
  return withStack(async (stack) => {
    await stage.redis?.flush()
    const database = stack.use(await stage.createDatabase('end-to-end'))
    const users = await createUsers(database, 32)
    const models = stack.use(await startModelServer({ pictureBytes, streamMs: 0 }))
    const environment = {
      DATABASE_URL: database.url,
      SVG_WORKER_CONCURRENCY: String(concurrency),
      ...queueEnvironment(stage, backend),
      ...modelEnvironment(models.answer),
    }
    const api = stack.use(await stage.startService('api', environment))
    await drive(api, acceptSecondsMax, {
      connections: 32,
      warmupSeconds: 0,
      requestsMax: warmupJobs + Math.ceil(stage.seconds * jobsPerSecond),
      requests: await renderAccepts(api.origin, users, { model }),
      expectedStatus: 202,
    })
    const worker = stack.use(await stage.startService('worker', environment))
    const warm = await waitUntilEnded(database.pool, warmupJobs)
    const cpuBeforeMs = worker.readCpuMs()
    const drained = await waitUntilDrained(database.pool, stage.seconds * 5, warmupJobs)
    const cpuAfterMs = worker.readCpuMs()
    if (drained.failed > 0) throw new Error(`${drained.failed} jobs failed`)
    const { done, perSecond, p50Ms, p99Ms } = drained
    const cpuMs =
      cpuBeforeMs === undefined || cpuAfterMs === undefined
        ? undefined
        : (cpuAfterMs - cpuBeforeMs) / (done - warm)
    return { value: perSecond, p50Ms, p99Ms, cpuMs }
  })
}

type Drained = { done: number; failed: number; perSecond: number; p50Ms: number; p99Ms: number }

/** @returns how many have ended then. */
async function waitUntilEnded(pool: pg.Pool, jobs: number): Promise<number> {
  for (;;) {
    const { rows } = await pool.query<{ ended: number }>(
      'select count(*)::int as ended from generation_jobs where finished_at is not null',
    )
    const ended = rows[0]?.ended ?? 0
    if (ended >= jobs) return ended
    await delay(200)
  }
}

/**
 * Waits until no job is left, or the time is up: then the finished jobs count. The first `warmupJobs` are in
 * none of the rates and times. Times are the database's, from a job's claim to its end.
 */
export async function waitUntilDrained(pool: pg.Pool, secondsMax: number, warmupJobs = 0): Promise<Drained> {
  const deadlineMs = performance.now() + secondsMax * 1000
  for (;;) {
    await delay(100)
    const { rows } = await pool.query<{ left: number }>(
      `select count(*)::int as left from generation_jobs where status in ('QUEUED', 'RUNNING')`,
    )
    if ((rows[0]?.left ?? 0) === 0 || performance.now() > deadlineMs) break
  }
  const { rows } = await pool.query<Drained>(
    `with ended as (
       select status, finished_at, extract(epoch from finished_at - last_started_at) * 1000 as ms,
         row_number() over (order by finished_at) > $1 as measured
       from generation_jobs where finished_at is not null
     )
     select count(*)::int as done, count(*) filter (where status = 'FAILED')::int as failed,
       (count(*) filter (where measured) / extract(epoch from max(finished_at) - min(finished_at) filter (where measured)))::float8 as "perSecond",
       percentile_cont(0.5) within group (order by ms) filter (where measured) as "p50Ms",
       percentile_cont(0.99) within group (order by ms) filter (where measured) as "p99Ms"
     from ended`,
    [warmupJobs],
  )
  const [drained] = rows
  if (!drained?.done) throw new Error('the worker has ended no job')
  return drained
}
