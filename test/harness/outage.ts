import { once } from 'node:events'
import pg from 'pg'
import { inject } from 'vitest'
import { createTestDatabase } from './database.ts'
import { canRunRedis, startTestRedis } from './redis.ts'

/** A backend that a test can make unreachable and reachable again. */
export type Outage = AsyncDisposable & {
  /** For a queue or a bus. */
  connection: { kind: 'postgres'; url: string; pool: pg.Pool } | { kind: 'redis'; url: string }
  takeAway(): Promise<void>
  giveBack(): Promise<void>
}

/** For `describe.each`. */
export const outages: [kind: string, open: () => Promise<Outage>][] = [['postgres', openPostgres]]
if (canRunRedis()) outages.push(['redis', openRedis])

async function openRedis(): Promise<Outage> {
  const redis = await startTestRedis()
  return {
    connection: { kind: 'redis', url: redis.url },
    takeAway: () => redis.kill(),
    giveBack: () => redis.start(),
    [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose](),
  }
}

/** Other tests use the same server: only this database refuses and loses its connections. */
async function openPostgres(): Promise<Outage> {
  const database = await createTestDatabase()
  const name = new URL(database.url).pathname.slice(1)
  const admin = new pg.Client({ connectionString: inject('postgresUrl') })
  await admin.connect()
  return {
    connection: { kind: 'postgres', url: database.url, pool: database.pool },
    async takeAway() {
      await admin.query(`alter database ${name} with allow_connections false`)
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name])
    },
    async giveBack() {
      await admin.query(`alter database ${name} with allow_connections true`)
    },
    async [Symbol.asyncDispose]() {
      const ended = once(admin, 'end')
      await admin.end()
      await ended
      await database[Symbol.asyncDispose]()
    },
  }
}
