import { and, eq, gt } from 'drizzle-orm'
import { type Db, readInPages } from '../../platform/db/index.ts'
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
