import type { Log } from '../log/index.ts'
import { becomesReady, openRedis, openRedisChannels, publishOn, type RedisAddress } from '../redis/index.ts'
import type { RealtimeBus } from './bus-message.ts'
import { createDropLog } from './drop-log.ts'
import { formatLine, parseLine } from './message-format.ts'

const openTimeoutMs = 2_000
/** The maximum that waits for Redis to accept it; beyond that the newest messages are dropped. */
const pendingCharsMax = 8 * 1024 * 1024

/** Publishes on one connection, so that Redis gets a publisher's messages in order. */
export async function openRedisBus(address: RedisAddress, log: Log): Promise<RealtimeBus> {
  const channel = `${address.prefix}:realtime`
  const publisher = openRedis(
    address,
    {
      enableOfflineQueue: false,
      // Messages of one turn of the event loop go together in one write.
      enableAutoPipelining: true,
      maxRetriesPerRequest: 0,
      connectTimeout: openTimeoutMs,
      socketTimeout: 5_000,
      // Not sent again after a lost connection: whether it was sent is unknown, and later messages would pass
      // it.
    },
    { retryDelayOnFailover: 0, retryDelayOnClusterDown: 0 },
  )
  publisher.on('error', (err) => log.debug({ err }, 'realtime: Redis connection'))
  await becomesReady(publisher, openTimeoutMs)
  const drops = createDropLog(log)
  let pendingChars = 0

  return {
    publish(message) {
      const line = formatLine(message)
      if (pendingChars + line.length > pendingCharsMax) {
        drops.fail(new Error('Redis takes messages too slowly'))
        return
      }
      pendingChars += line.length
      publishOn(publisher, channel, line)
        .then(
          () => drops.succeed(),
          (err: unknown) => drops.fail(err),
        )
        .finally(() => {
          pendingChars -= line.length
        })
    },
    async subscribe(subscriber) {
      const reader = {
        receive(_channel: string, line: string) {
          const message = parseLine(line)
          if (subscriber.hasRoom(message.room)) subscriber.receive(message)
        },
        recover: () => subscriber.recover(),
      }
      const channels = await openRedisChannels(address, reader, log)
      await channels.join(channel)
      return channels
    },
    async [Symbol.asyncDispose]() {
      if (publisher.status === 'ready') await publisher.quit().catch(() => {})
      publisher.disconnect()
    },
  }
}
