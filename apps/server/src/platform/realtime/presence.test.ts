import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { canRunRedis, startTestRedis } from '../../../../../test/harness/redis.ts'
import { redisForms, type TestRedisServers } from '../../../../../test/harness/redis-servers.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import {
  openPresence as openPresenceOn,
  openRealtimeBus,
  openRealtimeListener,
  type Presence,
  type RealtimeBus,
} from './index.ts'

type TestEvents = { 'thing:update': { number: number } }
type Buses = AsyncDisposable & { open(): Promise<RealtimeBus> }

const log = pino({ level: 'silent' })

const forms: [string, () => Promise<Buses>][] = [
  ['in-process', openInProcess],
  ['postgres', openPostgres],
]
for (const [form, start] of redisForms) forms.push([form, () => openRedis(start)])

describe.each(forms)('presence, %s', (_form, open) => {
  let buses: Buses
  beforeAll(async () => {
    buses = await open()
  })
  afterAll(() => buses[Symbol.asyncDispose]())

  const openPresence = async (timing = { beginMs: 0, askMs: 100, answerMs: 50 }): Promise<Presence> =>
    keep(await openPresenceOn(keep(await buses.open()), timing))

  /** Opens another process's listener, which opens streams for users. */
  async function openOther() {
    const listener = keep(await openRealtimeListener<TestEvents>(keep(await buses.open()), log))
    return (userId: string, isPresence = true) =>
      listener.listen(userId, { isPresence, onEvent() {}, onRecover() {} })
  }

  /** The rooms in which questions about these users were asked. */
  async function hearQuestions(...userIds: string[]) {
    const bus = keep(await buses.open())
    const asked: string[] = []
    const questions = keep(
      await bus.subscribe({ receive: ({ room }) => void asked.push(room), recover() {} }),
    )
    await Promise.all(userIds.map((userId) => questions.join(`ask:${userId}`)))
    return { asked }
  }

  test('of a user with a stream in another process is found, and others count as absent', async () => {
    const listen = await openOther()
    const presence = await openPresence({ beginMs: 0, askMs: 5_000, answerMs: 60_000 })
    listen('ann')
    const found: string[] = []
    using ann = presence.follow('ann', () => void found.push('ann'))
    using bob = presence.follow('bob', () => {})
    await waitFor('ann to be found', () => ann.isPresent())
    // The message that the stream was opened may arrive, too.
    expect(new Set(found)).toEqual(new Set(['ann']))
    expect(bob.isPresent()).toBe(false)
  })

  test('does not include users who only wait for an end', async () => {
    const listen = await openOther()
    listen('ann', false)
    const presence = await openPresence({ beginMs: 0, askMs: 20, answerMs: 60_000 })
    using ann = presence.follow('ann', () => {})
    listen('bob')
    using bob = presence.follow('bob', () => {})
    await waitFor('bob to be found', () => bob.isPresent())
    expect(ann.isPresent()).toBe(false)
  })

  test('reports each new stream immediately, also a second one', async () => {
    const listen = await openOther()
    const { asked } = await hearQuestions('ann')
    const presence = await openPresence({ beginMs: 0, askMs: 60_000, answerMs: 60_000 })
    const arrivals: string[] = []
    using ann = presence.follow('ann', () => void arrivals.push('ann'))
    // An answer would count as well.
    await waitFor('the question', () => asked.length > 0)
    listen('ann')
    await waitFor('the first one', () => arrivals.length === 1)
    expect(ann.isPresent()).toBe(true)
    listen('ann')
    await waitFor('the second one', () => arrivals.length === 2)
  })

  test('ends some time after the last stream, without a message from its process', async () => {
    const listen = await openOther()
    const stream = listen('ann')
    const presence = await openPresence()
    using ann = presence.follow('ann', () => {})
    await waitFor('ann to be found', () => ann.isPresent())
    stream[Symbol.dispose]()
    await waitFor('ann to be gone', () => !ann.isPresent())
  })

  test('is asked for once for all followers of a user', async () => {
    const { asked } = await hearQuestions('ann', 'bob')
    const presence = await openPresence({ beginMs: 0, askMs: 5_000, answerMs: 60_000 })
    const followers = [presence.follow('ann', () => {}), presence.follow('ann', () => {})]
    using bob = presence.follow('bob', () => {})
    await waitFor('the questions', () => asked.length === 2)
    expect(asked.toSorted()).toEqual(['ask:ann', 'ask:bob'])
    for (const follower of followers) follower[Symbol.dispose]()
    expect(bob.isPresent()).toBe(false)
  })

  test('keeps nothing of users who are not followed any more', async () => {
    const presence = await openPresence()
    for (let times = 0; times < 10_000; times += 1) {
      using _first = presence.follow(`user-${times}`, () => {})
      using _second = presence.follow(`user-${times}`, () => {})
      expect(presence.size).toBe(1)
    }
    expect(presence.size).toBe(0)
  })

  test('is not asked for if a follower ends immediately', async () => {
    const { asked } = await hearQuestions('ann', 'bob')
    const presence = await openPresence({ beginMs: 1, askMs: 5_000, answerMs: 50 })
    presence.follow('ann', () => {})[Symbol.dispose]()
    using _bob = presence.follow('bob', () => {})
    await waitFor('the question', () => asked.length > 0)
    expect(asked).toEqual(['ask:bob'])
  })
})

describe.runIf(canRunRedis())('while the bus is down', () => {
  test('all users count as present, until it works again', async () => {
    const redis = keep(await startTestRedis())
    const bus = keep(await openRealtimeBus({ kind: 'redis', address: redis.address }, log))
    const presence = keep(await openPresenceOn(bus, { beginMs: 0, askMs: 100, answerMs: 50 }))
    using ann = presence.follow('ann', () => {})
    await waitFor('the first answer', async () => !ann.isPresent())
    await redis.kill()
    await waitFor('the outage', () => ann.isPresent())
    await redis.start()
    await waitFor('the end of the outage', () => !ann.isPresent())
  })
})

async function openInProcess(): Promise<Buses> {
  const bus = await openRealtimeBus({ kind: 'in-process' }, log)
  return {
    open: async () => ({ ...bus, async [Symbol.asyncDispose]() {} }),
    [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
  }
}

async function openPostgres(): Promise<Buses> {
  const database = await createTestDatabase()
  return {
    open: () => openRealtimeBus({ kind: 'postgres', pool: database.pool }, log),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

async function openRedis(start: () => Promise<TestRedisServers>): Promise<Buses> {
  const redis = await start()
  return {
    open: () => openRealtimeBus({ kind: 'redis', address: redis.address }, log),
    [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose](),
  }
}
