import { setTimeout as delay } from 'node:timers/promises'
import type { Cluster } from 'ioredis'
import { settlesWithin } from '../async/index.ts'
import { createOutageLog, type Log } from '../log/index.ts'
import type { RedisAddress } from './address.ts'
import { type ChannelLink, openChannelLink } from './channel-link.ts'
import type { ChannelReader, RedisChannels } from './channel-reader.ts'
import { becomesReady, nodeOptionsOf, openRedis } from './open-redis.ts'
import { slotOf } from './slot-of.ts'

type Owners = { from: number; to: number; node: string }[]

/** How often the owners of slots are read again when nothing has failed, and after a failure. */
const checkIntervalMs = 5_000
const retryMs = 250
const openTimeoutMs = 2_000

/**
 * Reads sharded channels of a cluster, each on a connection to the node that owns its slot. After a failover,
 * or when slots have moved, channels move to their new owners.
 */
export async function openClusterChannels(
  address: RedisAddress & { kind: 'cluster' },
  reader: ChannelReader,
  log: Log,
): Promise<RedisChannels> {
  const cluster = openRedis(address, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    socketTimeout: 5_000,
    commandTimeout: 2_000,
  }) as Cluster
  cluster.on('error', (err) => log.debug({ err }, 'redis: connection to a cluster'))
  const outage = createOutageLog({
    lost: (err) => log.warn({ err }, 'redis: the owners of channels are not known, trying again'),
    back: () => log.info('redis: the owners of channels are known again'),
  })
  const wanted = new Set<string>()
  const links = new Map<string, ChannelLink>()
  let owners: Owners = []
  let isClosed = false
  let hasFailed = false
  let placing: Promise<void> | undefined

  const ownerOf = (channel: string) => {
    const slot = slotOf(channel)
    return owners.find(({ from, to }) => from <= slot && slot <= to)?.node
  }

  function linkTo(node: string): ChannelLink {
    const known = links.get(node)
    if (known) return known
    const at = node.lastIndexOf(':')
    const host = { host: node.slice(0, at), port: Number(node.slice(at + 1)) }
    const link = openChannelLink(
      nodeOptionsOf(address, host),
      'ssubscribe',
      {
        ...reader,
        lost() {
          hasFailed = true
        },
      },
      log,
    )
    links.set(node, link)
    return link
  }

  /** Moves channels to their owners. Messages of those that moved may have been lost. */
  async function placeAll(): Promise<void> {
    owners = await readOwners(cluster)
    const joins: Promise<void>[] = []
    for (const channel of wanted) {
      const node = ownerOf(channel)
      if (node === undefined || links.get(node)?.channels.has(channel)) continue
      for (const link of links.values()) if (link.channels.has(channel)) link.leave(channel)
      joins.push(linkTo(node).join(channel))
    }
    const masters = new Set(owners.map(({ node }) => node))
    for (const [node, link] of links) {
      if (masters.has(node) && link.channels.size > 0) continue
      links.delete(node)
      await link[Symbol.asyncDispose]()
    }
    await settlesWithin(Promise.all(joins), openTimeoutMs)
    if (joins.length > 0) {
      await settlesWithin(Promise.all([...links.values()].map(({ opened }) => opened)), openTimeoutMs)
      reader.recover()
    }
  }

  async function watch(): Promise<void> {
    for (let nextAtMs = 0; !isClosed; await delay(retryMs, undefined, { ref: false })) {
      if (!hasFailed && performance.now() < nextAtMs) continue
      hasFailed = false
      placing = placeAll().then(outage.succeed, (err: unknown) => {
        hasFailed = true
        outage.fail(err)
      })
      await placing
      nextAtMs = performance.now() + checkIntervalMs
    }
  }

  await becomesReady(cluster, openTimeoutMs)
  owners = await readOwners(cluster).catch(() => [])
  void watch()

  return {
    async join(channel) {
      wanted.add(channel)
      const node = ownerOf(channel)
      // It is placed, and `recover` called, when the owners are known.
      if (node === undefined) {
        hasFailed = true
        return
      }
      const link = linkTo(node)
      await link.join(channel)
      await settlesWithin(link.opened, openTimeoutMs)
    },
    leave(channel) {
      wanted.delete(channel)
      for (const link of links.values()) if (link.channels.has(channel)) link.leave(channel)
    },
    async [Symbol.asyncDispose]() {
      isClosed = true
      await placing
      for (const link of links.values()) await link[Symbol.asyncDispose]()
      cluster.disconnect()
    },
  }
}

/** CLUSTER SLOTS: first and last slot, then the master as host, port and id, then its replicas. */
async function readOwners(cluster: Cluster): Promise<Owners> {
  const ranges = await cluster.cluster('SLOTS')
  return ranges.flatMap(([from, to, master]) =>
    master ? [{ from, to, node: `${master[0]}:${master[1]}` }] : [],
  )
}
