import {
  assertSchemaCompatibility,
  createPostgresBackend,
  LATEST_SCHEMA_VERSION,
  type PostgresConnectionOptions,
  type PostgresQueueBackend,
  Queue,
  runMigrations,
  SchemaMigrationRequiredError,
  Worker,
} from 'bullmq'
import pg from 'pg'
import type { Log } from '../log/index.ts'
import {
  deliverySettings,
  type Envelope,
  enqueueTimeoutMs,
  entryOptions,
  eventStreams,
  type ProducerBackend,
  readyOrClosed,
  type WorkerBackend,
} from './backend.ts'
import { keepClocks } from './postgres-clocks.ts'
import { shareListener } from './share-listener.ts'

const schemaName = 'bullmq'
const poolMaxDefault = 4

type PostgresAddress = { url: string; poolMax?: number }

/** BullMQ on PostgreSQL 13 or newer, in the schema `bullmq`, which it creates and migrates itself. */
export async function connectPostgresProducer(address: PostgresAddress, log: Log): Promise<ProducerBackend> {
  const pool = openPool(address.url, address.poolMax ?? poolMaxDefault, enqueueTimeoutMs, log)
  await migrate(pool)
  return {
    assertAvailable() {},
    async ping() {
      await pool.query('SELECT 1')
    },
    async createQueue(name) {
      const queue = new Queue<
        Envelope,
        unknown,
        string,
        Envelope,
        unknown,
        string,
        PostgresQueueBackend,
        PostgresConnectionOptions
      >(
        name,
        { connection: pool, defaultJobOptions: entryOptions, streams: eventStreams },
        createPostgresBackend,
      )
      queue.on('error', (err) => log.debug({ err, queue: name }, 'queue error'))
      await readyOrClosed(queue)
      return queue
    },
    async [Symbol.asyncDispose]() {
      await pool.end()
    },
  }
}

/** All workers share one pool, and one more connection for LISTEN. */
export async function connectPostgresWorker(
  address: PostgresAddress,
  queues: readonly string[],
  log: Log,
): Promise<WorkerBackend> {
  const poolMax = (address.poolMax ?? poolMaxDefault) + 1
  const pool = openPool(address.url, poolMax, 5 * enqueueTimeoutMs, log, queues)
  await migrate(pool)
  const clocks = keepClocks(pool, log)
  const listener = shareListener(pool)
  return {
    async createWorker(name, processor, concurrency, observe) {
      const settings = { ...deliverySettings, concurrency, connection: listener.connection }
      const worker = new Worker(name, processor, settings, createPostgresBackend)
      observe(worker)
      await readyOrClosed(worker)
      return worker
    },
    async [Symbol.asyncDispose]() {
      clocks[Symbol.dispose]()
      listener[Symbol.dispose]()
      await pool.end()
    },
  }
}

export async function migrateQueue(url: string, log: Log): Promise<void> {
  const pool = openPool(url, 1, 5 * enqueueTimeoutMs, log)
  try {
    await migrate(pool)
  } finally {
    await pool.end()
  }
}

/**
 * BullMQ announces every event of an entry with NOTIFY, unless another session holds this lock, because one
 * that announces is enough. Nobody listens, and each NOTIFY takes a lock of the whole server and wakes up all
 * listening connections. So the connections of workers share the lock, for as long as they are open.
 */
const silenceEvents = `SELECT pg_advisory_lock_shared(hashtext('bullmq:evnotify:' || queue)) FROM unnest($1::text[]) queue`

/** @param silenced the queues whose events are not announced. */
function openPool(
  url: string,
  poolMax: number,
  timeoutMs: number,
  log: Log,
  silenced: readonly string[] = [],
): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolMax,
    connectionTimeoutMillis: timeoutMs,
    query_timeout: timeoutMs,
    keepAlive: true,
    application_name: 'chatsvg-queue',
    // A queue entry only announces a committed row, so its commit need not wait for the disk: the sweeper
    // enqueues again what a crash of the server loses.
    onConnect: async (client) => {
      await client.query(`SET search_path TO ${schemaName}; SET synchronous_commit TO off`)
      if (silenced.length > 0) await client.query(silenceEvents, [silenced])
    },
  })
  nameStatements(pool)
  // Every queue and worker on the pool adds its own error listener.
  pool.setMaxListeners(0)
  pool.on('error', (err) => log.warn({ err }, 'queue: a PostgreSQL connection was lost'))
  return pool
}

/** Each connection parses and plans a text of BullMQ once, because it gets a name here. */
function nameStatements(pool: pg.Pool): void {
  const names = new Map<string, string>()
  const send = pool.query.bind(pool) as (query: unknown, values?: unknown) => Promise<pg.QueryResult>
  const sendNamed = (text: unknown, values?: unknown) => {
    if (typeof text !== 'string' || !Array.isArray(values)) return send(text, values)
    const name = names.get(text) ?? `bullmq_${names.size}`
    names.set(text, name)
    return send({ name, text, values })
  }
  pool.query = sendNamed as typeof pool.query
}

/**
 * Safe when many processes start at once: BullMQ holds an advisory lock during its migration. Done only when
 * something is missing, so that a role without the right to create can run a migrated service.
 */
async function migrate(pool: pg.Pool): Promise<void> {
  const client = await pool.connect()
  try {
    if (!(await isMigrated(client))) await runMigrations(client, schemaName)
  } finally {
    client.release()
  }
}

async function isMigrated(client: pg.PoolClient): Promise<boolean> {
  try {
    return (await assertSchemaCompatibility(client, schemaName)) >= LATEST_SCHEMA_VERSION
  } catch (err) {
    if (err instanceof SchemaMigrationRequiredError) return false
    throw err
  }
}
