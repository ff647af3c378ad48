import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { redisForms, type TestRedisServers } from '../../../../../test/harness/redis-servers.ts'
import {
  createRealtimePublisher,
  openRealtimeBus,
  openRealtimeListener,
  type RealtimeBus,
  type RealtimeConnection,
  type RealtimeListener,
} from './index.ts'

type TestEvents = {
  'thing:update': { number: number }
  'thing:preview': { text: string }
}

const log = pino({ level: 'silent' })

/** The bus that several processes would share. In-process, all use the same one. */
type Bench = AsyncDisposable & {
  openBus(): Promise<RealtimeBus>
  /** Connections that listen, of any process; undefined for a backend without them. */
  countConnections(): Promise<number | undefined>
  cut(): Promise<void>
}

const forms: [string, () => Promise<Bench>][] = [
  ['in-process', openInProcessBench],
  ['postgres', openPostgresBench],
]
for (const [form, start] of redisForms) forms.push([form, () => openRedisBench(start)])

describe.each(forms)('a realtime listener, %s', (form, open) => {
  let bench: Bench
  beforeAll(async () => {
    bench = await open()
  })
  afterAll(() => bench[Symbol.asyncDispose]())

  /** A publisher of one process, and listeners of two others. */
  async function openStage() {
    const publisher = createRealtimePublisher<TestEvents>(keep(await bench.openBus()), log)
    const here = keep(await openRealtimeListener<TestEvents>(keep(await bench.openBus()), log))
    const there = keep(await openRealtimeListener<TestEvents>(keep(await bench.openBus()), log))
    return { publisher, here, there }
  }

  test('receives what is published for its user in another process, once, in order, and nothing else', async () => {
    const { publisher, here, there } = await openStage()
    const subscribers = [await hear(here, 'ann'), await hear(here, 'ann'), await hear(there, 'ann')]
    const other = await hear(there, 'bob')
    const text = 'ü'.repeat(32 * 1024)
    for (let number = 0; number < 20; number += 1) {
      publisher.publish('ann', 'thing:preview', { text: number === 10 ? text : `${number}` })
      publisher.publish('ann', 'thing:update', { number })
    }
    publisher.publish('bob', 'thing:update', { number: 99 })
    const sent = Array.from({ length: 20 }, (_, number) => [
      number === 10 ? text : `${number}`,
      number,
    ]).flat()
    for (const subscriber of subscribers) await expect.poll(() => subscriber.heard).toEqual(sent)
    await expect.poll(() => other.heard).toEqual([99])
  })

  test('receives nothing after its disposal, and is counted while it listens', async () => {
    const { publisher, here } = await openStage()
    const [gone, kept] = [await hear(here, 'ann'), await hear(here, 'ann')]
    expect(here.size).toBe(2)
    gone.stop()
    gone.stop()
    expect(here.size).toBe(1)
    publisher.publish('ann', 'thing:update', { number: 1 })
    await expect.poll(() => kept.heard).toEqual([1])
    expect(gone.heard).toEqual([])
  })

  test('continues when another one throws or is disposed', async () => {
    const { publisher, here } = await openStage()
    const first = here.listen('ann', {
      onEvent() {
        second.stop()
        throw new Error('cannot take it')
      },
      onRecover() {},
    })
    const second = await hear(here, 'ann')
    const third = await hear(here, 'ann')
    publisher.publish('ann', 'thing:update', { number: 1 })
    await expect.poll(() => third.heard).toEqual([1])
    expect(second.heard).toEqual([])
    first[Symbol.dispose]()
  })

  test('receives the end of its session, and of all sessions of its user, and of no other', async () => {
    const { publisher, here, there } = await openStage()
    const ends: string[] = []
    const listenTo = (listener: RealtimeListener<TestEvents>, userId: string, sessionId: string) =>
      listener.listenSession(
        { userId, sessionId },
        { onEnd: (reason) => ends.push(`${userId} ${sessionId} ${reason}`), onRecover() {} },
      )
    await listenTo(here, 'ann', 's1').joined
    await listenTo(there, 'ann', 's2').joined
    await listenTo(there, 'bob', 's3').joined
    publisher.disconnectSession('s1', 'logout')
    await expect.poll(() => ends).toEqual(['ann s1 logout'])
    publisher.disconnectUser('ann', 'deleted')
    await expect.poll(() => ends.length).toBe(3)
    expect(ends.slice(1).sort()).toEqual(['ann s1 deleted', 'ann s2 deleted'])
  })

  test('shares the connection of its process with other subscribers', async () => {
    // Those of the previous test may still be closing.
    await expect
      .poll(() => bench.countConnections())
      .toSatisfy((count: number | undefined) => count === undefined || count === 0)
    const before = await bench.countConnections()
    const bus = keep(await bench.openBus())
    const withoutListener = await bench.countConnections()
    const listeners = [
      keep(await openRealtimeListener<TestEvents>(bus, log)),
      keep(await openRealtimeListener<TestEvents>(bus, log)),
    ]
    const subscribers = await Promise.all(listeners.map((listener) => hear(listener, 'ann')))
    if (before !== undefined && withoutListener !== undefined)
      expect(await bench.countConnections()).toBe(withoutListener + 1)
    createRealtimePublisher<TestEvents>(bus, log).publish('ann', 'thing:update', { number: 1 })
    for (const { heard } of subscribers) await expect.poll(() => heard).toEqual([1])
    await listeners[0]?.[Symbol.asyncDispose]()
    createRealtimePublisher<TestEvents>(bus, log).publish('ann', 'thing:update', { number: 2 })
    await expect.poll(() => subscribers[1]?.heard).toEqual([1, 2])
    expect(subscribers[0]?.heard).toEqual([1])
    await listeners[1]?.[Symbol.asyncDispose]()
    if (withoutListener !== undefined) await expect.poll(() => bench.countConnections()).toBe(withoutListener)
    const late = await hear(keep(await openRealtimeListener<TestEvents>(bus, log)), 'ann')
    createRealtimePublisher<TestEvents>(bus, log).publish('ann', 'thing:update', { number: 3 })
    await expect.poll(() => late.heard).toEqual([3])
  })

  test.runIf(form !== 'in-process')(
    'is notified when messages may have been lost, and receives messages again',
    async () => {
      const { publisher, here } = await openStage()
      const subscriber = await hear(here, 'ann')
      let sessionRecoveries = 0
      const session = here.listenSession(
        { userId: 'ann', sessionId: 's1' },
        {
          onEnd() {},
          onRecover() {
            sessionRecoveries += 1
          },
        },
      )
      await session.joined
      await bench.cut()
      // Once for each connection: in a cluster rooms are on several.
      await expect.poll(() => subscriber.recoveries).toBeGreaterThan(0)
      await expect.poll(() => sessionRecoveries - subscriber.recoveries).toBe(0)
      await expect
        .poll(() => {
          publisher.publish('ann', 'thing:update', { number: 7 })
          return subscriber.heard
        })
        .toContain(7)
    },
  )
})

