import type { MigrationMeta } from 'drizzle-orm/migrator'
import pg from 'pg'
import type { Log } from '../log/index.ts'
import { recordMigration } from './migrations-journal.ts'
import { retryWhileLocked } from './retry-while-locked.ts'

/**
 * How long a statement waits for its lock. All later statements wait behind it, so this is shorter than the
 * lock timeout of requests (1.5 s). The migration is tried again for long enough to outlast a report or a
 * backup.
 */
const lockWaitMs = 1_000
const attemptsMax = 100

/** The first line of a migration whose statements cannot or should not run in a transaction. */
const outsideMark = /^-- outside a transaction$/m
/**
 * These take a lock that allows writes, and wait for other transactions to end, for as long as that takes.
 */
const waitsGently = /\b(?:create|drop|reindex)\b.*\bconcurrently\b|\bvalidate\s+constraint\b/is
const concurrentIndex = /\bcreate\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/i

/**
 * Applies one migration: in its own transaction or, with the first line `-- outside a transaction`, statement
 * by statement. The latter starts again from its first statement after an interruption, so each statement
 * must be safe to run twice.
 */
export async function applyMigration(client: pg.Client, migration: MigrationMeta, log: Log): Promise<void> {
  const statements = migration.sql.filter((statement) => statement.trim() !== '')
  if (!outsideMark.test(migration.sql[0] ?? '')) {
    return retryWhileLocked(log, attemptsMax, async () => {
      await client.query('begin')
      try {
        await client.query(`set local lock_timeout = ${lockWaitMs}`)
        for (const statement of statements) await client.query(statement)
        await recordMigration(client, migration)
        await client.query('commit')
      } catch (error) {
        // If the connection is lost there is nothing to roll back, and `error` says why.
        await client.query('rollback').catch(() => undefined)
        throw error
      }
    })
  }
  for (const statement of statements) {
    await client.query(`set lock_timeout = ${waitsGently.test(statement) ? 0 : lockWaitMs}`)
    // Before each attempt, because a build that was aborted by a deadlock also leaves its index.
    await retryWhileLocked(log, attemptsMax, async () => {
      await dropUnfinishedIndex(client, statement, log)
      await client.query(statement)
    })
  }
  await recordMigration(client, migration)
}

/** An interrupted concurrent build leaves an invalid index, and `if not exists` would accept it. */
async function dropUnfinishedIndex(client: pg.Client, statement: string, log: Log): Promise<void> {
  const name = concurrentIndex.exec(statement)?.[1]
  if (name === undefined) return
  const unfinished = await client.query(
    'select from pg_index where indexrelid = to_regclass(quote_ident($1)) and not indisvalid',
    [name],
  )
  if (unfinished.rowCount === 0) return
  log.warn({ index: name }, 'an index was left unfinished by a migration; it is built again')
  await client.query(`drop index concurrently ${pg.escapeIdentifier(name)}`)
}
