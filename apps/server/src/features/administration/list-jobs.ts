import type { Db } from '../../platform/db/index.ts'
import { cutPage, readPageQuery } from '../../platform/http/index.ts'
import { jobErrorCodes, jobStatuses } from '../jobs/index.ts'
import { pageLimits, readChoice, readId } from './filter.ts'
import { type AdminJobRow, readJobs } from './read-jobs.ts'

export type JobListInput = {
  status?: string
  userId?: string
  model?: string
  errorCode?: string
  limit?: string
  cursor?: string
}

/**
 * One page of all users' jobs, newest first.
 *
 * @throws AppError `invalid_filter`, `invalid_page`, `invalid_cursor`.
 */
export async function listJobs(
  db: Db,
  input: JobListInput,
): Promise<{ rows: AdminJobRow[]; nextCursor: string | null }> {
  const { limit, cursor } = readPageQuery(input, pageLimits)
  const filter = {
    ...readChoice('status', input, jobStatuses),
    ...readId('userId', input),
    ...(input.model && { model: input.model }),
    ...readChoice('errorCode', input, jobErrorCodes),
  }
  return cutPage(await readJobs(db, filter, { cursor, limit: limit + 1 }), limit)
}
