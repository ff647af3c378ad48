import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { type Db, type KeysetCursor, readInPages } from '../../platform/db/index.ts'
import { creditEntries } from './tables.ts'

export type LedgerRow = typeof creditEntries.$inferSelect

/** Everything that was added to and taken from the user's balance, oldest first. */
export function readLedger(db: Db, userId: string): AsyncGenerator<LedgerRow> {
  return readInPages((last: LedgerRow | undefined, limit) =>
    db
      .select()
      .from(creditEntries)
      .where(and(eq(creditEntries.userId, userId), last && gt(creditEntries.id, last.id)))
      .orderBy(creditEntries.id)
      .limit(limit),
  )
}

/** The same a page at a time, newest first, from after the cursor where there is one. */
export async function readLedgerPage(
  db: Db,
  userId: string,
  { cursor, limit }: { cursor: KeysetCursor | undefined; limit: number },
): Promise<LedgerRow[]> {
  const after =
    cursor &&
    sql`(${creditEntries.createdAt}, ${creditEntries.id}) < (${cursor.createdAt.toISOString()}::timestamptz, ${cursor.id}::uuid)`
  return db
    .select()
    .from(creditEntries)
    .where(and(eq(creditEntries.userId, userId), after))
    .orderBy(desc(creditEntries.createdAt), desc(creditEntries.id))
    .limit(limit)
}
