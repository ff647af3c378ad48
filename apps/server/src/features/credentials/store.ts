import { and, desc, eq, gt, isNull, lt, ne, sql } from 'drizzle-orm'
import { type Db, deleteRows, type Tx } from '../../platform/db/index.ts'
import { emailVerifications, type MailedTokens, passwordResets } from './tables.ts'

export type NewToken = { id: string; userId: string; tokenHash: string; lifeSeconds: number }

/**
 * Stores the token of an email and invalidates the user's earlier ones. Storing it again changes nothing.
 *
 * @returns `overtaken` when the token is no longer valid: it was used, or a newer email replaced it.
 */
export async function writeToken(
  tx: Tx,
  table: MailedTokens,
  token: NewToken,
): Promise<'written' | 'repeated' | 'overtaken'> {
  const { lifeSeconds, ...row } = token
  const written = await tx
    .insert(table)
    .values({ ...row, expiresAt: sql`now() + make_interval(secs => ${lifeSeconds})` })
    .onConflictDoNothing({ target: table.id })
    .returning({ id: table.id })
  await tx
    .update(table)
    .set({ usedAt: sql`now()` })
    .where(and(eq(table.userId, row.userId), isNull(table.usedAt), lt(table.id, row.id)))
  const [newest] = await tx
    .select({ id: table.id, usedAt: table.usedAt })
    .from(table)
    .where(eq(table.userId, row.userId))
    .orderBy(desc(table.id))
    .limit(1)
  if (newest?.id !== row.id || newest.usedAt !== null) return 'overtaken'
  return written.length > 0 ? 'written' : 'repeated'
}

/** How many tokens other emails brought the user in the last hour. */
export async function countOtherTokensOfLastHour(
  tx: Tx,
  table: MailedTokens,
  { userId, id }: Pick<NewToken, 'userId' | 'id'>,
): Promise<number> {
  const rows = await tx
    .select({ id: table.id })
    .from(table)
    .where(
      and(eq(table.userId, userId), ne(table.id, id), gt(table.createdAt, sql`now() - interval '1 hour'`)),
    )
  return rows.length
}

/** The user of this token, if it may still be used. Changes nothing. */
export async function findToken(
  db: Db | Tx,
  table: MailedTokens,
  tokenHash: string,
): Promise<{ userId: string } | undefined> {
  const [row] = await db
    .select({ userId: table.userId })
    .from(table)
    .where(isUsable(table, tokenHash))
    .limit(1)
  return row
}

/** Consumes the token. Of several parallel calls exactly one gets the user. */
export async function useToken(
  tx: Tx,
  table: MailedTokens,
  tokenHash: string,
): Promise<{ userId: string } | undefined> {
  const [row] = await tx
    .update(table)
    .set({ usedAt: sql`now()` })
    .where(isUsable(table, tokenHash))
    .returning({ userId: table.userId })
  return row
}

/** Invalidates every unused token of the user. */
export async function voidTokens(tx: Tx, table: MailedTokens, userId: string): Promise<void> {
  await tx
    .update(table)
    .set({ usedAt: sql`now()` })
    .where(and(eq(table.userId, userId), isNull(table.usedAt)))
}

/** Invalidates every link that was mailed to the user, of every kind. */
export async function voidMailedTokens(tx: Tx, userId: string): Promise<void> {
  for (const table of [passwordResets, emailVerifications]) await voidTokens(tx, table, userId)
}

/** Deletes tokens that expired before `keptDays` ago, at most `rowsMax` of each kind. @returns how many. */
export async function purgeMailedTokens(db: Db, keptDays: number, rowsMax: number): Promise<number> {
  const where = 'expires_at < now() - make_interval(days => $2)'
  let purged = 0
  for (const table of ['password_resets', 'email_verifications'])
    purged += await deleteRows(db, { table, where, values: [keptDays], rowsMax })
  return purged
}

const isUsable = (table: MailedTokens, tokenHash: string) =>
  and(eq(table.tokenHash, tokenHash), isNull(table.usedAt), gt(table.expiresAt, sql`now()`))
