import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../log/index.ts'

/** Held while chatSVG uses this server; the operating system releases it when the process dies. */
export type Ownership = AsyncDisposable

const ownerLockKey = 7_342_091
const connectAttempts = 40
const retryDelayMs = 100

/**
 * Takes the ownership lock of an embedded server.
 *
 * @returns `taken` when another process holds it; undefined when no server of ours answers at the URL.
 */
export async function holdOwnership(url: string, log: Log): Promise<Ownership | 'taken' | undefined> {
  const client = await connect(url)
  if (!client) return undefined
  const answer = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
    ownerLockKey,
  ])
  if (!answer.rows[0]?.held) {
    await client.end()
    return 'taken'
  }
  let disposed = false
  client.on('error', (err) => {
    if (!disposed)
      log.warn({ err }, 'lost the connection that marks this process as the owner of the embedded PostgreSQL')
  })
  return {
    async [Symbol.asyncDispose]() {
      disposed = true
      await client.end().catch(() => undefined)
    },
  }
}

async function connect(url: string): Promise<pg.Client | undefined> {
  for (let attempt = 0; attempt < connectAttempts; attempt += 1) {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'chatsvg owner',
      connectionTimeoutMillis: 5_000,
    })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return client
    } catch (error) {
      await client.end().catch(() => undefined)
      // 57P03: the server is starting up or shutting down; wait for either to finish.
      if ((error as { code?: string }).code !== '57P03') return undefined
      await delay(retryDelayMs)
    }
  }
  return undefined
}
