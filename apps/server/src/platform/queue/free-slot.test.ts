import { pino } from 'pino'
import Type from 'typebox'
import { expect, test } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { queueBenches } from '../../../../../test/harness/queue-benches.ts'
import { createGate } from '../../../../../test/harness/scripted-model.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { defineJob, handleJob, openQueue, startWorker } from './index.ts'

const log = pino({ level: 'silent' })
const payload = Type.Object({ number: Type.Integer() })
const definition = defineJob({ name: 'free-slot', payload, timeoutMs: 30_000 })

test.each(queueBenches)(
  'on %s, handlers that free their slot continue beside later ones, at most as many as there are slots',
  async (_kind, open) => {
    const bench = keep(await open())
    const queue = keep(await openQueue(bench.connection, [definition], log))
    const gate = createGate()
    const seen = { begun: 0, ended: 0 }
    const handler = handleJob(definition, async (_payload, { freeSlot }) => {
      seen.begun += 1
      freeSlot()
      freeSlot()
      await gate.opened
      seen.ended += 1
      throw new Error('is only logged')
    })
    const options = {
      definitions: [definition],
      handlers: [handler],
      concurrency: 2,
      freesSlots: true,
      graceMs: 5_000,
      log,
    }
    const worker = keep(await startWorker(bench.connection, options))
    const entries = Array.from({ length: 5 }, (_, number) => ({
      payload: { number },
      options: { id: `entry-${number}` },
    }))
    await queue.enqueueAll(definition, entries)
    await waitFor('four handlers', () => seen.begun === 4)
    // Two entries are done for the queue, although their handlers run; the next two keep their slots.
    await expect.poll(() => queue.counts(definition)).toEqual({ waiting: 1, delayed: 0, active: 2 })
    expect(worker.runningCount).toBe(4)

    const disposed = worker[Symbol.asyncDispose]()
    gate.open()
    await disposed
    expect([seen, worker.runningCount]).toEqual([{ begun: 4, ended: 4 }, 0])
    expect(await queue.counts(definition)).toEqual({ waiting: 1, delayed: 0, active: 0 })
  },
)
