import { pino } from 'pino'
import Type from 'typebox'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { redisForms } from '../../../../../test/harness/redis-servers.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import {
  defineJob,
  handleJob,
  InvalidPayloadError,
  openQueue,
  type QueueConnection,
  startWorker,
} from './index.ts'

const log = pino({ level: 'silent' })
const definition = defineJob({
  name: 'bulk',
  payload: Type.Object({ number: Type.Integer() }),
  timeoutMs: 10_000,
  isDivided: true,
})
const entry = (number: number) => ({ payload: { number }, options: { id: `entry-${number}` } })

type Bench = { connection: QueueConnection; servers: AsyncDisposable }

const backends: [string, () => Promise<Bench>][] = [
  [
    'postgres',
    async () => {
      const servers = await createTestDatabase()
      return { connection: { kind: 'postgres', url: servers.url }, servers }
    },
  ],
]
for (const [form, start] of redisForms) {
  for (const queues of [1, 4]) {
    backends.push([
      `${form}, in ${queues} queues`,
      async () => {
        const servers = await start()
        return { connection: { kind: 'redis', address: servers.address, queues }, servers }
      },
    ])
  }
}

test.each(backends)(
  'on %s, many entries at once are each delivered once, and known ids ignored',
  async (_kind, open) => {
    const { connection, servers } = await open()
    keep(servers)
    const queue = keep(await openQueue(connection, [definition], log))
    await queue.enqueueAll(definition, [])
    await queue.enqueue(definition, { number: 1 }, { id: 'entry-1' })
    const entries = Array.from({ length: 50 }, (_, number) => entry(number))
    await queue.enqueueAll(definition, [...entries, entry(7)])
    expect((await queue.counts(definition)).waiting).toBe(50)
    const bad = { payload: { number: 0.5 }, options: { id: 'entry-bad' } }
    await expect(queue.enqueueAll(definition, [entry(99), bad])).rejects.toThrow(InvalidPayloadError)
    expect((await queue.counts(definition)).waiting).toBe(50)
    const handled: number[] = []
    const handler = handleJob(definition, async ({ number }) => void handled.push(number))
    keep(
      await startWorker(connection, {
        definitions: [definition],
        handlers: [handler],
        concurrency: 4,
        graceMs: 1_000,
        log,
      }),
    )
    await waitFor('all entries', () => handled.length === 50)
    expect(handled.toSorted((a, b) => a - b)).toEqual(entries.map(({ payload }) => payload.number))
  },
)
