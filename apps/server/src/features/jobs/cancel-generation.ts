import { type Db, isUuid, type Tx } from '../../platform/db/index.ts'
import { AppError } from '../../platform/errors/index.ts'
import type { Plan, Plans } from '../accounts/index.ts'
import { readBalance, takeDailyRefund } from '../credits/index.ts'
import type { AnnounceEnd } from './announce-end.ts'
import { type CancelledJob, cancelJobs, lockOwnUnfinished } from './cancel-store.ts'
import { jobErrors } from './errors.ts'
import { jobEnded } from './metric-events.ts'
import { findOwnJob, type JobRow } from './store.ts'

/** What publishes the cancellation of jobs. */
export type CancelEffects = {
  announceEnd: AnnounceEnd
  /** Removes the job's entry from the queue. Never throws: an entry that remains finds nothing to do. */
  dequeueJob: (job: Pick<JobRow, 'id' | 'attempts'>) => void
}

export type CancelGenerationDeps = CancelEffects & { db: Db; plans: Plans }

/** Why a cancelled job stays charged. */
export const keptChargeReasons = ['mostly_shown', 'refund_limit_reached'] as const

const messages: Record<(typeof keptChargeReasons)[number] | 'refunded', string> = {
  refunded: 'You stopped this picture. Your credit has been returned.',
  mostly_shown: 'You stopped this picture after most of it was shown. It stays charged.',
  refund_limit_reached:
    'You stopped this picture when it was being drawn. It stays charged: you have had all refunds of today for that.',
}

/**
 * Ends a job that has not ended. It is refunded, unless most of the picture was shown, or it was started and
 * the plan's daily refunds for that are used up. A worker that draws it receives the end and stops; anything
 * that it still writes fails the lease condition. A repeated call returns the same.
 *
 * @throws AppError `job_not_found`, also for jobs of others; `job_succeeded` when there is a picture.
 */
export async function cancelGeneration(
  deps: CancelGenerationDeps,
  { userId, plan, jobId }: { userId: string; plan: Plan; jobId: string },
): Promise<{ job: JobRow; credits: number }> {
  const { db, plans } = deps
  if (!isUuid(jobId)) throw new AppError(jobErrors.job_not_found)
  const { cancelRefundsPerDayMax } = plans[plan]
  const cancelled = await db.transaction(async (tx) => {
    const verdict = await judgeRefund(tx, userId, jobId, cancelRefundsPerDayMax)
    const which = { jobIds: [jobId], userId, keepCharge: verdict !== 'refunded' }
    return verdict ? cancelJobs(tx, which, messages[verdict]) : []
  })
  const found = await findOwnJob(db, userId, jobId)
  if (!found) throw new AppError(jobErrors.job_not_found)
  const { job } = found
  if (job.status === 'SUCCEEDED') throw new AppError(jobErrors.job_succeeded)
  announceCancelled(deps, cancelled)
  return { job, credits: (await readBalance(db, userId)).credits }
}

/** The job is locked before its owner, as everywhere where a job ends. @returns undefined: it has ended. */
async function judgeRefund(
  tx: Tx,
  userId: string,
  jobId: string,
  perDayMax: number | null,
): Promise<keyof typeof messages | undefined> {
  const job = await lockOwnUnfinished(tx, userId, jobId)
  if (!job) return undefined
  if (job.mostlyShown) return 'mostly_shown'
  if (!job.hasStarted) return 'refunded'
  return (await takeDailyRefund(tx, userId, perDayMax)) ? 'refunded' : 'refund_limit_reached'
}

/** Whether a job that ended without a picture was refunded. */
export function describeRefund({ chargeKept, mostlyShown }: Pick<JobRow, 'chargeKept' | 'mostlyShown'>) {
  if (!chargeKept) return { refunded: true }
  return { refunded: false, reason: mostlyShown ? keptChargeReasons[0] : keptChargeReasons[1] }
}

/**
 * Publishes cancellations that are committed: to the owners' sockets, the drawing workers and the metrics.
 */
export function announceCancelled(
  { announceEnd, dequeueJob }: CancelEffects,
  cancelled: readonly CancelledJob[],
): void {
  for (const { id, userId, model, attempts, ageMs, refunded, message } of cancelled) {
    dequeueJob({ id, attempts })
    jobEnded.publish({ model, status: 'FAILED', code: 'CANCELLED', refunded, tookMs: ageMs })
    announceEnd(
      { userId, ageMs },
      { jobId: id, status: 'FAILED', errorCode: 'CANCELLED', errorMessage: message },
    )
  }
}
