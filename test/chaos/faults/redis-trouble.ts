import { setTimeout as delay } from 'node:timers/promises'
import { pictureAfter } from '../model.ts'
import type { Row } from '../run-fault.ts'
import type { Stage } from '../stage.ts'

const backends: ['redis'] = ['redis']
/** A queue that does not answer delays a request by no more than this. */
const answerMaxMs = 5_000
const growthMaxBytes = 96 * 1024 * 1024

/**
 * The queue's server is down, loses its data, or is full. The rows in PostgreSQL are the truth, so no job may
 * be lost.
 */
export const redisTroubles: Row[] = [
  {
    id: 'F9',
    title: 'Redis killed and started again with its file',
    short: true,
    workers: 1,
    backends,
    async run(stage) {
      const redis = await openUnderLoad(stage)
      const before = stage.crowd.post(stage.size(10, 60), { everyMs: 40 })
      await redis.kill()
      const during = await stage.during(async () => {
        const posted = await stage.crowd.post(stage.size(6, 30))
        await delay(stage.size(2_000, 8_000))
        await redis.start()
        return posted
      })
      await before
      expectQuickAnswers(stage, during)
      return `SIGKILL of Redis under load, ${during.length} jobs accepted without it, started again`
    },
  },
  {
    id: 'F10',
    title: 'Redis FLUSHALL with jobs queued and running',
    short: true,
    workers: 1,
    backends,
    async run(stage) {
      const redis = await openUnderLoad(stage)
      stage.servers.model.usually = () => pictureAfter(600)
      await stage.crowd.post(stage.size(20, 200))
      await redis.flush()
      stage.servers.model.usually = () => pictureAfter(150)
      return 'FLUSHALL while most of them waited'
    },
  },
  {
    id: 'F11',
    title: 'Redis unavailable for long',
    short: false,
    workers: 1,
    backends,
    async run(stage) {
      const redis = await openUnderLoad(stage)
      await stage.crowd.post(4)
      const api = stage.slots.all.find(({ name }) => name === 'api')
      const bytesBefore = api?.current.residentBytes() ?? 0
      const seconds = stage.size(15, 300)
      await redis.kill()
      const during = await stage.during(async () => {
        const posted = await stage.crowd.post(seconds * 4, { everyMs: 250 })
        await redis.start()
        return posted
      })
      expectQuickAnswers(stage, during)
      stage.expect(
        (api?.current.residentBytes() ?? 0) - bytesBefore < growthMaxBytes,
        'the API does not collect jobs in memory that it cannot enqueue',
      )
      return `without Redis for ${seconds} s, ${during.length} jobs accepted`
    },
  },
  {
    id: 'F12',
    title: 'Redis out of memory (noeviction)',
    short: false,
    workers: 1,
    backends,
    async run(stage) {
      const redis = await openUnderLoad(stage)
      await stage.crowd.post(4)
      await redis.configure('maxmemory-policy', 'noeviction')
      await redis.configure('maxmemory', '1mb')
      const posted = await stage.during(async () => {
        const accepted = await stage.crowd.post(stage.size(10, 60), { everyMs: 50 })
        await delay(3_000)
        await redis.configure('maxmemory', '0')
        return accepted
      })
      expectQuickAnswers(stage, posted)
      const refused = stage.slots.all.some(({ current }) => /OOM command not allowed/.test(current.output()))
      stage.expect(refused, 'Redis has refused an entry')
      return `maxmemory 1 MB, ${posted.length} jobs accepted, then raised`
    },
  },
]

async function openUnderLoad(stage: Stage) {
  const { redis } = stage.servers
  if (!redis) throw new Error('this stage has no Redis')
  await stage.startApi()
  await stage.startWorkers(stage.size(1, 2))
  return redis
}

export function expectQuickAnswers(
  stage: Stage,
  requests: readonly { answers: number[]; answerMs: number[] }[],
): void {
  stage.expect(
    requests.every(({ answers }) => answers[0] === 202),
    'without Redis the API accepts all the same',
  )
  const longestMs = Math.max(...requests.flatMap(({ answerMs }) => answerMs))
  stage.expect(
    longestMs < answerMaxMs,
    `without Redis an answer takes less than ${answerMaxMs} ms (${Math.round(longestMs)})`,
  )
}
