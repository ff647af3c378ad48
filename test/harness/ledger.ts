import type pg from 'pg'
import { auditLedger } from '../../apps/server/src/features/credits/index.ts'
import { createDb } from '../../apps/server/src/platform/db/index.ts'

/**
 * Violations of the invariants of a generation, with the ids of the jobs or users; empty if there are none.
 * It is the product's own audit, and also checks that pictures are missing only where a test has deleted
 * them.
 *
 * @param jobsWithDeletedPicture jobs whose pictures their owners have deleted.
 */
export async function findLedgerViolations(
  pool: pg.Pool,
  jobsWithDeletedPicture: string[] = [],
): Promise<{ broken: string; ids: string[] }[]> {
  const { findings } = await auditLedger(createDb(pool), new AbortController().signal)
  const { rows: lost } = await pool.query<{ id: string }>(
    `select id from generation_jobs where status = 'SUCCEEDED' and generation_id is null and not id = any($1::uuid[])`,
    [jobsWithDeletedPicture],
  )
  const violations = [
    ...findings.map(({ rule, jobId, userId }) => ({ broken: rule as string, id: jobId ?? userId })),
    ...lost.map(({ id }) => ({ broken: 'picture-lost', id })),
  ]
  const names = [...new Set(violations.map(({ broken }) => broken))]
  return names.map((name) => ({
    broken: name,
    ids: violations.filter(({ broken }) => broken === name).map(({ id }) => id),
  }))
}
