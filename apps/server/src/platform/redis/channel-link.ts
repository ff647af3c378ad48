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

  async function unsubscribe(names: string[]): Promise<boolean> {
    await (isSharded ? redis.sunsubscribe(...names) : redis.unsubscribe(...names)).catch(() => {})
    return true
  }

  async function send(names: string[], sendSome: (names: string[]) => Promise<boolean>): Promise<boolean> {
    const size = isSharded ? 1 : channelsAtOnce
    const accepted = await Promise.all(
      Array.from({ length: Math.ceil(names.length / size) }, (_, at) =>
        sendSome(names.slice(at * size, (at + 1) * size)),
      ),
    )
    return accepted.every(Boolean)
  }

  /** Channels that are joined or left in the same turn, which go together in one command. */
  let changed: { names: Set<string>; applied: Promise<void> } | undefined

  function change(channel: string): Promise<void> {
    changed ??= { names: new Set(), applied: Promise.resolve().then(applyChanges) }
    changed.names.add(channel)
    return changed.applied
  }

  async function applyChanges(): Promise<void> {
    const names = [...(changed?.names ?? [])]
    changed = undefined
    // The next `ready` subscribes to all channels.
    if (redis.status !== 'ready') return
    const isJoined = (name: string) => channels.has(name)
    const joined = send(names.filter(isJoined), subscribe)
    const left = send(
      names.filter((name) => !isJoined(name)),
      unsubscribe,
    )
    await Promise.all([joined, left])
  }

  const opened = new Promise<void>((resolve) => {
    redis.on('ready', async () => {
      if (!(await send([...channels], subscribe))) return
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
      await change(channel)
    },
    leave(channel) {
      channels.delete(channel)
      void change(channel)
    },
    async [Symbol.asyncDispose]() {
      clearInterval(heartbeat)
      redis.disconnect()
    },
  }
}
