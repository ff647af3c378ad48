import { sql } from 'drizzle-orm'
import {
  type Db,
  defineStatement,
  defineStatements,
  type KeysetCursor,
  literal,
  type Tx,
} from '../../platform/db/index.ts'
import type { JobRow } from '../jobs/index.ts'
import { nameOfList, type Page, type PageValues, valuesOfPage, where } from './list-store.ts'

/** A job of any user, as administrators see it. */
export type AdminJobRow = JobRow & { email: string }

export type JobFilter = {
  status?: JobRow['status']
  userId?: string
  model?: string
  errorCode?: NonNullable<JobRow['errorCode']>
}

/** Jobs and users belong to other features: this feature reads them by table name and never writes them. */
const columns = sql`job.id, job.user_id as "userId", account.email, job.prompt, job.style, job.model, job.requested_model as "requestedModel", job.privacy, job.options, job.kind, job.parent_id as "parentId", job.seed,
  job.batch_id as "batchId", job.priority, job.turn_at as "turnAt", job.status, job.idempotency_key as "idempotencyKey", job.request_hash as "requestHash",
  job.request_id as "requestId", job.lease_token as "leaseToken", job.lease_expires_at as "leaseExpiresAt", job.attempts, job.run_after as "runAfter",
  job.enqueued_at as "enqueuedAt", job.started_at as "startedAt", job.ran_ms as "ranMs", job.last_started_at as "lastStartedAt", job.finished_at as "finishedAt",
  job.last_failed_at as "lastFailedAt", job.error_code as "errorCode", job.error_message as "errorMessage", job.input_tokens as "inputTokens",
  job.output_tokens as "outputTokens", job.cost_micro_usd as "costMicroUsd", job.usage_estimated as "usageEstimated", job.generation_id as "generationId",
  job.created_at as "createdAt"`

/** A list with a rare filter among millions of rows ends earlier than the usual statement timeout. */
const timeoutMs = 10_000

type Shape = { filter: JobFilter; cursor: KeysetCursor | undefined }

const jobList = defineStatements<Shape, JobFilter & PageValues, AdminJobRow>(
  ({ filter, cursor }) =>
    nameOfList('read_jobs', [
      filter.status?.toLowerCase(),
      filter.userId && 'user',
      filter.model && 'model',
      filter.errorCode && 'error',
      cursor && 'after',
    ]),
  (value, { filter, cursor }) => {
    const after = filter.userId
      ? sql`(job.created_at, job.id) < (${value.createdAt}::timestamptz, ${value.id}::uuid)`
      : sql`job.id < ${value.id}::uuid`
    const order = filter.userId ? sql`job.created_at desc, job.id desc` : sql`job.id desc`
    return sql`
      select ${columns} from generation_jobs job join users account on account.id = job.user_id
      ${where([
        // A constant, because the partial indexes have it as their condition.
        filter.status && sql`job.status = ${literal(filter.status)}`,
        filter.userId ? sql`job.user_id = ${value.userId}::uuid` : undefined,
        filter.model ? sql`job.model = ${value.model}` : undefined,
        filter.errorCode && sql`job.error_code = ${value.errorCode}`,
        cursor && after,
      ])}
      order by ${order} limit ${value.limit}`
  },
)

/**
 * Jobs, newest first. The jobs of one user are ordered by time, as that user's index is. All jobs are ordered
 * by id, which begins with the time, so that no further index is written with every job. Unfinished jobs have
 * their own indexes.
 */
export async function readJobs(db: Db, filter: JobFilter, page: Page): Promise<AdminJobRow[]> {
  const values = { ...filter, ...valuesOfPage(page) }
  return jobList({ filter, cursor: page.cursor }).run(db, values, timeoutMs)
}

const oneJob = defineStatement<{ jobId: string }, AdminJobRow>(
  'read_admin_job',
  ({ jobId }) =>
    sql`select ${columns} from generation_jobs job join users account on account.id = job.user_id where job.id = ${jobId}`,
)

export async function readJob(db: Db | Tx, jobId: string): Promise<AdminJobRow | undefined> {
  const [row] = await oneJob.run(db, { jobId })
  return row
}
