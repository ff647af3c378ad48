import { and, desc, eq, gt, sql } from 'drizzle-orm'
import { type Db, type KeysetCursor, readInPages } from '../../platform/db/index.ts'
import { creditEntries } from './tables.ts'

export type LedgerRow = typeof creditEntries.$inferSelect

/** All entries of the user's ledger, oldest first. */
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

/** The same, one page at a time, newest first, after the cursor if there is one. */
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
