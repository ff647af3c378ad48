import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { announceCancelled, type CancelEffects, cancelJobs, jobErrors } from '../jobs/index.ts'
import { type ActBy, recordAct } from './act-store.ts'
import { type AdminJobRow, readJob } from './read-jobs.ts'

const message = 'This picture was stopped by an administrator. Your credit has been returned.'

/**
 * Ends any user's unfinished job, as its owner can. A repeated call returns the same and is not logged.
 *
 * @throws AppError `job_not_found`, `job_succeeded`.
 */
export async function cancelJobByHand(
  { db, effects }: { db: Db; effects: CancelEffects },
  jobId: string,
  by: ActBy,
): Promise<AdminJobRow> {
  if (!isUuid(jobId)) throw new AppError(jobErrors.job_not_found)
  const { job, cancelled } = await db.transaction(async (tx) => {
    const ended = await cancelJobs(tx, { jobIds: [jobId] }, message)
    const found = await readJob(tx, jobId)
    if (!found) throw new AppError(jobErrors.job_not_found)
    if (found.status === 'SUCCEEDED') throw new AppError(jobErrors.job_succeeded)
    if (ended.length > 0) {
      const details = { userId: found.userId, refunded: ended[0]?.refunded ?? 0 }
      await recordAct(tx, by, { action: 'job.cancel', subject: { kind: 'job', id: jobId }, details })
    }
    return { job: found, cancelled: ended }
  })
  announceCancelled(effects, cancelled)
  return job
}
