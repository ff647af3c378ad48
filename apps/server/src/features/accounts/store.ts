import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { type Db, defineStatement, queryNamed, type SqlPart, type Tx } from '../../platform/db/index.ts'
import { isEmailHeld, lockEmails } from './email-change-store.ts'
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

/**
 * @returns undefined when the address is taken, including by a sign-up that commits at the same moment, or
 * reserved for the account that had it recently.
 */
export async function insertUser(tx: Tx, user: NewUser): Promise<UserRow | undefined> {
  await lockEmails(tx, [user.email])
  if (await isEmailHeld(tx, user.email, user.id)) return undefined
  const [row] = await tx.insert(users).values(user).onConflictDoNothing({ target: users.email }).returning()
  return row
}

async function findUserByEmail(db: Db | Tx, email: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.email, email)).limit(1)
  return row
}

/** What a sign-in with a password reads before it checks the password. */
export type SignInAccount = Pick<
  UserRow,
  'id' | 'email' | 'name' | 'avatar' | 'credits' | 'plan' | 'passwordHash'
>

const signInAccount = defineStatement<{ email: string }, SignInAccount>(
  'find_sign_in_account',
  ({ email }) => sql`
    select id, email, name, avatar, credits, plan, password_hash as "passwordHash" from users where email = ${email}`,
)

export async function findSignInAccount(db: Db, email: string): Promise<SignInAccount | undefined> {
  const [account] = await signInAccount.run(db, { email })
  return account
}

/**
 * The user's row, locked as `lockUser` does, if it has this password's hash and is not suspended. There is no
 * row if another transaction has locked it.
 */
export const lockFreeSignIn = (account: { userId: SqlPart; passwordHash: SqlPart }) => sql`
  select id as user_id from users
  where id = ${account.userId}::uuid and password_hash = ${account.passwordHash} and suspended_at is null
  for no key update skip locked`

export async function userExists(db: Db, userId: string): Promise<boolean> {
  const rows = await db.select({ id: users.id }).from(users).where(eq(users.id, userId)).limit(1)
  return rows.length > 0
}

export async function findUserById(db: Db | Tx, userId: string): Promise<UserRow | undefined> {
  const [row] = await db.select().from(users).where(eq(users.id, userId)).limit(1)
  return row
}

/** Whether any account still has a bcrypt hash, from an older database. */
export async function hasBcryptHashes(db: Db): Promise<boolean> {
  const [row] = await queryNamed<{ found: boolean }>(
    db,
    'has_bcrypt_hashes',
    `select exists (select from users where password_hash like '$2%') as found`,
    [],
  )
  return row?.found ?? false
}

/**
 * Locks the user's row until the end of the transaction, for callers that decide by its content. Other
 * callers wait. Foreign keys can still reference the row.
 */
export async function lockUser(tx: Tx, userId: string): Promise<UserRow | undefined> {
  const [row] = await tx.select().from(users).where(eq(users.id, userId)).limit(1).for('no key update')
  return row
}

/** The same for the user with this address, who may have got another one while this waited for the row. */
export async function lockUserWithEmail(tx: Tx, email: string): Promise<UserRow | undefined> {
  const found = await findUserByEmail(tx, email)
  const user = found && (await lockUser(tx, found.id))
  return user && user.email === found.email ? user : undefined
}

/**
 * Writes the user's row: statements that wait for it read again what they decide by, not only its content.
 */
export async function rewriteUser(tx: Tx, userId: string): Promise<void> {
  await tx.update(users).set({ updatedAt: sql`now()` }).where(eq(users.id, userId))
}

/** Null removes the password: then the account can only be accessed in other ways. */
export async function replacePasswordHash(tx: Tx, userId: string, hash: string | null): Promise<void> {
  await tx.update(users).set({ passwordHash: hash, updatedAt: sql`now()` }).where(eq(users.id, userId))
}

/** The first time is kept. @returns whether the address was unverified before. */
export async function markEmailVerified(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx
    .update(users)
    .set({ emailVerifiedAt: sql`now()`, updatedAt: sql`now()` })
    .where(and(eq(users.id, userId), isNull(users.emailVerifiedAt)))
    .returning({ id: users.id })
  return rows.length > 0
}

export async function updateUser(
  db: Db | Tx,
  userId: string,
  change: Partial<Pick<UserRow, 'name' | 'avatar' | 'monthlyCredits'>>,
): Promise<UserRow | undefined> {
  const [row] = await db
    .update(users)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(users.id, userId))
    .returning()
  return row
}

/**
 * Suspends or restores an account. The first time of suspension is kept.
 * @returns undefined when nothing changes.
 */
export async function setSuspended(
  tx: Tx,
  userId: string,
  isSuspended: boolean,
): Promise<UserRow | undefined> {
  const [row] = await tx
    .update(users)
    .set({ suspendedAt: isSuspended ? sql`now()` : null, updatedAt: sql`now()` })
    .where(and(eq(users.id, userId), isSuspended ? isNull(users.suspendedAt) : isNotNull(users.suspendedAt)))
    .returning()
  return row
}

export async function setStanding(
  tx: Tx,
  userId: string,
  change: Partial<Pick<UserRow, 'plan' | 'role'>>,
): Promise<UserRow | undefined> {
  const [row] = await tx
    .update(users)
    .set({ ...change, updatedAt: sql`now()` })
    .where(eq(users.id, userId))
    .returning()
  return row
}

/**
 * Locks the rows of all administrators who are not suspended, for callers that decide whether one of them may
 * lose the role. @returns their ids.
 */
export async function lockActiveAdmins(tx: Tx): Promise<string[]> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(sql`${users.role} = 'ADMIN'`, isNull(users.suspendedAt)))
    .orderBy(users.id)
    .for('no key update')
  return rows.map(({ id }) => id)
}

/** The ids of administrators who are not suspended. */
export async function listActiveAdmins(db: Db | Tx): Promise<string[]> {
  const rows = await db
    .select({ id: users.id })
    .from(users)
    .where(and(sql`${users.role} = 'ADMIN'`, isNull(users.suspendedAt)))
  return rows.map(({ id }) => id)
}

/** Deletes the user, and by cascade every row that references the user, in one statement. */
export async function deleteUser(tx: Tx, userId: string): Promise<void> {
  await tx.delete(users).where(eq(users.id, userId))
}
