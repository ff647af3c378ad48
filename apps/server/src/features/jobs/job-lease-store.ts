import { sql } from 'drizzle-orm'
import type { PictureReport } from '../../models/index.ts'
import { type Db, defineStatement, type Params, queryNamed, type SqlPart } from '../../platform/db/index.ts'
import { keySpendFragments } from '../api-keys/index.ts'
import { chargeFragments, dailyCountFragments } from '../credits/index.ts'
import { notificationFragments } from '../notifications/index.ts'
import type { jobErrorCodes, jobKinds } from './tables.ts'

export type JobErrorCode = (typeof jobErrorCodes)[number]
export type JobKind = (typeof jobKinds)[number]

/** What the model's calls used in one attempt. */
export type AttemptUsage = {
  inputTokens: number
  outputTokens: number
  /** Millionths of a US dollar; null: the price of a call is unknown. */
  costMicroUsd: number | null
  /** Whether some of it was estimated by us and not reported by the vendor. */
  estimated: boolean
}

/** Adds an attempt's usage to that of earlier attempts. A cost that was unknown once stays unknown. */
export const addUsage = ({
  inputTokens,
  outputTokens,
  costMicroUsd,
  estimated,
}: Record<keyof AttemptUsage, SqlPart>) => sql`
      input_tokens = input_tokens + ${inputTokens}::int, output_tokens = output_tokens + ${outputTokens}::int,
      cost_micro_usd = cost_micro_usd + ${costMicroUsd}::int, usage_estimated = usage_estimated or ${estimated}::boolean`

/** The job, while this worker holds it. */
export const held = ({ jobId, leaseToken }: Params<{ jobId: string; leaseToken: string }>) =>
  sql`id = ${jobId}::uuid and lease_token = ${leaseToken}::uuid and status = 'RUNNING'`

/**
 * The run time of an attempt that ends now, added to that of earlier ones. The attempt of a dead worker
 * counts until its lease expired, at most.
 */
const addRunTime = sql`ran_ms + greatest(0, (extract(epoch from least(now(), lease_expires_at) - last_started_at) * 1000)::int)`

/** Assigns another model to the job. @returns false when the lease was lost. */
export async function changeModel(
  db: Db,
  jobId: string,
  leaseToken: string,
  model: string,
): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'change_model_of_job',
    `update generation_jobs set model = $3
     where id = $1::uuid and lease_token = $2::uuid and status = 'RUNNING' returning id`,
    [jobId, leaseToken, model],
  )
  return rows.length > 0
}

/** Records that most of the picture is about to be shown. @returns false when the lease was lost. */
export async function recordMostlyShown(db: Db, jobId: string, leaseToken: string): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'note_mostly_shown',
    `update generation_jobs set mostly_shown = true
     where id = $1::uuid and lease_token = $2::uuid and status = 'RUNNING' returning id`,
    [jobId, leaseToken],
  )
  return rows.length > 0
}

/** Whether the job ended with exactly this picture. */
export async function isJobDoneWith(db: Db, jobId: string, generationId: string): Promise<boolean> {
  const text = `select id from generation_jobs where id = $1::uuid and generation_id = $2::uuid`
  return (await queryNamed(db, 'is_job_done_with', text, [jobId, generationId])).length > 0
}

/**
 * A failed request may be repeated with its key. A request for several pictures may not, because the others
 * were drawn.
 */
export const keyAfterFailure = sql`case when batch_id is null then null else idempotency_key end`

/** Whether a job is in this state, and failed for this reason. */
export async function isJobIn(
  db: Db,
  jobId: string,
  status: 'QUEUED' | 'FAILED',
  errorCode: JobErrorCode | null,
): Promise<boolean> {
  const text = `select id from generation_jobs where id = $1::uuid and status = $2 and error_code is not distinct from $3::text`
  return (await queryNamed(db, 'is_job_in', text, [jobId, status, errorCode])).length > 0
}

export type FailedAttempt = {
  jobId: string
  leaseToken: string
  refundId: string
  noticeId: string
  code: JobErrorCode
  message: string
  /** Of models that plan. */
  report?: PictureReport | undefined
  /** Counts among the user's failures of the day. */
  isUseless?: boolean
  usage: AttemptUsage
}

/** An absent field is null in the database. */
type Valued<Fields> = { [Name in keyof Required<Fields>]: Fields[Name] }

