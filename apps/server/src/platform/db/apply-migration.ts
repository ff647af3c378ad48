import { setTimeout as delay } from 'node:timers/promises'
import type { MigrationMeta } from 'drizzle-orm/migrator'
import pg from 'pg'
import type { Log } from '../log/index.ts'
import { recordMigration } from './migrations-journal.ts'

/**
 * How long a statement waits for its lock. Whoever comes after it waits behind it, so this is shorter than
 * what requests wait for a lock (1.5 s). It is tried again for long enough to outlast a report or a backup
 * that somebody is making.
 */
const lockWaitMs = 1_000
const attemptsMax = 100
const pauseMinMs = 500
const pauseMaxMs = 5_000

const lockNotAvailable = '55P03'
const deadlockDetected = '40P01'

/** The first line of a migration whose statements cannot be in a transaction, or should not be in one. */
const outsideMark = /^-- outside a transaction$/m
/**
 * These hold a lock that lets rows be written, and wait for others' transactions to end: for as long as it
 * takes.
 */
const waitsGently = /\b(?:create|drop|reindex)\b.*\bconcurrently\b|\bvalidate\s+constraint\b/is
const concurrentIndex = /\bcreate\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?"?(\w+)"?/i

/**
 * Applies one migration: in a transaction of its own, or, below the mark `-- outside a transaction`,
 * statement by statement. One of those that was interrupted is started again from its first statement, so
 * each of them can be run twice.
 */
export async function applyMigration(client: pg.Client, migration: MigrationMeta, log: Log): Promise<void> {
  const statements = migration.sql.filter((statement) => statement.trim() !== '')
  if (!outsideMark.test(migration.sql[0] ?? '')) {
    return retryWhileLocked(log, async () => {
      await client.query('begin')
      try {
        await client.query(`set local lock_timeout = ${lockWaitMs}`)
        for (const statement of statements) await client.query(statement)
        await recordMigration(client, migration)
        await client.query('commit')
      } catch (error) {
        // Where the connection is gone there is nothing to roll back, and `error` says why.
        await client.query('rollback').catch(() => undefined)
        throw error
      }
    })
  }
  for (const statement of statements) {
    await client.query(`set lock_timeout = ${waitsGently.test(statement) ? 0 : lockWaitMs}`)
    // Each attempt looks anew: a build that has lost to a deadlock leaves its index behind as well.
    await retryWhileLocked(log, async () => {
      await dropUnfinishedIndex(client, statement, log)
      await client.query(statement)
    })
  }
  await recordMigration(client, migration)
}

/**
 * Building an index concurrently leaves an invalid one when it is interrupted, and `if not exists` would be
 * content with that.
 */
async function dropUnfinishedIndex(client: pg.Client, statement: string, log: Log): Promise<void> {
  const name = concurrentIndex.exec(statement)?.[1]
  if (name === undefined) return
  const unfinished = await client.query(
    'select from pg_index where indexrelid = to_regclass(quote_ident($1)) and not indisvalid',
    [name],
  )
  if (unfinished.rowCount === 0) return
  log.warn({ index: name }, 'an index was left unfinished by a migration; it is built anew')
  await client.query(`drop index concurrently ${pg.escapeIdentifier(name)}`)
}

/** Again and again while somebody else has the lock; in the pauses, who waits behind us goes on. */
async function retryWhileLocked(log: Log, attempt: () => Promise<unknown>): Promise<void> {
  for (let attempts = 1; ; attempts += 1) {
    try {
      await attempt()
      return
    } catch (error) {
      const code = error instanceof pg.DatabaseError ? error.code : undefined
      if ((code !== lockNotAvailable && code !== deadlockDetected) || attempts === attemptsMax) throw error
      if (attempts === 1) log.warn('a migration waits for somebody who uses a table')
      await delay(Math.min(pauseMinMs * attempts, pauseMaxMs))
    }
  }
}
