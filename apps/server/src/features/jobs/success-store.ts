import { type SQL, sql } from 'drizzle-orm'
import type { PictureReport, ScenePlan } from '../../models/index.ts'
import {
  batchCalls,
  constant,
  type Db,
  defineStatement,
  defineStatements,
  type SqlPart,
  type Tx,
  wasRolledBack,
} from '../../platform/db/index.ts'
import { inSpan, isTraced } from '../../platform/traces/index.ts'
import { notificationFragments } from '../notifications/index.ts'
import { inRow, type TextPlace } from '../storage/index.ts'
import { reachFailpoint } from './failpoints.ts'
import { type AttemptUsage, addUsage, held } from './job-lease-store.ts'
import type { Leases } from './keep-lease.ts'
import type { JobRow } from './store.ts'
import { insertVersion, isTreeFull, lockTree } from './version-store.ts'

export type FinishedPicture = {
  jobId: string
  leaseToken: string
  generationId: string
  noticeId: string
  text: TextPlace
  /** The picture that the job changes. */
  parentId?: string | null | undefined
  /** Of models that plan. */
  plan?: ScenePlan | undefined
  report?: PictureReport | undefined
  usage: AttemptUsage
}

/** Ends the job with its picture; see `succeedJob`. */
export type SucceedJob = (picture: FinishedPicture) => Promise<boolean>

/**
 * The maximum of pictures in one statement. PostgreSQL's planner assumes this number for every statement.
 * With many more it would read all jobs instead of looking up these.
 */
const picturesMax = 8
/** How long a finished picture waits for those of other jobs that this worker holds. */
const waitMs = 10

/**
 * What a statement does about a row that another transaction has locked: it waits for the row, or leaves the
 * picture out.
 */
type Locked = 'wait' | 'skip'

const endsOf = (ends: SqlPart) => sql`
    ended as materialized (
      select * from json_to_recordset(${ends}::json) as ended (job_id uuid, held_by uuid, picture_id uuid, notice_id uuid, svg text, svg_object text, bytes int, plan jsonb, reported jsonb,
        input_used int, output_used int, cost_used int, used_estimate boolean)
      limit ${constant(picturesMax)}
    )`

/** Locks jobs and users that no other transaction has locked, so it never waits. */
const freeJobs: SQL = sql`
    free as materialized (
      select job.id from ended cross join lateral (
        select own.id from generation_jobs own join users on users.id = own.user_id
        where own.id = ended.job_id and own.lease_token = ended.held_by and own.status = 'RUNNING'
        for no key update of own skip locked for key share of users skip locked
      ) job
    ),`

/** Ends the jobs of `from` that this worker still holds. */
const endJobs = (from: SQL) => sql`
    job as (
      update generation_jobs set status = 'SUCCEEDED', lease_token = null, lease_expires_at = null, finished_at = now(),
        generation_id = ended.picture_id, report = ended.reported,
        ${addUsage({
          inputTokens: sql`ended.input_used`,
          outputTokens: sql`ended.output_used`,
          costMicroUsd: sql`ended.cost_used`,
          estimated: sql`ended.used_estimate`,
        })}
      from ${from}
      where generation_jobs.id = ended.job_id and lease_token = ended.held_by and status = 'RUNNING'
      returning generation_jobs.id, user_id, api_key_id, prompt, style, model, privacy, generation_id, ended.notice_id, ended.svg, ended.svg_object, ended.bytes, ended.plan
    )`

const noticesOfPictures = notificationFragments.aboutJob({
  id: sql`source.notice_id`,
  type: 'JOB_SUCCEEDED',
  title: 'Your picture is ready',
  message: sql`source.prompt`,
  data: sql`jsonb_build_object('generationId', source.generation_id, 'prompt', source.prompt, 'style', source.style, 'model', source.model)`,
  from: sql`(select job.*, job.id as job_id from job)`,
})

const success = defineStatements<Locked, { ends: string }, { id: string; jobId: string }>(
  (locked) => (locked === 'skip' ? 'succeed_jobs' : 'succeed_jobs_waiting'),
  ({ ends }, locked) => sql`
    with ${endsOf(ends)}, ${locked === 'skip' ? freeJobs : sql``}
    ${endJobs(locked === 'skip' ? sql`ended join free on free.id = ended.job_id` : sql`ended`)},
    generation as (
      insert into generations (id, user_id, job_id, requested_by, prompt, style, model, svg, svg_object, bytes, plan, privacy, credits_used)
      select job.generation_id, job.user_id, job.id, job.api_key_id, job.prompt, job.style, job.model, job.svg, job.svg_object, job.bytes, job.plan, job.privacy,
        (select -charge.delta from credit_entries charge where charge.job_id = job.id and charge.reason = 'CHARGE')
      from job
      returning id, job_id
    ),
    ${noticesOfPictures}
    select id, job_id as "jobId" from generation`,
)

