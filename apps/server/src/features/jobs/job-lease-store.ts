import { sql } from 'drizzle-orm'
import type { PictureOptions, PictureReport, ScenePlan } from '../../models/index.ts'
import { type Db, defineStatement, type Params, queryNamed, type Tx } from '../../platform/db/index.ts'
import { keySpendFragments } from '../api-keys/index.ts'
import { chargeFragments, dailyCountFragments } from '../credits/index.ts'
import { notificationFragments } from '../notifications/index.ts'
import type { JobRow } from './store.ts'
import { type jobErrorCodes, jobKinds } from './tables.ts'
import { insertVersion, isTreeFull, lockTree } from './version-store.ts'

export type JobErrorCode = (typeof jobErrorCodes)[number]
export type JobKind = (typeof jobKinds)[number]

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
  options: PictureOptions | null
  /** The picture that the job changes. */
  parentId: string | null
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
const addUsage = ({ inputTokens, outputTokens, costMicroUsd, estimated }: Params<AttemptUsage>) => sql`
      input_tokens = input_tokens + ${inputTokens}::int, output_tokens = output_tokens + ${outputTokens}::int,
      cost_micro_usd = cost_micro_usd + ${costMicroUsd}::int, usage_estimated = usage_estimated or ${estimated}::boolean`

/** The job, while this worker holds it. */
const held = ({ jobId, leaseToken }: Params<{ jobId: string; leaseToken: string }>) =>
  sql`id = ${jobId}::uuid and lease_token = ${leaseToken}::uuid and status = 'RUNNING'`

/**
 * The run time of an attempt that ends now, added to that of earlier ones. The attempt of a dead worker
 * counts until its lease expired, at most.
 */
const addRunTime = sql`ran_ms + greatest(0, (extract(epoch from least(now(), lease_expires_at) - last_started_at) * 1000)::int)`

const claim = defineStatement<
  { queuedJobId: string; leaseToken: string; leaseMs: number; kinds: readonly JobKind[] },
  ClaimedJob
>(
  'claim_job',
  ({ queuedJobId, leaseToken, leaseMs, kinds }) => sql`
  select id, user_id as "userId", prompt, style, model, requested_model as "requestedModel", privacy, options, parent_id as "parentId", seed, request_id as "requestId", trace_parent as "traceParent", attempts, lease_token as "leaseToken",
    price, ran_ms as "ranMs", (extract(epoch from now() - created_at) * 1000)::float8 as "ageMs", (extract(epoch from now() - started_at) * 1000)::float8 as "startedMsAgo"
  from claim_next_job(${queuedJobId}::uuid, ${leaseToken}::uuid, make_interval(secs => ${leaseMs}::float8 / 1000), ${kinds}::text[]) claimed
    cross join lateral (select (claimed.job).*) job`,
)

/**
 * Claims nothing while the queue is paused. Otherwise it claims a job whose worker is dead, or else the next
 * of all jobs that are queued and due: an entry says that there is work, not which job. The claim counts the
 * attempt, so that a job which kills its worker every time ends.
 *
 * @param kinds those that the worker knows; it leaves other jobs to others.
 */
