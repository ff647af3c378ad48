import type { Db } from '../../platform/db/index.ts'
import { announceCancelled, type CancelEffects, cancelJobs, lockQueuedJobs } from '../generations/index.ts'
import { type ActBy, recordAct } from './act-store.ts'
import { whenNotBusy } from './when-not-busy.ts'

export type DrainQueueDeps = {
  db: Db
  effects: CancelEffects
  /** Told after each batch. */
  onProgress?: (cancelled: number) => void
}

/** Locks are held for as long as a batch takes, some tens of milliseconds. */
const batchJobsMax = 500

const message = 'The service had to stop this picture before it was begun. Your credit has been returned.'

/**
 * Cancels everything that waits, with its credits back, a batch in a transaction. What is being drawn goes
 * on. Requests are still accepted: pause the queue first, where nothing new is to be drawn. Each batch that
 * ended something is an act.
 *
 * @returns how many jobs it ended.
 * @throws what `signal` was aborted with, between two batches.
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
