import { setTimeout as delay } from 'node:timers/promises'
import type { ExtractTablesWithRelations } from 'drizzle-orm'
import { drizzle, type NodePgDatabase, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgTransaction } from 'drizzle-orm/pg-core'
import pg from 'pg'
import type { Log } from '../log/index.ts'
import { inSpan, isTraced, type SpanDescription } from '../traces/index.ts'
import { DatabaseUnavailableError } from './database-errors.ts'

type NoSchema = Record<string, never>

export type Tx = PgTransaction<NodePgQueryResultHKT, NoSchema, ExtractTablesWithRelations<NoSchema>> & {
  $client: pg.PoolClient
}
export type Db = Omit<NodePgDatabase<NoSchema>, 'transaction'> & {
  $client: pg.Pool
  transaction<Result>(work: (tx: Tx) => Promise<Result>): Promise<Result>
}

export type Database = AsyncDisposable & { db: Db; pool: pg.Pool; ping(): Promise<boolean> }

export type DatabaseOptions = {
  url: string
  poolMax: number
  applicationName: string
  /** 15 s when left out. */
  statementTimeoutMs?: number
  /** Settings of the planner on every connection, by name. */
  settings?: Readonly<Record<string, string>>
}

/** How long a request waits for a connection before it is told to come back. */
const connectionTimeoutMs = 1_500
const statementTimeoutUsualMs = 15_000
const lockTimeoutMs = 1_500
const pingTimeoutMs = 2_000

/** Opens the pool. Connections are made on demand; a server that is away shows in the first query. */
export function openDatabase(
  { url, poolMax, applicationName, statementTimeoutMs = statementTimeoutUsualMs, settings }: DatabaseOptions,
  log: Log,
): Database {
  const pool = new Pool({
    connectionString: url,
    max: poolMax,
    application_name: applicationName,
    connectionTimeoutMillis: connectionTimeoutMs,
    statement_timeout: statementTimeoutMs,
    // The server's own limit says nothing when the server, or the network to it, stands still.
    query_timeout: statementTimeoutMs + 1_000,
    // One locked row must not take the whole pool: who waits for it is told to come back.
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: statementTimeoutMs,
    keepAlive: true,
    ...(settings && { onConnect: (client) => setAll(client, settings) }),
  })
  // An idle connection that the server closed is replaced by the pool; without a listener it would end the
  // process.
  pool.on('error', (err) => log.warn({ err }, 'an idle database connection was lost'))
  // The same for a connection in use, which the pool does not listen to while it is lent out.
  pool.on('connect', (client) =>
    client.on('error', (err) => log.warn({ err }, 'a database connection was lost')),
  )
  const db = createDb(pool)
  return {
    db,
    pool,
    async ping() {
      const answered = queryNamed(db, 'ping', 'select 1', [], pingTimeoutMs).then(
        () => true,
        () => false,
      )
      return Promise.race([answered, delay(pingTimeoutMs, false, { ref: false })])
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
 * A statement on a hot path: parsed and planned once per connection, then called by name. The name stands for
 * exactly this text in the whole service. In a transaction it runs on the connection of that.
 *
 * @param timeoutMs after this the connection is given up as dead; the pool's limit when left out.
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

/** Its name says what it does; the text is in the code, and the values are people's. */
const describeStatement = (name: string): SpanDescription => ({
  name,
  kind: 'client',
  attributes: { 'db.system.name': 'postgresql', 'db.operation.name': name },
})

/** A handle on a pool that somebody else opened and closes. */
export function createDb(pool: pg.Pool): Db {
  return Object.assign(drizzle(pool), {
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

/** pg reports a pool that has no connection to give as a bare Error; this one gives it a type. */
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
