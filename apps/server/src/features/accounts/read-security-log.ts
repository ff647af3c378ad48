import { and, asc, desc, eq, gt, gte, inArray, sql } from 'drizzle-orm'
import type { Db, KeysetCursor, Tx } from '../../platform/db/index.ts'
import type { AuditAction } from './record-audit-event.ts'
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

/** The events of an account with one of these actions that have succeeded since then, the oldest first. */
export async function readEventsSince(
  tx: Tx,
  userId: string,
  actions: readonly AuditAction[],
  since: Date,
): Promise<AuditRow[]> {
  return tx
    .select()
    .from(auditEvents)
    .where(
      and(
        eq(auditEvents.userId, userId),
        gte(auditEvents.createdAt, since),
        inArray(auditEvents.action, [...actions]),
        eq(auditEvents.succeeded, true),
      ),
    )
    .orderBy(asc(auditEvents.createdAt), asc(auditEvents.id))
}
