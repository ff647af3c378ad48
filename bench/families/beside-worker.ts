import type { Family } from '../family.ts'
import { type Driven, drive } from '../load/drive.ts'
import { renderRequest } from '../load/request-text.ts'
import { createPeople } from '../people.ts'
import { withStack } from '../stage.ts'
import { renderAccepts } from './accept.ts'

const peopleCount = 200
/** As in the row of DESIGN.md for this read. */
const connections = 32
const workersConcurrency = 4
/** More than the worker can draw while it is looked at. */
const backlogPerSecond = 400

export const besideWorker: Family = {
  name: 'beside-worker',
  purpose: 'authenticated read in the process that draws as well: idle, and with a full worker',
  measure: (stage) =>
    withStack(async (stack) => {
      const database = stack.use(await stage.createDatabase('beside-worker'))
      const people = await createPeople(database, peopleCount)
      const service = stack.use(
        await stage.startService('all', {
          DATABASE_URL: database.url,
          SVG_WORKER_CONCURRENCY: String(workersConcurrency),
        }),
      )
      const { port } = service
      const read = (): Promise<Driven> =>
        drive({ port, service }, stage.seconds, {
          connections,
          requests: people.map(({ cookies }) => renderRequest({ path: '/api/auth/current-user', cookies })),
          expectedStatus: 200,
        })
      const count = async (what: string) =>
        (await database.pool.query(`select count(*)::int as n from generation_jobs where ${what}`)).rows[0].n

      // The first pass is for the compiler, so that both measured ones find the same code.
      await read()
      const idle = await read()
      await drive({ port }, stage.seconds * 2, {
        connections,
        warmupSeconds: 0,
        requestsMax: Math.ceil(stage.seconds * backlogPerSecond),
        requests: await renderAccepts(port, people, { model: 'composer' }),
        expectedStatus: 202,
      })
      const [doneBefore, startedAtMs] = [await count('finished_at is not null'), performance.now()]
      const busy = await read()
      const seconds = (performance.now() - startedAtMs) / 1000
      const done = (await count('finished_at is not null')) - doneBefore
      const left = await count(`status = 'QUEUED'`)
      if (left === 0) throw new Error('the worker was done before the measurement was: raise the backlog')
      return [
        {
          family: 'beside-worker',
          what: `current-user, ${connections} connections, p99 beside ${workersConcurrency} drawing jobs`,
          value: busy.p99Ms,
          unit: 'ms',
          p50Ms: busy.p50Ms,
          p99Ms: busy.p99Ms,
          limits: [{ what: 'the same, worker idle', value: idle.p99Ms }],
          target: { below: Math.round(2 * idle.p99Ms) },
          note: `${Math.round(busy.perSecond)} reads/s (idle ${Math.round(idle.perSecond)}), ${(done / seconds).toFixed(1)} jobs/s beside them`,
        },
      ]
    }),
}
