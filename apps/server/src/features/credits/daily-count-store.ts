import { queryNamed, type Tx } from '../../platform/db/index.ts'

const today = `(now() at time zone 'utc')::date`
const countOf = (name: string) => `case when ${name}_on = ${today} then ${name}_today else 0 end`
const refunds = countOf('cancel_refunds')
const useless = countOf('useless')

/**
 * Counts a refund among those that the user may have on this UTC day for stopping what is being drawn. The
 * user's row is locked by it, so parallel ones take turns.
 *
 * @returns false when there were as many already, and nothing was written.
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

/** What statements of others ask of, and add to, the counts of a UTC day in the user's row. */
export const dailyCountFragments = {
  /** Assignments that count a failure by what the model answered where `isUseless` is true. */
  countUseless: (isUseless: string) => `
    useless_on = case when ${isUseless}::boolean then ${today} else useless_on end,
    useless_today = case when ${isUseless}::boolean then ${useless} + 1 else useless_today end`,
  /** How many there were. */
  useless,
}
