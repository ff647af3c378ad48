import { type SQL, sql } from 'drizzle-orm'
import type { SqlPart } from '../../platform/db/index.ts'

const firstOfMonth = (at: SQL) => sql`date_trunc('month', ${at} at time zone 'utc')::date`
const thisMonth = firstOfMonth(sql`now()`)

/** The charges of this UTC month, less refunds, by the user's row. */
export const spentThisMonth = sql`case when users.spent_in = ${thisMonth} then users.spent_this_month else 0 end`

/**
 * Fragments for statements that change a balance: they count charges in the user's row, by the UTC month of
 * the charge.
 */
export const monthFragments = {
  /** A condition: the charge stays within the limit that the user has chosen. A charge of 0 always does. */
  allows: (amount: SqlPart) =>
    sql`(users.monthly_credits is null or ${amount}::int = 0 or ${spentThisMonth} + ${amount}::int <= users.monthly_credits)`,
  /** Assignments that count a charge. */
  count: (amount: SqlPart) =>
    sql`spent_in = ${thisMonth}, spent_this_month = ${spentThisMonth} + ${amount}::int`,
  /** Assignments that give refunds back. @param amount refunds of charges of this month. */
  giveBack: (amount: SqlPart) =>
    sql`spent_this_month = case when users.spent_in = ${thisMonth} then greatest(0, users.spent_this_month - ${amount}::int) else users.spent_this_month end`,
  /** Whether a charge of that time belongs to this month. */
  isThisMonth: (at: SQL) => sql`${firstOfMonth(at)} = ${thisMonth}`,
}
