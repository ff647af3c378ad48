import type pg from 'pg'

/** What must hold at every moment (DESIGN: invariants of a generation). Each query finds the rows that break one. */
const violations = {
  'the balance is the sum of the ledger': `
    select u.id from users u left join credit_entries e on e.user_id = u.id
    group by u.id having u.credits <> coalesce(sum(e.delta), 0)`,
  'each job has exactly one charge': `
    select j.id from generation_jobs j left join credit_entries e on e.job_id = j.id and e.reason = 'CHARGE'
    group by j.id having count(e.id) <> 1`,
  'each charge has its job': `
    select e.id from credit_entries e left join generation_jobs j on j.id = e.job_id where e.reason = 'CHARGE' and j.id is null`,
  'a job is refunded exactly if it failed': `
    select j.id from generation_jobs j left join credit_entries e on e.job_id = j.id and e.reason = 'REFUND'
    group by j.id having count(e.id) <> case when j.status = 'FAILED' then 1 else 0 end`,
  'a job has a picture exactly if it succeeded, until that is deleted': `
    select j.id from generation_jobs j left join generations g on g.job_id = j.id
    group by j.id having count(g.id) <> case when j.status = 'SUCCEEDED' and j.generation_id is not null then 1 else 0 end`,
  'a job that succeeded had a picture': `
    select j.id from generation_jobs j where j.status = 'SUCCEEDED' and j.generation_id is null and not j.id = any($1::uuid[])`,
}

/**
 * The invariants that do not hold, with the ids that break them; empty when all is well.
 *
 * @param jobsWithDeletedPicture jobs whose pictures their owners have deleted.
 */
export async function findLedgerViolations(
  pool: pg.Pool,
  jobsWithDeletedPicture: string[] = [],
): Promise<{ broken: string; ids: string[] }[]> {
  const broken = []
  for (const [name, query] of Object.entries(violations)) {
    const { rows } = await pool.query<{ id: string }>(
      query,
      query.includes('$1') ? [jobsWithDeletedPicture] : [],
    )
    if (rows.length > 0) broken.push({ broken: name, ids: rows.map(({ id }) => id) })
  }
  return broken
}
