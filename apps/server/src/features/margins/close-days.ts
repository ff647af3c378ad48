import type { Db } from '../../platform/db/index.ts'
import type { Log } from '../../platform/log/index.ts'
import { readDays, storeDay } from './day-store.ts'
import { findUnstored, lastDays, type Margin, readMargins, sumDay } from './read-margins.ts'

/** Days that a service which did not run for some time catches up on, and the most that are listed. */
export const marginDaysMax = 92

/** A model that costs more than this share of what its pictures sell for is reported. */
const costShareMax = 0.5

/**
 * Stores the sums of the days that are over, and reports the models whose calls cost more than half of what
 * their pictures sold for. A run that was interrupted is finished by the next one.
 *
 * @param creditMicroUsd what a credit sells for; null: nothing is reported.
 */
export async function closeDays(
  db: Db,
  { creditMicroUsd, signal, log }: { creditMicroUsd: number | null; signal: AbortSignal; log: Log },
): Promise<void> {
  const over = lastDays(marginDaysMax).slice(0, -1)
  const stored = await readDays(db, over[0] ?? '')
  for (const day of await findUnstored(db, over, stored)) {
    const sums = await sumDay(db, day, signal)
    await db.transaction((tx) => storeDay(tx, day, sums))
  }
  const yesterday = over.at(-1)
  const margins = await readMargins(db, 2, creditMicroUsd)
  for (const margin of margins.filter(({ day }) => day === yesterday)) report(margin, log)
}

function report({ day, model, costMicroUsd, valueMicroUsd, charged, refunded }: Margin, log: Log): void {
  if (valueMicroUsd === null || costMicroUsd <= valueMicroUsd * costShareMax) return
  const facts = { day, model, costMicroUsd, valueMicroUsd, charged, refunded }
  if (costMicroUsd > valueMicroUsd) log.error(facts, 'a model costs more than its pictures sell for')
  else log.warn(facts, 'a model costs more than half of what its pictures sell for')
}
