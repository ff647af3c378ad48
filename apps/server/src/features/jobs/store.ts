import { and, desc, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm'
import { type Db, queryNamed } from '../../platform/db/index.ts'
import { readTexts } from '../storage/index.ts'
import { generationJobs, generations, pictureColumns } from './tables.ts'

export type JobRow = typeof generationJobs.$inferSelect
/** The row of a picture without its search words and its plan. Its SVG may be in an object. */
export type StoredGeneration = Omit<typeof generations.$inferSelect, 'words' | 'plan'>
/** A picture with its SVG. */
export type GenerationRow = Omit<StoredGeneration, 'svg' | 'svgObject'> & { svg: string }

const columns = getTableColumns(generationJobs)

/** Columns under their names in the code, for statements that are written out. */
export const selectJobColumns = (names: readonly (keyof JobRow)[], table = 'generation_jobs') =>
  names.map((name) => `${table}.${columns[name].name} as "${name}"`).join(', ')
const jobColumns = selectJobColumns(Object.keys(columns) as (keyof JobRow)[])

const keyLifeHours = 24
const recentJobsMax = 100

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

/** A job that names a picture has none here while the object of the picture is missing. */
export type JobWithGeneration = { job: JobRow; generation: GenerationRow | null }

async function selectOwn(db: Db, userId: string, which: SQL | undefined): Promise<JobWithGeneration[]> {
  const rows = await db
    .select({ job: generationJobs, generation: pictureColumns })
    .from(generationJobs)
    .leftJoin(generations, eq(generations.id, generationJobs.generationId))
    .where(and(which, eq(generationJobs.userId, userId)))
    .orderBy(generationJobs.id)
  const pictures = await readTexts(
    db,
    rows.flatMap(({ generation }) => generation ?? []),
  )
  const byId = new Map(pictures.map((picture) => [picture.id, picture]))
  return rows.map(({ job, generation }) => ({ job, generation: byId.get(generation?.id ?? '') ?? null }))
}

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
    `select ${selectJobColumns(['prompt', 'generationId', 'options'])} from generation_jobs
     where batch_id = $2 and user_id = $1 order by id`,
    [userId, batchId],
  )
}

/** Fragments for statements about the jobs of a request or of a set. */
export const batchFragments = {
  /** A table expression with one row: how many jobs there are, have succeeded, and have not ended. */
  count: (batchId: SQL) => sql`(
    select count(*)::int as total, (count(*) filter (where status = 'SUCCEEDED'))::int as succeeded,
      (count(*) filter (where finished_at is null))::int as unfinished
    from generation_jobs where batch_id = ${batchId})`,
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
