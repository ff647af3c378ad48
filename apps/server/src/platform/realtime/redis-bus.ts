import type { Log } from '../log/index.ts'
import { becomesReady, openRedis, openRedisChannels, publishOn, type RedisAddress } from '../redis/index.ts'
import type { BusBackend } from './bus-message.ts'
import { createDropLog } from './drop-log.ts'

const openTimeoutMs = 2_000
/** The maximum that waits for Redis to accept it; beyond that the newest messages are dropped. */
const pendingCharsMax = 8 * 1024 * 1024

/**
 * Each room is a channel, so Redis sends a message only to processes that are in its room. Publishes on one
 * connection, so that Redis gets a publisher's messages in order. The rooms of a user are on the same node of
 * a cluster, so the order holds among them.
 */
export async function openRedisBus(address: RedisAddress, log: Log): Promise<BusBackend> {
  const publisher = openRedis(
    address,
    {
      enableOfflineQueue: false,
      // Messages of one turn of the event loop go together in one write.
      enableAutoPipelining: true,
      maxRetriesPerRequest: 0,
      connectTimeout: openTimeoutMs,
      socketTimeout: 5_000,
    },
    // Not sent again after a lost connection: whether it was sent is unknown, and later messages would pass
    // it.
    { retryDelayOnFailover: 0, retryDelayOnClusterDown: 0 },
  )
  publisher.on('error', (err) => log.debug({ err }, 'realtime: Redis connection'))
  await becomesReady(publisher, openTimeoutMs)
  const drops = createDropLog(log)
  const { channelOf, roomOf } = nameChannels(address.prefix)
  let pendingChars = 0

  return {
    publish({ room, body }) {
      if (pendingChars + body.length > pendingCharsMax) {
        drops.fail(new Error('Redis takes messages too slowly'))
        return
      }
      pendingChars += body.length
      publishOn(publisher, channelOf(room), body)
        .then(
          () => drops.succeed(),
          (err: unknown) => drops.fail(err),
        )
        .finally(() => {
          pendingChars -= body.length
        })
    },
    async subscribe(reader) {
      const channels = await openRedisChannels(
        address,
        {
          receive: (channel, body) => reader.receive({ room: roomOf(channel), body }),
          recover: () => reader.recover(),
        },
        log,
      )
      return {
        join: (room) => channels.join(channelOf(room)),
        leave: (room) => channels.leave(channelOf(room)),
        [Symbol.asyncDispose]: () => channels[Symbol.asyncDispose](),
      }
    },
    async [Symbol.asyncDispose]() {
      if (publisher.status === 'ready') await publisher.quit().catch(() => {})
      publisher.disconnect()
    },
  }
}

/** The room `kind:id` is the channel `<prefix>:kind:{id}`, whose slot is that of the id. */
function nameChannels(prefix: string) {
  return {
    channelOf(room: string): string {
      const at = room.indexOf(':') + 1
      return `${prefix}:${room.slice(0, at)}{${room.slice(at)}}`
    },
    roomOf(channel: string): string {
      const room = channel.slice(prefix.length + 1, -1)
      const at = room.indexOf('{')
      return room.slice(0, at) + room.slice(at + 1)
    },
  }
}
