import { and, desc, eq, getTableColumns, sql } from 'drizzle-orm'
import { type Db, queryNamed, violatedConstraint } from '../../platform/db/index.ts'
import { chargeFragments } from '../credits/index.ts'
import { notificationFragments } from '../notifications/index.ts'
import { generationJobs, generations } from './tables.ts'

export type JobRow = typeof generationJobs.$inferSelect
export type GenerationRow = typeof generations.$inferSelect

/** Every column under its name in the code, for statements that are written out. */
const jobColumns = Object.entries(getTableColumns(generationJobs))
  .map(([name, column]) => `${column.name} as "${name}"`)
  .join(', ')

const keyLifeHours = 24
const recentJobsMax = 100
const keyConstraint = 'generation_jobs_user_key'

export type NewJob = Pick<
  JobRow,
  | 'id'
  | 'userId'
  | 'prompt'
  | 'style'
  | 'model'
  | 'requestedModel'
  | 'privacy'
  | 'seed'
  | 'idempotencyKey'
  | 'requestHash'
  | 'requestId'
> & {
  /** Ids of the ledger entry and of the notice that the balance has run out. */
  chargeId: string
  noticeId: string
  amount: number
  perDayMax: number | null
}

export type AcceptOutcome =
  | { kind: 'accepted'; job: JobRow; credits: number }
  | { kind: 'refused' }
  | { kind: 'key_taken' }

const acceptText = `
  with ${chargeFragments.debit({ userId: '$2', amount: '$12', perDayMax: '$13' })},
  job as (
    insert into generation_jobs (id, user_id, prompt, style, model, requested_model, privacy, seed, idempotency_key, request_hash, request_id, enqueued_at)
    select $1::uuid, debit.user_id, $3, $4, $5, $6, $7::boolean, $8::int, $9, $10, $11, now() from debit
    returning id, user_id, created_at, run_after, enqueued_at
  ),
  ${chargeFragments.chargeEntry({ entryId: '$14', amount: '$12' })},
  ${notificationFragments.aboutJob({
    name: 'notice',
    id: '$15',
    type: `'LOW_CREDITS'`,
    title: `'You have used your last credit'`,
    message: `'Your picture is being drawn. Add credits to draw another.'`,
    data: `'{}'::jsonb`,
    from: '(select job.user_id, job.id as job_id from job join debit on debit.user_id = job.user_id where debit.credits = 0)',
  })}
  select job.created_at as "createdAt", job.run_after as "runAfter", job.enqueued_at as "enqueuedAt", debit.credits from job, debit`

/**
 * Job, debit, ledger entry and notice in one statement, hence in one transaction. The user's row is locked by the debit, so parallel requests of
 * a user are decided one after the other.
 *
 * `refused`: too few credits or too many jobs today. `key_taken`: the key belongs to a job; nothing was written.
 */
export async function acceptJob(db: Db, job: NewJob): Promise<AcceptOutcome> {
  const { chargeId, noticeId, amount, perDayMax, ...row } = job
  const given = [
    row.id,
    row.userId,
    row.prompt,
    row.style,
    row.model,
    row.requestedModel,
    row.privacy,
    row.seed,
  ]
  const about = [row.idempotencyKey, row.requestHash, row.requestId, amount, perDayMax, chargeId, noticeId]
  try {
    const [written] = await queryNamed<WrittenJob>(db, 'accept_job', acceptText, [...given, ...about])
    if (!written) return { kind: 'refused' }
    const { credits, ...times } = written
    return { kind: 'accepted', credits, job: { ...row, ...freshState, ...times } }
  } catch (error) {
    if (violatedConstraint(error) === keyConstraint) return { kind: 'key_taken' }
    throw error
  }
}

type WrittenJob = Pick<JobRow, 'createdAt' | 'runAfter' | 'enqueuedAt'> & { credits: number }

/** What the columns' defaults give a new row. */
const freshState = {
  status: 'QUEUED',
  leaseToken: null,
  leaseExpiresAt: null,
  attempts: 0,
  startedAt: null,
  lastStartedAt: null,
  finishedAt: null,
  lastFailedAt: null,
  errorCode: null,
  errorMessage: null,
  inputTokens: 0,
  outputTokens: 0,
  costMicroUsd: 0,
  usageEstimated: false,
  generationId: null,
} as const

export async function findJobByKey(
  db: Db,
  userId: string,
  idempotencyKey: string,
): Promise<JobRow | undefined> {
  const [row] = await queryNamed<JobRow>(
    db,
    'find_job_by_key',
    `select ${jobColumns} from generation_jobs where user_id = $1 and idempotency_key = $2`,
    [userId, idempotencyKey],
  )
  return row
}

/** Frees a key that has served its day. @returns whether there was one. */
export async function releaseOldKey(db: Db, userId: string, idempotencyKey: string): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'release_old_key',
    `update generation_jobs set idempotency_key = null
     where user_id = $1 and idempotency_key = $2 and created_at < now() - make_interval(hours => ${keyLifeHours}) returning id`,
    [userId, idempotencyKey],
  )
  return rows.length > 0
}

export type JobWithGeneration = { job: JobRow; generation: GenerationRow | null }

/** The user's own job with its picture; other people's jobs do not exist for them. */
export async function findOwnJob(
  db: Db,
  userId: string,
  jobId: string,
): Promise<JobWithGeneration | undefined> {
  const [row] = await db
    .select({ job: generationJobs, generation: generations })
    .from(generationJobs)
    .leftJoin(generations, eq(generations.id, generationJobs.generationId))
    .where(and(eq(generationJobs.id, jobId), eq(generationJobs.userId, userId)))
  return row
}

/** What a socket that has just connected must know: the user's unfinished jobs and those that ended within the last `endedWithinSeconds`. */
export async function listRecentJobs(db: Db, userId: string, endedWithinSeconds: number): Promise<JobRow[]> {
  const newestFirst = await db
    .select()
    .from(generationJobs)
    .where(
      and(
        eq(generationJobs.userId, userId),
        sql`(${generationJobs.status} in ('QUEUED', 'RUNNING') or ${generationJobs.finishedAt} > now() - make_interval(secs => ${endedWithinSeconds}))`,
        // Nothing older can be unfinished or freshly ended, and the index on creation time ends the scan there.
        sql`${generationJobs.createdAt} > now() - interval '1 day'`,
      ),
    )
    .orderBy(desc(generationJobs.createdAt))
    .limit(recentJobsMax)
  return newestFirst.reverse()
}
