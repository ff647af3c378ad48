import type { ExtractTablesWithRelations } from 'drizzle-orm'
import { drizzle, type NodePgDatabase, type NodePgQueryResultHKT } from 'drizzle-orm/node-postgres'
import type { PgTransaction } from 'drizzle-orm/pg-core'
import pg from 'pg'
import { withDeadline } from '../async/index.ts'
import type { Log } from '../log/index.ts'
import type { ObjectStorage } from '../object-storage/index.ts'
import { inSpan, isTraced, type SpanDescription } from '../traces/index.ts'
import { DatabaseUnavailableError } from './database-errors.ts'
import { type Pooler, sessionLimits } from './pooler.ts'

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
  /** How long a statement waits for a connection; default: 1.5 s. */
  connectionTimeoutMs?: number
  /** Default: 15 s. */
  statementTimeoutMs?: number
  /** Planner settings for every connection, by name. Through a pooler each statement is sent with them. */
  settings?: Readonly<Record<string, string>>
  objects?: ObjectStorage | undefined
  /** The pooler between here and the server, if there is one. */
  pooler?: Pooler | undefined
}

const pingTimeoutMs = 2_000

/** Opens the pool. Connections are opened on demand; an unreachable server makes the first query fail. */
export function openDatabase(options: DatabaseOptions, log: Log): Database {
  const { url, poolMax, applicationName, settings, pooler, objects } = options
  const { statement_timeout: usualTimeoutMs, ...otherLimits } = sessionLimits
  const { connectionTimeoutMs = 1_500, statementTimeoutMs = usualTimeoutMs } = options
  const pool = new Pool({
    connectionString: url,
    max: poolMax,
    application_name: applicationName,
    connectionTimeoutMillis: connectionTimeoutMs,
    // The statement timeout of the server does not help when the server, or the network to it, hangs.
    query_timeout: statementTimeoutMs + 1_000,
    keepAlive: true,
    // A pooler refuses connections with limits, and has them itself: see `findPooler`.
    ...(!pooler && { ...otherLimits, statement_timeout: statementTimeoutMs }),
    onConnect: async (client) => {
      if (pooler) adaptToPooler(client, pooler, { ...settings, ...limitUnlessUsual(statementTimeoutMs) })
      else if (settings) await client.query(renderSettings('set', settings))
    },
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

type Settings = Readonly<Record<string, string>>

const limitUnlessUsual = (timeoutMs: number): Settings =>
  timeoutMs === sessionLimits.statement_timeout ? {} : { statement_timeout: String(timeoutMs) }

const renderSettings = (command: string, settings: Settings) =>
  Object.entries(settings)
    .map(([name, value]) => `${command} ${name} = ${value}`)
    .join('; ')

/**
 * Behind a pooler each transaction may have another connection of the server. So a statement takes its
 * settings with it, in a transaction of its own: a connection with settings is for single statements. It has
 * no name where the pooler does not know which connection has prepared it.
 */
function adaptToPooler(client: pg.ClientBase, { namesStatements }: Pooler, settings: Settings): void {
  type Query = string | pg.QueryConfig
  type Done = (error: unknown, result?: unknown) => void
  const send = client.query.bind(client) as (query: Query, ...more: unknown[]) => Promise<unknown>
  const sendUnnamed = (query: Query, ...more: unknown[]) => {
    if (namesStatements || typeof query === 'string') return send(query, ...more)
    const { name: _name, ...unnamed } = query
    return send(unnamed, ...more)
  }
  async function runWithSettings(query: Query, values: unknown[]): Promise<unknown> {
    await send(`begin; ${renderSettings('set local', settings)}`)
    try {
      return await sendUnnamed(query, ...values)
    } finally {
      // After a failed statement this rolls back.
      await send('commit')
    }
  }
  /** The pool passes a callback. */
  const sendWithSettings = (query: Query, ...more: unknown[]) => {
    const done = typeof more.at(-1) === 'function' ? (more.pop() as Done) : undefined
    const answer = runWithSettings(query, more)
    if (!done) return answer
    answer.then((result) => done(undefined, result), done)
    return undefined
  }
  client.query = (Object.keys(settings).length > 0 ? sendWithSettings : sendUnnamed) as typeof client.query
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
