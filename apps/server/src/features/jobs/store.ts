import { and, desc, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm'
import { type Db, defineStatement, queryNamed, type Tx, violatedConstraint } from '../../platform/db/index.ts'
import { chargeFragments, dailyCountFragments } from '../credits/index.ts'
import { notificationFragments } from '../notifications/index.ts'
import { queueOrderFragments } from './queue-order-store.ts'
import { generationJobs, generations, pictureColumns } from './tables.ts'

export type JobRow = typeof generationJobs.$inferSelect
/** A picture without its search words and its plan. */
export type GenerationRow = Omit<typeof generations.$inferSelect, 'words' | 'plan'>

const columns = getTableColumns(generationJobs)

/** Columns under their names in the code, for statements that are written out. */
const selected = (names: readonly (keyof JobRow)[]) =>
  names.map((name) => `${columns[name].name} as "${name}"`).join(', ')
const jobColumns = selected(Object.keys(columns) as (keyof JobRow)[])

const keyLifeHours = 24
const recentJobsMax = 100
const keyConstraint = 'generation_jobs_user_key'

/**
 * A request for one picture, for several variations of it, or for a set. All of them are accepted, or none.
 */
export type NewJobs = Pick<
  JobRow,
  | 'userId'
  | 'style'
  | 'model'
  | 'requestedModel'
  | 'privacy'
  | 'options'
  | 'kind'
  | 'parentId'
  | 'idempotencyKey'
  | 'requestHash'
  | 'requestId'
  | 'traceParent'
> & {
  /** One for each job, in order; `chargeId` is the ledger entry's. */
  pictures: readonly { id: string; chargeId: string; prompt: string; seed: number }[]
  /** Of a set. Several pictures without one are variations, and have the id of their first job. */
  setId?: string | undefined
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
  /** The maximum of versions of the picture that the jobs change; null: checked at their end alone. */
  versionsMax: number | null
}

export type AcceptOutcome =
  | { kind: 'accepted'; jobs: JobRow[]; credits: number }
  | { kind: 'refused' }
  | { kind: 'key_taken' }

/** What a new row gets from the statement; all else comes from the request, or from the table's defaults. */
const computedNames = ['id', 'createdAt', 'runAfter', 'enqueuedAt', 'priority', 'turnAt'] as const
type ComputedColumns = Pick<JobRow, (typeof computedNames)[number]>

const columnDefaults = Object.fromEntries(
  Object.entries(columns).map(([name, column]) => [name, column.default ?? null]),
) as JobRow

type AcceptValues = Omit<NewJobs, 'pictures' | 'setId'> & {
  ids: string[]
  prompts: string[]
  seeds: number[]
  chargeIds: string[]
  batchId: string | null
}

const acceptance = defineStatement<AcceptValues, ComputedColumns & { credits: number }>(
  'accept_jobs',
  (job) => {
    const count = sql`cardinality(${job.ids}::uuid[])`
    const firstId = sql`(${job.ids}::uuid[])[1]`
    const amount = sql`${job.amount}::int`
    return sql`
      with ${chargeFragments.debit({
        userId: job.userId,
        amount: sql`(${count} * ${amount})`,
        pictures: sql`(${count} * ${job.countsToday}::boolean::int)`,
        perDayMax: job.perDayMax,
        alsoSet: queueOrderFragments.takeTurns(count),
        returning: queueOrderFragments.returning,
        // Asked before anything is locked: whoever ends a job locks it first, and the user after it.
        unless: sql`users.suspended_at is not null
          or ${job.uselessMax}::int is not null and ${dailyCountFragments.useless} >= ${job.uselessMax}::int
          or ${job.unfinishedMax}::int is not null and count_unfinished_jobs(users.id) + ${count} > ${job.unfinishedMax}::int
          or ${job.idempotencyKey}::text is not null and exists (
            select from generation_jobs where user_id = ${job.userId}::uuid and idempotency_key = ${job.idempotencyKey})
          or ${job.idempotencyKey}::text is not null and has_edit_key(users.id, ${job.idempotencyKey}::text)
          or ${job.versionsMax}::int is not null and ${job.parentId}::uuid is not null
            and count_versions(${job.parentId}::uuid, users.id) + ${count} > ${job.versionsMax}::int`,
      })},
      job as (
        insert into generation_jobs (id, user_id, prompt, style, model, requested_model, privacy, options, kind, parent_id, seed, idempotency_key, request_hash, request_id, enqueued_at,
          batch_id, priority, turn_at, trace_parent)
        select picture.id, debit.user_id, picture.prompt, ${job.style}, ${job.model}, ${job.requestedModel}, ${job.privacy}::boolean, ${job.options}::jsonb, ${job.kind}, ${job.parentId}::uuid, picture.seed,
          case when picture.at = 1 then ${job.idempotencyKey} end, ${job.requestHash}, ${job.requestId}, now(),
          ${job.batchId}::uuid, ${queueOrderFragments.priority}, ${queueOrderFragments.place(sql`picture.at::int`, count)},
          ${job.traceParent}
        from debit, unnest(${job.ids}::uuid[], ${job.prompts}::text[], ${job.seeds}::int[]) with ordinality as picture (id, prompt, seed, at)
        returning *
      ),
      ${chargeFragments.chargeEntries({
        entries: sql`(select id, job_id, ${amount} from unnest(${job.chargeIds}::uuid[], ${job.ids}::uuid[]) as ids (id, job_id))`,
      })},
      ${notificationFragments.aboutJob({
        id: job.noticeId,
        type: 'LOW_CREDITS',
        title: 'You have used your last credit',
        message: sql`'Your picture is being drawn. Add credits to draw another.'`,
        data: sql`'{}'::jsonb`,
        from: sql`(select debit.user_id, ${firstId} as job_id from debit where debit.credits = 0 and ${amount} > 0)`,
      })}
      select ${sql.raw(selected(computedNames))}, (select credits from debit) as credits from job`
  },
)

/**
 * Jobs, debit, ledger entries and notification in one statement, hence in one transaction. The debit locks
 * the user's row, so parallel requests of a user are decided one after the other.
 *
 * `refused`: too few credits, too many jobs today or unfinished, too many useless ones today, a suspended
 * account, too many versions of the picture to change, or a key that belongs to another request. `key_taken`:
 * another request has just taken the key. Nothing was written in either case.
 */
export async function acceptJobs(db: Db | Tx, request: NewJobs): Promise<AcceptOutcome> {
  const { pictures, setId, noticeId, amount, countsToday, ...rest } = request
  const { perDayMax, unfinishedMax, uselessMax, versionsMax, ...about } = rest
  const ids = pictures.map(({ id }) => id)
  const prompts = pictures.map(({ prompt }) => prompt)
  const seeds = pictures.map(({ seed }) => seed)
  const batchId = setId ?? (ids.length > 1 ? (ids[0] ?? null) : null)
  const chargeIds = pictures.map(({ chargeId }) => chargeId)
  try {
    const written = await acceptance.run(db, {
      ...about,
      ...{
        ids,
        prompts,
        seeds,
        chargeIds,
        batchId,
        noticeId,
        amount,
        countsToday,
        perDayMax,
        unfinishedMax,
        uselessMax,
        versionsMax,
      },
    })
    const [first] = written
    if (!first) return { kind: 'refused' }
    const jobs = pictures.flatMap(({ id, prompt, seed }, at) => {
      const row = written.find((job) => job.id === id)
      if (!row) return []
      const { credits: _, ...computed } = row
      const idempotencyKey = at === 0 ? about.idempotencyKey : null
      return [{ ...columnDefaults, ...about, prompt, seed, batchId, idempotencyKey, ...computed }]
    })
    return { kind: 'accepted', jobs, credits: first.credits }
  } catch (error) {
    if (violatedConstraint(error) === keyConstraint) return { kind: 'key_taken' }
    throw error
  }
}

/** The jobs of the request that had this key, in their order; none when there was no such request. */
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

const selectOwn = (db: Db, userId: string, which: SQL | undefined) =>
  db
    .select({ job: generationJobs, generation: pictureColumns })
    .from(generationJobs)
    .leftJoin(generations, eq(generations.id, generationJobs.generationId))
    .where(and(which, eq(generationJobs.userId, userId)))
    .orderBy(generationJobs.id)

/** The user's own job with its picture; jobs of others are not found. */
export async function findOwnJob(
  db: Db,
  userId: string,
  jobId: string,
): Promise<JobWithGeneration | undefined> {
  const [row] = await selectOwn(db, userId, eq(generationJobs.id, jobId))
  return row
}

/** The current jobs, in the given order, with their pictures. */
export async function findOwnJobs(
  db: Db,
  userId: string,
  jobs: readonly Pick<JobRow, 'id'>[],
): Promise<JobWithGeneration[]> {
  const ids = jobs.map(({ id }) => id)
  return selectOwn(db, userId, inArray(generationJobs.id, ids))
}

/** The variations of one request, or the jobs of a set, with their pictures, in the order of the request. */
export async function findOwnBatch(db: Db, userId: string, batchId: string): Promise<JobWithGeneration[]> {
  return selectOwn(db, userId, eq(generationJobs.batchId, batchId))
}

/** The jobs of such a batch without their pictures. */
export async function listOwnBatch(
  db: Db,
  userId: string,
  batchId: string,
): Promise<Pick<JobRow, 'prompt' | 'generationId' | 'options'>[]> {
  return queryNamed(
    db,
    'list_own_batch',
    `select ${selected(['prompt', 'generationId', 'options'])} from generation_jobs
     where batch_id = $2 and user_id = $1 order by id`,
    [userId, batchId],
  )
}

/** The seed of a picture that the user may see. */
export async function findSeedOfPicture(
  db: Db,
  userId: string,
  pictureId: string,
): Promise<number | undefined> {
  const [row] = await queryNamed<{ seed: number }>(
    db,
    'find_seed_of_picture',
    `select job.seed from generations picture join generation_jobs job on job.id = picture.job_id
     where picture.id = $1 and (not picture.privacy or picture.user_id = $2)`,
    [pictureId, userId],
  )
  return row?.seed
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
