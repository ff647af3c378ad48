import { and, eq, gt, gte, isNull, sql } from 'drizzle-orm'
import { type Db, deleteRows, queryNamed, type Tx } from '../../platform/db/index.ts'
import { emailChanges, users } from './tables.ts'

export type EmailChange = typeof emailChanges.$inferSelect
export type NewEmailChange = Pick<EmailChange, 'id' | 'userId' | 'oldEmail' | 'newEmail' | 'tokenHash'>

/**
 * Serialises decisions about who has these addresses until the end of the transaction. The locks are always
 * taken in the same order.
 */
export async function lockEmails(tx: Tx, emails: readonly string[]): Promise<void> {
  for (const email of emails.toSorted())
    await queryNamed(tx, 'lock_email', 'select pg_advisory_xact_lock(hashtextextended($1, 1))', [email])
}

/** Whether the address belonged to another account that can still restore it. */
export async function isEmailHeld(tx: Tx, email: string, userId: string): Promise<boolean> {
  const [row] = await queryNamed<{ held: boolean }>(
    tx,
    'is_email_held',
    `select exists (
       select from email_changes
       where old_email = $1 and undo_until > now() and undone_at is null and user_id <> $2::uuid
     ) as held`,
    [email, userId],
  )
  return row?.held ?? false
}

/** Writes a change that waits for its confirmation. Earlier waiting changes of the user become invalid. */
export async function insertEmailChange(tx: Tx, change: NewEmailChange, lifeSeconds: number): Promise<void> {
  await voidEmailChanges(tx, change.userId)
  await tx
    .insert(emailChanges)
    .values({ ...change, expiresAt: sql`now() + make_interval(secs => ${lifeSeconds})` })
}

export async function voidEmailChanges(tx: Tx, userId: string): Promise<void> {
  await tx
    .update(emailChanges)
    .set({ usedAt: sql`now()` })
    .where(and(eq(emailChanges.userId, userId), isNull(emailChanges.usedAt)))
}

/** Whether the change still waits for its confirmation. */
export async function isEmailChangeOpen(db: Db, id: string): Promise<boolean> {
  const rows = await db
    .select({ id: emailChanges.id })
    .from(emailChanges)
    .where(and(eq(emailChanges.id, id), isNull(emailChanges.usedAt), gt(emailChanges.expiresAt, sql`now()`)))
  return rows.length > 0
}

/** Consumes the token. Of several parallel calls exactly one gets the change. */
export async function useEmailChange(tx: Tx, tokenHash: string): Promise<EmailChange | undefined> {
  const [row] = await tx
    .update(emailChanges)
    .set({ usedAt: sql`now()`, confirmedAt: sql`now()` })
    .where(
      and(
        eq(emailChanges.tokenHash, tokenHash),
        isNull(emailChanges.usedAt),
        gt(emailChanges.expiresAt, sql`now()`),
      ),
    )
    .returning()
  return row
}

/** From now on the change can be undone with this token, for this long. */
export async function allowUndo(
  tx: Tx,
  id: string,
  undoTokenHash: string,
  undoSeconds: number,
): Promise<void> {
  await tx
    .update(emailChanges)
    .set({ undoTokenHash, undoUntil: sql`now() + make_interval(secs => ${undoSeconds})` })
    .where(eq(emailChanges.id, id))
}

/** The change that this token can still undo, or undefined. Changes nothing. */
export async function findUndoable(db: Db | Tx, undoTokenHash: string): Promise<EmailChange | undefined> {
  const [row] = await db
    .select()
    .from(emailChanges)
    .where(
      and(
        eq(emailChanges.undoTokenHash, undoTokenHash),
        isNull(emailChanges.undoneAt),
        gt(emailChanges.undoUntil, sql`now()`),
      ),
    )
  return row
}

/** Undoes the change and all later ones, so that the person who made them cannot undo the undo. */
export async function markUndone(tx: Tx, { userId, createdAt }: EmailChange): Promise<void> {
  await tx
    .update(emailChanges)
    .set({ undoneAt: sql`now()`, usedAt: sql`coalesce(${emailChanges.usedAt}, now())` })
    .where(
      and(
        eq(emailChanges.userId, userId),
        gte(emailChanges.createdAt, createdAt),
        isNull(emailChanges.undoneAt),
      ),
    )
}

/**
 * Gives the user another address, which counts as verified. The caller holds `lockEmails` for it.
 * @returns false when another account has the address.
 */
export async function replaceEmail(tx: Tx, userId: string, email: string): Promise<boolean> {
  const rows = await queryNamed(
    tx,
    'replace_email',
    `update users set email = $2, email_verified_at = now(), updated_at = now()
     where id = $1::uuid and not exists (select from users where email = $2 and id <> $1::uuid) returning id`,
    [userId, email],
  )
  return rows.length > 0
}

/** The user's changes of address, oldest first, without the tokens. */
export async function listEmailChanges(
  db: Db,
  userId: string,
): Promise<Pick<EmailChange, 'oldEmail' | 'newEmail' | 'createdAt' | 'confirmedAt' | 'undoneAt'>[]> {
  const { oldEmail, newEmail, createdAt, confirmedAt, undoneAt } = emailChanges
  return db
    .select({ oldEmail, newEmail, createdAt, confirmedAt, undoneAt })
    .from(emailChanges)
    .where(eq(emailChanges.userId, userId))
    .orderBy(emailChanges.createdAt)
}

export const hasAccount = async (db: Db | Tx, email: string): Promise<boolean> =>
  (await db.select({ id: users.id }).from(users).where(eq(users.email, email)).limit(1)).length > 0

/** Deletes changes that can no longer be confirmed or undone, at most `rowsMax`. @returns how many. */
export function purgeEmailChanges(db: Db, keptDays: number, rowsMax: number): Promise<number> {
  const where = 'greatest(expires_at, undo_until) < now() - make_interval(days => $2)'
  return deleteRows(db, { table: 'email_changes', where, values: [keptDays], rowsMax })
}
