import type { ExtractTablesWithRelations } from 'drizzle-orm'
import { drizzle, type NodePgDatabase, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgTransaction } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { withDeadline } from '../async/index.ts'
import type { Log } from '../log/index.ts'
import type { ObjectStorage } from '../object-storage/index.ts'
import { inSpan, isTraced, type SpanDescription } from '../traces/index.ts'
import { DatabaseUnavailableError } from './database-errors.ts'

type NoSchema = Record<string, never>

export type Tx = PgTransaction<NodePgQueryResultHKT, NoSchema, ExtractTablesWithRelations<NoSchema>> & {
  $client: pg.PoolClient
}
export type Db = Omit<NodePgDatabase<NoSchema>, 'transaction'> & {
  $client: pg.Pool
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
  /**
   * The storage of texts to which rows of this database refer; undefined: all texts are in rows. A
   * transaction has none, because there is no network call inside one.
   */
  readonly objects: ObjectStorage | undefined
}

export type Database = AsyncDisposable & { db: Db; pool: pg.Pool; ping(): Promise<boolean> }

export type DatabaseOptions = {
  url: string
  poolMax: number
  applicationName: string
  /** Default: 15 s. */
  statementTimeoutMs?: number
  /** Planner settings for every connection, by name. */
  settings?: Readonly<Record<string, string>>
  objects?: ObjectStorage | undefined
}

/** How long a request waits for a connection before it gets 503. */
const connectionTimeoutMs = 1_500
const statementTimeoutUsualMs = 15_000
const lockTimeoutMs = 1_500
const pingTimeoutMs = 2_000

/** Opens the pool. Connections are opened on demand; an unreachable server makes the first query fail. */
export function openDatabase(
  {
    url,
    poolMax,
    applicationName,
    statementTimeoutMs = statementTimeoutUsualMs,
    settings,
    objects,
  }: DatabaseOptions,
  log: Log,
): Database {
  const pool = new Pool({
    connectionString: url,
    max: poolMax,
    application_name: applicationName,
    connectionTimeoutMillis: connectionTimeoutMs,
    statement_timeout: statementTimeoutMs,
    // The statement timeout of the server does not help when the server, or the network to it, hangs.
    query_timeout: statementTimeoutMs + 1_000,
    // One locked row must not use up the whole pool: a request that waits for it gets 503.
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    keepAlive: true,
    ...(settings && { onConnect: (client) => setAll(client, settings) }),
  })
  // The pool replaces an idle connection that the server closed; without a listener the error would end the
  // process.
  pool.on('error', (err) => log.warn({ err }, 'an idle database connection was lost'))
  // The same for a connection in use: the pool does not listen to it while it is checked out.
  pool.on('connect', (client) =>
    client.on('error', (err) => log.warn({ err }, 'a database connection was lost')),
  )
  const db = createDb(pool, objects)
  return {
    db,
    pool,
    async ping() {
      const answered = queryNamed(db, 'ping', 'select 1', [], pingTimeoutMs).then(
        () => true,
        () => false,
      )
      return withDeadline(answered, pingTimeoutMs).catch(() => false)
    },
    async [Symbol.asyncDispose]() {
      await pool.end()
    },
  }
}

async function setAll(client: pg.ClientBase, settings: Readonly<Record<string, string>>): Promise<void> {
  const statements = Object.entries(settings).map(([name, value]) => `set ${name} = ${value}`)
  await client.query(statements.join('; '))
}

/**
 * A statement on a hot path: parsed and planned once per connection, then called by name. A name stands for
 * exactly one text in the whole service. In a transaction it runs on that transaction's connection.
 *
 * @param timeoutMs after this the connection is closed as dead; default: the pool's limit.
 */
export async function queryNamed<Row extends pg.QueryResultRow>(
  db: Db | Tx,
  name: string,
  text: string,
  values: unknown[],
  timeoutMs?: number,
): Promise<Row[]> {
  const query = { name, text, values, ...(timeoutMs !== undefined && { query_timeout: timeoutMs }) }
  const ask = () => db.$client.query<Row>(query)
  try {
    const result = isTraced() ? await inSpan(describeStatement(name), ask) : await ask()
    return result.rows
  } catch (error) {
    if (error instanceof pg.DatabaseError) throw error
    throw new DatabaseUnavailableError('the database did not answer', { cause: error })
  }
}

/** The span has only the statement's name; the text is in the code, and the values are users' data. */
const describeStatement = (name: string): SpanDescription => ({
  name,
  kind: 'client',
  attributes: { 'db.system.name': 'postgresql', 'db.operation.name': name },
})

/** A handle on a pool that somebody else opened and closes. */
export function createDb(pool: pg.Pool, objects?: ObjectStorage): Db {
  return Object.assign(drizzle(pool), {
    objects,
    transaction: <Result>(work: (tx: Tx) => Promise<Result>) => inTransaction(pool, work),
  })
}

/** Drizzle keeps the connection of a transaction to itself; statements by name are sent on it as well. */
async function inTransaction<Result>(pool: pg.Pool, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const client = await pool.connect()
  try {
    return await drizzle(client).transaction((tx) => work(Object.assign(tx, { $client: client })))
  } finally {
    client.release()
  }
}

type ConnectCallback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  done: (release?: unknown) => void,
) => void

/** pg reports an exhausted pool as a bare Error; this one has a type. */
class Pool extends pg.Pool {
  override connect(): Promise<pg.PoolClient>
  override connect(callback: ConnectCallback): void
  override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | undefined {
    if (!callback) return super.connect().catch((error: unknown) => Promise.reject(asUnavailable(error)))
    super.connect((error, client, done) => callback(error && asUnavailable(error), client, done))
    return undefined
  }
}

const asUnavailable = (cause: unknown) => new DatabaseUnavailableError('no database connection', { cause })
