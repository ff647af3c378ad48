import { uuidv7 } from 'uuidv7'
import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { readBalance } from '../credits/index.ts'
import type { AnnounceEnd } from './announce-end.ts'
import { jobEnded } from './facts.ts'
import { creditsPerJob } from './generation-request.ts'
import { cancelJob } from './job-lease-store.ts'
import { findOwnJob, type JobRow } from './store.ts'

export type CancelGenerationDeps = {
  db: Db
  announceEnd: AnnounceEnd
  /** Takes the job's entry out of the queue. Never throws: an entry that stays finds nothing to do. */
  silence: (job: Pick<JobRow, 'id' | 'attempts'>) => void
}

/**
 * Ends a job that has not ended, with its credit back. Whoever draws it hears of it and stops; what it may still write matches no lease. Asked again, it says the same.
 *
 * @throws AppError `job_not_found` also for other people's jobs; `job_succeeded` when there is a picture.
 */
export async function cancelGeneration(
  { db, announceEnd, silence }: CancelGenerationDeps,
  { userId, jobId }: { userId: string; jobId: string },
): Promise<{ job: JobRow; credits: number }> {
  const message = 'You stopped this picture. Your credit has been returned.'
  const cancel = { jobId, userId, refundId: uuidv7(), message }
  const cancelled = isUuid(jobId) && (await cancelJob(db, cancel))
  const found = isUuid(jobId) ? await findOwnJob(db, userId, jobId) : undefined
  if (!found) throw new AppError('job_not_found', 'Generation job not found')
  const { job } = found
  if (job.status === 'SUCCEEDED')
    throw new AppError('job_succeeded', 'The picture is finished: there is nothing left to cancel.')
  if (cancelled) {
    silence(job)
    const ageMs = (job.finishedAt?.getTime() ?? 0) - job.createdAt.getTime()
    jobEnded.tell({
      model: job.model,
      status: 'FAILED',
      code: 'CANCELLED',
      refunded: creditsPerJob,
      tookMs: ageMs,
    })
    announceEnd({ userId, ageMs }, { jobId, status: 'FAILED', errorCode: 'CANCELLED', errorMessage: message })
  }
  return { job, credits: (await readBalance(db, userId)).credits }
}
