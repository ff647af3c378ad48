import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { jobErrors } from '../jobs/index.ts'
import { type AdminJobRow, readJob } from './read-jobs.ts'

/** @throws AppError `job_not_found`, also for an invalid id. */
export async function showJob(db: Db, jobId: string): Promise<AdminJobRow> {
  const job = isUuid(jobId) ? await readJob(db, jobId) : undefined
  if (!job) throw new AppError(jobErrors.job_not_found)
  return job
}
