import { sql } from 'drizzle-orm'
import { defineStatement, type SqlPart, type Tx } from '../../platform/db/index.ts'

const today = sql`(now() at time zone 'utc')::date`
const countOf = (name: 'cancel_refunds' | 'useless') =>
  sql`case when ${sql.raw(name)}_on = ${today} then ${sql.raw(name)}_today else 0 end`
const refunds = countOf('cancel_refunds')
const useless = countOf('useless')

const dailyRefund = defineStatement<{ userId: string; perDayMax: number | null }>(
  'take_daily_refund',
  ({ userId, perDayMax }) => sql`
    update users set cancel_refunds_on = ${today}, cancel_refunds_today = ${refunds} + 1
    where id = ${userId}::uuid and (${perDayMax}::int is null or ${refunds} < ${perDayMax}::int) returning id`,
)

/**
 * Counts a refund towards the user's daily (UTC) limit for cancelling jobs that are being drawn. It locks the
 * user's row, so parallel calls run one after the other.
 *
 * @returns false when the limit was reached, and nothing was written.
 */
export async function takeDailyRefund(tx: Tx, userId: string, perDayMax: number | null): Promise<boolean> {
  return (await dailyRefund.run(tx, { userId, perDayMax })).length > 0
}

/**
 * Fragments for statements of other features that read and increase the daily (UTC) counts in the user's row.
 */
export const dailyCountFragments = {
  /** Assignments that count a failure because of the model's answer where `isUseless` is true. */
  countUseless: (isUseless: SqlPart) => sql`
    useless_on = case when ${isUseless}::boolean then ${today} else useless_on end,
    useless_today = case when ${isUseless}::boolean then ${useless} + 1 else useless_today end`,
  /** The count before. */
  useless,
}