const change = defineStatement<{ ends: string }>(
  'succeed_change',
  ({ ends }) => sql`with ${endsOf(ends)}, ${endJobs(sql`ended`)}, ${noticesOfPictures} select id from job`,
)

type HeldChange = Pick<JobRow, 'userId' | 'prompt' | 'model' | 'privacy'> & {
  requestedBy: string | null
  price: number
}

const heldChange = defineStatement<{ jobId: string; leaseToken: string }, HeldChange>(
  'lock_held_change',
  (job) => sql`
    select user_id as "userId", api_key_id as "requestedBy", prompt, model, privacy,
      (select -charge.delta from credit_entries charge where charge.job_id = generation_jobs.id and charge.reason = 'CHARGE') as price
    from generation_jobs where ${held(job)} for update`,
)

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
export async function succeedJob(db: Db, picture: FinishedPicture): Promise<boolean> {
  const { jobId, leaseToken, generationId: id, parentId, text, plan = null } = picture
  if (!parentId) return (await success('wait').run(db, { ends: writeEnds([picture]) })).length > 0
  // Locks are taken in this order: the job, the tree of versions, the rows of the tree.
  return db.transaction(async (tx) => {
    const [job] = await heldChange.run(tx, { jobId, leaseToken })
    if (!job) return false
    await assertRoomInTree(tx, parentId, job.userId)
    const { userId, requestedBy, prompt: instruction, model, privacy, price: creditsUsed } = job
    const about = { requestedBy, instruction, model, plan, privacy, creditsUsed }
    if (!(await insertVersion(tx, { id, parentId, userId, jobId, ...text, ...about })))
      throw new ParentGoneError()
    return (await change.run(tx, { ends: writeEnds([{ ...picture, text: inRow('') }]) })).length > 0
  })
}

/**
 * Ends jobs as `succeedJob` does. Those that are finished within a few milliseconds share a statement, and
 * each has its own outcome. A job that the shared statement did not end gets a statement of its own. The
 * reason is that its lease is lost, that its row or that of its user was locked, or that the database rolled
 * the statement back because of one of its pictures. Changes of pictures do not share statements.
 *
 * @param leases those of the process: a picture does not wait if no other is drawn.
 */
export function createSucceedJob(db: Db, leases: Pick<Leases, 'drawing'>): SucceedJob {
  const succeedTogether = batchCalls(succeedAll, picturesMax, {
    waitMs,
    isWhole: () => leases.drawing === 0,
  })

  async function succeed(picture: FinishedPicture): Promise<boolean> {
    return (!picture.parentId && (await succeedTogether(picture))) || (await succeedJob(db, picture))
  }

  async function succeedAll(pictures: FinishedPicture[]) {
    reachFailpoint('settle.asked', { jobId: pictures[0]?.jobId ?? '' })
    const rows = await success('skip')
      .run(db, { ends: writeEnds(pictures) })
      .catch((error: unknown) => {
        if (!wasRolledBack(error)) throw error
        return []
      })
    const [first] = rows
    if (first) reachFailpoint('settle.committed', { jobId: first.jobId })
    const stored = new Set(rows.map(({ id }) => id))
    return new Map(
      pictures.filter(({ generationId }) => stored.has(generationId)).map((picture) => [picture, true]),
    )
  }

  return (picture) =>
    isTraced() ? inSpan({ name: 'succeed_jobs' }, () => succeed(picture)) : succeed(picture)
}

async function assertRoomInTree(tx: Tx, parentId: string, userId: string): Promise<void> {
  const tree = await lockTree(tx, parentId)
  if (tree?.userId === userId && (await isTreeFull(tx, tree))) throw new TreeFullError()
}

const writeEnds = (pictures: readonly FinishedPicture[]): string =>
  JSON.stringify(
    pictures.map(({ jobId, leaseToken, generationId, noticeId, text, plan, report, usage }) => ({
      job_id: jobId,
      held_by: leaseToken,
      picture_id: generationId,
      notice_id: noticeId,
      svg: text.svg,
      svg_object: text.svgObject,
      bytes: text.bytes,
      plan,
      reported: report,
      input_used: usage.inputTokens,
      output_used: usage.outputTokens,
      cost_used: usage.costMicroUsd,
      used_estimate: usage.estimated,
    })),
  )
