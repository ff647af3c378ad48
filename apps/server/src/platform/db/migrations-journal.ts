import type { MigrationMeta } from 'drizzle-orm/migrator'
import type pg from 'pg'

/** The table of applied migrations, in the format of drizzle-orm, which created it originally. */
const journal = 'drizzle.__drizzle_migrations'

export async function ensureJournal(client: pg.Client): Promise<void> {
  await client.query('create schema if not exists drizzle')
  await client.query(
    `create table if not exists ${journal} (id serial primary key, hash text not null, created_at bigint)`,
  )
}

export async function recordMigration(
  client: pg.Client,
  { hash, folderMillis }: MigrationMeta,
): Promise<void> {
  await client.query(`insert into ${journal} (hash, created_at) values ($1, $2)`, [hash, folderMillis])
}

/** The newest migration of the database, by the time in its journal; 0 when it has none. */
export async function readNewestApplied(client: pg.ClientBase): Promise<number> {
  const exists = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    journal,
  ])
  if (!exists.rows[0]?.found) return 0
  const newest = await client.query<{ at: string | null }>(`select max(created_at) as at from ${journal}`)
  return Number(newest.rows[0]?.at ?? 0)
}
