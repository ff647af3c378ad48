import { once } from 'node:events'
import { Queue, Worker } from 'bullmq'
import { Redis } from 'ioredis'
import { createOutageLog, type Log } from '../log/index.ts'
import {
  deliverySettings,
  type Envelope,
  enqueueTimeoutMs,
  entryOptions,
  eventStreams,
  type ProducerBackend,
  QueueUnavailableError,
  readyOrClosed,
  type WorkerBackend,
} from './backend.ts'

const prefix = 'chatsvg'
const reconnectDelayMsMax = 1_000

/** BullMQ on Redis 6.2 or newer. One connection serves every queue of the producer. */
export async function connectRedisProducer(url: string, log: Log): Promise<ProducerBackend> {
  const redis = new Redis(url, {
    // Without the first three, a missing Redis makes every request wait.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: enqueueTimeoutMs,
    connectTimeout: enqueueTimeoutMs,
    socketTimeout: 2 * enqueueTimeoutMs,
    retryStrategy,
  })
  reportOutages(redis, log)
  await once(redis, 'ready', { signal: AbortSignal.timeout(enqueueTimeoutMs) }).catch(() => {})

  return {
    assertAvailable() {
      if (redis.status !== 'ready') {
        throw new QueueUnavailableError(new Error(`the connection to Redis is "${redis.status}"`))
      }
    },
    async ping() {
      await redis.ping()
    },
    async createQueue(name) {
      const queue = new Queue<Envelope>(name, {
        connection: redis,
        prefix,
        defaultJobOptions: entryOptions,
        streams: eventStreams,
      })
      queue.on('error', (err) => log.debug({ err, queue: name }, 'queue error'))
      await readyOrClosed(queue)
      return queue
    },
    async [Symbol.asyncDispose]() {
      redis.disconnect()
    },
  }
}

/**
 * Every worker opens two connections of its own, one of them blocking, and waits for Redis as long as
 * necessary.
 */
export function connectRedisWorker(url: string): WorkerBackend {
  return {
    async createWorker(name, processor, concurrency, observe) {
      const connection = { url, maxRetriesPerRequest: null, retryStrategy, socketTimeout: 15_000 }
      const worker = new Worker(name, processor, { ...deliverySettings, concurrency, connection, prefix })
      observe(worker)
      return worker
    },
    async [Symbol.asyncDispose]() {},
  }
}

function retryStrategy(attempt: number): number {
  return Math.min(50 * 2 ** attempt, reconnectDelayMsMax)
}

/** One log line when the connection is lost and one when it is back, not one for each attempt. */
function reportOutages(redis: Redis, log: Log): void {
  const outage = createOutageLog({
    lost: (err) => log.error({ err }, 'queue: Redis is away'),
    back: () => log.info('queue: Redis is back'),
  })
  redis.on('error', outage.fail)
  redis.on('ready', outage.succeed)
}
