import { pino } from 'pino'
import Type from 'typebox'
import { describe, expect, test } from 'vitest'
import { outages } from '../../../../../test/harness/outage.ts'
import { canRunRedis, startTestRedis } from '../../../../../test/harness/redis.ts'
import {
  defineJob,
  handleJob,
  openQueue,
  type QueueConnection,
  QueueUnavailableError,
  startWorker,
} from './index.ts'

const log = pino({ level: 'silent' })
const definition = defineJob({
  name: 'outage',
  payload: Type.Object({ jobId: Type.String() }),
  timeoutMs: 30_000,
})

/** A worker that remembers its jobs and then calls `handle`. */
async function startCollector(
  connection: QueueConnection,
  concurrency: number,
  handle: (jobId: string) => void | Promise<void> = () => undefined,
): Promise<AsyncDisposable & { seen: string[] }> {
  const seen: string[] = []
  const worker = await startWorker(connection, {
    definitions: [definition],
    handlers: [
      handleJob(definition, async ({ jobId }) => {
        seen.push(jobId)
        await handle(jobId)
      }),
    ],
    concurrency,
    graceMs: 1_000,
    log,
  })
  return { seen, [Symbol.asyncDispose]: () => worker[Symbol.asyncDispose]() }
}

describe.each(outages)('queue on %s, when it is down', (_kind, open) => {
  test('enqueue rejects within 2 s, ping says no, and both work again afterwards', async () => {
    await using bench = await open()
    await using queue = await openQueue(bench.connection, [definition], log)
    await queue.enqueue(definition, { jobId: 'before' }, { id: 'before' })
    await bench.takeAway()

    const startMs = performance.now()
    const attempt = queue.enqueue(definition, { jobId: 'during' }, { id: 'during' })
    await expect(attempt).rejects.toBeInstanceOf(QueueUnavailableError)
    expect(await queue.ping()).toBe(false)
    await expect(queue.counts(definition)).rejects.toBeInstanceOf(QueueUnavailableError)
    expect(performance.now() - startMs).toBeLessThan(3 * 2_000 + 10_000)

    await bench.giveBack()
    await expect.poll(() => queue.ping()).toBe(true)
    await queue.enqueue(definition, { jobId: 'after' }, { id: 'after' })
  })

  test('a worker survives the outage and takes entries again', async () => {
    await using bench = await open()
    await using queue = await openQueue(bench.connection, [definition], log)
    await using worker = await startCollector(bench.connection, 4)
    const { seen } = worker
    await queue.enqueue(definition, { jobId: 'before' }, { id: 'before' })
    await expect.poll(() => seen).toEqual(['before'])
    await bench.takeAway()
    await expect.poll(() => queue.ping()).toBe(false)
    await bench.giveBack()
    await expect.poll(() => queue.ping()).toBe(true)
    await queue.enqueue(definition, { jobId: 'after' }, { id: 'after' })
    await expect.poll(() => seen).toEqual(['before', 'after'])
  })

  test('a handler that ends during the outage does no harm, and its worker continues', async () => {
    await using bench = await open()
    await using queue = await openQueue(bench.connection, [definition], log)
    let finish: () => void = () => {}
    const finished = new Promise<void>((resolve) => {
      finish = resolve
    })
    await using worker = await startCollector(bench.connection, 1, async (jobId) => {
      if (jobId === 'before') await finished
    })
    const { seen } = worker
    await queue.enqueue(definition, { jobId: 'before' }, { id: 'before' })
    await expect.poll(() => seen).toEqual(['before'])
    await bench.takeAway()
    finish()
    await expect.poll(() => queue.ping()).toBe(false)
    await bench.giveBack()
    await expect.poll(() => queue.ping()).toBe(true)
    await queue.enqueue(definition, { jobId: 'after' }, { id: 'after' })
    await expect.poll(() => seen).toContain('after')
    expect(seen.filter((jobId) => jobId === 'after')).toHaveLength(1)
  })

  test('a worker can be disposed during the outage', async () => {
    await using bench = await open()
    const worker = await startWorker(bench.connection, {
      definitions: [definition],
      handlers: [handleJob(definition, async () => {})],
      concurrency: 1,
      graceMs: 500,
      log,
    })
    await bench.takeAway()
    const startMs = performance.now()
    await worker[Symbol.asyncDispose]()
    expect(performance.now() - startMs).toBeLessThan(15_000)
    await bench.giveBack()
  })
})

describe.runIf(canRunRedis())('queue on Redis', () => {
  test('opens while Redis is down and works once it is up', async () => {
    await using redis = await startTestRedis()
    await redis.kill()
    await using queue = await openQueue({ kind: 'redis', address: redis.address }, [definition], log)
    const attempt = queue.enqueue(definition, { jobId: 'early' }, { id: 'early' })
    await expect(attempt).rejects.toBeInstanceOf(QueueUnavailableError)
    await redis.start()
    await expect.poll(() => queue.ping()).toBe(true)
    await queue.enqueue(definition, { jobId: 'late' }, { id: 'late' })
    expect(await queue.counts(definition)).toEqual({ waiting: 1, delayed: 0, active: 0 })
  })

  test('a Redis that accepts connections and does not answer costs an enqueue at most 2 s', async () => {
    await using redis = await startTestRedis()
    await using queue = await openQueue({ kind: 'redis', address: redis.address }, [definition], log)
    await queue.enqueue(definition, { jobId: 'before' }, { id: 'before' })
    redis.suspend()
    try {
      const startMs = performance.now()
      const attempts = Array.from({ length: 20 }, (_, index) =>
        queue.enqueue(definition, { jobId: 'x' }, { id: `row-${index}` }),
      )
      const results = await Promise.allSettled(attempts)
      expect(results.every(({ status }) => status === 'rejected')).toBe(true)
      expect(performance.now() - startMs).toBeLessThan(10_000)
    } finally {
      redis.resume()
    }
    await expect.poll(() => queue.ping()).toBe(true)
    await queue.enqueue(definition, { jobId: 'after' }, { id: 'after' })
  })

  test('a worker continues with new entries after FLUSHALL', async () => {
    await using redis = await startTestRedis()
    const connection: QueueConnection = { kind: 'redis', address: redis.address }
    await using queue = await openQueue(connection, [definition], log)
    await using worker = await startCollector(connection, 2)
    const { seen } = worker
    await queue.enqueue(definition, { jobId: 'before' }, { id: 'before' })
    await expect.poll(() => seen).toEqual(['before'])
    await redis.flush()
    await queue.enqueue(definition, { jobId: 'after' }, { id: 'after' })
    await expect.poll(() => seen).toEqual(['before', 'after'])
  })

  test('a schedule that FLUSHALL removed is restored', async () => {
    await using redis = await startTestRedis()
    const connection: QueueConnection = { kind: 'redis', address: redis.address }
    await using queue = await openQueue(connection, [definition], log)
    await using worker = await startCollector(connection, 1)
    const { seen } = worker
    await queue.schedule(definition, { everyMs: 500 }, { jobId: 'tick' })
    await expect.poll(() => seen.length).toBeGreaterThan(1)
    await redis.flush()
    const before = seen.length
    await expect.poll(() => seen.length).toBeGreaterThan(before + 3)
  })
})
