import { and, count, eq, gt, gte, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import type { Db, SqlPart, Tx } from '../../platform/db/index.ts'
import { recoveryCodes, totpSecrets } from './tables.ts'

export type TotpRow = typeof totpSecrets.$inferSelect

/** A secret that is not confirmed within this time is invalid. */
const pendingSeconds = 60 * 60

/** The secret that sign-ins require codes of. */
export async function findTotp(db: Db | Tx, userId: string): Promise<TotpRow | undefined> {
  const [row] = await db
    .select()
    .from(totpSecrets)
    .where(and(eq(totpSecrets.userId, userId), isNotNull(totpSecrets.confirmedAt)))
    .limit(1)
  return row
}

/** Whether a sign-in of the user requires a code of the authenticator app. */
export const requiresTotp = (userId: SqlPart) =>
  sql`exists (select from totp_secrets where user_id = ${userId} and confirmed_at is not null)`

/** The secret that waits for its first code. */
export async function findPendingTotp(tx: Tx, userId: string): Promise<TotpRow | undefined> {
  const [row] = await tx
    .select()
    .from(totpSecrets)
    .where(
      and(
        eq(totpSecrets.userId, userId),
        isNull(totpSecrets.confirmedAt),
        gt(totpSecrets.createdAt, sql`now() - make_interval(secs => ${pendingSeconds})`),
      ),
    )
    .limit(1)
  return row
}

/** Replaces a secret that was never confirmed. @returns false when one is in use. */
export async function putPendingTotp(tx: Tx, userId: string, sealedSecret: string): Promise<boolean> {
  const rows = await tx
    .insert(totpSecrets)
    .values({ userId, sealedSecret })
    .onConflictDoUpdate({
      target: totpSecrets.userId,
      set: { sealedSecret, lastStep: 0, createdAt: sql`now()` },
      setWhere: isNull(totpSecrets.confirmedAt),
    })
    .returning({ userId: totpSecrets.userId })
  return rows.length > 0
}

export async function confirmTotp(tx: Tx, userId: string): Promise<void> {
  await tx.update(totpSecrets).set({ confirmedAt: sql`now()` }).where(eq(totpSecrets.userId, userId))
}

/**
 * Of several parallel calls with a code of one time step exactly one gets true; calls with earlier steps get
 * false.
 */
export async function useStep(tx: Tx, userId: string, step: number): Promise<boolean> {
  const rows = await tx
    .update(totpSecrets)
    .set({ lastStep: step })
    .where(and(eq(totpSecrets.userId, userId), lt(totpSecrets.lastStep, step)))
    .returning({ userId: totpSecrets.userId })
  return rows.length > 0
}

/** @returns whether there was a secret in use. */
export async function deleteTotp(tx: Tx, userId: string): Promise<boolean> {
  const rows = await tx
    .delete(totpSecrets)
    .where(eq(totpSecrets.userId, userId))
    .returning({ confirmedAt: totpSecrets.confirmedAt })
  return rows.some(({ confirmedAt }) => confirmedAt !== null)
}

/** The same for a secret that has been in use since the given time or later. */
export async function deleteTotpSince(tx: Tx, userId: string, since: Date): Promise<boolean> {
  const rows = await tx
    .delete(totpSecrets)
    .where(
      and(
        eq(totpSecrets.userId, userId),
        gte(sql`coalesce(${totpSecrets.confirmedAt}, ${totpSecrets.createdAt})`, since),
      ),
    )
    .returning({ confirmedAt: totpSecrets.confirmedAt })
  return rows.some(({ confirmedAt }) => confirmedAt !== null)
}

/** Replaces the user's codes with these. */
export async function replaceRecoveryCodes(tx: Tx, userId: string, codeHashes: string[]): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  if (codeHashes.length > 0)
    await tx.insert(recoveryCodes).values(codeHashes.map((codeHash) => ({ userId, codeHash })))
}

export async function deleteRecoveryCodesSince(tx: Tx, userId: string, since: Date): Promise<void> {
  await tx
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), gte(recoveryCodes.createdAt, since)))
}

/** Of several parallel calls with one code exactly one gets true. */
export async function useRecoveryCode(tx: Tx, userId: string, codeHash: string): Promise<boolean> {
  const rows = await tx
    .update(recoveryCodes)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(recoveryCodes.userId, userId),
        eq(recoveryCodes.codeHash, codeHash),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ userId: recoveryCodes.userId })
  return rows.length > 0
}

export async function countRecoveryCodes(db: Db | Tx, userId: string): Promise<number> {
  const [row] = await db
    .select({ left: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt)))
  return row?.left ?? 0
}
