import { type Db, queryNamed } from '../../platform/db/index.ts'
import type { JobRow } from './store.ts'

/** The fields of a job that its followers get. */
export type JobState = Pick<
  JobRow,
  'id' | 'status' | 'lastStartedAt' | 'generationId' | 'errorCode' | 'errorMessage'
>

/** The user's own job; jobs of others are not found. */
export async function readJobState(db: Db, userId: string, jobId: string): Promise<JobState | undefined> {
  const [row] = await queryNamed<JobState>(
    db,
    'read_job_state',
    `select id, status, last_started_at as "lastStartedAt", generation_id as "generationId", error_code as "errorCode", error_message as "errorMessage"
     from generation_jobs where id = $1 and user_id = $2`,
    [jobId, userId],
  )
  return row
}

/** The user's unfinished jobs. */
export async function countUnfinishedJobs(db: Db, userId: string): Promise<number> {
  const [row] = await queryNamed<{ count: number }>(
    db,
    'count_unfinished_jobs',
    'select count_unfinished_jobs($1) as count',
    [userId],
  )
  return row?.count ?? 0
}
