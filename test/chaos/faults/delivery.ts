import { readFile } from 'node:fs/promises'
import { generateSvgJob } from '../../../apps/server/src/features/jobs/index.ts'
import { waitFor } from '../../harness/wait.ts'
import type { ReceivedEvent } from '../crowd.ts'
import { pictureAfter } from '../model.ts'
import type { Row } from '../run-fault.ts'
import type { Stage } from '../stage.ts'

/** The end is published once, and once more for a job that ended early. */
const copiesOfEndMax = 2
const reconnectMaxMs = 10_000
const growthMaxBytes = 128 * 1024 * 1024

/** Queue entries that are delivered twice, and events to browsers. */
export const deliveryTroubles: Row[] = [
  {
    id: 'F18',
    title: 'each job delivered three times, to several workers at once',
    short: true,
    async run(stage) {
      await stage.startApi()
      stage.servers.model.usually = () => pictureAfter(500)
      const posted = await stage.crowd.post(stage.size(12, 80))
      await stage.withQueue(async (queue) => {
        await Promise.all(
          posted.flatMap(({ acknowledged }) =>
            ['again', 'once-more'].map((word) =>
              queue.enqueue(
                generateSvgJob,
                { jobId: acknowledged?.jobId ?? '' },
                { id: `${acknowledged?.jobId}-${word}` },
              ),
            ),
          ),
        )
      })
      await Promise.all([stage.startWorker(), stage.startWorker()])
      await waitFor('the jobs to end', () => countSettled(stage, posted) === posted.length, 60_000)
      stage.servers.model.usually = () => pictureAfter(150)
      const calls = posted.reduce((sum, { tag }) => sum + stage.servers.model.callsFor(tag), 0)
      stage.expect(calls === posted.length, `each is drawn once (${calls} calls for ${posted.length} jobs)`)
      return `${posted.length} jobs, each enqueued three times under different ids, two workers`
    },
  },
  {
    id: 'F19',
    title: 'events at every socket: order, copies, contents',
    short: false,
    workers: 1,
    async run(stage) {
      await Promise.all([stage.startApi(), stage.startApi()])
      await stage.startWorkers(stage.size(1, 2))
      const from = stage.crowd.received.length
      const posted = await stage.crowd.post(stage.size(16, 100), { everyMs: 30 })
      const jobIds = posted.map(({ acknowledged }) => acknowledged?.jobId ?? '')
      const isTold = (jobId: string) =>
        stage.crowd.received.some((event) => event.jobId === jobId && event.status === 'SUCCEEDED')
      await waitFor('every end to be told', () => jobIds.every(isTold), 40_000)
      judgeEvents(stage, stage.crowd.received.slice(from))
      return `${posted.length} jobs watched by sockets at two instances`
    },
  },
  {
    id: 'F27',
    title: 'all sockets reconnect at once after the API was killed',
    short: false,
    workers: 1,
    async run(stage) {
      const api = await stage.startApi()
      await stage.startWorker()
      const tabs = stage.size(10, 60)
      for (let tab = 1; tab < tabs; tab += 1) stage.crowd.listen(api.port)
      const socketCount = tabs * stage.crowd.members.length
      const connected = () => countSockets(api.port)
      await waitFor('all sockets to connect', async () => (await connected()) >= socketCount, 60_000)
      const before = new Set(stage.crowd.received.map(({ connection }) => connection)).size
      const killed = api.current
      killed.signal('SIGKILL')
      await killed.exited
      await waitFor('another API to run', () => api.isUp)
      const startedAtMs = performance.now()
      await waitFor('all sockets to be back', async () => (await connected()) >= socketCount, 60_000)
      const backMs = performance.now() - startedAtMs
      stage.expect(
        backMs < reconnectMaxMs,
        `all are back within ${reconnectMaxMs} ms (${Math.round(backMs)})`,
      )
      const bytesBefore = api.current.residentBytes()
      await stage.crowd.post(stage.size(8, 40))
      stage.expect(
        api.current.residentBytes() - bytesBefore < growthMaxBytes,
        'the memory of the API is bounded',
      )
      return `${socketCount} sockets, back after ${Math.round(backMs)} ms (${before} had received events before)`
    },
  },
]

function countSettled({ slots }: Stage, posted: readonly { acknowledged?: { jobId: string } }[]): number {
  const ids = new Set(posted.map(({ acknowledged }) => acknowledged?.jobId))
  return slots.steps.filter(({ step, jobId }) => step === 'job.settled' && ids.has(jobId)).length
}

/**
 * Within one connection the progress of an attempt never decreases, and the end is sent no more often than
 * promised.
 */
function judgeEvents(stage: Stage, received: readonly ReceivedEvent[]): void {
  const perSocket = new Map<string, ReceivedEvent[]>()
  for (const event of received) {
    const key = `${event.connection} ${event.jobId}`
    perSocket.set(key, [...(perSocket.get(key) ?? []), event])
  }
  for (const events of perSocket.values()) {
    const progress = events.filter(({ status }) => status === 'RUNNING').map((event) => event.progress ?? 0)
    const falls = progress.some((value, at) => value < (progress[at - 1] ?? 0))
    stage.expect(!falls, 'progress never falls within an attempt')
    const ends = events.filter(({ status }) => status === 'SUCCEEDED').length
    stage.expect(
      ends <= copiesOfEndMax,
      `a socket receives the end at most ${copiesOfEndMax} times (${ends})`,
    )
  }
}

async function countSockets(port: number): Promise<number> {
  // proc(5), net/tcp: local address and port in hexadecimal, then the remote one, then the state; 01 is
  // established.
  const text = await readFile('/proc/net/tcp', 'utf8').catch(() => '')
  const local = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  return text.split('\n').filter((line) => {
    const [, address = '', , state] = line.trim().split(/\s+/)
    return address.endsWith(local) && state === '01'
  }).length
}
