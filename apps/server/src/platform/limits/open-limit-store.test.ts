import { pino } from 'pino'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { startTestRedis, type TestRedis } from '../../../../../test/harness/redis.ts'
import { redisForms } from '../../../../../test/harness/redis-servers.ts'
import type { Log } from '../log/index.ts'
import type { LimitConnection } from './limiter.ts'
import { openLimitStore } from './open-limit-store.ts'

const silent = pino({ level: 'silent' })

/** A log whose errors fail the test: while the store is reachable, nothing may fall back to memory. */
function strictLog(): { log: Log; lines: string[] } {
  const lines: string[] = []
  return { log: pino({ level: 'error' }, { write: (line) => lines.push(line) }), lines }
}
const rule = { name: 'test', count: 5, windowMs: 60_000 }

type Bench = AsyncDisposable & { connection: LimitConnection }

const stores: [string, () => Promise<Bench>][] = [
  ['memory', async () => ({ connection: { kind: 'memory' }, async [Symbol.asyncDispose]() {} })],
  [
    'postgres',
    async () => {
      const database = await createTestDatabase()
      return {
        connection: { kind: 'postgres', pool: database.pool },
        [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
      }
    },
  ],
]
for (const [form, start] of redisForms) {
  stores.push([
    form,
    async () => {
      const redis = await start()
      return {
        connection: { kind: 'redis', address: redis.address },
        [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose](),
      }
    },
  ])
}

describe.each(stores)('limits on %s', (kind, open) => {
  let bench: Bench
  const { log, lines } = strictLog()
  beforeAll(async () => {
    bench = await open()
  })
  afterAll(() => bench[Symbol.asyncDispose]())
  afterEach(() => expect(lines).toEqual([]))

  test('the sixth of five is refused with the time to retry', async () => {
    await using store = await openLimitStore(bench.connection, log)
    const limiter = store.createLimiter({ ...rule, name: 'sixth' })
    const startMs = Date.now()
    const decisions = []
    for (let use = 1; use <= 7; use += 1) decisions.push(await limiter.consume('one'))

    expect(decisions.map(({ allowed }) => allowed)).toEqual([true, true, true, true, true, false, false])
    expect(decisions.map(({ remaining }) => remaining)).toEqual([4, 3, 2, 1, 0, 0, 0])
    for (const decision of decisions) {
      expect(decision.limit).toBe(5)
      expect(decision.windowSeconds).toBe(60)
      expect(decision.resetAtMs).toBeGreaterThan(startMs + 58_000)
      expect(decision.resetAtMs).toBeLessThanOrEqual(Date.now() + 60_000)
    }
    expect(decisions[4]?.retryAfterSeconds).toBe(0)
    expect(decisions[5]?.retryAfterSeconds).toBeGreaterThan(57)
    expect(decisions[5]?.retryAfterSeconds).toBeLessThanOrEqual(60)
  })

  test('50 at once on one key let exactly five through', async () => {
    await using store = await openLimitStore(bench.connection, log)
    const limiter = store.createLimiter({ ...rule, name: 'burst' })
    await limiter.consume('other')
    const decisions = await Promise.all(Array.from({ length: 50 }, () => limiter.consume('same')))
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(5)
  })

  test('keys and limits do not count for one another', async () => {
    await using store = await openLimitStore(bench.connection, log)
    const first = store.createLimiter({ ...rule, name: 'first', count: 1 })
    const second = store.createLimiter({ ...rule, name: 'second', count: 1 })
    expect((await first.consume('a')).allowed).toBe(true)
    expect((await first.consume('b')).allowed).toBe(true)
    expect((await second.consume('a')).allowed).toBe(true)
    expect((await first.consume('a')).allowed).toBe(false)
  })

  test('the next request after the end of a window is allowed', async () => {
    await using store = await openLimitStore(bench.connection, log)
    const limiter = store.createLimiter({ name: 'short', count: 1, windowMs: 1_000 })
    // At once, because the window may end between two that follow each other.
    const decisions = await Promise.all([limiter.consume('a'), limiter.consume('a')])
    expect(decisions.map(({ allowed }) => allowed).toSorted()).toEqual([false, true])
    await expect.poll(() => limiter.consume('a'), { interval: 100 }).toMatchObject({ allowed: true })
  })

  test.skipIf(kind === 'memory')('two processes share one count', async () => {
    await using one = await openLimitStore(bench.connection, log)
    await using two = await openLimitStore(bench.connection, log)
    const limiters = [one, two].map((store) => store.createLimiter({ ...rule, name: 'shared' }))
    const decisions = []
    for (let use = 0; use < 8; use += 1) decisions.push(await limiters[use % 2]?.consume('a'))
    expect(decisions.filter((decision) => decision?.allowed)).toHaveLength(5)
  })
})

describe.runIf(stores.some(([kind]) => kind === 'redis'))('limits while Redis is away', () => {
  let redis: TestRedis
  beforeAll(async () => {
    redis = await startTestRedis()
  })
  afterAll(() => redis[Symbol.asyncDispose]())

  test('requests go on, limited in memory and without waiting, until Redis is back', async () => {
    await using store = await openLimitStore({ kind: 'redis', address: redis.address }, silent)
    const limiter = store.createLimiter({ ...rule, name: 'away' })
    await limiter.consume('warm-up')
    await redis.kill()

    const startMs = performance.now()
    const decisions = []
    for (let use = 0; use < 7; use += 1) decisions.push(await limiter.consume('a'))
    expect(performance.now() - startMs).toBeLessThan(5_000)
    expect(decisions.filter(({ allowed }) => allowed)).toHaveLength(5)

    await redis.start()
    await expect
      .poll(async () => (await limiter.consume(`b-${performance.now()}`)).allowed && countKeys(redis))
      .toBeGreaterThan(0)
  })

  test('a key that was refused stays refused without asking Redis again', async () => {
    await using store = await openLimitStore({ kind: 'redis', address: redis.address }, silent)
    const limiter = store.createLimiter({ ...rule, name: 'remembered', count: 1 })
    await limiter.consume('a')
    const refused = await limiter.consume('a')
    await redis.kill()
    expect(await limiter.consume('a')).toMatchObject({ allowed: false, resetAtMs: refused.resetAtMs })
    expect((await limiter.consume('b')).allowed).toBe(true)
    await redis.start()
  })

  test('a Redis that accepts connections and does not answer costs a request a quarter of a second at most', async () => {
    await using store = await openLimitStore({ kind: 'redis', address: redis.address }, silent)
    const limiter = store.createLimiter({ ...rule, name: 'stalled' })
    await limiter.consume('warm-up')
    expect(await countKeys(redis)).toBeGreaterThan(0)
    redis.suspend()
    try {
      const startMs = performance.now()
      expect((await limiter.consume('a')).allowed).toBe(true)
      expect(performance.now() - startMs).toBeLessThan(5_000)
    } finally {
      redis.resume()
    }
  })
})

async function countKeys(redis: TestRedis): Promise<number> {
  const { Redis } = await import('ioredis')
  const client = new Redis(redis.url)
  try {
    return await client.dbsize()
  } finally {
    client.disconnect()
  }
}
