import type { Db } from '../../platform/db/index.ts'
import { type ModelCost, type ModelDay, readCosts, readDays, readFirstEntry, sumHour } from './day-store.ts'

/** A model on a UTC day. Money is in millionths of a US dollar. */
export type Margin = ModelDay & {
  calls: number
  costMicroUsd: number
  /** What the charged credits that were not refunded sell for; null: CREDIT_VALUE_USD is not set. */
  valueMicroUsd: number | null
}

const dayMs = 24 * 60 * 60 * 1000
const hourMs = 60 * 60 * 1000

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** The last `count` UTC days, today included, the oldest first. */
export const lastDays = (count: number, now = Date.now()): string[] =>
  Array.from({ length: count }, (_, at) => dayOf(now - (count - 1 - at) * dayMs))

/** Sums the ledger over a UTC day, an hour at a time, so that each statement is short. */
export async function sumDay(db: Db, day: string, signal?: AbortSignal): Promise<ModelDay[]> {
  const byModel = new Map<string, ModelDay>()
  const beginsAt = Date.parse(`${day}T00:00:00Z`)
  for (let at = beginsAt; at < Math.min(beginsAt + dayMs, Date.now() + hourMs); at += hourMs) {
    signal?.throwIfAborted()
    for (const { model, pictures, charged, refunded } of await sumHour(db, new Date(at))) {
      const sum = byModel.get(model) ?? { day, model, pictures: 0, charged: 0, refunded: 0 }
      sum.pictures += pictures
      sum.charged += charged
      sum.refunded += refunded
      byModel.set(model, sum)
    }
  }
  return [...byModel.values()]
}

/**
 * What models cost and what their pictures were charged, by UTC day and model, the newest day first. Days
 * that are not stored yet, such as today, are summed from the ledger.
 *
 * @param creditMicroUsd what a credit sells for; null: unknown.
 */
export async function readMargins(db: Db, days: number, creditMicroUsd: number | null): Promise<Margin[]> {
  const wanted = lastDays(days)
  const [from = ''] = wanted
  const [stored, costs] = await Promise.all([readDays(db, from), readCosts(db, from)])
  const charges = stored.filter(({ model }) => model !== '')
  for (const day of await findUnstored(db, wanted, stored)) charges.push(...(await sumDay(db, day)))
  return join(charges, costs, creditMicroUsd)
}

/** The days that are not stored, from that of the first entry of the ledger on. */
export async function findUnstored(
  db: Db,
  days: readonly string[],
  stored: readonly ModelDay[],
): Promise<string[]> {
  const first = await readFirstEntry(db)
  if (!first) return []
  const storedDays = new Set(stored.map(({ day }) => day))
  return days.filter((day) => day >= dayOf(first.getTime()) && !storedDays.has(day))
}

function join(
  charges: readonly ModelDay[],
  costs: readonly ModelCost[],
  creditMicroUsd: number | null,
): Margin[] {
  const keyOf = ({ day, model }: { day: string; model: string }) => `${day} ${model}`
  const margins = new Map<string, Margin>()
  const at = ({ day, model }: { day: string; model: string }): Margin => {
    const key = keyOf({ day, model })
    const found = margins.get(key) ?? {
      ...{ day, model, pictures: 0, charged: 0, refunded: 0, calls: 0, costMicroUsd: 0 },
      valueMicroUsd: creditMicroUsd === null ? null : 0,
    }
    margins.set(key, found)
    return found
  }
  for (const { day, model, pictures, charged, refunded } of charges)
    Object.assign(at({ day, model }), {
      ...{ pictures, charged, refunded },
      valueMicroUsd: creditMicroUsd === null ? null : (charged - refunded) * creditMicroUsd,
    })
  for (const { day, model, calls, costMicroUsd } of costs)
    Object.assign(at({ day, model }), { calls, costMicroUsd })
  return [...margins.values()].sort(
    (a, b) => b.day.localeCompare(a.day) || b.costMicroUsd - a.costMicroUsd || a.model.localeCompare(b.model),
  )
}
