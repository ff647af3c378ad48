import type { Family } from '../family.ts'
import { drive } from '../load/drive.ts'
import { instantModel, modelEnvironment, startModelServer, streamingModel } from '../model-server.ts'
import type { Row } from '../row.ts'
import { redisEnvironment, type Stage, withStack } from '../stage.ts'
import { createUsers } from '../users.ts'
import { renderAccepts } from './accept.ts'
import { waitUntilDrained } from './end-to-end.ts'

const slots = 16
const pictureBytes = 3_000
/** Jobs of the instant model before the measurement: a new worker loads and compiles its code. */
const warmupJobs = 300
/** How long the model takes for an answer, and the number of answers for each slot. */
const latencies = [
  { seconds: 2, rounds: 8 },
  { seconds: 10, rounds: 2 },
  { seconds: 30, rounds: 1 },
]

export const sizing: Family = {
  name: 'sizing',
  purpose: `pictures a minute of one worker with ${slots} slots, by how long its model takes (docs/operations.md)`,
  async measure(stage) {
    const rows: Row[] = []
    for (const latency of latencies) rows.push(await measureLatency(stage, latency))
    return rows
  },
}

function measureLatency(stage: Stage, { seconds, rounds }: (typeof latencies)[number]): Promise<Row> {
  return withStack(async (stack) => {
    await stage.redis?.flush()
    const database = stack.use(await stage.createDatabase('sizing'))
    const users = await createUsers(database, slots)
    const models = stack.use(await startModelServer({ pictureBytes, streamMs: seconds * 1000 }))
    const environment = {
      DATABASE_URL: database.url,
      SVG_WORKER_CONCURRENCY: String(slots),
      ...redisEnvironment(stage),
      ...modelEnvironment(models.answer),
    }
    const api = stack.use(await stage.startService('api', environment))
    const worker = stack.use(await stage.startService('worker', environment))
    const draw = async (model: string, requestsMax: number, secondsMax: number) => {
      await drive(api, 60, {
        connections: slots,
        warmupSeconds: 0,
        requestsMax,
        requests: await renderAccepts(api.origin, users, { model }),
        expectedStatus: 202,
      })
      const { failed } = await waitUntilDrained(database.pool, secondsMax)
      if (failed > 0) throw new Error(`${failed} jobs failed`)
    }
    await draw(instantModel, warmupJobs, 60)
    const cpuBeforeMs = worker.readCpuMs() ?? 0
    await draw(streamingModel, slots * rounds, seconds * rounds + 60)
    const { rows } = await database.pool.query<{ done: number; seconds: number; p50Ms: number }>(
      `select count(*)::int as done, extract(epoch from max(finished_at) - min(started_at))::float8 as seconds,
         percentile_cont(0.5) within group (order by extract(epoch from finished_at - last_started_at) * 1000) as "p50Ms"
       from generation_jobs where model = $1`,
      [streamingModel],
    )
    const cpuAfterMs = worker.readCpuMs()
    const [span] = rows
    const done = span?.done ?? 0
    return {
      family: 'sizing',
      what: `one worker, ${slots} slots, model of ${seconds} s`,
      value: span ? (done / span.seconds) * 60 : null,
      unit: 'jobs/min',
      p50Ms: span?.p50Ms,
      cpuMs: cpuAfterMs === undefined ? undefined : (cpuAfterMs - cpuBeforeMs) / done,
      note: `peak ${worker.readMemory()?.peakMib.toFixed(0) ?? '?'} MiB`,
    }
  })
}
