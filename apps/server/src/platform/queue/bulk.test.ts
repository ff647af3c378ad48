import { pino } from 'pino'
import Type from 'typebox'
import { expect, test } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { queueBenches } from '../../../../../test/harness/queue-benches.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { defineJob, handleJob, InvalidPayloadError, openQueue, startWorker } from './index.ts'

const log = pino({ level: 'silent' })
const definition = defineJob({
  name: 'bulk',
  payload: Type.Object({ number: Type.Integer() }),
  timeoutMs: 10_000,
  isDivided: true,
})
const entry = (number: number) => ({ payload: { number }, options: { id: `entry-${number}` } })

const cases = queueBenches.flatMap(([backend, open]) =>
  [1, 4].map((queues) => ({ backend, queues, open })).slice(0, backend === 'postgres' ? 1 : 2),
)

test.each(cases)(
  'on $backend, in $queues queues, many entries at once are each delivered once, and known ids ignored',
  async ({ queues, open }) => {
    const bench = keep(await open())
    const connection = bench.connection.kind === 'redis' ? { ...bench.connection, queues } : bench.connection
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
