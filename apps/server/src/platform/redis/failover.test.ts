import { Redis } from 'ioredis'
import { pino } from 'pino'
import Type from 'typebox'
import { describe, test } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { canRunRedis } from '../../../../../test/harness/redis.ts'
import { startTestCluster, startTestSentinel } from '../../../../../test/harness/redis-servers.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { openLimitStore } from '../limits/index.ts'
import { defineJob, handleJob, openQueue, startWorker } from '../queue/index.ts'
import { createRealtimePublisher, openRealtimeBus, openRealtimeListener } from '../realtime/index.ts'

type TestEvents = { update: { number: number } }

const log = pino({ level: 'silent' })
const definition = defineJob({
  name: 'draw',
  payload: Type.Object({ number: Type.Integer() }),
  timeoutMs: 10_000,
  isDivided: true,
})
const users = Array.from({ length: 30 }, (_, number) => `user-${number}`)

const forms = [
  ['a sentinel', () => startTestSentinel(1)],
  ['a cluster', () => startTestCluster(1)],
] as const

describe.runIf(canRunRedis()).each(forms)('when %s replaces a killed master', (_form, start) => {
  test('messages arrive again after a call of recover, entries are taken, and limits count', async () => {
    const servers = keep(await start())
    const { address } = servers
    const connection = { kind: 'redis', address, queues: 3 } as const
    const queue = keep(await openQueue(connection, [definition], log))
    const limits = keep(await openLimitStore({ kind: 'redis', address }, log))
    const limiter = limits.createLimiter({ name: 'failover', count: 1_000, windowMs: 600_000 })
    const [writing, reading] = [
      keep(await openRealtimeBus({ kind: 'redis', address }, log)),
      keep(await openRealtimeBus({ kind: 'redis', address }, log)),
    ]
    const publisher = createRealtimePublisher<TestEvents>(writing, log)
    const listener = keep(await openRealtimeListener<TestEvents>(reading, log))
    const heard = new Map<string, number>()
    let recoveries = 0
    for (const user of users) {
      listener.listen(user, {
        onEvent: (_name, { number }) => void heard.set(user, number),
        onRecover() {
          recoveries += 1
        },
      })
    }
    const hearsAll = (number: number) =>
      waitFor('messages for all users', () => {
        for (const user of users)
          if (heard.get(user) !== number) publisher.publish(user, 'update', { number })
        return users.every((user) => heard.get(user) === number)
      })
    await hearsAll(1)
    const entries = (from: number) =>
      Array.from({ length: 10 }, (_, at) => ({
        payload: { number: from + at },
        options: { id: `entry-${from + at}` },
      }))
    await queue.enqueueAll(definition, entries(0))
    for (let use = 1; use <= 5; use += 1) await limiter.consume('one')
    // Replicas get what was written.
    for (const { port } of servers.masters) await waitForReplicas(port)

    const read = await Promise.all(servers.masters.map(({ port }) => countReadChannels(port)))
    const victim = read.findIndex((count) => count > 0)
    recoveries = 0
    await servers.masters[victim]?.kill()
    await waitFor('recover to be called', () => recoveries >= users.length)
    await hearsAll(2)
    await waitFor('entries to be accepted', () =>
      queue.enqueueAll(definition, entries(10)).then(
        () => true,
        () => undefined,
      ),
    )
    const handled = new Set<number>()
    const handler = handleJob(definition, async ({ number }) => void handled.add(number))
    keep(
      await startWorker(connection, {
        definitions: [definition],
        handlers: [handler],
        concurrency: 6,
        graceMs: 1_000,
        log,
      }),
    )
    await waitFor('all entries to be handled', () => handled.size === 20)
    await waitFor('the limit to be counted on', async () => {
      const { remaining } = await limiter.peek('one')
      return remaining === 1_000 - 6
    })
  })
})

async function waitForReplicas(port: number): Promise<void> {
  await using client = keepOpen(port)
  await waitFor('the replica to have everything', async () => (await client.redis.wait(1, 1_000)) === 1)
}

async function countReadChannels(port: number): Promise<number> {
  await using client = keepOpen(port)
  const lists = await Promise.all(
    ['CHANNELS', 'SHARDCHANNELS'].map(
      (kind) => client.redis.call('PUBSUB', kind, 'chatsvg*') as Promise<string[]>,
    ),
  )
  return lists.flat().length
}

function keepOpen(port: number) {
  const redis = new Redis({ host: '127.0.0.1', port })
  return { redis, [Symbol.asyncDispose]: async () => redis.disconnect() }
}