async function hear(listener: RealtimeListener<TestEvents>, userId: string) {
  const heard: (number | string)[] = []
  const subscriber = {
    heard,
    recoveries: 0,
    stop: () => membership[Symbol.dispose](),
  }
  const membership = listener.listen(userId, {
    onEvent(_name, payload) {
      heard.push('number' in payload ? payload.number : payload.text)
    },
    onRecover() {
      subscriber.recoveries += 1
    },
  })
  await membership.joined
  return subscriber
}

async function openInProcessBench(): Promise<Bench> {
  const bus = await openRealtimeBus({ kind: 'in-process' }, log)
  return {
    openBus: async () => ({ ...bus, async [Symbol.asyncDispose]() {} }),
    countConnections: async () => undefined,
    async cut() {},
    [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
  }
}

async function openPostgresBench(): Promise<Bench> {
  const database = await createTestDatabase()
  const listening = `from pg_stat_activity where datname = current_database() and query like 'LISTEN%'`
  return {
    openBus: () => openRealtimeBus(connectionTo(database), log),
    async countConnections() {
      const { rows } = await database.pool.query<{ count: number }>(
        `select count(*)::int as count ${listening}`,
      )
      return rows[0]?.count
    },
    async cut() {
      await database.pool.query(`select pg_terminate_backend(pid) ${listening}`)
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

const connectionTo = ({ pool }: Awaited<ReturnType<typeof createTestDatabase>>): RealtimeConnection => ({
  kind: 'postgres',
  pool,
})

async function openRedisBench(start: () => Promise<TestRedisServers>): Promise<Bench> {
  const redis = await start()
  return {
    openBus: () => openRealtimeBus({ kind: 'redis', address: redis.address }, log),
    countConnections: async () => undefined,
    async cut() {
      await redis.kill()
      await redis.start()
    },
    [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose](),
  }
}
