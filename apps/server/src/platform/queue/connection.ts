import type { Log } from '../log/index.ts'
import type { RedisAddress } from '../redis/index.ts'
import type { ProducerBackend, WorkerBackend } from './backend.ts'

/**
 * `queues`: the number of queues in Redis for each divided definition (default 1), the same in all processes.
 * `poolMax` bounds the query connections of one producer or worker (default 4); a worker listens on one
 * more.
 */
export type QueueConnection =
  | { kind: 'redis'; address: RedisAddress; queues?: number }
  | { kind: 'postgres'; url: string; poolMax?: number }

/**
 * Loads the backend of the connection only. Redis may be down at this moment; PostgreSQL must answer, because
 * its tables are migrated here.
 */
export async function connectProducer(connection: QueueConnection, log: Log): Promise<ProducerBackend> {
  if (connection.kind === 'redis')
    return (await import('./redis-backend.ts')).connectRedisProducer(connection.address, log)
  return (await import('./postgres-backend.ts')).connectPostgresProducer(connection, log)
}

/** `queues`: those for which workers will be created. */
export async function connectWorker(
  connection: QueueConnection,
  queues: readonly string[],
  log: Log,
): Promise<WorkerBackend> {
  if (connection.kind === 'redis')
    return (await import('./redis-backend.ts')).connectRedisWorker(connection.address)
  return (await import('./postgres-backend.ts')).connectPostgresWorker(connection, queues, log)
}

/** Creates and migrates the queue's tables, for the migrate command. Opening a queue also does this. */
export async function migratePostgresQueue(url: string, log: Log): Promise<void> {
  const { migrateQueue } = await import('./postgres-backend.ts')
  await migrateQueue(url, log)
}
