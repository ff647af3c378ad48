import type { Cluster } from 'ioredis'
import { settlesWithin } from '../async/index.ts'
import type { Log } from '../log/index.ts'
import type { RedisAddress } from './address.ts'
import { openChannelLink } from './channel-link.ts'
import type { ChannelReader, RedisChannels } from './channel-reader.ts'
import { openClusterChannels } from './cluster-channels.ts'
import { type RedisClient, redisOptionsOf } from './open-redis.ts'

const openTimeoutMs = 2_000

/**
 * Opens one connection, or one to each node of a cluster that has a channel. In a cluster the channels are
 * sharded (Redis 7): a node sends a message to its own subscribers only, and to no other node.
 */
export async function openRedisChannels(
  address: RedisAddress,
  reader: ChannelReader,
  log: Log,
): Promise<RedisChannels> {
  if (address.kind === 'cluster') return openClusterChannels(address, reader, log)
  const link = openChannelLink(redisOptionsOf(address), 'subscribe', { ...reader, lost() {} }, log)
  await settlesWithin(link.opened, openTimeoutMs)
  return link
}

/** Publishes to the readers of the channel, in the order of the calls. */
export function publishOn(redis: RedisClient, channel: string, message: string): Promise<unknown> {
  return isCluster(redis) ? redis.spublish(channel, message) : redis.publish(channel, message)
}

const isCluster = (redis: RedisClient): redis is Cluster => redis.isCluster
