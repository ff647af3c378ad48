import { and, asc, eq, gt } from 'drizzle-orm'
import { type Db, deleteRows, type Tx } from '../../platform/db/index.ts'
import { supportMessages } from './tables.ts'

export type SupportRow = typeof supportMessages.$inferSelect
export type NewSupportMessage = Omit<SupportRow, 'createdAt'>

export async function insertSupportMessage(tx: Tx, message: NewSupportMessage): Promise<void> {
  await tx.insert(supportMessages).values(message)
}

export async function findSupportMessage(db: Db, id: string): Promise<SupportRow | undefined> {
  const [row] = await db.select().from(supportMessages).where(eq(supportMessages.id, id))
  return row
}

/** Messages of an account, oldest first, after the id if there is one. */
export async function listMessagesOf(
  db: Db,
  userId: string,
  page: { afterId: string | undefined; limit: number },
): Promise<SupportRow[]> {
  const { afterId, limit } = page
  return db
    .select()
    .from(supportMessages)
    .where(and(eq(supportMessages.userId, userId), afterId ? gt(supportMessages.id, afterId) : undefined))
    .orderBy(asc(supportMessages.id))
    .limit(limit)
}

/** Deletes messages that are older than `keptDays`, at most `rowsMax`. @returns how many. */
export function purgeSupportMessages(db: Db, keptDays: number, rowsMax: number): Promise<number> {
  const where = 'created_at < now() - make_interval(days => $2)'
  return deleteRows(db, { table: 'support_messages', where, values: [keptDays], rowsMax })
}
