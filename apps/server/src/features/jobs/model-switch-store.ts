import { asc, eq, sql } from 'drizzle-orm'
import { type Db, queryNamed, type Tx } from '../../platform/db/index.ts'
import { disabledModels } from './tables.ts'

export type DisabledModelRow = typeof disabledModels.$inferSelect

export async function readDisabledModels(db: Db | Tx): Promise<DisabledModelRow[]> {
  return db.select().from(disabledModels).orderBy(asc(disabledModels.modelId))
}

/** For requests: only the ids, on a connection that is closed when it does not answer in time. */
export async function readDisabledModelIds(db: Db, timeoutMs: number): Promise<string[]> {
  const text = 'select model_id as id from disabled_models'
  const rows = await queryNamed<{ id: string }>(db, 'read_disabled_models', text, [], timeoutMs)
  return rows.map(({ id }) => id)
}

/**
 * Until the end of the transaction nobody else can switch a model, so that two transactions do not disable
 * the last two. Reads continue.
 */
export async function lockModelSwitches(tx: Tx): Promise<void> {
  await tx.execute(sql`lock table disabled_models in share row exclusive mode`)
}

/** @returns whether it was enabled. */
export async function disableModel(tx: Tx, modelId: string, reason: string): Promise<boolean> {
  const rows = await tx
    .insert(disabledModels)
    .values({ modelId, reason })
    .onConflictDoNothing()
    .returning({ id: disabledModels.modelId })
  return rows.length > 0
}

/** @returns whether it was disabled. */
export async function enableModel(tx: Tx, modelId: string): Promise<boolean> {
  const rows = await tx
    .delete(disabledModels)
    .where(eq(disabledModels.modelId, modelId))
    .returning({ id: disabledModels.modelId })
  return rows.length > 0
}
