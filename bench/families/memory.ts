import { setTimeout as delay } from 'node:timers/promises'
import type { Family } from '../family.ts'
import { drive } from '../load/drive.ts'
import { renderRequest } from '../load/request-text.ts'
import { modelEnvironment, startModelServer, streamingModel } from '../model-server.ts'
import type { Row } from '../row.ts'
import type { ServiceProcess } from '../service.ts'
import { redisEnvironment, withStack } from '../stage.ts'
import { createUsers } from '../users.ts'
import { renderAccepts } from './accept.ts'

const streamingJobs = 64
const idleMs = 2_000
const streamMs = 4_000

export const memory: Family = {
  name: 'memory',
  purpose:
    'resident memory of the API and a worker with 64 streaming jobs, idle and at its highest under load',
  measure: (stage) =>
    withStack(async (stack) => {
      await stage.redis?.flush()
      const database = stack.use(await stage.createDatabase('memory'))
      const users = await createUsers(database, streamingJobs)
      const models = stack.use(await startModelServer({ pictureBytes: 3_000, streamMs }))
      const environment = {
        DATABASE_URL: database.url,
        SVG_WORKER_CONCURRENCY: String(streamingJobs),
        ...redisEnvironment(stage),
        ...modelEnvironment(models.answer),
      }
      const api = stack.use(await stage.startService('api', environment))
      const worker = stack.use(await stage.startService('worker', environment))
      await delay(idleMs)
      const rows = [rowOf('API, idle', api, 'nowMib', 80), rowOf('worker, idle', worker, 'nowMib', 80)]

      const accepts = await renderAccepts(api.origin, users, { model: streamingModel })
      const load = (requests: string[], expectedStatus: number, requestsMax?: number) =>
        drive(api, stage.seconds, { connections: 32, requests, expectedStatus, requestsMax })
      await load(accepts, 202, streamingJobs * 2)
      await delay(1.5 * streamMs)
      rows.push(rowOf(`worker, ${streamingJobs} streaming jobs, peak`, worker, 'peakMib', 160))
      await load(
        users.map(({ cookies }) => renderRequest({ path: '/api/auth/current-user', cookies })),
        200,
      )
      await load(accepts, 202)
      rows.push(rowOf('API, under load, peak', api, 'peakMib', 160))
      return rows
    }),
}

function rowOf(what: string, process: ServiceProcess, which: 'nowMib' | 'peakMib', below?: number): Row {
  const value = process.readMemory()?.[which] ?? null
  const note = value === null ? 'needs /proc' : undefined
  return {
    family: 'memory',
    what: `memory: ${what}`,
    value,
    unit: 'MiB',
    note,
    ...(below && { target: { below } }),
  }
}
