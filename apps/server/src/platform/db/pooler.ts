import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import pg from 'pg'

/**
 * The way to the database goes through a pooler that does not work for this service; the message says why.
 */
export class PoolerError extends Error {}

/** What a pooler between the service and PostgreSQL can do. */
export type Pooler = {
  /**
   * Whether it gives every client's named statements names of its own, as PgBouncer does from 1.21 on with
   * `max_prepared_statements`. Otherwise statements are sent without names.
   */
  namesStatements: boolean
}

/**
 * What a request may wait for, in milliseconds. Without a pooler each connection sends these when it opens.
 */
export const sessionLimits = {
  statement_timeout: 15_000,
  // One locked row must not use up the whole pool: a request that waits for it gets 503.
  lock_timeout: 1_500,
  idle_in_transaction_session_timeout: 15_000,
}

const connectTimeoutMs = 10_000
const listenTimeoutMs = 3_000
const probeChannel = 'chatsvg_probe'

type Answer = {
  pid: number
  name: string
  database: string
  /** When the server started: it differs between servers. */
  started: string
  limits: Record<keyof typeof sessionLimits, number>
}

/**
 * Finds out whether `url` goes through a pooler.
 *
 * @param directUrl the address of the server itself.
 * @returns undefined without a pooler.
 * @throws PoolerError when the pooler does not limit statements, or leads to another database than
 * `directUrl`.
 */
export async function findPooler(url: string, directUrl: string): Promise<Pooler | undefined> {
  await using client = await open(url)
  const found = await askAbout(client)
  if (!isBetween(client, found)) return undefined
  await using direct = await open(directUrl)
  const expected = await askAbout(direct)
  if (found.database !== expected.database || found.started !== expected.started)
    throw new PoolerError('DATABASE_URL and DATABASE_DIRECT_URL lead to different databases.')
  const missing = Object.entries(sessionLimits).filter(([name, maxMs]) => {
    const setMs = found.limits[name as keyof typeof sessionLimits]
    return setMs === 0 || setMs > maxMs
  })
  if (missing.length > 0) {
    const settings = missing.map(([name, maxMs]) => `set ${name} = ${maxMs}`).join('; ')
    throw new PoolerError(
      `DATABASE_URL goes through a pooler, which does not pass on the limits of a connection: one locked row could stop the service. Let the pooler set them, in PgBouncer with connect_query = '${settings}' for the database, or set them for the role with ALTER ROLE.`,
    )
  }
  return { namesStatements: found.name !== client.probeName }
}

/**
 * Makes sure that an address keeps a session for each connection, as what listens and holds locks needs it. A
 * pooler in transaction mode accepts LISTEN, and no notification ever arrives.
 *
 * @param variable the variable with the address, for the message.
 * @returns whether it goes through a pooler at all.
 * @throws PoolerError when it does not.
 */
export async function assertKeepsSessions(url: string, variable: string): Promise<boolean> {
  await using listener = await open(url)
  if (!isBetween(listener, await askAbout(listener))) return false
  await using notifier = await open(url)
  await listener.query(`listen ${probeChannel}`)
  const heard = once(listener, 'notification', { signal: AbortSignal.timeout(listenTimeoutMs) })
  const [isHeard] = await Promise.all([
    heard.then(
      () => true,
      () => false,
    ),
    notifier.query(`notify ${probeChannel}`),
  ])
  await listener.query(`unlisten ${probeChannel}`)
  if (isHeard) return true
  throw new PoolerError(
    variable === 'DATABASE_URL'
      ? 'DATABASE_URL goes through a pooler that keeps no sessions, such as PgBouncer in transaction mode: what listens would hear nothing, and locks would not hold. Set DATABASE_DIRECT_URL to the address of PostgreSQL itself as well.'
      : `${variable} goes through a pooler that keeps no sessions. It must be the address of PostgreSQL itself.`,
  )
}

/** A pooler shows each client a process id of its own making. */
const isBetween = (client: ProbeClient, { pid }: Answer) => client.processID !== pid

type ProbeClient = pg.Client & AsyncDisposable & { probeName: string; processID: number }

async function open(url: string): Promise<ProbeClient> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeoutMs })
  client.on('error', () => undefined)
  await client.connect()
  return Object.assign(client as pg.Client & { processID: number }, {
    probeName: `chatsvg_${randomBytes(8).toString('hex')}`,
    [Symbol.asyncDispose]: () => client.end(),
  })
}

/** In a transaction, so that the statement is removed from the connection on which it was prepared. */
async function askAbout(client: ProbeClient): Promise<Answer> {
  const { probeName: name } = client
  await client.query('begin')
  const { rows } = await client.query<Answer>({
    name,
    text: `select pg_backend_pid() as pid, current_database() as database, extract(epoch from pg_postmaster_start_time())::text as started,
        (select json_object_agg(name, setting::int) from pg_settings where name = any($1)) as limits,
        coalesce((select name from pg_prepared_statements where statement like '%' || $2 || '%' limit 1), '') as name
        /* ${name} */`,
    values: [Object.keys(sessionLimits), name],
  })
  const [answer] = rows
  if (!answer) throw new Error('the database gave no answer')
  if (answer.name === name) await client.query(`deallocate ${name}`)
  await client.query('commit')
  return answer
}
