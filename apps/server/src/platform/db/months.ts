import { sql } from 'drizzle-orm'
import pg from 'pg'
import type { Log } from '../log/index.ts'
import { wasLocked } from './database-errors.ts'
import { type Db, queryNamed } from './open-database.ts'
import { deleteInBatches } from './pages.ts'
import { retryWhileLocked } from './retry-while-locked.ts'
import { firstUuidOf, momentOfUuid } from './uuid.ts'

/** Whole months after the current one that have their partitions. */
const monthsAhead = 3
const dayMs = 24 * 60 * 60 * 1_000
/** Sessions that wait behind a change of partitions wait at most this long. */
const lockWait = sql.raw(`set local lock_timeout = '200ms'`)
const attemptsMax = 20
const monthsLockKey = 7_342_093

type Partition = {
  table: string
  name: string
  /** The smallest id of its rows; null for the rows from before the table was divided. */
  from: string | null
  /** Greater than the ids of its rows. */
  to: string
}

/**
 * Creates the partitions of the coming months, of every table of the schema `public` that is divided by
 * ranges of UUIDv7 ids. They continue the newest partition, so there is no gap. Safe to run twice, also at
 * once. Requests do not wait for it for longer than 200 ms.
 *
 * @throws the database's error when the locks were not free for some time.
 */
export async function createMonths(db: Db, log: Log, now = new Date()): Promise<void> {
  for (const month of await listMissingMonths(db.$client, now)) {
    await retryWhileLocked(log, attemptsMax, () =>
      db.transaction(async (tx) => {
        await tx.execute(lockWait)
        await tx.execute(sql`select pg_advisory_xact_lock(${monthsLockKey})`)
        await createMonth(tx.$client, month)
      }),
    )
  }
}

/** The same in a transaction of the caller, who has locked the tables. */
export async function createMonthsAlone(client: pg.ClientBase, now = new Date()): Promise<void> {
  for (const month of await listMissingMonths(client, now)) await createMonth(client, month)
}

/** The end of the newest partition of each divided table. */
export async function readMonthsEnds(db: Db): Promise<Map<string, Date>> {
  return endsOf(await readPartitions(db.$client))
}

/**
 * Drops the months of a divided table whose rows are all older than `keptDays`. So rows of a month are kept
 * until the last of them is old enough. Rows from before the table was divided are deleted one by one, in
 * batches. A month that somebody reads, such as a backup, is left for the next call.
 *
 * @returns how many rows were deleted, without those that were dropped.
 */
export async function deleteOldMonths(
  db: Db,
  { table, keptDays, log, signal, now = new Date() }: OldMonths,
): Promise<number> {
  const end = firstUuidOf(new Date(now.getTime() - keptDays * dayMs))
  let deleted = 0
  for (const partition of await readPartitions(db.$client)) {
    if (partition.table !== table) continue
    if (partition.to <= end) await dropMonth(db, partition, log)
    else if (partition.from === null)
      deleted += await deleteInBatches((rowsMax) => deleteBefore(db, partition.name, end, rowsMax), signal)
  }
  return deleted
}

type Client = Pick<pg.ClientBase, 'query'>
type Month = { table: string; start: Date }
type OldMonths = { table: string; keptDays: number; log: Log; signal: AbortSignal; now?: Date }

/** The first moment of a month (UTC), so many months after that of `moment`. */
const startOfMonth = (moment: Date, later: number) =>
  new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + later, 1))

/** Oldest first in each table. One that is dropped at this moment has no bounds any more. */
async function readPartitions(client: Client): Promise<Partition[]> {
  const { rows } = await client.query<Partition>(
    `select divided.relname as "table", part.relname as name,
       substring(bounds from $$FROM \\('([0-9a-f-]{36})'\\)$$) as "from", substring(bounds from $$TO \\('([0-9a-f-]{36})'\\)$$) as "to"
     from pg_class divided join pg_inherits on inhparent = divided.oid join pg_class part on part.oid = inhrelid
     cross join lateral pg_get_expr(part.relpartbound, part.oid) as bounds
     where bounds is not null and divided.relkind = 'p' and divided.relnamespace = 'public'::regnamespace
     order by 1, 4`,
  )
  return rows
}

/** Of the newest partition of each table. */
const endsOf = (partitions: Partition[]) =>
  new Map(partitions.map(({ table, to }) => [table, momentOfUuid(to)]))

async function listMissingMonths(client: Client, now: Date): Promise<Month[]> {
  const until = startOfMonth(now, monthsAhead + 1)
  const missing: Month[] = []
  for (const [table, end] of endsOf(await readPartitions(client)))
    for (let start = end; start < until; start = startOfMonth(start, 1)) missing.push({ table, start })
  return missing
}

/**
 * The partition is created as a table and then attached, because ATTACH allows others to write to the
 * divided table meanwhile, and CREATE TABLE ... PARTITION OF does not.
 */
async function createMonth(client: Client, { table, start }: Month): Promise<void> {
  const name = `${table}_${start.toISOString().slice(0, 7).replace('-', '_')}`
  const [divided, month] = [pg.escapeIdentifier(table), pg.escapeIdentifier(name)]
  const bounds = `from ('${firstUuidOf(start)}') to ('${firstUuidOf(startOfMonth(start, 1))}')`
  const existing = await client.query('select from pg_class where oid = to_regclass($1)', [`public.${month}`])
  if (existing.rowCount !== 0) return
  await client.query(
    `create table public.${month} (like public.${divided} including defaults including constraints)`,
  )
  await client.query(`alter table public.${divided} attach partition public.${month} for values ${bounds}`)
}

async function dropMonth(db: Db, { name }: Partition, log: Log): Promise<void> {
  const drop = sql.raw(`drop table if exists public.${pg.escapeIdentifier(name)}`)
  try {
    await retryWhileLocked(log, attemptsMax, () =>
      db.transaction(async (tx) => {
        await tx.execute(lockWait)
        await tx.execute(drop)
      }),
    )
    log.info({ partition: name }, 'dropped a month whose rows had been kept for long enough')
  } catch (error) {
    if (!wasLocked(error)) throw error
    log.warn({ partition: name }, 'an old month is in use; it is dropped later')
  }
}

async function deleteBefore(db: Db, name: string, end: string, rowsMax: number): Promise<number> {
  const partition = `public.${pg.escapeIdentifier(name)}`
  const rows = await queryNamed(
    db,
    `delete_from_${name}`,
    `delete from ${partition} where id in (
       select id from ${partition} where id < $1::uuid order by id limit $2 for update skip locked)
     returning 1`,
    [end, rowsMax],
  )
  return rows.length
}
