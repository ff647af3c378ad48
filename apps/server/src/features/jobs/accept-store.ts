import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import {
  batchCalls,
  constant,
  type Db,
  defineStatements,
  type Tx,
  violatedConstraint,
  wasRejected,
} from '../../platform/db/index.ts'
import { inSpan, isTraced } from '../../platform/traces/index.ts'
import { keySpendFragments } from '../api-keys/index.ts'
import { chargeFragments, dailyCountFragments } from '../credits/index.ts'
import { notificationFragments } from '../notifications/index.ts'
import { queueOrderFragments } from './queue-order-store.ts'
import { type JobRow, selectJobColumns } from './store.ts'
import { generationJobs } from './tables.ts'

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
  /** One for each job, in order; `chargeId` is the id of its ledger entry. */
  pictures: readonly { id: string; chargeId: string; prompt: string; seed: number }[]
  /** The API key that spends the credits. */
  apiKeyId?: string | null | undefined
  /** Id of the set. Several pictures without one are variations; their batch has the id of the first job. */
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
   * Requests are refused when so many of the user's jobs have failed today because of a model's answer.
   */
  uselessMax: number | null
  /** The maximum of versions of the picture that the jobs change; null: checked only when they end. */
  versionsMax: number | null
}

export type AcceptOutcome =
  | { kind: 'accepted'; jobs: JobRow[]; credits: number }
  | { kind: 'refused' }
  | { kind: 'key_taken' }

export type AcceptJobs = (request: NewJobs) => Promise<AcceptOutcome>

/** Maximum of requests in one statement. PostgreSQL's planner assumes this number for every statement. */
const requestsMax = 32
const keyConstraint = 'generation_jobs_user_key'

/**
 * The columns of a new row that the statement computes. All others come from the request or from the table's
 * defaults.
 */
const computedNames = ['id', 'createdAt', 'runAfter', 'enqueuedAt', 'priority', 'turnAt'] as const
type ComputedColumns = Pick<JobRow, (typeof computedNames)[number]>

const columnDefaults = Object.fromEntries(
  Object.entries(getTableColumns(generationJobs)).map(([name, column]) => [name, column.default ?? null]),
) as JobRow

type AcceptedRow = ComputedColumns & { credits: number }

/**
 * What a statement does about users whose row another transaction has locked: it waits for the row, or leaves
 * the user's request out.
 */
type Locked = 'wait' | 'skip'

const pictureCount = sql`request.count`
const keySpend = { keyId: sql`request.api_key_id`, amount: sql`(${pictureCount} * request.amount)` }

/**
 * A scalar subquery, which is answered from the unique index for each request. `exists` may be planned as a
 * hash of the whole table: a plan that was made while there were few jobs does so for as long as it is kept.
 */
const hasJobWithKey = sql`(
          select true from generation_jobs where user_id = request.user_id and idempotency_key = request.key limit 1) is not null`