const failure = defineStatement<Valued<Omit<FailedAttempt, 'usage'>> & AttemptUsage>(
  'fail_job',
  (end) => sql`
    with job as (
      update generation_jobs set status = 'FAILED', lease_token = null, lease_expires_at = null, finished_at = now(), last_failed_at = now(),
        error_code = ${end.code}::text, error_message = ${end.message}::text, report = ${end.report}::jsonb, idempotency_key = ${keyAfterFailure}, ${addUsage(end)}
      where ${held(end)}
      returning id, user_id, api_key_id, created_at, prompt, style, model
    ),
    ${chargeFragments.refund({ entryId: end.refundId, alsoSet: dailyCountFragments.countUseless(end.isUseless) })},
    ${keySpendFragments.giveBack},
    ${notificationFragments.aboutJob({
      id: end.noticeId,
      type: 'JOB_FAILED',
      title: 'Your picture could not be drawn',
      message: sql`${end.message}::text`,
      data: sql`jsonb_build_object('prompt', source.prompt, 'style', source.style, 'model', source.model)`,
      from: sql`(select job.*, job.id as job_id from job)`,
    })}
    select job.id from job, refunded`,
)

/**
 * Ends the job without a picture, refunds its charge and releases its key, if it was the only job of its
 * request. @returns false when the lease was lost; then nothing was written.
 */
export async function failJob(db: Db, failed: FailedAttempt): Promise<boolean> {
  const { usage, isUseless = false, report, ...attempt } = failed
  return (await failure.run(db, { ...attempt, isUseless, report, ...usage })).length > 0
}

type Retry = { jobId: string; leaseToken: string; delayMs: number; countAttempt: boolean }

const requeueing = defineStatement<Retry & AttemptUsage>(
  'requeue_job',
  (retry) => sql`
    update generation_jobs set status = 'QUEUED', lease_token = null, lease_expires_at = null, enqueued_at = now(), mostly_shown = false,
      run_after = now() + make_interval(secs => ${retry.delayMs}::float8 / 1000),
      attempts = attempts - case when ${retry.countAttempt}::boolean then 0 else 1 end,
      ran_ms = case when ${retry.countAttempt}::boolean then ${addRunTime} else ran_ms end,
      last_failed_at = case when ${retry.countAttempt}::boolean then now() else last_failed_at end, ${addUsage(retry)}
    where ${held(retry)} returning id`,
)

/**
 * Puts the job back into the queue, to run again after `delayMs`. `countAttempt: false` does not count the
 * attempt, for a worker that stops for another reason. @returns false when the lease was lost.
 */
export async function requeueJob(
  db: Db,
  { usage, ...retry }: Retry & { usage: AttemptUsage },
): Promise<boolean> {
  return (await requeueing.run(db, { ...retry, ...usage })).length > 0
}

const lateUsage = defineStatement<{ jobId: string } & AttemptUsage>(
  'record_late_usage',
  (used) => sql`update generation_jobs set ${addUsage(used)} where id = ${used.jobId}::uuid returning id`,
)

/** Adds the usage of a job that this worker no longer holds, because the vendor charges for it. */
export async function recordLateUsage(db: Db, jobId: string, usage: AttemptUsage): Promise<void> {
  await lateUsage.run(db, { jobId, ...usage })
}

export type OverdueJob = {
  id: string
  attempts: number
  requestId: string | null
  traceParent: string | null
}

/**
 * Jobs without a queue entry: due for longer than `patienceMs` and still queued, or running with an expired
 * lease. Marks them as enqueued, and skips those that another process is marking at the moment. Returns none
 * while the queue is paused, because enqueueing them would have no effect.
 */
export async function takeOverdueJobs(db: Db, patienceMs: number, countMax: number): Promise<OverdueJob[]> {
  return queryNamed<OverdueJob>(
    db,
    'take_overdue_jobs',
    `update generation_jobs set enqueued_at = now()
     where id in (
       select id from generation_jobs
       where status in ('QUEUED', 'RUNNING') and not exists (select from queue_pause)
         and (enqueued_at is null or enqueued_at < now() - make_interval(secs => $1::float8 / 1000))
         and ((status = 'QUEUED' and run_after < now() - make_interval(secs => $1::float8 / 1000))
           or (status = 'RUNNING' and lease_expires_at < now()))
       order by status = 'QUEUED', run_after limit $2 for update skip locked)
     returning id, attempts, request_id as "requestId", trace_parent as "traceParent"`,
    [patienceMs, countMax],
  )
}

/** How many jobs could be claimed now. */
export async function countDueJobs(db: Db): Promise<number> {
  const [row] = await queryNamed<{ count: number }>(
    db,
    'count_due_jobs',
    `select count(*)::int as count from generation_jobs
     where (status = 'QUEUED' and run_after <= now()) or (status = 'RUNNING' and lease_expires_at < now())`,
    [],
  )
  return row?.count ?? 0
}
