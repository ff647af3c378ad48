import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { createDisposalStack, type DisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import type { RedisAddress } from '../../apps/server/src/platform/redis/index.ts'
import { createTestFolder } from './folder.ts'
import { findFreePort } from './free-port.ts'
import { canRunRedis, startTestRedis, testAddress } from './redis.ts'
import { waitFor } from './wait.ts'

/** A redis-server that keeps its port and its role, but no data, when it is started again. */
export type RedisNode = { readonly port: number; kill(): Promise<void>; start(): Promise<void> }

/** Real redis-servers in one of the forms that the service supports. */
export type TestRedisServers = AsyncDisposable & {
  readonly url: string
  readonly address: RedisAddress
  /** Kills the servers that were masters at the beginning. */
  kill(): Promise<void>
  /** Starts them again, empty. */
  start(): Promise<void>
}

export type TestRedisNodes = TestRedisServers & { readonly masters: readonly RedisNode[] }

/** Every form without replicas, for `describe.each`; none where there is no redis-server. */
export const redisForms: [form: string, start: () => Promise<TestRedisServers>][] = canRunRedis()
  ? [
      ['redis', startTestRedis],
      ['redis with a sentinel', startTestSentinel],
      ['a redis cluster', startTestCluster],
    ]
  : []

const slotsCount = 16_384
/** How long a server may be silent before the others replace it. */
const silenceMs = 1_000
/** The same where nothing can replace it: longer, so that a busy machine does not end a cluster. */
const silenceMsAlone = 4_000

const running = new Set<ChildProcess>()
process.once('exit', () => {
  for (const server of running) server.kill('SIGKILL')
})

/** A cluster of three masters, each with this many replicas. */
export async function startTestCluster(replicas = 0): Promise<TestRedisNodes> {
  const stack = createDisposalStack()
  const nodes: RedisNode[] = []
  for (let number = 0; number < 3 * (1 + replicas); number += 1) {
    nodes.push(
      await startNode(stack, {
        'cluster-enabled': 'yes',
        'cluster-port': String(await findFreePort()),
        'cluster-node-timeout': String(replicas > 0 ? silenceMs : silenceMsAlone),
        'cluster-config-file': 'nodes.conf',
      }),
    )
  }
  const masters = nodes.slice(0, 3)
  const ids = await Promise.all(
    nodes.map(({ port }) => ask(port, (redis) => redis.call('CLUSTER', 'MYID') as Promise<string>)),
  )
  const buses = await Promise.all(
    nodes.map(async ({ port }) => {
      const [, bus] = (await ask(port, (redis) => redis.config('GET', 'cluster-port'))) as string[]
      return bus ?? ''
    }),
  )
  for (const [at, { port }] of masters.entries()) {
    const [from, to] = [at, at + 1].map((third) => Math.floor((slotsCount * third) / 3)) as [number, number]
    await ask(port, (redis) => redis.call('CLUSTER', 'ADDSLOTSRANGE', from, to - 1))
    await ask(port, (redis) => redis.call('CLUSTER', 'SET-CONFIG-EPOCH', at + 1))
  }
  const [first] = nodes as [RedisNode]
  for (const [at, { port }] of nodes.entries())
    if (at > 0)
      await ask(first.port, (redis) => redis.call('CLUSTER', 'MEET', '127.0.0.1', port, buses[at] ?? ''))
  const allKnow = (text: string, count: number) => () =>
    Promise.all(
      nodes.map(({ port }) => ask(port, (redis) => redis.call('CLUSTER', 'INFO') as Promise<string>)),
    ).then((infos) =>
      infos.every((info) => info.includes(`cluster_known_nodes:${count}`) && info.includes(text)),
    )
  await waitFor('the nodes to know each other', allKnow('cluster_state:ok', nodes.length))
  for (const [at, { port }] of nodes.entries()) {
    if (at < 3) continue
    await waitFor('a replica to be accepted', () =>
      ask(port, (redis) => redis.call('CLUSTER', 'REPLICATE', ids[at % 3] ?? '')).then(
        () => true,
        () => undefined,
      ),
    )
    await waitForReplica(port)
  }
  const url = `redis+cluster://${masters.map(({ port }) => `127.0.0.1:${port}`).join(',')}`
  return asServers(url, masters, stack)
}

/** A master with this many replicas, and a sentinel that watches them. */
export async function startTestSentinel(replicas = 0): Promise<TestRedisNodes> {
  const stack = createDisposalStack()
  const master = await startNode(stack, {})
  for (let number = 0; number < replicas; number += 1) {
    const replica = await startNode(stack, {
      replicaof: `127.0.0.1 ${master.port}`,
      'repl-diskless-sync-delay': '0',
    })
    await waitForReplica(replica.port)
  }
  const folder = stack.use(await createTestFolder(0o755))
  const port = await findFreePort()
  const file = join(folder.path, 'sentinel.conf')
  await writeFile(
    file,
    `port ${port}
bind 127.0.0.1
dir ${folder.path}
sentinel monitor pictures 127.0.0.1 ${master.port} 1
sentinel down-after-milliseconds pictures ${silenceMs}
sentinel failover-timeout pictures 3000
`,
  )
  stack.defer(await launch([file, '--sentinel'], port))
  await waitFor('the sentinel to know all servers', async () => {
    const found = await ask(
      port,
      (redis) => redis.call('SENTINEL', 'REPLICAS', 'pictures') as Promise<unknown[]>,
    )
    return found.length === replicas
  })
  const url = `redis+sentinel://127.0.0.1:${port}/pictures`
  return asServers(url, [master], stack)
}

function asServers(url: string, masters: RedisNode[], stack: DisposalStack): TestRedisNodes {
  return {
    url,
    address: testAddress(url),
    masters,
    kill: async () => void (await Promise.all(masters.map((master) => master.kill()))),
    start: async () => void (await Promise.all(masters.map((master) => master.start()))),
    [Symbol.asyncDispose]: () => stack[Symbol.asyncDispose](),
  }
}

async function startNode(stack: DisposalStack, more: Record<string, string>): Promise<RedisNode> {
  const folder = stack.use(await createTestFolder(0o755))
  const port = await findFreePort()
  const settings = { port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: folder.path, ...more }
  const options = Object.entries(settings).flatMap(([name, value]) => [
    `--${name}`,
    ...String(value).split(' '),
  ])
  let end = await launch(options, port)
  stack.defer(() => end())
  return {
    port,
    kill: () => end(),
    async start() {
      end = await launch(options, port)
    },
  }
}

/** @returns a function that kills it. */
async function launch(options: string[], port: number): Promise<() => Promise<void>> {
  const server = spawn('redis-server', options, { stdio: 'ignore' })
  running.add(server)
  server.once('exit', () => running.delete(server))
  await waitFor('redis-server to answer', () => {
    if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}`)
    return ask(port, (redis) => redis.ping()).catch(() => undefined)
  })
  return async () => {
    if (server.exitCode !== null || server.signalCode !== null) return
    const exited = once(server, 'exit')
    server.kill('SIGKILL')
    await exited
  }
}

async function waitForReplica(port: number): Promise<void> {
  await waitFor('the replica to follow its master', async () =>
    (await ask(port, (redis) => redis.info('replication'))).includes('master_link_status:up'),
  )
}

async function ask<Answer>(port: number, question: (redis: Redis) => Promise<Answer>): Promise<Answer> {
  const redis = new Redis({ port, host: '127.0.0.1', retryStrategy: () => null, maxRetriesPerRequest: 0 })
  redis.on('error', () => undefined)
  try {
    return await question(redis)
  } finally {
    redis.disconnect()
  }
}
