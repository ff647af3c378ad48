import { type Db, deleteInBatches } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import type { EnqueueEmail } from './enqueue-email.ts'
import { deleteEndedEmails, findOverdueEmails } from './store.ts'

export type SweepEmailsDeps = { db: Db; enqueueEmail: EnqueueEmail; log: Log }

const patienceDefaultMs = 10_000
const emailsMax = 500

/**
 * Enqueues emails that are not in the queue: their process died before it could enqueue them, their queue
 * entry was lost, or their worker died while sending. An email that still waits in the queue is not enqueued
 * twice, because its entry has the same id. @returns how many were overdue.
 */
export async function sweepEmails(
  { db, enqueueEmail, log }: SweepEmailsDeps,
  patienceMs = patienceDefaultMs,
): Promise<number> {
  const overdue = await findOverdueEmails(db, patienceMs, emailsMax)
  for (const { id, attempts } of overdue) enqueueEmail(id, { attempts, delayMs: 0 })
  if (overdue.length > 0) log.info({ emails: overdue.length }, 'enqueued overdue emails again')
  return overdue.length
}

/** Deletes ended emails that are older, in batches. @returns how many. */
export async function purgeEmails(db: Db, olderThanDays: number, signal: AbortSignal): Promise<number> {
  return deleteInBatches((rowsMax) => deleteEndedEmails(db, olderThanDays, rowsMax), signal)
}
