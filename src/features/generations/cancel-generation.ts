import { type Db, isUuid } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import { readBalance } from '../credits/index.ts'
import type { AnnounceEnd } from './announce-end.ts'
import { type CancelledJob, cancelJobs } from './cancel-store.ts'
import { jobEnded } from './facts.ts'
import { findOwnJob, type JobRow } from './store.ts'

/** Who hears that jobs were cancelled. */
export type CancelNews = {
  announceEnd: AnnounceEnd
  /** Takes the job's entry out of the queue. Never throws: an entry that stays finds nothing to do. */
  silence: (job: Pick<JobRow, 'id' | 'attempts'>) => void
}

export type CancelGenerationDeps = CancelNews & { db: Db }

/**
 * Ends a job that has not ended, with its credit back. Whoever draws it hears of it and stops; what it may
 * still write matches no lease. Asked again, it says the same.
 *
 * @throws AppError `job_not_found` also for other people's jobs; `job_succeeded` when there is a picture.
 */
export async function cancelGeneration(
  deps: CancelGenerationDeps,
  { userId, jobId }: { userId: string; jobId: string },
): Promise<{ job: JobRow; credits: number }> {
  const { db } = deps
  const message = 'You stopped this picture. Your credit has been returned.'
  if (!isUuid(jobId)) throw jobNotFound()
  const cancelled = await cancelJobs(db, { jobIds: [jobId], userId }, message)
  const found = await findOwnJob(db, userId, jobId)
  if (!found) throw jobNotFound()
  const { job } = found
  if (job.status === 'SUCCEEDED') throw jobSucceeded()
  tellCancelled(deps, cancelled)
  return { job, credits: (await readBalance(db, userId)).credits }
}

export const jobNotFound = () => new AppError('job_not_found', 'Generation job not found')

export const jobSucceeded = () =>
  new AppError('job_succeeded', 'The picture is finished: there is nothing left to cancel.')

/** Tells of jobs whose cancellation is committed: their owners, whoever draws them, and whoever counts. */
export function tellCancelled(
  { announceEnd, silence }: CancelNews,
  cancelled: readonly CancelledJob[],
): void {
  for (const { id, userId, model, attempts, ageMs, refunded, message } of cancelled) {
    silence({ id, attempts })
    jobEnded.tell({ model, status: 'FAILED', code: 'CANCELLED', refunded, tookMs: ageMs })
    announceEnd(
      { userId, ageMs },
      { jobId: id, status: 'FAILED', errorCode: 'CANCELLED', errorMessage: message },
    )
  }
}
