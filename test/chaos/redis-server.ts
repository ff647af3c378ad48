import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Redis } from 'ioredis'
import { findFreePort } from '../harness/free-port.ts'
import { waitFor } from '../harness/wait.ts'

/** A redis-server that persists its data in its folder (AOF), as in production. */
export type ChaosRedis = AsyncDisposable & {
  readonly port: number
  readonly pid: number
  kill(): Promise<void>
  /** Restarts it on the same port with the persisted data; a running one is not changed. */
  start(): Promise<void>
  flush(): Promise<void>
  configure(name: string, value: string): Promise<void>
  usedBytes(): Promise<number>
}

export async function startChaosRedis(
  folder: string,
  own: (child: ChildProcess) => void,
): Promise<ChaosRedis> {
  const port = await findFreePort()
  let server = await launch()

  async function launch(): Promise<ChildProcess> {
    const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'yes', appendfsync: 'no', dir: folder }
    const options = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)])
    const child = spawn('redis-server', options, { stdio: 'ignore', detached: true })
    own(child)
    await waitFor('redis-server to answer', () => {
      if (child.exitCode !== null) throw new Error(`redis-server ended with ${child.exitCode}`)
      return ask((redis) => redis.ping()).catch(() => undefined)
    })
    return child
  }

  async function ask<Answer>(question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
    const redis = new Redis({ port, host: '127.0.0.1', retryStrategy: () => null, maxRetriesPerRequest: 0 })
    redis.on('error', () => undefined)
    try {
      return await question(redis)
    } finally {
      redis.disconnect()
    }
  }

  const isRunning = () => server.exitCode === null && server.signalCode === null

  async function kill(): Promise<void> {
    if (!isRunning()) return
    const exited = once(server, 'exit')
    server.kill('SIGKILL')
    await exited
  }

  return {
    port,
    get pid() {
      return server.pid ?? 0
    },
    kill,
    async start() {
      if (!isRunning()) server = await launch()
    },
    async flush() {
      await ask((redis) => redis.flushall())
    },
    async configure(name, value) {
      await ask((redis) => redis.config('SET', name, value))
    },
    async usedBytes() {
      const text = await ask((redis) => redis.info('memory'))
      return Number(/used_memory:(\d+)/.exec(text)?.[1])
    },
    [Symbol.asyncDispose]: kill,
  }
}
