import { type Db, type KeysetCursor, queryNamed, type Tx } from '../../platform/db/index.ts'
import type { JobRow } from '../jobs/index.ts'

/** A job of any user, as administrators see it. */
export type AdminJobRow = JobRow & { email: string }

export type JobFilter = {
  status?: JobRow['status']
  userId?: string
  model?: string
  errorCode?: NonNullable<JobRow['errorCode']>
}

/** Jobs and users belong to other features: this feature reads them by table name and never writes them. */
const columns = `job.id, job.user_id as "userId", account.email, job.prompt, job.style, job.model, job.requested_model as "requestedModel", job.privacy, job.seed,
  job.batch_id as "batchId", job.priority, job.turn_at as "turnAt", job.status, job.idempotency_key as "idempotencyKey", job.request_hash as "requestHash",
  job.request_id as "requestId", job.lease_token as "leaseToken", job.lease_expires_at as "leaseExpiresAt", job.attempts, job.run_after as "runAfter",
  job.enqueued_at as "enqueuedAt", job.started_at as "startedAt", job.ran_ms as "ranMs", job.last_started_at as "lastStartedAt", job.finished_at as "finishedAt",
  job.last_failed_at as "lastFailedAt", job.error_code as "errorCode", job.error_message as "errorMessage", job.input_tokens as "inputTokens",
  job.output_tokens as "outputTokens", job.cost_micro_usd as "costMicroUsd", job.usage_estimated as "usageEstimated", job.generation_id as "generationId",
  job.created_at as "createdAt"`

/** A list with a rare filter among millions of rows ends earlier than the usual statement timeout. */
const patienceMs = 10_000

/**
 * Jobs, newest first, after the cursor if there is one. The jobs of one user are ordered by time, as that
 * user's index is. All jobs are ordered by id, which begins with the time, so that no further index is
 * written with every job. Unfinished jobs have their own indexes.
 */
export async function readJobs(
  db: Db,
  { status, userId, model, errorCode }: JobFilter,
  { cursor, limit }: { cursor: KeysetCursor | undefined; limit: number },
): Promise<AdminJobRow[]> {
  const values: unknown[] = [limit]
  const bind = (value: unknown) => `$${values.push(value)}`
  const parts: [name: string, condition: string][] = []
  if (status) parts.push([status.toLowerCase(), `job.status = '${status}'`])
  if (userId) parts.push(['user', `job.user_id = ${bind(userId)}::uuid`])
  if (model) parts.push(['model', `job.model = ${bind(model)}`])
  if (errorCode) parts.push(['error', `job.error_code = ${bind(errorCode)}`])
  if (cursor && userId)
    parts.push([
      'after',
      `(job.created_at, job.id) < (${bind(cursor.createdAt)}::timestamptz, ${bind(cursor.id)}::uuid)`,
    ])
  else if (cursor) parts.push(['after', `job.id < ${bind(cursor.id)}::uuid`])
  const where = parts.length > 0 ? `where ${parts.map(([, condition]) => condition).join(' and ')}` : ''
  const order = userId ? 'job.created_at desc, job.id desc' : 'job.id desc'
  return queryNamed<AdminJobRow>(
    db,
    ['read_jobs', ...parts.map(([name]) => name)].join('_'),
    `select ${columns} from generation_jobs job join users account on account.id = job.user_id ${where} order by ${order} limit $1`,
    values,
    patienceMs,
  )
}

export async function readJob(db: Db | Tx, jobId: string): Promise<AdminJobRow | undefined> {
  const [row] = await queryNamed<AdminJobRow>(
    db,
    'read_admin_job',
    `select ${columns} from generation_jobs job join users account on account.id = job.user_id where job.id = $1`,
    [jobId],
  )
  return row
}
