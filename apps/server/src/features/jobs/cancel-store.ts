import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Db, defineStatement, queryNamed, type Tx } from '../../platform/db/index.ts'
import { keySpendFragments } from '../api-keys/index.ts'
import { chargeFragments } from '../credits/index.ts'
import { keyAfterFailure } from './job-lease-store.ts'

/** A job that was cancelled. `ageMs` counts from its acceptance; `refunded` are credits. */
export type CancelledJob = {
  id: string
  userId: string
  model: string
  attempts: number
  ageMs: number
  refunded: number
  message: string
}

const cancellation = defineStatement<
  {
    jobIds: readonly string[]
    message: string
    refundIds: string[]
    userId: string | null
    keepCharge: boolean
  },
  CancelledJob
>(
  'cancel_jobs',
  ({ jobIds, message, refundIds, userId, keepCharge }) => sql`
    with job as (
      update generation_jobs set status = 'FAILED', lease_token = null, lease_expires_at = null, finished_at = now(),
        error_code = 'CANCELLED', error_message = ${message}::text, charge_kept = ${keepCharge}::boolean,
        mostly_shown = mostly_shown and coalesce(lease_expires_at > now(), false), idempotency_key = ${keyAfterFailure}
      where id = any(${jobIds}::uuid[]) and (${userId}::uuid is null or user_id = ${userId}) and status in ('QUEUED', 'RUNNING')
      returning id, user_id, api_key_id, created_at, model, attempts, error_message, (extract(epoch from now() - created_at) * 1000)::float8 as age_ms
    ),
    ${chargeFragments.refundAll({
      entries: sql`(select * from unnest(${refundIds}::uuid[], ${jobIds}::uuid[]) as ids (id, job_id) where not ${keepCharge}::boolean)`,
    })},
    ${keySpendFragments.giveBack}
    select job.id, job.user_id as "userId", job.model, job.attempts, job.age_ms as "ageMs", coalesce(refund_entry.delta, 0) as refunded, job.error_message as message
    from job left join refund_entry on refund_entry.job_id = job.id`,
)

/**
 * Ends those of the jobs that have not ended, whichever worker holds them, and refunds their charges.
 *
 * @param which `userId`: only jobs of this user; `keepCharge`: they stay charged.
 * @returns the jobs that it ended.
 */
export async function cancelJobs(
  db: Db | Tx,
  which: { jobIds: readonly string[]; userId?: string; keepCharge?: boolean },
  message: string,
): Promise<CancelledJob[]> {
  const { jobIds, userId = null, keepCharge = false } = which
  if (jobIds.length === 0) return []
  const refundIds = jobIds.map(() => uuidv7())
  return cancellation.run(db, { jobIds, message, refundIds, userId, keepCharge })
}

/**
 * Locks and returns the user's job before it is ended; undefined when there is no unfinished one. What a
 * worker has shown that has died since does not count.
 */
export async function lockOwnUnfinished(
  tx: Tx,
  userId: string,
  jobId: string,
): Promise<{ hasStarted: boolean; mostlyShown: boolean } | undefined> {
  const [row] = await queryNamed<{ hasStarted: boolean; mostlyShown: boolean }>(
    tx,
    'lock_own_unfinished_job',
    `select (status = 'RUNNING' or attempts > 0) as "hasStarted", mostly_shown and coalesce(lease_expires_at > now(), false) as "mostlyShown" from generation_jobs
     where id = $1::uuid and user_id = $2::uuid and status in ('QUEUED', 'RUNNING') for update`,
    [jobId, userId],
  )
  return row
}

/**
 * Locks waiting jobs, at most `countMax`; jobs that are being claimed or ended at the moment are skipped.
 * @returns their ids.
 */
export async function lockQueuedJobs(tx: Tx, countMax: number): Promise<string[]> {
  const rows = await queryNamed<{ id: string }>(
    tx,
    'lock_queued_jobs',
    `select id from generation_jobs where status = 'QUEUED' limit $1 for update skip locked`,
    [countMax],
  )
  return rows.map(({ id }) => id)
}

/** The user's unfinished jobs. */
export async function findUnfinishedJobs(tx: Tx, userId: string): Promise<string[]> {
  const rows = await queryNamed<{ id: string }>(
    tx,
    'find_unfinished_jobs',
    `select id from generation_jobs where user_id = $1 and status in ('QUEUED', 'RUNNING')`,
    [userId],
  )
  return rows.map(({ id }) => id)
}
