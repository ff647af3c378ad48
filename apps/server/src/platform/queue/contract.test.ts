import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import Type from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type QueueBench, queueBenches } from '../../../../../test/harness/queue-benches.ts'
import {
  defineJob,
  handleJob,
  InvalidPayloadError,
  type JobBinding,
  type JobDefinition,
  type JobWorker,
  openQueue,
  type QueueConnection,
  startWorker,
} from './index.ts'

const log = pino({ level: 'silent' })
const payloadSchema = Type.Object({ jobId: Type.String() })

let definitionCount = 0

/** Each test has its own queue, so that none sees the entries of another. */
function defineTestJob(timeoutMs = 30_000) {
  definitionCount += 1
  return defineJob({ name: `test-${definitionCount}`, payload: payloadSchema, timeoutMs })
}

// At the same time, because the longest tests wait for a lease or a period to end. So each has its own
// `expect`.
describe.concurrent.each(queueBenches)('queue on %s', (_kind, open) => {
  let bench: QueueBench
  beforeAll(async () => {
    bench = await open()
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  const openProducer = (definition: JobDefinition) => openQueue(bench.connection, [definition], log)

  function work(
    binding: JobBinding,
    options: { concurrency?: number; graceMs?: number } = {},
  ): Promise<JobWorker> {
    return startWorker(bench.connection, {
      definitions: [binding.definition],
      handlers: [binding],
      concurrency: options.concurrency ?? 4,
      graceMs: options.graceMs ?? 5_000,
      log,
    })
  }

  test('a payload reaches one of two workers, once, with its id and request', async ({ expect }) => {
    const definition = defineTestJob()
    await using queue = await openProducer(definition)
    const seen: unknown[] = []
    const binding = handleJob(definition, async (payload, context) => {
      const { id, attempt, requestId, signal } = context
      seen.push({ payload, id, attempt, requestId, isAborted: signal.aborted })
    })
    await using _one = await work(binding)
    await using _two = await work(binding)
    await queue.enqueue(definition, { jobId: 'row-1' }, { id: 'row-1', requestId: 'request-1' })
    await expect.poll(() => seen.length).toBe(1)
    await expect.poll(() => queue.counts(definition)).toEqual({ waiting: 0, delayed: 0, active: 0 })
    expect(seen).toEqual([
      { payload: { jobId: 'row-1' }, id: 'row-1', attempt: 1, requestId: 'request-1', isAborted: false },
    ])
  })

  test('200 entries among two workers are each handled exactly once', async ({ expect }) => {
    const definition = defineTestJob()
    await using queue = await openProducer(definition)
    const seen: string[] = []
    const binding = handleJob(definition, async ({ jobId }) => void seen.push(jobId))
    await using _one = await work(binding)
    await using _two = await work(binding)
    const ids = Array.from({ length: 200 }, (_, index) => `row-${index}`)
    for (let at = 0; at < ids.length; at += 20)
      await Promise.all(ids.slice(at, at + 20).map((id) => queue.enqueue(definition, { jobId: id }, { id })))
    await expect.poll(() => seen.length).toBe(200)
    expect(new Set(seen)).toEqual(new Set(ids))
  })

  test('a second entry with the id of a waiting one is ignored, and the id is free after its end', async ({
    expect,
  }) => {
    const definition = defineTestJob()
    await using queue = await openProducer(definition)
    await queue.enqueue(definition, { jobId: 'first' }, { id: 'same' })
    await queue.enqueue(definition, { jobId: 'second' }, { id: 'same' })
    expect(await queue.counts(definition)).toEqual({ waiting: 1, delayed: 0, active: 0 })
    const seen: string[] = []
    await using _worker = await work(
      handleJob(definition, async ({ jobId }) => {
        seen.push(jobId)
        if (jobId === 'third') throw new Error('fails')
      }),
    )
    const isIdle = () =>
      expect.poll(() => queue.counts(definition)).toEqual({ waiting: 0, delayed: 0, active: 0 })
    await isIdle()
    await queue.enqueue(definition, { jobId: 'third' }, { id: 'same' })
    await expect.poll(() => seen).toEqual(['first', 'third'])
    await isIdle()
    await queue.enqueue(definition, { jobId: 'fourth' }, { id: 'same' })
    await expect.poll(() => seen).toEqual(['first', 'third', 'fourth'])
  })

  test('a delayed entry is counted as delayed and runs soon after its time, not before', async ({
    expect,
  }) => {
    const definition = defineTestJob()
    await using queue = await openProducer(definition)
    let ranAtMs = 0
    await using _worker = await work(
      handleJob(definition, async () => {
        ranAtMs = Date.now()
      }),
    )
    const startMs = Date.now()
    await queue.enqueue(definition, { jobId: 'late' }, { id: 'late', delayMs: 3_000 })
    expect(await queue.counts(definition)).toEqual({ waiting: 0, delayed: 1, active: 0 })
    await expect.poll(() => ranAtMs).toBeGreaterThan(0)
    expect(ranAtMs - startMs).toBeGreaterThanOrEqual(2_990)
    expect(ranAtMs - startMs).toBeLessThan(12_000)
  })

  test('a lower number is served first, equal ones in order of arrival', async ({ expect }) => {
    const definition = defineTestJob()
    await using queue = await openProducer(definition)
    for (const [id, priority] of [
      ['c', 5],
      ['d', 5],
      ['b', 2],
      ['e', 9],
      ['a', 0],
    ] as const) {
      await queue.enqueue(definition, { jobId: id }, { id, priority })
    }
    expect(await queue.counts(definition)).toEqual({ waiting: 5, delayed: 0, active: 0 })
    const seen: string[] = []
    await using _worker = await work(
      handleJob(definition, async ({ jobId }) => {
        seen.push(jobId)
      }),
      { concurrency: 1 },
    )
    await expect.poll(() => seen).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  test('an entry that waits can be removed, more than once; one that runs cannot', async ({ expect }) => {
    const definition = defineTestJob()
    await using queue = await openProducer(definition)
    const gate = createGate<void>()
    const seen: string[] = []
    await using _worker = await work(
      handleJob(definition, async ({ jobId }) => {
        seen.push(jobId)
        await gate.promise
      }),
      { concurrency: 1 },
    )
    await queue.enqueue(definition, { jobId: 'runs' }, { id: 'runs' })
    await expect.poll(() => seen).toEqual(['runs'])
    await queue.enqueue(definition, { jobId: 'waits' }, { id: 'waits' })
    expect(await queue.counts(definition)).toEqual({ waiting: 1, delayed: 0, active: 1 })
    expect(await queue.remove(definition, 'waits')).toBe(true)
    expect(await queue.remove(definition, 'waits')).toBe(true)
    expect(await queue.counts(definition)).toEqual({ waiting: 0, delayed: 0, active: 1 })
    expect(await queue.remove(definition, 'runs')).toBe(false)
    gate.resolve()
    await expect.poll(() => queue.counts(definition)).toEqual({ waiting: 0, delayed: 0, active: 0 })
    expect(seen).toEqual(['runs'])
  })

  test('a handler that throws is retried as often as its definition says, with an increasing delay', async ({
    expect,
  }) => {
    definitionCount += 1
    const definition = defineJob({
      name: `test-${definitionCount}`,
      payload: payloadSchema,
      timeoutMs: 5_000,
      attempts: 3,
      backoffMs: 100,
    })
    await using queue = await openProducer(definition)
    const attempts: number[] = []
    await using _worker = await work(
      handleJob(definition, async (_payload, { attempt }) => {
        attempts.push(attempt)
        throw new Error('always')
      }),
    )
    await queue.enqueue(definition, { jobId: 'bad' }, { id: 'bad' })
    await expect.poll(() => attempts).toEqual([1, 2, 3])
    await expect.poll(() => queue.counts(definition)).toEqual({ waiting: 0, delayed: 0, active: 0 })
  })

  test('a payload that does not match its schema is refused when it is enqueued', async ({ expect }) => {
    const definition = defineTestJob()
    await using queue = await openProducer(definition)
    // @ts-expect-error the payload's type follows from the definition
    const wrong = queue.enqueue(definition, { jobId: 7 }, { id: 'x' })
    await expect(wrong).rejects.toBeInstanceOf(InvalidPayloadError)
    await expect(queue.enqueue(definition, { jobId: 'x' }, { id: 'a:b' })).rejects.toBeInstanceOf(TypeError)
    await expect(queue.enqueue(definition, { jobId: 'x' }, { id: '123' })).rejects.toBeInstanceOf(TypeError)
    await expect(queue.enqueue(defineTestJob(), { jobId: 'x' }, { id: 'x' })).rejects.toBeInstanceOf(
      TypeError,
    )
  })

  test('a worker starts only with exactly one handler for each definition', async ({ expect }) => {
    const definition = defineTestJob()
    const binding = handleJob(definition, async () => {})
    const start = (definitions: JobDefinition[], handlers: JobBinding[]) =>
      startWorker(bench.connection, { definitions, handlers, concurrency: 1, graceMs: 0, log })
    await expect(start([definition], [])).rejects.toThrow(/has 0 handlers/)
    await expect(start([definition], [binding, binding])).rejects.toThrow(/has 2 handlers/)
    await expect(start([], [binding])).rejects.toThrow(/not defined/)
  })

  test('the signal is aborted when the time of a job is up', async ({ expect }) => {
    const definition = defineTestJob(200)
    await using queue = await openProducer(definition)
    const ended = createGate<unknown>()
    await using _worker = await work(
      handleJob(definition, async (_payload, { signal }) => {
        await once(signal, 'abort')
        ended.resolve(signal.reason)
        throw signal.reason
      }),
    )
    await queue.enqueue(definition, { jobId: 'slow' }, { id: 'slow' })
    expect(await ended.promise).toMatchObject({ name: 'JobTimeoutError' })
    await expect.poll(() => queue.counts(definition)).toEqual({ waiting: 0, delayed: 0, active: 0 })
  })

  test('disposal lets a running handler finish and takes no further entry', async ({ expect }) => {
    const definition = defineTestJob()
    await using queue = await openProducer(definition)
    const gate = createGate<void>()
    const seen: string[] = []
    const worker = await work(
      handleJob(definition, async ({ jobId }) => {
        seen.push(`begin ${jobId}`)
        await gate.promise
        seen.push(`end ${jobId}`)
      }),
      { concurrency: 1 },
    )
    await queue.enqueue(definition, { jobId: 'one' }, { id: 'one' })
    await queue.enqueue(definition, { jobId: 'two' }, { id: 'two' })
    await expect.poll(() => seen).toEqual(['begin one'])
    const disposed = worker[Symbol.asyncDispose]()
    gate.resolve()
    await disposed
    expect(seen).toEqual(['begin one', 'end one'])
    expect(await queue.counts(definition)).toEqual({ waiting: 1, delayed: 0, active: 0 })
  })

  test('past the grace time the handler is aborted and its entry goes to another worker at once', async ({
    expect,
  }) => {
    const definition = defineTestJob()
    await using queue = await openProducer(definition)
    const started = createGate<void>()
    const worker = await work(
      handleJob(definition, async (_payload, { signal }) => {
        started.resolve()
        await once(signal, 'abort')
        throw signal.reason
      }),
      { graceMs: 100 },
    )
    await queue.enqueue(definition, { jobId: 'long' }, { id: 'long' })
    await started.promise
    await worker[Symbol.asyncDispose]()
    expect(await queue.counts(definition)).toEqual({ waiting: 1, delayed: 0, active: 0 })
    const attempts: number[] = []
    await using _next = await work(
      handleJob(definition, async (_payload, { attempt }) => {
        attempts.push(attempt)
      }),
    )
    await expect.poll(() => attempts).toEqual([2])
  })

  test('an entry whose worker was killed reaches another worker within 30 s', async ({ expect }) => {
    const definition = defineTestJob()
    await using queue = await openProducer(definition)
    await queue.enqueue(definition, { jobId: 'held' }, { id: 'held' })
    const child = await startHoldingWorker(bench.connection, definition.name)
    const killedAtMs = Date.now()
    child.kill('SIGKILL')
    await once(child, 'exit')
    const attempts: number[] = []
    await using _worker = await work(
      handleJob(definition, async (_payload, { attempt }) => {
        attempts.push(attempt)
      }),
    )
    await expect.poll(() => attempts, { interval: 200 }).toEqual([2])
    expect(Date.now() - killedAtMs).toBeLessThan(30_000)
  })

  test('a schedule that two processes request runs once a period', async ({ expect }) => {
    const definition = defineTestJob()
    await using one = await openProducer(definition)
    await using two = await openProducer(definition)
    const ticks: string[] = []
    const binding = handleJob(definition, async (_payload, { id }) => void ticks.push(id))
    await using _first = await work(binding)
    await using _second = await work(binding)
    const startMs = Date.now()
    await Promise.all([
      one.schedule(definition, { everyMs: 1_000 }, { jobId: 'tick' }),
      two.schedule(definition, { everyMs: 1_000 }, { jobId: 'tick' }),
    ])
    await expect.poll(() => ticks.length).toBeGreaterThanOrEqual(6)
    // There are no more ticks than periods, including the one at the start. Only that one may run twice, when
    // both processes wrote at once.
    expect(ticks.filter((id, at) => id !== ticks[0] && ticks.indexOf(id) !== at)).toEqual([])
    expect(ticks.length).toBeLessThanOrEqual(Math.floor((Date.now() - startMs) / 1_000) + 2)
  })

  test('requesting a schedule again changes it only when it differs', async ({ expect }) => {
    const definition = defineTestJob()
    await using queue = await openProducer(definition)
    await queue.schedule(definition, { cron: '0 3 * * *' }, { jobId: 'nightly' })
    for (let count = 0; count < 3; count += 1) {
      await queue.schedule(definition, { cron: '0 3 * * *' }, { jobId: 'nightly' })
    }
    expect(await queue.counts(definition)).toEqual({ waiting: 0, delayed: 1, active: 0 })
    await queue.schedule(definition, { everyMs: 3_600_000 }, { jobId: 'hourly' })
    const seen: string[] = []
    await using _worker = await work(
      handleJob(definition, async ({ jobId }) => {
        seen.push(jobId)
      }),
    )
    await expect.poll(() => seen).toEqual(['hourly'])
    await expect.poll(() => queue.counts(definition)).toEqual({ waiting: 0, delayed: 1, active: 0 })
    expect(seen).toEqual(['hourly'])
  })

  test('several processes that start at once on an empty backend all work', async ({ expect }) => {
    await using fresh = await open()
    const definition = defineTestJob()
    const queues = await Promise.all(
      Array.from({ length: 6 }, () => openQueue(fresh.connection, [definition], log)),
    )
    await Promise.all(
      queues.map((queue, index) => queue.enqueue(definition, { jobId: `${index}` }, { id: `row-${index}` })),
    )
    expect(await queues[0]?.counts(definition)).toEqual({ waiting: 6, delayed: 0, active: 0 })
    await Promise.all(queues.map((queue) => queue[Symbol.asyncDispose]()))
  })
})

function createGate<Value>() {
  let resolve: (value: Value) => void = () => {}
  const promise = new Promise<Value>((resolvePromise) => {
    resolve = resolvePromise
  })
  return { promise, resolve }
}

/** A worker in a separate process that takes one entry and never ends it. */
async function startHoldingWorker(connection: QueueConnection, name: string): Promise<ChildProcess> {
  const index = new URL('./index.ts', import.meta.url).href
  const source = `
    import { pino } from 'pino'
    import Type from 'typebox'
    import { defineJob, handleJob, startWorker } from ${JSON.stringify(index)}
    const definition = defineJob({ name: ${JSON.stringify(name)}, payload: Type.Object({ jobId: Type.String() }), timeoutMs: 60000 })
    const hold = handleJob(definition, async () => {
      process.stdout.write('holding\\n')
      await new Promise(() => {})
    })
    await startWorker(${JSON.stringify(connection)}, { definitions: [definition], handlers: [hold], concurrency: 1, graceMs: 0, log: pino({ level: 'silent' }) })
  `
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', source], {
    cwd: fileURLToPath(new URL('../../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  expect(await once(createInterface(child.stdout), 'line')).toEqual(['holding'])
  return child
}
