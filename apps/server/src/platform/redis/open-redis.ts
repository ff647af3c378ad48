import { once } from 'node:events'
import { rootCertificates } from 'node:tls'
import { Cluster, type ClusterOptions, Redis, type RedisOptions } from 'ioredis'
import type { RedisAddress, RedisHost } from './address.ts'

export type RedisClient = Redis | Cluster

const delayMsMax = 1_000

export function retryStrategy(attempt: number): number {
  return Math.min(50 * 2 ** attempt, delayMsMax)
}

/** Options of a connection to one server, or to the current master; not for a cluster. */
export function redisOptionsOf(address: Exclude<RedisAddress, { kind: 'cluster' }>): RedisOptions {
  const { db } = address
  if (address.kind === 'server') {
    const { host, port } = address
    return { ...securityOf(address), host, port, db, retryStrategy }
  }
  const { sentinels, master: name, sentinel } = address
  return {
    ...securityOf(address),
    sentinels,
    name,
    db,
    sentinelUsername: sentinel.username,
    sentinelPassword: sentinel.password,
    enableTLSForSentinelMode: address.isSecure,
    ...(address.isSecure && { sentinelTLS: tlsOf(address) }),
    sentinelRetryStrategy: retryStrategy,
    retryStrategy,
  }
}

/** Options of a connection to one node of a cluster. */
export function nodeOptionsOf(address: RedisAddress, { host, port }: RedisHost): RedisOptions {
  return { ...securityOf(address), host, port, retryStrategy }
}

/**
 * A client for commands. It connects at once, and again after each loss. The servers may be down.
 *
 * @param options of its connections.
 * @param clusterOptions only for a cluster.
 */
export function openRedis(
  address: RedisAddress,
  options: RedisOptions,
  clusterOptions: ClusterOptions = {},
): RedisClient {
  if (address.kind !== 'cluster') return new Redis({ ...redisOptionsOf(address), ...options })
  const { enableOfflineQueue = true, enableAutoPipelining: _unused, ...connections } = options
  return new Cluster(address.nodes, {
    // Without a queue, commands for a node fail until it is connected, so connect to all nodes at once.
    redisOptions: { ...securityOf(address), ...connections, lazyConnect: enableOfflineQueue },
    clusterRetryStrategy: retryStrategy,
    enableOfflineQueue,
    // A node that disappeared without an answer is noticed by this.
    slotsRefreshInterval: 2_000,
    ...clusterOptions,
  })
}

/** Resolves when it is connected, in a cluster to all masters, or after the timeout. */
export async function becomesReady(redis: RedisClient, timeoutMs: number): Promise<void> {
  const signal = AbortSignal.timeout(timeoutMs)
  await isReady(redis, signal)
  if (redis instanceof Cluster) await Promise.all(redis.nodes('master').map((node) => isReady(node, signal)))
}

async function isReady(client: RedisClient, signal: AbortSignal): Promise<void> {
  if (client.status !== 'ready') await once(client, 'ready', { signal }).catch(() => {})
}

function securityOf(address: RedisAddress): RedisOptions {
  const { username, password, isSecure } = address
  return { username, password, ...(isSecure && { tls: tlsOf(address) }) }
}

const tlsOf = ({ ca }: RedisAddress) => (ca === undefined ? {} : { ca: [...rootCertificates, ca] })
