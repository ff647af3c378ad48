import { sql } from 'drizzle-orm'
import { type Db, defineStatement } from '../../platform/db/index.ts'
import { dailyCountFragments } from './daily-count-store.ts'
import { spentThisMonth } from './month-store.ts'

export type Balance = {
  credits: number
  generationsToday: number
  uselessToday: number
  /** The limit of a month that the user has chosen; null: none. */
  monthlyCredits: number | null
  /** Charges of this UTC month, less refunds. */
  spentThisMonth: number
  isSuspended: boolean
}

const balance = defineStatement<{ userId: string }, Balance>(
  'read_balance',
  ({ userId }) => sql`
    select credits, case when generations_on = (now() at time zone 'utc')::date then generations_today else 0 end as "generationsToday",
      ${dailyCountFragments.useless} as "uselessToday",
      monthly_credits as "monthlyCredits", ${spentThisMonth} as "spentThisMonth",
      suspended_at is not null as "isSuspended"
    from users where id = ${userId}`,
)

const nobody: Balance = {
  ...{ credits: 0, generationsToday: 0, uselessToday: 0, monthlyCredits: null, spentThisMonth: 0 },
  isSuspended: false,
}

/**
 * The user's balance, and how many jobs were accepted, and failed because of a model's answer, on this UTC
 * day.
 */
export async function readBalance(db: Db, userId: string): Promise<Balance> {
  const [row] = await balance.run(db, { userId })
  return row ?? nobody
}
