import { Queue, Worker } from 'bullmq'
import { createOutageLog, type Log } from '../log/index.ts'
import {
  becomesReady,
  openRedis,
  type RedisAddress,
  type RedisClient,
  redisOptionsOf,
  retryStrategy,
} from '../redis/index.ts'
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

/**
 * BullMQ's scripts use several keys of a queue, so in a cluster all keys of a queue are in one slot, and
 * other queues in others.
 */
const prefixOf = ({ kind, prefix }: RedisAddress, queue: string) =>
  kind === 'cluster' ? `{${prefix}:${queue}}` : prefix

/** BullMQ on Redis 6.2 or newer. One connection serves every queue of the producer. */
export async function connectRedisProducer(address: RedisAddress, log: Log): Promise<ProducerBackend> {
  const redis = openRedis(address, {
    // Without the first three, a missing Redis makes every request wait.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: enqueueTimeoutMs,
    connectTimeout: enqueueTimeoutMs,
    socketTimeout: 2 * enqueueTimeoutMs,
  })
  reportOutages(redis, log)
  await becomesReady(redis, enqueueTimeoutMs)

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
        prefix: prefixOf(address, name),
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
 * necessary. In a cluster the workers share the client for commands.
 */
export function connectRedisWorker(address: RedisAddress): WorkerBackend {
  const settings = { maxRetriesPerRequest: null, socketTimeout: 15_000 }
  const connection =
    address.kind === 'cluster'
      ? openRedis(address, settings)
      : { ...redisOptionsOf(address), ...settings, retryStrategy }
  const cluster = 'disconnect' in connection ? connection : undefined
  // BullMQ reports the errors of the client to the worker.
  cluster?.on('error', () => {})
  return {
    async createWorker(name, processor, concurrency, observe) {
      const worker = new Worker(name, processor, {
        ...deliverySettings,
        concurrency,
        connection,
        prefix: prefixOf(address, name),
      })
      observe(worker)
      return worker
    },
    async [Symbol.asyncDispose]() {
      cluster?.disconnect()
    },
  }
}

/** One log line when the connection is lost and one when it is back, not one for each attempt. */
function reportOutages(redis: RedisClient, log: Log): void {
  const outage = createOutageLog({
    lost: (err) => log.error({ err }, 'queue: Redis is away'),
    back: () => log.info('queue: Redis is back'),
  })
  redis.on('error', outage.fail)
  redis.on('ready', outage.succeed)
}
