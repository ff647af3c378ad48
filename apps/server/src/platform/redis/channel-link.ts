import { Redis, type RedisOptions } from 'ioredis'
import type { Log } from '../log/index.ts'
import type { ChannelReader, RedisChannels } from './channel-reader.ts'

export type LinkReader = ChannelReader & {
  /** The connection broke, or the server refused a channel. */
  lost(): void
}

export type ChannelLink = RedisChannels & {
  readonly channels: ReadonlySet<string>
  /** Resolves when it is connected for the first time, with its channels of that moment. */
  readonly opened: Promise<void>
}

const heartbeatIntervalMs = 10_000
/** Channels in one command. */
const channelsAtOnce = 500

/**
 * Reads channels on one connection to one server. `ssubscribe` reads sharded channels, one in each command.
 */
export function openChannelLink(
  options: RedisOptions,
  command: 'subscribe' | 'ssubscribe',
  reader: LinkReader,
  log: Log,
): ChannelLink {
  const isSharded = command === 'ssubscribe'
  const redis = new Redis({
    ...options,
    // Subscribes explicitly at each `ready`, to know when messages arrive again.
    autoResubscribe: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    socketTimeout: 5_000,
  })
  const channels = new Set<string>()
  let isFirst = true

  /** @returns whether it was accepted. A refused sharded channel is given up: another node owns it. */
  async function subscribe(names: string[]): Promise<boolean> {
    try {
      await redis[command](...names)
      return true
    } catch (err) {
      // If the connection broke, the next `ready` subscribes again.
      log.debug({ err }, 'redis: not subscribed')
      if (isSharded) for (const name of names) channels.delete(name)
      reader.lost()
      return false
    }
  }

  async function subscribeAll(): Promise<boolean> {
    const all = [...channels]
    const size = isSharded ? 1 : channelsAtOnce
    const accepted = await Promise.all(
      Array.from({ length: Math.ceil(all.length / size) }, (_, at) =>
        subscribe(all.slice(at * size, (at + 1) * size)),
      ),
    )
    return accepted.every(Boolean)
  }

  const opened = new Promise<void>((resolve) => {
    redis.on('ready', async () => {
      if (!(await subscribeAll())) return
      if (!isFirst) reader.recover()
      isFirst = false
      resolve()
    })
  })

  redis.on('error', (err) => log.debug({ err }, 'redis: connection of a subscriber'))
  redis.on('close', () => reader.lost())
  redis.on(isSharded ? 'smessage' : 'message', reader.receive)
  // A subscriber only reads, so only an unanswered ping shows that a connection died silently.
  const heartbeat = setInterval(() => {
    redis.ping().catch(() => {})
  }, heartbeatIntervalMs)
  heartbeat.unref()

  return {
    channels,
    opened,
    async join(channel) {
      channels.add(channel)
      if (redis.status !== 'ready') return
      await subscribe([channel])
    },
    leave(channel) {
      channels.delete(channel)
      if (redis.status !== 'ready') return
      const left = isSharded ? redis.sunsubscribe(channel) : redis.unsubscribe(channel)
      left.catch(() => {})
    },
    async [Symbol.asyncDispose]() {
      clearInterval(heartbeat)
      redis.disconnect()
    },
  }
}
