import { once } from 'node:events'
import pg from 'pg'
import { inject } from 'vitest'
import type { RedisAddress } from '../../apps/server/src/platform/redis/index.ts'
import { createTestDatabase } from './database.ts'
import { redisForms, type TestRedisServers } from './redis-servers.ts'

/** A backend that a test can make unreachable and reachable again. */
export type Outage = AsyncDisposable & {
  /** For a queue or a bus. */
  connection: { kind: 'postgres'; url: string; pool: pg.Pool } | { kind: 'redis'; address: RedisAddress }
  takeAway(): Promise<void>
  giveBack(): Promise<void>
}

/** For `describe.each`. */
export const outages: [kind: string, open: () => Promise<Outage>][] = [['postgres', openPostgres]]
for (const [form, start] of redisForms) outages.push([form, () => openRedis(start)])

async function openRedis(start: () => Promise<TestRedisServers>): Promise<Outage> {
  const redis = await start()
  return {
    connection: { kind: 'redis', address: redis.address },
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
