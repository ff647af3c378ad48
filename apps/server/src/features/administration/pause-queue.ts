import type { Db } from '../../platform/db/index.ts'
import { type EnqueueJob, enqueueWaiting, pauseQueue, resumeQueue } from '../jobs/index.ts'
import { type ActBy, recordAct } from './act-store.ts'

const subject = { kind: 'queue', id: null } as const

/**
 * From the commit on no worker claims a job, whatever is restarted or lost. Requests are accepted and wait.
 * Jobs that are being drawn are finished. A repeated call does nothing and keeps the first reason.
 */
export async function pauseByHand(db: Db, by: ActBy): Promise<void> {
  await db.transaction(async (tx) => {
    if (await pauseQueue(tx, by.reason)) await recordAct(tx, by, { action: 'queue.pause', subject })
  })
}

/** Lets workers claim again, and enqueues the waiting jobs. A repeated call does nothing. */
export async function resumeByHand(
  { db, enqueueJob }: { db: Db; enqueueJob: EnqueueJob },
  by: ActBy,
): Promise<void> {
  const isOpened = await db.transaction(
    async (tx) => (await resumeQueue(tx)) && recordAct(tx, by, { action: 'queue.resume', subject }),
  )
  if (isOpened) await enqueueWaiting(db, enqueueJob)
}
