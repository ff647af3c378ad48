import { type Db, queryNamed } from '../../platform/db/index.ts'
import { chargeFragments, dailyCountFragments } from '../credits/index.ts'
import { notificationFragments } from '../notifications/index.ts'
import { queueOrder } from './queue-order.ts'
import type { jobErrorCodes } from './tables.ts'

export type JobErrorCode = (typeof jobErrorCodes)[number]

/** A job that this worker holds as long as it renews the lease. */
export type ClaimedJob = {
  id: string
  userId: string
  prompt: string
  style: string
  model: string
  /** Null if the request named none. */
  requestedModel: string | null
  privacy: boolean
  seed: number
  requestId: string | null
  traceParent: string | null
  attempts: number
  leaseToken: string
  /** Credits that were charged for it. */
  price: number
  /** Milliseconds that earlier attempts ran. */
  ranMs: number
  /** Milliseconds since its acceptance, and since its first claim, by the database's clock at this claim. */
  ageMs: number
  startedMsAgo: number
}

/** What the model's calls used in one attempt. */
export type AttemptUsage = {
  inputTokens: number
  outputTokens: number
  /** Millionths of a US dollar; null: the price of a call is unknown. */
  costMicroUsd: number | null
  /** Whether some of it was estimated by us and not reported by the vendor. */
  estimated: boolean
}

/**
 * Adds an attempt's usage, in four parameters from `$first` on, to that of earlier attempts. A cost that was
 * unknown once stays unknown.
 */
const addUsage = (first: number) =>
  `input_tokens = input_tokens + $${first}::int, output_tokens = output_tokens + $${first + 1}::int,
      cost_micro_usd = cost_micro_usd + $${first + 2}::int, usage_estimated = usage_estimated or $${first + 3}::boolean`

const usageParameters = ({ inputTokens, outputTokens, costMicroUsd, estimated }: AttemptUsage) => [
  inputTokens,
  outputTokens,
  costMicroUsd,
  estimated,
]

/**
 * The run time of an attempt that ends now, added to that of earlier ones. The attempt of a dead worker
 * counts until its lease expired, at most.
 */
const addRunTime = `ran_ms + greatest(0, (extract(epoch from least(now(), lease_expires_at) - last_started_at) * 1000)::int)`

/** Exported for the test that runs EXPLAIN on it. */
export const claimText = `
  with gate as materialized (select queue_is_open() as is_open), orphan as (
    select id from generation_jobs where status = 'RUNNING' and lease_expires_at < now() and (select is_open from gate)
    order by lease_expires_at limit 1 for update skip locked
  ), next as (
    select id from generation_jobs
    where status = 'QUEUED' and (select is_open from gate) and not exists (select from orphan)
      -- An entry that was set for later may come a moment early.
      and (run_after <= now() or (id = $1::uuid and run_after <= now() + interval '1 second'))
    order by ${queueOrder} limit 1 for update skip locked
  )
  update generation_jobs set status = 'RUNNING', lease_token = $2::uuid, lease_expires_at = now() + make_interval(secs => $3::float8 / 1000),
    attempts = attempts + 1, mostly_shown = false, started_at = coalesce(started_at, now()), last_started_at = now(),
    ran_ms = case when status = 'RUNNING' then ${addRunTime} else ran_ms end
  where id = coalesce((select id from orphan), (select id from next))
  returning id, user_id as "userId", prompt, style, model, requested_model as "requestedModel", privacy, seed, request_id as "requestId", trace_parent as "traceParent", attempts, lease_token as "leaseToken",
    (select -charge.delta from credit_entries charge where charge.job_id = generation_jobs.id and charge.reason = 'CHARGE') as price,
    ran_ms as "ranMs", (extract(epoch from now() - created_at) * 1000)::float8 as "ageMs", (extract(epoch from now() - started_at) * 1000)::float8 as "startedMsAgo"`

/**
 * Claims nothing while the queue is paused. Otherwise it claims a job whose worker is dead, or else the next
 * of all jobs that are queued and due: an entry says that there is work, not which job. The claim counts the
 * attempt, so that a job which kills its worker every time ends.
 */
export async function claimJob(
  db: Db,
  rungJobId: string,
  leaseToken: string,
  leaseMs: number,
): Promise<ClaimedJob | undefined> {
  const [row] = await queryNamed<ClaimedJob>(db, 'claim_job', claimText, [rungJobId, leaseToken, leaseMs])
  return row
}

/** @returns false when the lease was lost: another worker holds the job, or it has ended. */
export async function renewLease(
  db: Db,
  jobId: string,
  leaseToken: string,
  leaseMs: number,
): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'renew_lease',
    `update generation_jobs set lease_expires_at = now() + make_interval(secs => $3::float8 / 1000)
     where id = $1::uuid and lease_token = $2::uuid and status = 'RUNNING' returning id`,
    [jobId, leaseToken, leaseMs],
  )
  return rows.length > 0
}

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
export async function noteMostlyShown(db: Db, jobId: string, leaseToken: string): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'note_mostly_shown',
    `update generation_jobs set mostly_shown = true
     where id = $1::uuid and lease_token = $2::uuid and status = 'RUNNING' returning id`,
    [jobId, leaseToken],
  )
  return rows.length > 0
}

