import { sql } from 'drizzle-orm'
import { type Db, queryNamed, type Tx } from '../../platform/db/index.ts'
import { queuePause } from './tables.ts'

/** The lock that claims share in the database function `queue_is_open()`. */
const gateLockKey = 7_342_093

export type QueuePause = { pausedAt: Date; reason: string }

export async function readQueuePause(db: Db | Tx): Promise<QueuePause | undefined> {
  const [row] = await db.select().from(queuePause)
  return row && { pausedAt: row.pausedAt, reason: row.reason }
}

/**
 * Pauses the queue. It waits for claims in progress, a few milliseconds, so after the commit no job is
 * claimed.
 *
 * @returns false when it was already paused; then nothing is written, and the first reason remains.
 */
export async function pauseQueue(tx: Tx, reason: string): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(${gateLockKey})`)
  const rows = await tx
    .insert(queuePause)
    .values({ reason })
    .onConflictDoNothing()
    .returning({ isPaused: queuePause.isPaused })
  return rows.length > 0
}

/** @returns whether it was paused. */
export async function resumeQueue(tx: Tx): Promise<boolean> {
  const rows = await tx.delete(queuePause).returning({ isPaused: queuePause.isPaused })
  return rows.length > 0
}

export type WaitingJob = { id: string; attempts: number; requestId: string | null }

/**
 * Jobs that could be claimed now, at most `countMax`, in no order: an entry leads to the next job in the
 * order of claims.
 */
export async function readWaitingJobs(db: Db, countMax: number): Promise<WaitingJob[]> {
  return queryNamed<WaitingJob>(
    db,
    'read_waiting_jobs',
    `select id, attempts, request_id as "requestId" from generation_jobs where status = 'QUEUED' and run_after <= now() limit $1`,
    [countMax],
  )
}
