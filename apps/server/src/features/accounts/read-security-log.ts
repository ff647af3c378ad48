import { and, desc, eq, gt, sql } from 'drizzle-orm'
import type { Db, KeysetCursor } from '../../platform/db/index.ts'
import { auditEvents } from './tables.ts'

export type AuditRow = typeof auditEvents.$inferSelect

/** How many days of the security log its owner can read. */
export const auditDays = 90

/** A user's own events of the last 90 days, newest first, after the cursor if there is one. */
export async function readSecurityLog(
  db: Db,
  userId: string,
  page: { cursor: KeysetCursor | undefined; limit: number },
): Promise<AuditRow[]> {
  const { cursor, limit } = page
  const after = cursor
    ? sql`(${auditEvents.createdAt}, ${auditEvents.id}) < (${cursor.createdAt.toISOString()}::timestamptz, ${cursor.id}::uuid)`
    : undefined
  return db
    .select()
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.userId, userId),
        gt(auditEvents.createdAt, sql`now() - make_interval(days => ${auditDays})`),
        after,
      ),
    )
    .orderBy(desc(auditEvents.createdAt), desc(auditEvents.id))
    .limit(limit)
}
