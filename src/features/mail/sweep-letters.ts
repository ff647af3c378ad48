import { type Db, deleteInBatches } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import type { RingForLetter } from './ring.ts'
import { deleteEndedLetters, findOverdueLetters } from './store.ts'

export type SweepLettersDeps = { db: Db; ring: RingForLetter; log: Log }

const patienceDefaultMs = 10_000
const lettersMax = 500

/**
 * Rings for letters that nobody rings for: their process died before it could, their queue entry vanished, or
 * their worker died while sending. One that waits in the queue all the same is not rung twice, since its
 * entry has the same id. @returns how many were overdue.
 */
export async function sweepLetters(
  { db, ring, log }: SweepLettersDeps,
  patienceMs = patienceDefaultMs,
): Promise<number> {
  const overdue = await findOverdueLetters(db, patienceMs, lettersMax)
  for (const { id, attempts } of overdue) ring(id, { attempts, delayMs: 0 })
  if (overdue.length > 0) log.info({ letters: overdue.length }, 'rang again for overdue letters')
  return overdue.length
}

/** Deletes ended letters that are older, some at a time. @returns how many went. */
export async function purgeLetters(db: Db, olderThanDays: number, signal: AbortSignal): Promise<number> {
  return deleteInBatches((rowsMax) => deleteEndedLetters(db, olderThanDays, rowsMax), signal)
}
