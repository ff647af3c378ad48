import { and, eq, gte, sql } from 'drizzle-orm'
import { type Db, deleteRows, type Tx } from '../../platform/db/index.ts'
import { passkeys, usedChallenges } from './tables.ts'

export type PasskeyRow = typeof passkeys.$inferSelect

/** The user's passkeys, oldest first. */
export async function listPasskeys(db: Db | Tx, userId: string): Promise<PasskeyRow[]> {
  return db
    .select()
    .from(passkeys)
    .where(eq(passkeys.userId, userId))
    .orderBy(passkeys.createdAt, passkeys.id)
}

export async function findPasskey(db: Db | Tx, credentialId: string): Promise<PasskeyRow | undefined> {
  const [row] = await db.select().from(passkeys).where(eq(passkeys.credentialId, credentialId)).limit(1)
  return row
}

/** @returns undefined when a passkey with that id exists. */
export async function insertPasskey(
  tx: Tx,
  passkey: Omit<PasskeyRow, 'createdAt' | 'lastUsedAt'>,
): Promise<PasskeyRow | undefined> {
  const [row] = await tx
    .insert(passkeys)
    .values(passkey)
    .onConflictDoNothing({ target: passkeys.credentialId })
    .returning()
  return row
}

/**
 * Records a use. @returns false when the passkey was removed, or its counter does not increase: then somebody
 * may have a copy of it (WebAuthn Level 3, section 7.2, step 22).
 */
export async function touchPasskey(tx: Tx, id: string, counter: number): Promise<boolean> {
  const rows = await tx
    .update(passkeys)
    .set({ counter, lastUsedAt: sql`now()` })
    .where(
      and(
        eq(passkeys.id, id),
        sql`(${passkeys.counter} < ${counter} or (${passkeys.counter} = 0 and ${counter} = 0))`,
      ),
    )
    .returning({ id: passkeys.id })
  return rows.length > 0
}

export async function renamePasskey(
  db: Db,
  { id, userId }: { id: string; userId: string },
  name: string,
): Promise<PasskeyRow | undefined> {
  const [row] = await db
    .update(passkeys)
    .set({ name })
    .where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)))
    .returning()
  return row
}

/** @returns whether there was one. */
export async function deletePasskey(
  tx: Tx,
  { id, userId }: { id: string; userId: string },
): Promise<boolean> {
  const rows = await tx
    .delete(passkeys)
    .where(and(eq(passkeys.id, id), eq(passkeys.userId, userId)))
    .returning({ id: passkeys.id })
  return rows.length > 0
}

/** @returns how many there were. */
export async function deletePasskeysSince(tx: Tx, userId: string, since: Date): Promise<number> {
  const rows = await tx
    .delete(passkeys)
    .where(and(eq(passkeys.userId, userId), gte(passkeys.createdAt, since)))
    .returning({ id: passkeys.id })
  return rows.length
}

/** Of several parallel calls with one challenge exactly one gets true. */
export async function useChallenge(tx: Tx, challengeHash: string, expiresAt: Date): Promise<boolean> {
  const rows = await tx
    .insert(usedChallenges)
    .values({ challengeHash, expiresAt })
    .onConflictDoNothing()
    .returning({ challengeHash: usedChallenges.challengeHash })
  return rows.length > 0
}

/** Deletes challenges and tickets that are no longer valid. @returns how many. */
export async function purgeFactors(db: Db, rowsMax: number): Promise<number> {
  // A minute later, because a challenge is compared with the clock of a process.
  const where = "expires_at < now() - interval '1 minute'"
  const challenges = { table: 'used_challenges', key: 'challenge_hash', where, rowsMax }
  const tickets = { table: 'second_factor_tickets', key: 'ticket_hash', where, rowsMax }
  return (await deleteRows(db, challenges)) + (await deleteRows(db, tickets))
}
