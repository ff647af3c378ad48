import { once } from 'node:events'
import { Redis } from 'ioredis'
import { settlesWithin } from '../async/index.ts'
import type { Log } from '../log/index.ts'
import type { BusSubscriber, RealtimeBus } from './bus-message.ts'
import { createDropLog } from './drop-log.ts'
import { formatLine, parseLine } from './message-format.ts'

const channel = 'chatsvg:realtime'
const openTimeoutMs = 2_000
/** The maximum that waits for Redis to accept it; beyond that the newest messages are dropped. */
const pendingCharsMax = 8 * 1024 * 1024
const heartbeatIntervalMs = 10_000

/** Publishes on one connection, so that Redis gets a publisher's messages in order. */
export async function openRedisBus(url: string, log: Log): Promise<RealtimeBus> {
  const publisher = new Redis(url, {
    enableOfflineQueue: false,
    // Messages of one turn of the event loop go together in one write.
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    connectTimeout: openTimeoutMs,
    socketTimeout: 5_000,
    retryStrategy,
  })
  publisher.on('error', (err) => log.debug({ err }, 'realtime: Redis connection'))
  await becomesReady(publisher)
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
      publisher
        .publish(channel, line)
        .then(
          () => drops.succeed(),
          (err: unknown) => drops.fail(err),
        )
        .finally(() => {
          pendingChars -= line.length
        })
    },
    subscribe: (subscriber) => subscribe(url, subscriber, log),
    async [Symbol.asyncDispose]() {
      if (publisher.status === 'ready') await publisher.quit().catch(() => {})
      publisher.disconnect()
    },
  }
}

async function subscribe(url: string, subscriber: BusSubscriber, log: Log): Promise<AsyncDisposable> {
  const listener = new Redis(url, {
    // Subscribes explicitly at each `ready`, to know when messages arrive again.
    autoResubscribe: false,
    maxRetriesPerRequest: 0,
    connectTimeout: openTimeoutMs,
    socketTimeout: 5_000,
    retryStrategy,
  })
  let isFirst = true
  const subscribed = new Promise<void>((resolve) => {
    listener.on('ready', () => {
      listener.subscribe(channel).then(
        () => {
          if (!isFirst) subscriber.recover()
          isFirst = false
          resolve()
        },
        // The connection broke again: the next `ready` calls this again.
        (err: unknown) => log.debug({ err }, 'realtime: not subscribed'),
      )
    })
  })
  listener.on('error', (err) => log.debug({ err }, 'realtime: Redis connection'))
  listener.on('message', (_channel, line) => {
    const message = parseLine(line)
    if (subscriber.hasRoom(message.room)) subscriber.receive(message)
  })
  // A subscriber only reads, so only an unanswered ping shows that a connection died silently.
  const heartbeat = setInterval(() => {
    listener.ping().catch(() => {})
  }, heartbeatIntervalMs)
  heartbeat.unref()
  await settlesWithin(subscribed, openTimeoutMs)

  return {
    async [Symbol.asyncDispose]() {
      clearInterval(heartbeat)
      listener.disconnect()
    },
  }
}

async function becomesReady(redis: Redis): Promise<void> {
  await once(redis, 'ready', { signal: AbortSignal.timeout(openTimeoutMs) }).catch(() => {})
}

function retryStrategy(attempt: number): number {
  return Math.min(50 * 2 ** attempt, 1_000)
}
