import type { Models } from '../../models/index.ts'
import { rememberFor, withDeadline } from '../../platform/async/index.ts'
import type { Db } from '../../platform/db/index.ts'
import { readDisabledModelIds } from './model-switch-store.ts'
import { readSpendToday } from './spend-store.ts'

/** The models with the administrators' current switches. */
export type CurrentModels = {
  list: () => ReturnType<Models['list']>
  resolve: (requestedId: string | undefined) => ReturnType<Models['resolve']>
  /** The same without the spend limit, for a caller that checks that limit itself. */
  resolveUnlimited: (requestedId: string) => ReturnType<Models['resolve']>
  /** The first one without a price, known or unknown. */
  resolveFree: () => ReturnType<Models['resolve']>
}

export type SwitchableModels = { read(): Promise<CurrentModels> }

/** A model that was disabled on any instance is disabled here after at most this and one query. */
const freshMs = 2_000
/**
 * How long callers wait for an answer. Other queries may take longer; here the last answer is good enough.
 */
const answerMaxMs = 1_000

/**
 * Combines the configured models with the database's switches. The database is read when a caller needs them
 * and the last answer is old. While it does not answer, the last answer is used, and the next read happens
 * when that would be old.
 *
 * @param spendLimitMicroUsd when models have cost this much on this UTC day, those with a price are disabled
 * until the next day; null: never.
 */
export function createSwitchableModels(
  db: Db,
  models: Pick<Models, 'list' | 'resolve' | 'priced'>,
  spendLimitMicroUsd: number | null = null,
): SwitchableModels {
  /** `switched`: disabled by administrators. `all`: these, and those disabled by the spend limit. */
  type Disabled = { switched: ReadonlySet<string>; all: ReadonlySet<string> }
  let disabled: Disabled = { switched: new Set(), all: new Set() }

  async function readDisabled(): Promise<Disabled> {
    const ids = await readDisabledModelIds(db, answerMaxMs)
    const isSpent =
      spendLimitMicroUsd !== null && (await readSpendToday(db, answerMaxMs)) >= spendLimitMicroUsd
    return { switched: new Set(ids), all: new Set(isSpent ? [...ids, ...models.priced] : ids) }
  }

  return {
    read: rememberFor(freshMs, async (): Promise<CurrentModels> => {
      // The statement timeout does not apply while the query waits for a connection. The caller queries the
      // database next, and reports that it is unavailable.
      disabled = await withDeadline(readDisabled(), answerMaxMs).catch(() => disabled)
      const { switched, all } = disabled
      return {
        list: () => models.list(all),
        resolve: (requestedId) => models.resolve(requestedId, all),
        resolveUnlimited: (requestedId) => models.resolve(requestedId, switched),
        resolveFree: () => models.resolve(undefined, new Set([...all, ...models.priced])),
      }
    }),
  }
}
