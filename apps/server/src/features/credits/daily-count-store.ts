import { queryNamed, type Tx } from '../../platform/db/index.ts'

const today = `(now() at time zone 'utc')::date`
const countOf = (name: string) => `case when ${name}_on = ${today} then ${name}_today else 0 end`
const refunds = countOf('cancel_refunds')
const useless = countOf('useless')

/**
 * Counts a refund towards the user's daily (UTC) limit for cancelling jobs that are being drawn. It locks the
 * user's row, so parallel calls run one after the other.
 *
 * @returns false when the limit was reached, and nothing was written.
 */
export async function takeDailyRefund(tx: Tx, userId: string, perDayMax: number | null): Promise<boolean> {
  const rows = await queryNamed(
    tx,
    'take_daily_refund',
    `update users set cancel_refunds_on = ${today}, cancel_refunds_today = ${refunds} + 1
     where id = $1::uuid and ($2::int is null or ${refunds} < $2::int) returning id`,
    [userId, perDayMax],
  )
  return rows.length > 0
}

/**
 * Fragments for statements of other features that read and increase the daily (UTC) counts in the user's row.
 */
export const dailyCountFragments = {
  /** Assignments that count a failure because of the model's answer where `isUseless` is true. */
  countUseless: (isUseless: string) => `
    useless_on = case when ${isUseless}::boolean then ${today} else useless_on end,
    useless_today = case when ${isUseless}::boolean then ${useless} + 1 else useless_today end`,
  /** The count before. */
  useless,
}
