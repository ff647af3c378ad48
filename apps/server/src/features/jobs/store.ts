import { and, desc, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import { type Db, queryNamed, type Tx, violatedConstraint } from '../../platform/db/index.ts'
import { chargeFragments, dailyCountFragments } from '../credits/index.ts'
import { notificationFragments } from '../notifications/index.ts'
import { queueOrderFragments } from './queue-order.ts'
import { generationJobs, generations } from './tables.ts'

export type JobRow = typeof generationJobs.$inferSelect
/** A picture without its search words. */
export type GenerationRow = Omit<typeof generations.$inferSelect, 'words'>

/** Every column under its name in the code, for statements that are written out. */
const jobColumns = Object.entries(getTableColumns(generationJobs))
  .map(([name, column]) => `${column.name} as "${name}"`)
  .join(', ')

const keyLifeHours = 24
const recentJobsMax = 100
const keyConstraint = 'generation_jobs_user_key'

/** A request for one picture or several variations of it, which are accepted together or not at all. */
export type NewJobs = Pick<
  JobRow,
  | 'userId'
  | 'prompt'
  | 'style'
  | 'model'
  | 'requestedModel'
  | 'privacy'
  | 'idempotencyKey'
  | 'requestHash'
  | 'requestId'
  | 'traceParent'
> & {
  /** One for each job, in order; `chargeId` is the ledger entry's. */
  pictures: readonly { id: string; chargeId: string; seed: number }[]
  /** Id of the notification that the balance has run out. */
  noticeId: string
  /** Credits for each job; a charge of 0 also has an entry. */
  amount: number
  /** Whether the jobs count towards the daily limit. */
  countsToday: boolean
  perDayMax: number | null
  /** The maximum of the user's unfinished jobs, these included. */
  unfinishedMax: number | null
  /**
   * The number of the user's jobs that failed today because of a model's answer, from which on requests are
   * refused.
   */
  uselessMax: number | null
}

export type AcceptOutcome =
  | { kind: 'accepted'; jobs: JobRow[]; credits: number }
  | { kind: 'refused' }
  | { kind: 'key_taken' }

const count = 'cardinality($1::uuid[])'

const acceptText = `
  with ${chargeFragments.debit({
    userId: '$2',
    amount: `(${count} * $12::int)`,
    pictures: `(${count} * $16::boolean::int)`,
    perDayMax: '$13',
    alsoSet: queueOrderFragments.takeTurns(count),
    returning: queueOrderFragments.returning,
    // Queried before anything is locked: a transaction that ends a job locks the job first, and the user
    // after it.
    unless: `users.suspended_at is not null
        or $19::int is not null and ${dailyCountFragments.useless} >= $19::int
        or $17::int is not null and count_unfinished_jobs(users.id) + ${count} > $17::int
        or $9::text is not null and exists (select from generation_jobs where user_id = $2::uuid and idempotency_key = $9)`,
  })},
  job as (
    insert into generation_jobs (id, user_id, prompt, style, model, requested_model, privacy, seed, idempotency_key, request_hash, request_id, enqueued_at,
      batch_id, priority, turn_at, trace_parent)
    select picture.id, debit.user_id, $3, $4, $5, $6, $7::boolean, picture.seed, case when picture.at = 1 then $9 end, $10, $11, now(),
      case when ${count} > 1 then ($1::uuid[])[1] end, ${queueOrderFragments.priority('debit')}, ${queueOrderFragments.place('debit', 'picture.at::int', count)}, $18
    from debit, unnest($1::uuid[], $8::int[]) with ordinality as picture (id, seed, at)
    returning id, user_id, created_at, run_after, enqueued_at, priority, turn_at
  ),
  ${chargeFragments.chargeEntries({ entries: '(select id, job_id, $12::int from unnest($14::uuid[], $1::uuid[]) as ids (id, job_id))' })},
  ${notificationFragments.aboutJob({
    name: 'notice',
    id: '$15',
    type: `'LOW_CREDITS'`,
    title: `'You have used your last credit'`,
    message: `'Your picture is being drawn. Add credits to draw another.'`,
    data: `'{}'::jsonb`,
    from: '(select debit.user_id, ($1::uuid[])[1] as job_id from debit where debit.credits = 0 and $12::int > 0)',
  })}
  select job.id, job.created_at as "createdAt", job.run_after as "runAfter", job.enqueued_at as "enqueuedAt", job.priority, job.turn_at as "turnAt", debit.credits
  from job, debit`

/**
 * Jobs, debit, ledger entries and notification in one statement, hence in one transaction. The debit locks
 * the user's row, so parallel requests of a user are decided one after the other.
 *
 * `refused`: too few credits, too many jobs today or unfinished, too many useless ones today, a suspended
 * account, or a key that belongs to a job. `key_taken`: another request has just taken the key. Nothing was
 * written in either case.
 */
export async function acceptJobs(db: Db | Tx, request: NewJobs): Promise<AcceptOutcome> {
  const { pictures, noticeId, amount, countsToday, perDayMax, unfinishedMax, uselessMax, ...about } = request
  const ids = pictures.map(({ id }) => id)
  try {
    const written = await queryNamed<WrittenJob>(db, 'accept_jobs', acceptText, [
      ids,
      about.userId,
      about.prompt,
      about.style,
      about.model,
      about.requestedModel,
      about.privacy,
      pictures.map(({ seed }) => seed),
      about.idempotencyKey,
      about.requestHash,
      about.requestId,
      amount,
      perDayMax,
      pictures.map(({ chargeId }) => chargeId),
      noticeId,
      countsToday,
      unfinishedMax,
      about.traceParent,
      uselessMax,
    ])
    const [first] = written
    if (!first) return { kind: 'refused' }
    const batchId = ids.length > 1 ? (ids[0] ?? null) : null
    const jobs = pictures.flatMap(({ id, seed }, at) => {
      const row = written.find((job) => job.id === id)
      if (!row) return []
      const { credits: _, ...columns } = row
      const idempotencyKey = at === 0 ? about.idempotencyKey : null
      return [{ ...about, ...freshState, seed, batchId, idempotencyKey, ...columns }]
    })
    return { kind: 'accepted', jobs, credits: first.credits }
  } catch (error) {
    if (violatedConstraint(error) === keyConstraint) return { kind: 'key_taken' }
    throw error
  }
}

type WrittenJob = Pick<JobRow, 'id' | 'createdAt' | 'runAfter' | 'enqueuedAt' | 'priority' | 'turnAt'> & {
  credits: number
}

/** The values that the columns' defaults give a new row. */
const freshState = {
  status: 'QUEUED',
  leaseToken: null,
  leaseExpiresAt: null,
  attempts: 0,
  startedAt: null,
  lastStartedAt: null,
  ranMs: 0,
  finishedAt: null,
  lastFailedAt: null,
  errorCode: null,
  errorMessage: null,
  inputTokens: 0,
  outputTokens: 0,
  costMicroUsd: 0,
  usageEstimated: false,
  mostlyShown: false,
  chargeKept: false,
  generationId: null,
} as const

/** The jobs of the request that had this key, in order; none if there was no such request. */
export async function findJobsByKey(db: Db, userId: string, idempotencyKey: string): Promise<JobRow[]> {
  return queryNamed<JobRow>(
    db,
    'find_jobs_by_key',
    `with first as (select id, batch_id from generation_jobs where user_id = $1 and idempotency_key = $2)
     select ${jobColumns} from generation_jobs
     where id = (select id from first) or batch_id = (select batch_id from first) order by id`,
    [userId, idempotencyKey],
  )
}

/** Releases a key that has expired, or whose jobs have all failed. @returns whether there was one. */
export async function releaseOldKey(db: Db, userId: string, idempotencyKey: string): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'release_old_key',
    `update generation_jobs set idempotency_key = null
     where user_id = $1 and idempotency_key = $2 and (created_at < now() - make_interval(hours => ${keyLifeHours})
       or (batch_id is not null and not exists (
         select from generation_jobs other where other.batch_id = generation_jobs.batch_id and other.status <> 'FAILED'))) returning id`,
    [userId, idempotencyKey],
  )
  return rows.length > 0
}

