import { type Db, isUuid } from '../../platform/db/index.ts'
import {
  announceCancelled,
  type CancelEffects,
  cancelJobs,
  jobNotFound,
  jobSucceeded,
} from '../jobs/index.ts'
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
  if (!isUuid(jobId)) throw jobNotFound()
  const { job, cancelled } = await db.transaction(async (tx) => {
    const ended = await cancelJobs(tx, { jobIds: [jobId] }, message)
    const found = await readJob(tx, jobId)
    if (!found) throw jobNotFound()
    if (found.status === 'SUCCEEDED') throw jobSucceeded()
    if (ended.length > 0) {
      const details = { userId: found.userId, refunded: ended[0]?.refunded ?? 0 }
      await recordAct(tx, by, { action: 'job.cancel', subject: { kind: 'job', id: jobId }, details })
    }
    return { job: found, cancelled: ended }
  })
  announceCancelled(effects, cancelled)
  return job
}