export async function claimJob(
  db: Db | Tx,
  queuedJobId: string,
  leaseToken: string,
  leaseMs: number,
  kinds: readonly JobKind[] = jobKinds,
): Promise<ClaimedJob | undefined> {
  const [row] = await claim.run(db, { queuedJobId, leaseToken, leaseMs, kinds })
  return row
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

/** An absent field is null in the database. */
type Valued<Fields> = { [Name in keyof Required<Fields>]: Fields[Name] }

type SuccessValues = Valued<Omit<FinishedPicture, 'usage' | 'parentId'>> & AttemptUsage

/** The picture with which the job ends. */
const endWithPicture = (end: Params<SuccessValues>) => sql`
      update generation_jobs set status = 'SUCCEEDED', lease_token = null, lease_expires_at = null, finished_at = now(),
        generation_id = ${end.generationId}::uuid, report = ${end.report}::jsonb, ${addUsage(end)}
      where ${held(end)}
      returning id, user_id, prompt, style, model, privacy`

const noticeOfPicture = (end: Params<SuccessValues>) =>
  notificationFragments.aboutJob({
    id: end.noticeId,
    type: 'JOB_SUCCEEDED',
    title: 'Your picture is ready',
    message: sql`source.prompt`,
    data: sql`jsonb_build_object('generationId', ${end.generationId}::uuid, 'prompt', source.prompt, 'style', source.style, 'model', source.model)`,
    from: sql`(select job.*, job.id as job_id from job)`,
  })

const success = defineStatement<SuccessValues>(
  'succeed_job',
  (end) => sql`
    with job as (${endWithPicture(end)}), generation as (
      insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, plan, privacy, credits_used)
      select ${end.generationId}::uuid, job.user_id, job.id, job.prompt, job.style, job.model, ${end.svg}::text, octet_length(${end.svg}::text), ${end.plan}::jsonb, job.privacy, -charge.delta
      from job join credit_entries charge on charge.job_id = job.id and charge.reason = 'CHARGE'
      returning id
    ),
    ${noticeOfPicture(end)}
    select id from generation`,
)

const change = defineStatement<SuccessValues>(
  'succeed_change',
  (end) => sql`with job as (${endWithPicture(end)}), ${noticeOfPicture(end)} select id from job`,
)

type HeldChange = Pick<JobRow, 'userId' | 'prompt' | 'model' | 'privacy'> & { price: number }

const heldChange = defineStatement<{ jobId: string; leaseToken: string }, HeldChange>(
  'lock_held_change',
  (job) => sql`
    select user_id as "userId", prompt, model, privacy,
      (select -charge.delta from credit_entries charge where charge.job_id = generation_jobs.id and charge.reason = 'CHARGE') as price
    from generation_jobs where ${held(job)} for update`,
)

export type FinishedPicture = {
  jobId: string
  leaseToken: string
  generationId: string
  noticeId: string
  svg: string
  /** The picture that the job changes. */
  parentId?: string | null | undefined
  /** Of models that plan. */
  plan?: ScenePlan | undefined
  report?: PictureReport | undefined
  usage: AttemptUsage
}

/** The picture that a job changes was deleted, or is no longer visible to the job's user. */
export class ParentGoneError extends Error {
  override readonly name = 'ParentGoneError'
}

/** The picture that a job changes has its maximum of versions. */
export class TreeFullError extends Error {
  override readonly name = 'TreeFullError'
}

/**
 * Ends the job with its picture; for a change, this is a new version. @returns false if the lease was lost;
 * then nothing was written.
 *
 * @throws ParentGoneError; TreeFullError if other changes have meanwhile reached the maximum of versions.
 */
export async function succeedJob(db: Db, result: FinishedPicture): Promise<boolean> {
  const { usage, plan, report, parentId, ...picture } = result
  const values = { ...picture, plan, report, ...usage }
  if (!parentId) return (await success.run(db, values)).length > 0
  const { jobId, leaseToken, generationId: id, svg } = picture
  // Locks are taken in this order: the job, the tree of versions, the rows of the tree.
  return db.transaction(async (tx) => {
    const [job] = await heldChange.run(tx, { jobId, leaseToken })
    if (!job) return false
    const tree = await lockTree(tx, parentId)
    if (tree?.userId === job.userId && (await isTreeFull(tx, tree))) throw new TreeFullError()
    const { userId, prompt: instruction, model, privacy, price: creditsUsed } = job
    const about = { instruction, model, plan: plan ?? null, privacy, creditsUsed }
    if (!(await insertVersion(tx, { id, parentId, userId, jobId, svg, ...about })))
      throw new ParentGoneError()
    return (await change.run(tx, values)).length > 0
  })
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