/** Jobs, debits, ledger entries and notifications of requests of different users. */
const acceptance = defineStatements<Locked, { requests: string; pictures: string }, AcceptedRow>(
  (locked) => (locked === 'skip' ? 'accept_jobs' : 'accept_jobs_waiting'),
  ({ requests, pictures }, locked) => sql`
    with request as materialized (
      select * from jsonb_to_recordset(${requests}::jsonb) as request (n int, user_id uuid, style text, model text, requested_model text,
        privacy boolean, options jsonb, kind text, parent_id uuid, key text, hash text, request_id text, trace_parent text, batch_id uuid, count int,
        amount int, api_key_id uuid, counts_today boolean, per_day_max int, unfinished_max int, useless_max int, versions_max int, notice_id uuid)
      limit ${constant(requestsMax)}
    ), picture as materialized (
      select * from jsonb_to_recordset(${pictures}::jsonb) as picture (n int, at int, id uuid, charge_id uuid, prompt text, seed int)
    ), ${locked === 'skip' ? freeUsers : sql``}
    ${chargeFragments.debit({
      from: locked === 'skip' ? sql`request join free_user on free_user.id = request.user_id` : sql`request`,
      userId: sql`request.user_id`,
      amount: sql`(${pictureCount} * request.amount)`,
      pictures: sql`(${pictureCount} * request.counts_today::int)`,
      perDayMax: sql`request.per_day_max`,
      alsoSet: queueOrderFragments.takeTurns(pictureCount),
      returning: sql`request.n, ${queueOrderFragments.returning}`,
      // The database counts what is committed when it is asked, so a request that has waited for the user's
      // row counts the jobs of the one before it.
      unless: sql`users.suspended_at is not null
        or ${keySpendFragments.refuses(keySpend)}
        or request.useless_max is not null and ${dailyCountFragments.useless} >= request.useless_max
        or request.unfinished_max is not null and count_unfinished_jobs(users.id) + ${pictureCount} > request.unfinished_max
        or request.key is not null and ${hasJobWithKey}
        or request.key is not null and has_edit_key(users.id, request.key, ${locked === 'wait' ? sql`true` : sql`false`})
        or request.versions_max is not null and request.parent_id is not null
          and count_versions(request.parent_id, users.id) + ${pictureCount} > request.versions_max`,
    })},
    job as (
      insert into generation_jobs (id, user_id, prompt, style, model, requested_model, privacy, options, kind, parent_id, seed, idempotency_key, request_hash, request_id, api_key_id, enqueued_at,
        batch_id, priority, turn_at, trace_parent)
      select picture.id, debit.user_id, picture.prompt, request.style, request.model, request.requested_model, request.privacy, request.options, request.kind, request.parent_id, picture.seed,
        case when picture.at = 1 then request.key end, request.hash, request.request_id, request.api_key_id, now(),
        request.batch_id, ${queueOrderFragments.priority}, ${queueOrderFragments.place(sql`picture.at`, pictureCount)},
        request.trace_parent
      from debit join request using (n) join picture using (n)
      returning *
    ),
    ${keySpendFragments.count({ ...keySpend, from: sql`debit join request using (n)` })},
    ${chargeFragments.chargeEntries({
      entries: sql`(select picture.charge_id, picture.id, request.amount from picture join request using (n))`,
    })},
    ${notificationFragments.aboutJob({
      id: sql`source.id`,
      type: 'LOW_CREDITS',
      title: 'You have used your last credit',
      message: sql`'Your picture is being drawn. Add credits to draw another.'`,
      data: sql`'{}'::jsonb`,
      from: sql`(select request.notice_id as id, debit.user_id, picture.id as job_id from debit join request using (n) join picture using (n)
        where debit.credits = 0 and request.amount > 0 and picture.at = 1)`,
    })}
    select ${sql.raw(selectJobColumns(computedNames, 'job'))}, debit.credits
    from job join picture on picture.id = job.id join debit on debit.n = picture.n`,
)

/** Locks the rows that no other transaction has locked, so it never waits. */
const freeUsers: SQL = sql`free_user as materialized (
      select id from users where id = any(array(select user_id from request)) for no key update skip locked
    ),`

/**
 * Jobs, debit, ledger entries and notification in one statement, hence in one transaction. The debit locks
 * the user's row, so parallel requests of a user are decided one after the other.
 *
 * `refused`: too few credits, of the user, of the user's limit or of the API key's for this month, too many
 * jobs today or unfinished, too many failures today because of a model's answer, a suspended account, too
 * many versions of the picture to change, or a key that belongs to another request. `key_taken`: another
 * request has just taken the key. Nothing was written in either case.
 */
export async function acceptJobs(db: Db | Tx, request: NewJobs): Promise<AcceptOutcome> {
  try {
    const outcomes = await acceptAll(db, [request], 'wait')
    return outcomes.get(request) ?? { kind: 'refused' }
  } catch (error) {
    if (violatedConstraint(error) === keyConstraint) return { kind: 'key_taken' }
    throw error
  }
}

