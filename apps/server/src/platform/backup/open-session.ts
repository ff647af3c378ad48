import pg from 'pg'
import type { Log } from '../log/index.ts'

export type Session = AsyncDisposable & { client: pg.Client }

/**
 * A connection without the limits of requests. Disposing closes it even during a COPY; what was not committed
 * is lost.
 */
export async function openSession(url: string, applicationName: string, log: Log): Promise<Session> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  client.on('error', (err) => log.warn({ err }, 'a database connection was lost'))
  await client.connect()
  // The role may have them, for connections through a pooler.
  await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0')
  return {
    client,
    async [Symbol.asyncDispose]() {
      await client.end()
    },
  }
}