const succeedText = `
  with job as (
    update generation_jobs set status = 'SUCCEEDED', lease_token = null, lease_expires_at = null, finished_at = now(), generation_id = $3::uuid,
      ${addUsage(6)}
    where id = $1::uuid and lease_token = $2::uuid and status = 'RUNNING'
    returning id, user_id, prompt, style, model, privacy
  ), generation as (
    insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
    select $3::uuid, job.user_id, job.id, job.prompt, job.style, job.model, $4::text, octet_length($4::text), job.privacy, -charge.delta
    from job join credit_entries charge on charge.job_id = job.id and charge.reason = 'CHARGE'
    returning id
  ),
  ${notificationFragments.aboutJob({
    name: 'notice',
    id: '$5',
    type: `'JOB_SUCCEEDED'`,
    title: `'Your picture is ready'`,
    message: 'source.prompt',
    data: `jsonb_build_object('generationId', $3::uuid, 'prompt', source.prompt, 'style', source.style, 'model', source.model)`,
    from: '(select job.*, job.id as job_id from job)',
  })}
  select id from generation`

export type FinishedPicture = {
  jobId: string
  leaseToken: string
  generationId: string
  noticeId: string
  svg: string
  usage: AttemptUsage
}

/** Ends the job with its picture. @returns false when the lease was lost; then nothing was written. */
export async function succeedJob(db: Db, result: FinishedPicture): Promise<boolean> {
  const { jobId, leaseToken, generationId, noticeId, svg, usage } = result
  const rows = await queryNamed(db, 'succeed_job', succeedText, [
    jobId,
    leaseToken,
    generationId,
    svg,
    noticeId,
    ...usageParameters(usage),
  ])
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
export const keyAfterFailure = 'case when batch_id is null then null else idempotency_key end'

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

const failText = `
  with job as (
    update generation_jobs set status = 'FAILED', lease_token = null, lease_expires_at = null, finished_at = now(), last_failed_at = now(),
      error_code = $3::text, error_message = $4::text, idempotency_key = ${keyAfterFailure},
      ${addUsage(7)}
    where id = $1::uuid and lease_token = $2::uuid and status = 'RUNNING'
    returning id, user_id, prompt, style, model
  ),
  ${chargeFragments.refund({ entryId: '$5', alsoSet: dailyCountFragments.countUseless('$11') })},
  ${notificationFragments.aboutJob({
    name: 'notice',
    id: '$6',
    type: `'JOB_FAILED'`,
    title: `'Your picture could not be drawn'`,
    message: '$4::text',
    data: `jsonb_build_object('prompt', source.prompt, 'style', source.style, 'model', source.model)`,
    from: '(select job.*, job.id as job_id from job)',
  })}
  select job.id from job, refunded`

/**
 * Ends the job without a picture, refunds its charge and releases its key, if it was the only job of its
 * request. @returns false when the lease was lost; then nothing was written.
 */
export async function failJob(
  db: Db,
  failure: {
    jobId: string
    leaseToken: string
    refundId: string
    noticeId: string
    code: JobErrorCode
    message: string
    /** Counts it among the user's failures of the day. */
    isUseless?: boolean
    usage: AttemptUsage
  },
): Promise<boolean> {
  const { jobId, leaseToken, refundId, noticeId, code, message, isUseless = false, usage } = failure
  const rows = await queryNamed(db, 'fail_job', failText, [
    jobId,
    leaseToken,
    code,
    message,
    refundId,
    noticeId,
    ...usageParameters(usage),
    isUseless,
  ])
  return rows.length > 0
}

/**
 * Puts the job back into the queue, to run again after `delayMs`. `countAttempt: false` does not count the
 * attempt, for a worker that stops for another reason. @returns false when the lease was lost.
 */
export async function requeueJob(
  db: Db,
  retry: { jobId: string; leaseToken: string; delayMs: number; countAttempt: boolean; usage: AttemptUsage },
): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'requeue_job',
    `update generation_jobs set status = 'QUEUED', lease_token = null, lease_expires_at = null, enqueued_at = now(), mostly_shown = false,
       run_after = now() + make_interval(secs => $3::float8 / 1000),
       attempts = attempts - case when $4::boolean then 0 else 1 end,
       ran_ms = case when $4::boolean then ${addRunTime} else ran_ms end,
       last_failed_at = case when $4::boolean then now() else last_failed_at end,
       ${addUsage(5)}
     where id = $1::uuid and lease_token = $2::uuid and status = 'RUNNING' returning id`,
    [retry.jobId, retry.leaseToken, retry.delayMs, retry.countAttempt, ...usageParameters(retry.usage)],
  )
  return rows.length > 0
}

/** Records the usage of a job that this worker no longer holds: the vendor charges for it in any case. */
export async function recordLateUsage(db: Db, jobId: string, usage: AttemptUsage): Promise<void> {
  const text = `update generation_jobs set ${addUsage(2)} where id = $1::uuid returning id`
  await queryNamed(db, 'record_late_usage', text, [jobId, ...usageParameters(usage)])
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
