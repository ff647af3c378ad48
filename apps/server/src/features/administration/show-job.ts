import { type Db, isUuid } from '../../platform/db/index.ts'
import { jobNotFound } from '../jobs/index.ts'
import { type AdminJobRow, readJob } from './read-jobs.ts'

/** @throws AppError `job_not_found`, also for an invalid id. */
export async function showJob(db: Db, jobId: string): Promise<AdminJobRow> {
  const job = isUuid(jobId) ? await readJob(db, jobId) : undefined
  if (!job) throw jobNotFound()
  return job
}
