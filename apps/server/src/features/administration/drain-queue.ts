import type { Db } from '../../platform/db/index.ts'
import { announceCancelled, type CancelEffects, cancelJobs, lockQueuedJobs } from '../jobs/index.ts'
import { type ActBy, recordAct } from './act-store.ts'
import { whenNotBusy } from './when-not-busy.ts'

export type DrainQueueDeps = {
  db: Db
  effects: CancelEffects
  /** Called after each batch. */
  onProgress?: (cancelled: number) => void
}

/** A batch holds its locks for some tens of milliseconds. */
const batchJobsMax = 500

const message = 'The service had to stop this picture before it was begun. Your credit has been returned.'

/**
 * Cancels and refunds all waiting jobs, one batch in a transaction. Jobs that are being drawn continue.
 * Requests are still accepted: to prevent new jobs, pause the queue first. Each batch that ended a job is an
 * action in the log.
 *
 * @returns how many jobs it ended.
 * @throws the abort reason of `signal`, between two batches.
 */
export async function drainQueue(
  { db, effects, onProgress }: DrainQueueDeps,
  by: ActBy,
  signal?: AbortSignal,
): Promise<number> {
  for (let total = 0; ; ) {
    signal?.throwIfAborted()
    const { locked, cancelled } = await whenNotBusy(() => drainBatch(db, by))
    announceCancelled(effects, cancelled)
    total += cancelled.length
    onProgress?.(total)
    if (locked < batchJobsMax) return total
  }
}

function drainBatch(db: Db, by: ActBy) {
  return db.transaction(async (tx) => {
    const jobIds = await lockQueuedJobs(tx, batchJobsMax)
    const cancelled = await cancelJobs(tx, { jobIds }, message)
    if (cancelled.length > 0) {
      const refunded = cancelled.reduce((sum, job) => sum + job.refunded, 0)
      const details = { jobs: cancelled.length, refunded }
      await recordAct(tx, by, { action: 'queue.drain', subject: { kind: 'queue', id: null }, details })
    }
    return { locked: jobIds.length, cancelled }
  })
}
