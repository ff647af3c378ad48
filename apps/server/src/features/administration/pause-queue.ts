import type { Db } from '../../platform/db/index.ts'
import { type EnqueueJob, enqueueWaiting, pauseQueue, resumeQueue } from '../generations/index.ts'
import { type ActBy, recordAct } from './act-store.ts'

const subject = { kind: 'queue', id: null } as const

/**
 * Nothing is claimed any more by any worker from the commit on, whatever is restarted or lost; requests are
 * accepted and wait. What is being drawn is finished. Asked again, nothing happens, and the first reason
 * stays.
 */
export async function pauseByHand(db: Db, by: ActBy): Promise<void> {
  await db.transaction(async (tx) => {
    if (await pauseQueue(tx, by.reason)) await recordAct(tx, by, { action: 'queue.pause', subject })
  })
}

/** Lets workers claim again, and enqueues what waits. Asked again, nothing happens. */
export async function resumeByHand(
  { db, enqueueJob }: { db: Db; enqueueJob: EnqueueJob },
  by: ActBy,
): Promise<void> {
  const isOpened = await db.transaction(
    async (tx) => (await resumeQueue(tx)) && recordAct(tx, by, { action: 'queue.resume', subject }),
  )
  if (isOpened) await enqueueWaiting(db, enqueueJob)
}
