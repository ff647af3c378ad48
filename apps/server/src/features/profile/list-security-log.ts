import type { Db } from '../../platform/db/index.ts'
import { cutPage, type PageQuery } from '../../platform/http/index.ts'
import { type AuditRow, readSecurityLog } from '../accounts/index.ts'

/** The caller's own events, newest first. */
export async function listSecurityLog(
  db: Db,
  userId: string,
  { limit, cursor }: PageQuery,
): Promise<{ events: AuditRow[]; nextCursor: string | null }> {
  const { rows, nextCursor } = cutPage(await readSecurityLog(db, userId, { cursor, limit: limit + 1 }), limit)
  return { events: rows, nextCursor }
}
