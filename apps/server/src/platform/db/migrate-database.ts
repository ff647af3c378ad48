import { setTimeout as delay } from 'node:timers/promises'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import pg from 'pg'
import type { Log } from '../log/index.ts'
import { applyMigration } from './apply-migration.ts'
import { migrationsFolder } from './migrations-folder.ts'
import { ensureJournal, readNewestApplied } from './migrations-journal.ts'

/** Processes that start together migrate one after the other; the later ones find nothing to do. */
const migrationLockKey = 7_342_092
const turnRetryMs = 200

/** A newer chatSVG has migrated the database, so this one must not change it. */
export class SchemaNewerError extends Error {}

/**
 * Applies the missing migrations, one at a time. Applied migrations remain when a later one fails.
 *
 * @param through the last migration to apply, by the time in its journal; default: all.
 * @throws SchemaNewerError when the database has a migration that this code does not know.
 */
export async function migrateDatabase(
  url: string,
  log: Log,
  folder = migrationsFolder(),
  through = Number.POSITIVE_INFINITY,
): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'chatsvg migrate',
    connectionTimeoutMillis: 10_000,
  })
  client.on('error', (err) => log.warn({ err }, 'lost the database connection while migrating'))
  await client.connect()
  try {
    // A role may have limits for requests; a migration takes as long as it takes.
    await client.query('set statement_timeout = 0; set idle_in_transaction_session_timeout = 0')
    await holdMigrationLock(client)
    const known = readMigrations(folder)
    const applied = await readNewestApplied(client)
    if (applied > (known.at(-1)?.folderMillis ?? 0)) {
      throw new SchemaNewerError(
        'The database was migrated by a newer chatSVG. Run that version, or restore a backup from before. The version right before it may run with ALLOW_NEWER_SCHEMA=true.',
      )
    }
    const missing = known.filter(({ folderMillis: at }) => at > applied && at <= through)
    if (missing.length === 0) return
    await ensureJournal(client)
    for (const migration of missing) await applyMigration(client, migration, log)
    log.info({ migrations: missing.length }, 'migrated the database')
  } finally {
    // Closing the session releases the lock.
    await client.end()
  }
}

/**
 * Until the session of `client` ends, no other process migrates. It polls for the lock, because a waiting
 * statement holds a snapshot: a concurrent index build of the session with the lock would wait for that
 * snapshot, and both would wait for ever.
 */
export async function holdMigrationLock(client: pg.Client): Promise<void> {
  for (;;) {
    const answer = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
      migrationLockKey,
    ])
    if (answer.rows[0]?.held) return
    await delay(turnRetryMs)
  }
}

/** The migrations of this code, oldest first. */
export function readMigrations(folder = migrationsFolder()): MigrationMeta[] {
  return readMigrationFiles({ migrationsFolder: folder })
}
