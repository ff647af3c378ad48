import { io, type Socket } from 'socket.io-client'
import type { Family } from '../family.ts'
import { drive } from '../load/drive.ts'
import { instantModel, modelEnvironment, startModelServer, streamingModel } from '../model-server.ts'
import type { Row } from '../row.ts'
import { redisEnvironment, type Stage, withStack } from '../stage.ts'
import { type BenchUser, createUsers } from '../users.ts'
import { renderAccepts } from './accept.ts'
import { waitUntilDrained } from './end-to-end.ts'

/** A picture of average size, streamed a few characters at a time, as by a vendor. */
const answer = { pictureBytes: 3_800, streamMs: 10_000, pieces: 1_500 }
/** Jobs of the instant model before the measurement; then each slot also draws streamed answers. */
const warmupJobs = 300
/** Jobs are accepted before the measurement. */
const acceptsAtOnce = 8
/** Answers for each slot, before the measurement and in it: previews are compiled after thousands. */
const rounds = { before: 6, measured: 2 }

const variants = [
  { slots: 24, isWatched: false },
  { slots: 24, isWatched: true },
  { slots: 64, isWatched: false },
]

export const streaming: Family = {
  name: 'streaming',
  purpose: 'CPU time of a worker for one streamed answer of 10 s in steady state, watched by sockets or not',
  async measure(stage) {
    const rows: Row[] = []
    for (const variant of variants) rows.push(await measureStreams(stage, variant))
    return rows
  },
}

function measureStreams(stage: Stage, { slots, isWatched }: (typeof variants)[number]): Promise<Row> {
  return withStack(async (stack) => {
    await stage.redis?.flush()
    const database = stack.use(await stage.createDatabase('streaming'))
    const users = await createUsers(database, slots)
    const models = stack.use(await startModelServer(answer))
    const environment = {
      DATABASE_URL: database.url,
      SVG_WORKER_CONCURRENCY: String(slots),
      ...redisEnvironment(stage),
      ...modelEnvironment(models.answer),
    }
    const api = stack.use(await stage.startService('api', environment))
    const worker = stack.use(await stage.startService('worker', environment))
    const draw = async (model: string, count: number) => {
      await drive(api, 60, {
        connections: acceptsAtOnce,
        warmupSeconds: 0,
        requestsMax: count,
        requests: await renderAccepts(api.origin, users, { model }),
        expectedStatus: 202,
      })
      const { done, failed } = await waitUntilDrained(database.pool, 120)
      if (failed > 0) throw new Error(`${failed} jobs failed`)
      return done
    }
    await draw(instantModel, warmupJobs)
    const sockets = isWatched ? await openSockets(api.origin, users) : []
    stack.defer(async () => {
      for (const { socket } of sockets) socket.disconnect()
    })
    const warmedUp = await draw(streamingModel, slots * rounds.before)
    const receivedBefore = countPreviews(sockets)
    const [cpuBeforeMs, startedAtMs] = [worker.readCpuMs(), performance.now()]
    const done = (await draw(streamingModel, slots * rounds.measured)) - warmedUp
    const [cpuAfterMs, tookMs] = [worker.readCpuMs(), performance.now() - startedAtMs]
    const previews = countPreviews(sockets) - receivedBefore
    if (isWatched && previews < done) throw new Error(`the sockets got only ${previews} previews`)
    const cpuMs = cpuBeforeMs === undefined || cpuAfterMs === undefined ? undefined : cpuAfterMs - cpuBeforeMs
    return {
      family: 'streaming',
      what: `streamed answer of 10 s, ${slots} at once, ${isWatched ? 'watched' : 'not watched'}`,
      value: cpuMs === undefined ? null : cpuMs / done,
      unit: 'ms',
      target: { below: 30 },
      note:
        cpuMs === undefined
          ? 'no /proc here'
          : `${done} answers, ${((100 * cpuMs) / tookMs).toFixed(0)} % of a core${isWatched ? `, ${(previews / done).toFixed(0)} previews each` : ''}`,
    }
  })
}

type Watcher = { socket: Socket; received: { previews: number } }

/** A socket of every user, which gets the events of all their jobs. */
function openSockets(origin: string, users: readonly BenchUser[]): Promise<Watcher[]> {
  return Promise.all(
    users.map(async ({ cookies }) => {
      const cookie = Object.entries(cookies)
        .map(([name, value]) => `${name}=${value}`)
        .join('; ')
      const socket = io(origin, {
        transports: ['websocket'],
        forceNew: true,
        extraHeaders: { cookie },
      })
      const received = { previews: 0 }
      socket.on('generation-job:preview', () => {
        received.previews += 1
      })
      await new Promise<void>((resolve, reject) => {
        socket.once('server:ready', () => resolve())
        socket.once('connect_error', reject)
      })
      return { socket, received }
    }),
  )
}

const countPreviews = (sockets: readonly Watcher[]): number =>
  sockets.reduce((sum, { received }) => sum + received.previews, 0)
