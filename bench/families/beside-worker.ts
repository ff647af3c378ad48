import { setTimeout } from 'node:timers/promises'
import type { Family } from '../family.ts'
import { type Driven, drive } from '../load/drive.ts'
import { renderRequest } from '../load/request-text.ts'
import { medianOf } from '../median.ts'
import { type BenchDatabase, withStack } from '../stage.ts'
import { createUsers } from '../users.ts'
import { renderAccepts } from './accept.ts'

const peopleCount = 200
const roundsMax = 5
/** As many as in the row `current-user`. */
const connections = 32
const workersConcurrency = 4
/** More than the worker can draw during the measurement. */
const backlogPerSecond = 1_200

export const besideWorker: Family = {
  name: 'beside-worker',
  purpose: 'authenticated read in the process that draws as well: idle, and with a full worker',
  measure: (stage) =>
    withStack(async (stack) => {
      const database = stack.use(await stage.createDatabase('beside-worker'))
      const users = await createUsers(database, peopleCount)
      const service = stack.use(
        await stage.startService('all', {
          DATABASE_URL: database.url,
          SVG_WORKER_CONCURRENCY: String(workersConcurrency),
        }),
      )
      const read = (): Promise<Driven> =>
        drive(service, stage.seconds, {
          connections,
          requests: users.map(({ cookies }) => renderRequest({ path: '/api/auth/current-user', cookies })),
          expectedStatus: 200,
        })
      const fill = async () =>
        drive(service, stage.seconds, {
          connections,
          warmupSeconds: 0,
          requestsMax: Math.ceil(stage.seconds * backlogPerSecond),
          requests: await renderAccepts(service.origin, users, { model: 'composer' }),
          expectedStatus: 202,
        })

      // The first passes warm up the compiler, so that all measured ones run the same code.
      await read()
      await fill()
      await read()
      const rounds: Round[] = []
      // Alternately, so that other load on the machine affects both.
      for (let round = 0; round < roundsMax; round += 1) {
        await dropBacklog(database)
        const idle = await read()
        await fill()
        const [doneBefore, startedAtMs] = [await countEnded(database), performance.now()]
        const busy = await read()
        const seconds = (performance.now() - startedAtMs) / 1000
        const jobsPerSecond = ((await countEnded(database)) - doneBefore) / seconds
        if ((await countJobs(database, `status = 'QUEUED'`)) === 0)
          throw new Error('the worker was done before the measurement was: raise the backlog')
        rounds.push({ idle, busy, jobsPerSecond })
      }
      const median = (pick: (round: Round) => number) => medianOf(rounds.map(pick))
      const idleMs = median(({ idle }) => idle.p99Ms)
      const ratios = rounds.map(({ idle, busy }) => (busy.p99Ms / idle.p99Ms).toFixed(1)).join(', ')
      return [
        {
          family: 'beside-worker',
          what: `current-user, ${connections} connections, p99 beside ${workersConcurrency} drawing jobs`,
          value: median(({ busy }) => busy.p99Ms),
          unit: 'ms',
          p50Ms: median(({ busy }) => busy.p50Ms),
          p99Ms: median(({ busy }) => busy.p99Ms),
          limits: [{ what: 'the same, worker idle', value: idleMs }],
          target: { ratioAtMost: 2 },
          note: `medians of ${roundsMax} rounds with ratios ${ratios}; ${Math.round(median(({ busy }) => busy.perSecond))} reads/s (idle ${Math.round(median(({ idle }) => idle.perSecond))}), ${median(({ jobsPerSecond }) => jobsPerSecond).toFixed(1)} jobs/s beside them`,
        },
      ]
    }),
}

type Round = { idle: Driven; busy: Driven; jobsPerSecond: number }

/** Cancels waiting jobs, and returns when running ones have ended. */
async function dropBacklog(database: BenchDatabase): Promise<void> {
  for (;;) {
    await database.pool.query(
      `update generation_jobs set status = 'FAILED', finished_at = now(), error_code = 'CANCELLED' where status = 'QUEUED'`,
    )
    if ((await countJobs(database, `status in ('QUEUED', 'RUNNING')`)) === 0) return
    await setTimeout(50)
  }
}

const countEnded = (database: BenchDatabase) => countJobs(database, `status = 'SUCCEEDED'`)

async function countJobs({ pool }: BenchDatabase, where: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `select count(*)::int as n from generation_jobs where ${where}`,
  )
  return rows[0]?.n ?? 0
}
