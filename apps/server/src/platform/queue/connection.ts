import type { Log } from '../log/index.ts'
import type { ProducerBackend, WorkerBackend } from './backend.ts'
import { connectPostgresProducer, connectPostgresWorker } from './postgres-backend.ts'
import { connectRedisProducer, connectRedisWorker } from './redis-backend.ts'

/**
 * `poolMax` bounds the query connections of one producer or worker (default 4); each handled definition
 * listens on one more.
 */
export type QueueConnection =
  | { kind: 'redis'; url: string }
  | { kind: 'postgres'; url: string; poolMax?: number }

/** Redis may be down at this moment; PostgreSQL must answer, because its tables are migrated here. */
export async function connectProducer(connection: QueueConnection, log: Log): Promise<ProducerBackend> {
  return connection.kind === 'redis'
    ? connectRedisProducer(connection.url, log)
    : connectPostgresProducer(connection, log)
}

/** `listenerCount`: how many workers will be created. */
export async function connectWorker(
  connection: QueueConnection,
  listenerCount: number,
  log: Log,
): Promise<WorkerBackend> {
  return connection.kind === 'redis'
    ? connectRedisWorker(connection.url)
    : connectPostgresWorker(connection, listenerCount, log)
}
