import type { Db } from '../../platform/db/index.ts'
import { type ReadQueueCounts, readQueuePause, readQueueState } from '../jobs/index.ts'

/**
 * The queue counted by its rows, and the number of entries in its backend; null while the backend does not
 * answer.
 */
export async function showQueue({ db, readCounts }: { db: Db; readCounts: ReadQueueCounts }) {
  const [pause, state, entries] = await Promise.all([readQueuePause(db), readQueueState(db), readCounts()])
  return {
    paused: pause !== undefined,
    pausedAt: pause?.pausedAt.toISOString() ?? null,
    reason: pause?.reason ?? null,
    waiting: state?.waiting ?? 0,
    running: state?.running ?? 0,
    postponed: state?.delayed ?? 0,
    oldestWaitingSeconds: state?.oldestWaitingSeconds ?? 0,
    entries: entries ?? null,
  }
}
