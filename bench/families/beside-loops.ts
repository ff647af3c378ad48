import { setTimeout as delay } from 'node:timers/promises'
import { startChild } from '../child.ts'
import type { Family } from '../family.ts'
import { drive } from '../load/drive.ts'
import { medianOf } from '../median.ts'
import { withStack } from '../stage.ts'
import { createUsers } from '../users.ts'
import { renderAccepts } from './accept.ts'

const loops = 2
const rounds = 3
const warmupJobs = 600
/** More than the worker can draw. */
const backlogPerSecond = 400

export const besideLoops: Family = {
  name: 'beside-loops',
  purpose: `pictures a second of the service in one process beside ${loops} other processes that use a core each`,
  measure: (stage) =>
    withStack(async (stack) => {
      const database = stack.use(await stage.createDatabase('beside-loops'))
      const users = await createUsers(database, 32)
      const service = stack.use(await stage.startService('all', { DATABASE_URL: database.url }))
      await drive(service, 120, {
        connections: 32,
        warmupSeconds: 0,
        requestsMax: warmupJobs + Math.ceil(2 * rounds * stage.seconds * backlogPerSecond),
        requests: await renderAccepts(service.origin, users, { model: 'composer' }),
        expectedStatus: 202,
      })
      const count = async (status: string) => {
        const { rows } = await database.pool.query<{ n: number }>(
          'select count(*)::int as n from generation_jobs where status = $1',
          [status],
        )
        return rows[0]?.n ?? 0
      }
      while ((await count('SUCCEEDED')) < warmupJobs) await delay(50)
      const draw = async () => {
        const [before, startedAtMs] = [await count('SUCCEEDED'), performance.now()]
        await delay(stage.seconds * 1000)
        return ((await count('SUCCEEDED')) - before) / ((performance.now() - startedAtMs) / 1000)
      }
      const [alone, beside]: [number[], number[]] = [[], []]
      // Alternately, so that other load on the machine affects both.
      for (let round = 0; round < rounds; round += 1) {
        alone.push(await draw())
        await withStack(async (busy) => {
          for (let at = 0; at < loops; at += 1)
            busy.use(await startChild(new URL('../limits/busy-process.ts', import.meta.url), {}))
          beside.push(await draw())
        })
      }
      if ((await count('QUEUED')) === 0) throw new Error('the worker was done before the measurement was')
      return [
        {
          family: 'beside-loops',
          what: `composed pictures beside ${loops} busy loops, one process`,
          value: medianOf(beside),
          unit: 'jobs/s',
          limits: [{ what: 'the same, without the loops', value: medianOf(alone) }],
          target: { ratioAtLeast: 0.7 },
          note: `medians of ${rounds} rounds in turn`,
        },
      ]
    }),
}
