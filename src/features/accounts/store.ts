import { eq, sql } from 'drizzle-orm'
import type { Db, Tx } from '../../platform/db/index.ts'
import { users } from './tables.ts'

export type UserRow = typeof users.$inferSelect

export type NewUser = Pick<
  UserRow,
  | 'id'
  | 'email'
  | 'name'
  | 'passwordHash'
  | 'avatar'
  | 'emailVerifiedAt'
  | 'termsAcceptedAt'
  | 'termsAcceptedIp'
>

/** @returns undefined when the address is taken, also by a sign-up that is committed in the same moment. */
export async function insertUser(tx: Tx, user: NewUser): Promise<UserRow | undefined> {
  const [row] = await tx.insert(users).values(user).onConflictDoNothing({ target: users.email }).returning()
  return row
}

export async function findUserByEmail(db: Db | Tx, email: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.email, email)).limit(1)
  return row
}

export async function userExists(db: Db, userId: string): Promise<boolean> {
  const rows = await db.select({ id: users.id }).from(users).where(eq(users.id, userId)).limit(1)
  return rows.length > 0
}

/** Only while `expectedHash` still stands: a reset in the same moment wins. */
export async function replacePasswordHash(
  db: Db | Tx,
  userId: string,
  expectedHash: string,
  newHash: string,
): Promise<void> {
  await db
    .update(users)
    .set({ passwordHash: newHash, updatedAt: sql`now()` })
    .where(sql`${users.id} = ${userId} and ${users.passwordHash} = ${expectedHash}`)
}
