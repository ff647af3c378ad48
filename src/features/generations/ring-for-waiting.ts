import type { Db } from '../../platform/db/index.ts'
import { readWaitingJobs } from './queue-pause-store.ts'
import type { Ring } from './ring.ts'

/** As many as are claimed until the sweepers have found the rest. */
const jobsMax = 1_000

/**
 * Rings for jobs that wait since the queue was paused, whose bells were heard in vain. Never rejects: the
 * sweepers ring for whatever was missed.
 */
export async function ringForWaiting(db: Db, ring: Ring): Promise<void> {
  const jobs = await readWaitingJobs(db, jobsMax).catch(() => [])
  const nonce = Date.now().toString(36)
  await Promise.all(jobs.map((job) => ring(job, 0, nonce)))
}