/**
 * Accepts requests as `acceptJobs` does. Those that arrive together, of different users, share one
 * transaction, and each has its own outcome. A request that the shared transaction did not accept gets a
 * transaction of its own. The reason is that the user's row was locked, that another request of the user was
 * in the shared transaction, that the request must be refused, or that the database rejected the statement
 * because of one of its requests.
 */
export function createAcceptJobs(db: Db): AcceptJobs {
  const acceptTogether = batchCalls(async (requests: NewJobs[]) => {
    const ofUsers = new Map(requests.map((request) => [request.userId, request]))
    try {
      return await acceptAll(db, [...ofUsers.values()], 'skip')
    } catch (error) {
      if (wasRejected(error)) return new Map<NewJobs, AcceptOutcome>()
      throw error
    }
  }, requestsMax)
  const accept: AcceptJobs = async (request) => (await acceptTogether(request)) ?? acceptJobs(db, request)
  return (request) => (isTraced() ? inSpan({ name: 'accept_jobs' }, () => accept(request)) : accept(request))
}

/** @returns the outcomes of the accepted requests. */
async function acceptAll(
  db: Db | Tx,
  requests: readonly NewJobs[],
  locked: Locked,
): Promise<Map<NewJobs, AcceptOutcome>> {
  const batchIds = requests.map(
    ({ setId, pictures: [first, ...others] }) => setId ?? (others.length > 0 ? (first?.id ?? null) : null),
  )
  const rows = await acceptance(locked).run(db, {
    requests: JSON.stringify(
      requests.map((request, n) => ({
        n,
        user_id: request.userId,
        style: request.style,
        model: request.model,
        requested_model: request.requestedModel,
        privacy: request.privacy,
        options: request.options,
        kind: request.kind,
        parent_id: request.parentId,
        key: request.idempotencyKey,
        hash: request.requestHash,
        request_id: request.requestId,
        trace_parent: request.traceParent,
        batch_id: batchIds[n],
        count: request.pictures.length,
        amount: request.amount,
        api_key_id: request.apiKeyId ?? null,
        counts_today: request.countsToday,
        per_day_max: request.perDayMax,
        unfinished_max: request.unfinishedMax,
        useless_max: request.uselessMax,
        versions_max: request.versionsMax,
        notice_id: request.noticeId,
      })),
    ),
    pictures: JSON.stringify(
      requests.flatMap(({ pictures }, n) =>
        pictures.map(({ id, chargeId, prompt, seed }, at) => ({
          n,
          at: at + 1,
          id,
          charge_id: chargeId,
          prompt,
          seed,
        })),
      ),
    ),
  })
  const written = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    requests.flatMap((request, n): [NewJobs, AcceptOutcome][] => {
      const { pictures, setId: _, noticeId: __, ...about } = request
      const { style, model, requestedModel, privacy, options, kind, parentId } = about
      const { userId, requestHash, requestId, traceParent, idempotencyKey, apiKeyId = null } = about
      const credits = written.get(pictures[0]?.id ?? '')?.credits
      if (credits === undefined) return []
      const jobs = pictures.flatMap(({ id, prompt, seed }, at): JobRow[] => {
        const row = written.get(id)
        if (!row) return []
        const { credits: _, ...computed } = row
        return [
          {
            ...columnDefaults,
            ...{ userId, style, model, requestedModel, privacy, options, kind, parentId, prompt, seed },
            ...{
              requestHash,
              requestId,
              traceParent,
              apiKeyId,
              idempotencyKey: at === 0 ? idempotencyKey : null,
            },
            batchId: batchIds[n] ?? null,
            ...computed,
          },
        ]
      })
      return [[request, { kind: 'accepted', jobs, credits }]]
    }),
  )
}
