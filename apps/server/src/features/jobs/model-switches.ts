import type { Models } from '../../models/index.ts'
import { rememberFor, withDeadline } from '../../platform/async/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { readDisabledModelIds } from './model-switch-store.ts'
import { readSpendToday } from './spend-store.ts'

/** The models as an administrator has left them at this moment. */
export type CurrentModels = {
  list: () => ReturnType<Models['list']>
  resolve: (requestedId: string | undefined) => ReturnType<Models['resolve']>
  /** The first that costs nothing, or whose price nobody has said. */
  resolveFree: () => ReturnType<Models['resolve']>
}

export type SwitchableModels = { read(): Promise<CurrentModels> }

/** A model that was switched off anywhere is off here after at most this and one question to the database. */
const freshMs = 2_000
/**
 * How long callers wait for an answer. Elsewhere the database may take its time; here the last answer will
 * do.
 */
const answerMaxMs = 1_000

/**
 * Joins the models of the configuration with what the database says of them, which is asked when somebody
 * needs to know and the last answer is old. While it does not answer, the last answer holds, and it is asked
 * again when that would be old.
 *
 * @param spendLimitMicroUsd where models have cost so much on this UTC day, those that cost something are
 * switched off until the next; null: never.
 */
export function createSwitchableModels(
  db: Db,
  models: Pick<Models, 'list' | 'resolve' | 'priced'>,
  spendLimitMicroUsd: number | null = null,
): SwitchableModels {
  let disabled: ReadonlySet<string> = new Set()

  async function readDisabled(): Promise<string[]> {
    const ids = await readDisabledModelIds(db, answerMaxMs)
    const isSpent =
      spendLimitMicroUsd !== null && (await readSpendToday(db, answerMaxMs)) >= spendLimitMicroUsd
    return isSpent ? [...ids, ...models.priced] : ids
  }

  const readLatest = rememberFor(freshMs, async () => {
    // The limit of the statement does not hold while it waits for a connection. Whoever asked goes on to the
    // database, and says that it is away.
    const ids = await withDeadline(readDisabled(), answerMaxMs).catch(() => undefined)
    if (ids) disabled = new Set(ids)
    return disabled
  })

  return {
    async read() {
      const now = await readLatest()
      return {
        list: () => models.list(now),
        resolve: (requestedId) => models.resolve(requestedId, now),
        resolveFree: () => models.resolve(undefined, new Set([...now, ...models.priced])),
      }
    },
  }
}