export type JobWithGeneration = { job: JobRow; generation: GenerationRow | null }

/** The user's own job with its picture; jobs of others are not found. */
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

/** The current jobs, in the given order, with their pictures. */
export async function findOwnJobs(
  db: Db,
  userId: string,
  jobs: readonly Pick<JobRow, 'id'>[],
): Promise<JobWithGeneration[]> {
  const ids = jobs.map(({ id }) => id)
  return db
    .select({ job: generationJobs, generation: generations })
    .from(generationJobs)
    .leftJoin(generations, eq(generations.id, generationJobs.generationId))
    .where(and(inArray(generationJobs.id, ids), eq(generationJobs.userId, userId)))
    .orderBy(generationJobs.id)
}

/**
 * What a socket that has just connected must know, oldest first: the user's unfinished jobs and those that
 * ended within the last `endedWithinSeconds`.
 */
export async function listRecentJobs(db: Db, userId: string, endedWithinSeconds: number): Promise<JobRow[]> {
  const own = eq(generationJobs.userId, userId)
  const [unfinished, ended] = await Promise.all([
    db
      .select()
      .from(generationJobs)
      .where(and(own, sql`${generationJobs.status} in ('QUEUED', 'RUNNING')`)),
    db
      .select()
      .from(generationJobs)
      .where(
        and(
          own,
          sql`${generationJobs.finishedAt} > now() - make_interval(secs => ${endedWithinSeconds})`,
          // No older job has ended recently, and the index on creation time ends the scan there.
          sql`${generationJobs.createdAt} > now() - interval '1 day'`,
        ),
      )
      .orderBy(desc(generationJobs.createdAt))
      .limit(recentJobsMax),
  ])
  // A job that ends between the two queries is in both, and its end is sent last.
  return [...unfinished, ...ended].toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime())
}
