import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as delay } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { parseRedisUrl } from '../../apps/server/src/config/redis-url.ts'
import type { RedisAddress } from '../../apps/server/src/platform/redis/index.ts'
import { findFreePort } from './free-port.ts'

/** A separate real redis-server on a free loopback port, without files. */
export type TestRedis = AsyncDisposable & {
  readonly url: string
  /** The same for the parts of the platform. */
  readonly address: RedisAddress
  /** SIGKILL: connections break, data is gone. */
  kill(): Promise<void>
  /** Starts again on the same port, empty. */
  start(): Promise<void>
  /** Stops answering without closing connections, until `resume`. */
  suspend(): void
  resume(): void
  flush(): Promise<void>
}

/** However the test process ends, its servers end with it. */
const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const server of running) server.kill('SIGKILL')
})

const isInstalled = spawnSync('redis-server', ['--version']).status === 0

/**
 * Whether tests with Redis can run here. Without redis-server a developer gets one line. In CI it is a
 * failure, because a suite that silently skips half of its tests is worse than a red one.
 */
export function canRunRedis(): boolean {
  if (isInstalled) return true
  if (process.env.CI === 'true')
    throw new Error('redis-server is not installed: the Redis tests must run in CI')
  process.stderr.write('skipped: redis-server is not installed, tests on Redis do not run\n')
  return false
}

/** Starts a server; dispose it at the end of the test. */
export async function startTestRedis(): Promise<TestRedis> {
  const port = await findFreePort()
  const url = `redis://127.0.0.1:${port}`
  let server = await launch(port, url)

  return {
    url,
    address: testAddress(url),
    async kill() {
      await end(server)
    },
    async start() {
      server = await launch(port, url)
    },
    suspend() {
      server.kill('SIGSTOP')
    },
    resume() {
      server.kill('SIGCONT')
    },
    async flush() {
      await using client = connect(url)
      await client.redis.flushall()
    },
    async [Symbol.asyncDispose]() {
      await end(server)
    },
  }
}

export function testAddress(url: string): RedisAddress {
  return { ...parseRedisUrl(url), prefix: 'chatsvg', ca: undefined }
}

async function launch(port: number, url: string): Promise<ChildProcess> {
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: '/tmp' }
  const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
  const server = spawn('redis-server', options, { stdio: 'ignore' })
  running.add(server)
  server.once('exit', () => running.delete(server))
  const deadlineMs = Date.now() + 60_000
  for (;;) {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}`)
    await using client = connect(url)
    const isUp = await client.redis.ping().then(
      () => true,
      () => false,
    )
    if (isUp) return server
    if (Date.now() > deadlineMs) throw new Error('redis-server does not answer')
    await delay(20)
  }
}

function connect(url: string): AsyncDisposable & { redis: Redis } {
  const redis = new Redis(url, { retryStrategy: () => null, maxRetriesPerRequest: 0 })
  redis.on('error', () => {})
  return {
    redis,
    async [Symbol.asyncDispose]() {
      redis.disconnect()
    },
  }
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const exited = once(server, 'exit')
  server.kill('SIGKILL')
  await exited
}
