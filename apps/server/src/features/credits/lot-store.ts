import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { type Db, defineStatement, type Tx } from '../../platform/db/index.ts'
import type { Lot } from './lot-rules.ts'
import { creditLots } from './tables.ts'

export type OpenLot = Lot & { usageMark: number; isDue: boolean }

/** The user's lots that were not removed yet, also those whose time has come. */
export async function listOpenLots(db: Db | Tx, userId: string): Promise<OpenLot[]> {
  const { entryId, amount, remaining, usageMark, expiresAt } = creditLots
  return db
    .select({ entryId, amount, remaining, usageMark, expiresAt, isDue: sql<boolean>`${expiresAt} <= now()` })
    .from(creditLots)
    .where(and(eq(creditLots.userId, userId), isNull(creditLots.expiredAt)))
    .orderBy(asc(expiresAt), asc(entryId))
}

const usage = defineStatement<{ userId: string }, { used: number; credits: number }>(
  'read_credit_usage',
  ({ userId }) => sql`
    select credits, (
      select coalesce(-sum(delta), 0)::float8 from credit_entries
      where user_id = users.id and (reason in ('CHARGE', 'REFUND', 'PAYMENT_REFUNDED', 'CHARGEBACK') or (reason = 'GRANT' and delta < 0))
    ) as used
    from users where id = ${userId}::uuid`,
)

/** The credits that have left the user's balance in all, except those that expired; and the balance. */
export async function readUsage(
  db: Db | Tx,
  userId: string,
): Promise<{ used: number; credits: number } | undefined> {
  const [row] = await usage.run(db, { userId })
  return row
}

export async function insertLot(
  tx: Tx,
  lot: { entryId: string; userId: string; amount: number; usageMark: number; expiresAt: Date },
): Promise<void> {
  await tx.insert(creditLots).values({ ...lot, remaining: lot.amount })
}

export async function updateLot(
  tx: Tx,
  entryId: string,
  change: { remaining: number; usageMark: number; isExpired?: boolean },
): Promise<void> {
  const { remaining, usageMark, isExpired = false } = change
  await tx
    .update(creditLots)
    .set({ remaining, usageMark, ...(isExpired && { expiredAt: sql`now()` }) })
    .where(eq(creditLots.entryId, entryId))
}

/** Users with a lot whose time has come, in the order of their ids, after one of them. */
export async function listUsersWithExpired(db: Db, afterId: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectDistinct({ userId: creditLots.userId })
    .from(creditLots)
    .where(
      and(
        isNull(creditLots.expiredAt),
        sql`${creditLots.expiresAt} <= now()`,
        gt(creditLots.userId, afterId),
      ),
    )
    .orderBy(asc(creditLots.userId))
    .limit(limit)
  return rows.map(({ userId }) => userId)
}
