import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import type { Log } from '../log/index.ts'
import { migrationsFolder } from './migrations-folder.ts'

/** Processes that start together migrate one after the other; all but the first find nothing to do. */
const migrationLockKey = 7_342_092
const journal = { migrationsSchema: 'drizzle', migrationsTable: '__drizzle_migrations' }

/** The database was migrated by a newer chatSVG: this one must not touch it. */
export class SchemaNewerError extends Error {}

/**
 * Brings the schema up to what this code needs.
 *
 * @throws SchemaNewerError when the database knows a migration that this code does not.
 */
export async function migrateDatabase(url: string, log: Log, folder = migrationsFolder()): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'chatsvg migrate',
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', (err) => log.warn({ err }, 'lost the database connection while migrating'))
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLockKey])
    const known = readMigrationFiles({ migrationsFolder: folder })
    const newest = known.at(-1)?.folderMillis ?? 0
    const applied = await readNewestApplied(client)
    if (applied > newest) {
      throw new SchemaNewerError(
        'The database was migrated by a newer chatSVG. Run that version, or restore a backup from before.',
      )
    }
    if (applied === newest) return
    await migrate(drizzle(client), { migrationsFolder: folder, ...journal })
    log.info(
      { migrations: known.filter((migration) => migration.folderMillis > applied).length },
      'migrated the database',
    )
  } finally {
    // Ending the session frees the lock.
    await client.end()
  }
}

async function readNewestApplied(client: pg.Client): Promise<number> {
  const table = `${journal.migrationsSchema}.${journal.migrationsTable}`
  const exists = await client.query<{ found: boolean }>('select to_regclass($1) is not null as found', [
    table,
  ])
  if (!exists.rows[0]?.found) return 0
  const newest = await client.query<{ at: string | null }>(`select max(created_at) as at from ${table}`)
  return Number(newest.rows[0]?.at ?? 0)
}
