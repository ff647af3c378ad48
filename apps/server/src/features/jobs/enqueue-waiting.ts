import type { Db } from '../../platform/db/index.ts'
import type { EnqueueJob } from './enqueue-job.ts'
import { readWaitingJobs } from './queue-pause-store.ts'

/** Enough for the workers until the sweepers have found the rest. */
const jobsMax = 1_000

/**
 * Enqueues jobs that have waited since the queue was paused: workers took their entries and claimed nothing.
 * Never rejects: the sweepers enqueue what was missed.
 */
export async function enqueueWaiting(db: Db, enqueueJob: EnqueueJob): Promise<void> {
  const jobs = await readWaitingJobs(db, jobsMax).catch(() => [])
  const nonce = Date.now().toString(36)
  await Promise.all(jobs.map((job) => enqueueJob(job, 0, nonce)))
}
