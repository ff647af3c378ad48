import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import Type from 'typebox'
import { describe, expect, test } from 'vitest'
import { certificate } from '../../../../../test/harness/certificate.ts'
import { createTestFolder } from '../../../../../test/harness/folder.ts'
import { findFreePort } from '../../../../../test/harness/free-port.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { canRunRedis, testAddress } from '../../../../../test/harness/redis.ts'
import { startTestCluster } from '../../../../../test/harness/redis-servers.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { openLimitStore } from '../limits/index.ts'
import { defineJob, openQueue } from '../queue/index.ts'
import { createRealtimePublisher, openRealtimeBus, openRealtimeListener } from '../realtime/index.ts'
import { openRedis, type RedisAddress } from './index.ts'
import { slotOf } from './slot-of.ts'

type TestEvents = { update: { number: number } }

const log = pino({ level: 'silent' })
const definition = defineJob({
  name: 'draw',
  payload: Type.Object({ number: Type.Integer() }),
  timeoutMs: 10_000,
  isDivided: true,
})

/** Writes what a service writes, and receives a message. */
async function useAll(address: RedisAddress): Promise<void> {
  const queue = keep(await openQueue({ kind: 'redis', address, queues: 8 }, [definition], log))
  await queue.enqueueAll(
    definition,
    Array.from({ length: 40 }, (_, number) => ({ payload: { number }, options: { id: `entry-${number}` } })),
  )
  const limits = keep(await openLimitStore({ kind: 'redis', address }, log))
  const limiter = limits.createLimiter({ name: 'use', count: 5, windowMs: 60_000 })
  expect((await limiter.consume('one')).remaining).toBe(4)
  const bus = keep(await openRealtimeBus({ kind: 'redis', address }, log))
  const listener = keep(await openRealtimeListener<TestEvents>(bus, log))
  let heard = 0
  listener.listen('ann', {
    onEvent() {
      heard += 1
    },
    onRecover() {},
  })
  const publisher = createRealtimePublisher<TestEvents>(bus, log)
  await waitFor('a message', () => {
    publisher.publish('ann', 'update', { number: 1 })
    return heard > 0
  })
}

describe.runIf(canRunRedis())('Redis', () => {
  test('keys and channels begin with the prefix, and the queues of a cluster are on several nodes', async () => {
    const cluster = keep(await startTestCluster())
    await useAll({ ...cluster.address, prefix: 'pictures' })
    const nodes = await Promise.all(
      cluster.masters.map(async ({ port }) => {
        const redis = new Redis({ host: '127.0.0.1', port })
        const channels = (await redis.call('PUBSUB', 'SHARDCHANNELS')) as string[]
        const keys = await redis.keys('*')
        redis.disconnect()
        return { channels, keys }
      }),
    )
    const names = nodes.flatMap(({ keys, channels }) => [...keys, ...channels])
    expect(names.filter((name) => !/^\{?pictures[:-]/.test(name))).toEqual([])
    expect(nodes.flatMap(({ channels }) => channels).length).toBeGreaterThan(0)
    const withQueues = nodes.filter(({ keys }) => keys.some((key) => key.endsWith(':wait')))
    expect(withQueues.length).toBeGreaterThan(1)
  })

  test('slots are those of the server', async () => {
    const cluster = keep(await startTestCluster())
    const redis = openRedis(cluster.address, {})
    for (const key of ['', 'a', 'foo{bar}baz', '{}x', 'a{b}{c}', '123456789', 'ä{ö}'])
      expect(slotOf(key), key).toBe(await redis.call('CLUSTER', 'KEYSLOT', key))
    redis.disconnect()
  })

  test('over TLS with an authority of its own, and not without it', async () => {
    const folder = keep(await createTestFolder(0o755))
    const [cert, key] = [join(folder.path, 'cert.pem'), join(folder.path, 'key.pem')]
    await writeFile(cert, certificate.cert)
    await writeFile(key, certificate.key)
    const port = await findFreePort()
    const server = spawn(
      'redis-server',
      ['--port', '0', '--tls-port', String(port), '--tls-cert-file', cert, '--tls-key-file', key].concat([
        '--tls-auth-clients',
        'no',
        '--bind',
        '127.0.0.1',
        '--save',
        '',
        '--requirepass',
        'p@ss',
      ]),
      { stdio: 'ignore' },
    )
    keep({
      async [Symbol.asyncDispose]() {
        const exited = once(server, 'exit')
        server.kill('SIGKILL')
        await exited
      },
    })
    const address = { ...testAddress(`rediss://:p%40ss@127.0.0.1:${port}`), ca: certificate.cert }
    const trusting = openRedis(address, {})
    trusting.on('error', () => {})
    expect(await trusting.ping()).toBe('PONG')
    trusting.disconnect()
    await useAll(address)
    const distrusting = openRedis({ ...address, ca: undefined }, {})
    const problem = await new Promise<Error>((resolve) => distrusting.once('error', resolve))
    expect(problem.message).toMatch(/self.signed|unable to verify/i)
    distrusting.on('error', () => {})
    distrusting.disconnect()
  })
})
