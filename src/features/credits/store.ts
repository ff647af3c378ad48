import { sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import type { Tx } from '../../platform/db/index.ts'

/** Adds credits and the entry that explains them, in one statement. Returns the new balance. */
export async function grantCredits(
  tx: Tx,
  grant: { userId: string; amount: number; reason: 'SIGNUP' | 'GRANT' | 'PURCHASE'; note?: string },
): Promise<number> {
  const { userId, amount, reason, note = null } = grant
  const result = await tx.execute<{ credits: number }>(sql`
    with balance as (
      update users set credits = credits + ${amount}, updated_at = now() where id = ${userId} returning id, credits
    ), entry as (
      insert into credit_entries (id, user_id, delta, reason, note)
      select ${uuidv7()}, id, ${amount}, ${reason}, ${note} from balance
    )
    select credits from balance`)
  const [row] = result.rows
  if (!row) throw new Error(`no user ${userId} to grant credits to`)
  return row.credits
}

/**
 * Fragments of one statement that moves credits together with what they pay for. The caller's statement adds a table expression
 * `job (id, user_id)`; the entry exists exactly if that has a row, so a job without its charge cannot be written.
 * Parameters are the caller's, since they are numbered in its statement.
 */
export const chargeFragments = {
  /**
   * The debit, as a `with` item named `debit (user_id, credits, ...)`: no row when the balance is too low or the user's accepted
   * jobs of this UTC day have reached the limit. It locks the user's row, so a user's charges are taken one after the other.
   *
   * @param params.alsoSet what else the accepted charge changes in the user's row; `returning`, what the statement wants to know of it; `unless`, what else refuses it.
   */
  debit: (params: {
    userId: string
    amount: string
    perDayMax: string
    alsoSet: string
    returning: string
    unless: string
  }) => `
    debit as (
      update users set
        ${params.alsoSet},
        credits = credits - ${params.amount}::int,
        generations_on = (now() at time zone 'utc')::date,
        generations_today = case when generations_on = (now() at time zone 'utc')::date then generations_today else 0 end + ${params.amount}::int
      where id = ${params.userId}::uuid and not (${params.unless})
        and credits >= ${params.amount}::int
        and (${params.perDayMax}::int is null or ${params.amount}::int +
          case when generations_on = (now() at time zone 'utc')::date then generations_today else 0 end <= ${params.perDayMax}::int)
      returning id as user_id, credits, ${params.returning}
    )`,
  /** The ledger's side of the debit: an entry for each job, with ids and amounts from `entries (id, job_id, amount)`. */
  chargeEntries: (params: { entries: string }) => `
    charge as (
      insert into credit_entries (id, user_id, delta, reason, job_id)
      select entry.id, job.user_id, -entry.amount, 'CHARGE', job.id
      from job join ${params.entries} as entry (id, job_id, amount) on entry.job_id = job.id
    )`,
  /**
   * Gives a job's charge back: `refund_entry` and the balance that follows from it. A second refund of one job violates a unique key
   * and undoes the whole statement.
   */
  refund: (params: { entryId: string }) => `
    refund_entry as (
      insert into credit_entries (id, user_id, delta, reason, job_id)
      select ${params.entryId}::uuid, job.user_id, -charged.delta, 'REFUND', job.id
      from job join credit_entries charged on charged.job_id = job.id and charged.reason = 'CHARGE'
      returning user_id, delta
    ), refunded as (
      update users set credits = credits + refund_entry.delta from refund_entry where users.id = refund_entry.user_id
      returning users.id as user_id, users.credits
    )`,
}
