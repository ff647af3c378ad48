import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { type Db, defineStatement, type Tx } from '../../platform/db/index.ts'
import { createCodeText } from './code-text.ts'
import { billingCodes, billingCodeUses } from './tables.ts'

export type CodeRow = typeof billingCodes.$inferSelect
/** `expiresAt` null: never. `usesMax`: by different users. */
export type CodeTerms = Pick<CodeRow, 'credits' | 'usesMax' | 'expiresAt'>

/** A new code, which nobody can guess. */
export async function createCode(tx: Tx, terms: CodeTerms): Promise<CodeRow> {
  const [row] = await tx
    .insert(billingCodes)
    .values({ id: uuidv7(), code: createCodeText(), ...terms })
    .returning()
  if (!row) throw new Error('an insert without a row')
  return row
}

/** The newest first. */
export async function listCodes(db: Db, limit: number): Promise<CodeRow[]> {
  return db
    .select()
    .from(billingCodes)
    .orderBy(desc(billingCodes.createdAt), desc(billingCodes.id))
    .limit(limit)
}

/** @returns undefined when there is no such code. */
export async function disableCode(tx: Tx, id: string): Promise<CodeRow | undefined> {
  await tx
    .update(billingCodes)
    .set({ disabledAt: sql`now()` })
    .where(and(eq(billingCodes.id, id), isNull(billingCodes.disabledAt)))
  const [row] = await tx.select().from(billingCodes).where(eq(billingCodes.id, id))
  return row
}

export async function findCode(tx: Tx, code: string): Promise<{ id: string; isUsedUp: boolean } | undefined> {
  const { id, uses, usesMax } = billingCodes
  const [row] = await tx
    .select({ id, isUsedUp: sql<boolean>`${uses} >= ${usesMax}` })
    .from(billingCodes)
    .where(eq(billingCodes.code, code))
  return row
}

const codeUse = defineStatement<{ id: string }, { credits: number }>(
  'use_credit_code',
  ({ id }) => sql`
    update billing_codes set uses = uses + 1
    where id = ${id}::uuid and uses < uses_max and disabled_at is null and (expires_at is null or expires_at > now())
    returning credits`,
)

/**
 * Counts a use of the code. It locks the code, so parallel uses come one after the other.
 *
 * @returns its credits; undefined when it cannot be used any more.
 */
export async function countCodeUse(tx: Tx, id: string): Promise<number | undefined> {
  const [row] = await codeUse.run(tx, { id })
  return row?.credits
}

export async function hasUsedCode(tx: Tx, codeId: string, userId: string): Promise<boolean> {
  const isUse = and(eq(billingCodeUses.codeId, codeId), eq(billingCodeUses.userId, userId))
  return (await tx.select({ codeId: billingCodeUses.codeId }).from(billingCodeUses).where(isUse)).length > 0
}

export async function insertCodeUse(tx: Tx, use: typeof billingCodeUses.$inferInsert): Promise<void> {
  await tx.insert(billingCodeUses).values(use)
}

/** The codes that the user has used, oldest first. */
export async function listCodeUses(db: Db, userId: string): Promise<object[]> {
  const { codeId, createdAt } = billingCodeUses
  return db
    .select({ codeId, createdAt })
    .from(billingCodeUses)
    .where(eq(billingCodeUses.userId, userId))
    .orderBy(asc(createdAt))
}
