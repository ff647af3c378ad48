import type pg from 'pg'

/** The rows of the database about users, jobs, pictures and the ledger. */
export type DatabaseRows = {
  jobs: JobRow[]
  entries: { userId: string; jobId: string | null; delta: number; reason: string }[]
  balances: { userId: string; credits: number }[]
  pictures: { id: string; jobId: string; userId: string }[]
}

export type JobRow = {
  id: string
  userId: string
  prompt: string
  status: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED'
  attempts: number
  generationId: string | null
  createdAtMs: number
  finishedAtMs: number | null
}

/** All four in one snapshot, so that they can be compared with each other during the work. */
export async function readDatabaseRows(pool: pg.Pool): Promise<DatabaseRows> {
  const { rows } = await pool.query<DatabaseRows>(`select
    (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'userId', user_id, 'prompt', prompt, 'status', status, 'attempts', attempts,
       'generationId', generation_id, 'createdAtMs', extract(epoch from created_at) * 1000,
       'finishedAtMs', extract(epoch from finished_at) * 1000)), '[]') from generation_jobs) as jobs,
    (select coalesce(jsonb_agg(jsonb_build_object('userId', user_id, 'jobId', job_id, 'delta', delta, 'reason', reason)), '[]')
       from credit_entries) as entries,
    (select coalesce(jsonb_agg(jsonb_build_object('userId', id, 'credits', credits)), '[]') from users) as balances,
    (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'jobId', job_id, 'userId', user_id)), '[]') from generations) as pictures`)
  const [all] = rows
  if (!all) throw new Error('the rows could not be read')
  return all
}

export const hasEnded = ({ status }: Pick<JobRow, 'status'>) => status === 'SUCCEEDED' || status === 'FAILED'
