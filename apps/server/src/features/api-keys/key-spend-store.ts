import { type SQL, sql } from 'drizzle-orm'

const firstOfMonth = (at: SQL) => sql`date_trunc('month', ${at} at time zone 'utc')::date`

/**
 * Fragments for the statements that accept and end jobs. The row of the user is locked before that of the
 * month.
 */
export const keySpendFragments = {
  /** A condition: the key may not spend the amount. False without a key. */
  refuses: (charge: { keyId: SQL; amount: SQL }) =>
    sql`${charge.keyId} is not null and api_key_refuses(${charge.keyId}, ${charge.amount}::int)`,
  /** Adds charges to the month, from rows of `from` that exist only if they were debited. */
  count: (charge: { from: SQL; keyId: SQL; amount: SQL }) => sql`
    key_month as (
      insert into api_key_months (key_id, month, spent)
      select ${charge.keyId}, ${firstOfMonth(sql`now()`)}, ${charge.amount}::int from ${charge.from} where ${charge.keyId} is not null
      on conflict (key_id, month) do update set spent = api_key_months.spent + excluded.spent
    )`,
  /**
   * Gives the refunds of `refund_entry (job_id, delta)` back to the months of their charges. The statement
   * has `job (id, user_id, api_key_id, created_at)` and `refunded (user_id)`.
   */
  giveBack: sql`
    key_month as (
      update api_key_months set spent = api_key_months.spent - due.delta
      from (
        select job.api_key_id, ${firstOfMonth(sql`job.created_at`)} as month, sum(refund_entry.delta)::int as delta
        from refund_entry join job on job.id = refund_entry.job_id
        where job.api_key_id is not null and job.user_id in (select user_id from refunded)
        group by 1, 2
      ) as due
      where api_key_months.key_id = due.api_key_id and api_key_months.month = due.month
    )`,
}
