import type { Db } from '../../platform/db/index.ts'
import { cutPage, type PageQuery } from '../../platform/http/index.ts'
import { type LedgerRow, readLedgerPage } from '../credits/index.ts'
import { type JobSubject, readJobSubjects } from '../jobs/index.ts'

export type ExplainedEntry = { entry: LedgerRow; job: JobSubject | undefined }

/** The entries of the caller's ledger, newest first, each with what it paid for. */
export async function listCredits(
  db: Db,
  userId: string,
  { limit, cursor }: PageQuery,
): Promise<{ entries: ExplainedEntry[]; nextCursor: string | null }> {
  const { rows, nextCursor } = cutPage(await readLedgerPage(db, userId, { cursor, limit: limit + 1 }), limit)
  const ids = [...new Set(rows.flatMap(({ jobId }) => jobId ?? []))]
  const jobs = ids.length === 0 ? [] : await readJobSubjects(db, userId, ids)
  const byId = new Map(jobs.map((job) => [job.id, job]))
  return { entries: rows.map((entry) => ({ entry, job: byId.get(entry.jobId ?? '') })), nextCursor }
}
