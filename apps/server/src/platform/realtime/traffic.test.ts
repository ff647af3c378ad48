import { Redis } from 'ioredis'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { canRunRedis, startTestRedis, type TestRedis } from '../../../../../test/harness/redis.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import {
  createRealtimePublisher,
  openPresence,
  openRealtimeBus,
  openRealtimeListener,
  type RealtimeListener,
} from './index.ts'

type TestEvents = { preview: { text: string }; end: { number: number } }

const log = pino({ level: 'silent' })
const usersCount = 20
const previewsOfUser = 25
const text = 'x'.repeat(2_048)
const users = Array.from({ length: usersCount }, (_, number) => `user-${number}`)
/** For what differs by chance: the answers to a few pings. */
const tolerance = 1.1

/** What a process of the service opens, without its sockets. */
async function openProcess(redis: TestRedis) {
  const bus = keep(await openRealtimeBus({ kind: 'redis', address: redis.address }, log))
  const listener = keep(await openRealtimeListener<TestEvents>(bus, log))
  keep(await openPresence(bus))
  return { bus, listener }
}

async function watchServer(redis: TestRedis) {
  const client = new Redis(redis.url)
  keep({ [Symbol.asyncDispose]: async () => client.disconnect() })
  return {
    async sentBytes() {
      return Number(/total_net_output_bytes:(\d+)/.exec(await client.info('stats'))?.[1])
    },
    countReaders: async (channel: string) =>
      ((await client.pubsub('NUMSUB', channel)) as [string, number])[1],
    listChannels: async () => (await client.pubsub('CHANNELS', '*')) as string[],
  }
}

/**
 * One worker draws for every user, and each user looks in some of the other processes.
 *
 * @returns the bytes that Redis has sent for it.
 */
async function draw(processesCount: number, looksOfUser: number): Promise<number> {
  const redis = keep(await startTestRedis())
  const server = await watchServer(redis)
  const [worker, ...others] = await Promise.all(
    Array.from({ length: processesCount }, () => openProcess(redis)),
  )
  if (!worker) throw new Error('there is no process')
  const publisher = createRealtimePublisher<TestEvents>(worker.bus, log, (name) => name === 'end')
  let heard = 0
  let ends = 0
  const onEvent = () => {
    heard += 1
  }
  const look = (listener: RealtimeListener<TestEvents>, user: string) =>
    listener.listen(user, { isPresence: true, onEvent, onRecover() {} }).joined
  for (const [at, user] of users.entries()) {
    const first = (at * looksOfUser) % others.length
    const chosen = Array.from({ length: looksOfUser }, (_, look) => others[(first + look) % others.length])
    await Promise.all(chosen.map((process) => process && look(process.listener, user)))
    const own = worker.listener.listen(user, {
      isOnlyFinal: true,
      onEvent(name) {
        expect(name).toBe('end')
        ends += 1
      },
      onRecover() {},
    })
    await own.joined
    expect(await server.countReaders(`chatsvg:user:{${user}}`)).toBe(looksOfUser)
    expect(await server.countReaders(`chatsvg:final:{${user}}`)).toBe(looksOfUser + 1)
  }
  const before = await server.sentBytes()
  for (let number = 0; number < previewsOfUser; number += 1)
    for (const user of users) publisher.publish(user, 'preview', { text })
  for (const user of users) publisher.publish(user, 'end', { number: 1 })
  const expected = usersCount * looksOfUser * (previewsOfUser + 1)
  await waitFor('all events', () => heard === expected && ends === usersCount)
  return (await server.sentBytes()) - before
}

describe.runIf(canRunRedis())('what Redis sends', () => {
  test('grows with the users who look, and not with the processes', async () => {
    const few = await draw(8, 1)
    const many = await draw(40, 1)
    expect(many).toBeGreaterThan(usersCount * previewsOfUser * text.length)
    expect(many).toBeLessThan(few * tolerance)
    const twice = await draw(40, 2)
    expect(twice).toBeGreaterThan((many * 2) / tolerance)
    expect(twice).toBeLessThan(many * 2 * tolerance)
  })

  test('a process leaves the rooms of a user with the last listener, and not before', async () => {
    const redis = keep(await startTestRedis())
    const server = await watchServer(redis)
    const { listener } = await openProcess(redis)
    const listen = () => listener.listen('ann', { isPresence: true, onEvent() {}, onRecover() {} })
    const memberships = [listen(), listen()]
    await Promise.all(memberships.map(({ joined }) => joined))
    const rooms = ['chatsvg:ask:{ann}', 'chatsvg:final:{ann}', 'chatsvg:user:{ann}']
    memberships[0]?.[Symbol.dispose]()
    memberships[0]?.[Symbol.dispose]()
    const witness = listener.listen('bob', { onEvent() {}, onRecover() {} })
    await witness.joined
    expect((await server.listChannels()).filter((name) => name.includes('ann')).toSorted()).toEqual(rooms)
    memberships[1]?.[Symbol.dispose]()
    witness[Symbol.dispose]()
    await waitFor('all rooms to be left', async () => (await server.listChannels()).length === 0)
  })
})
