import { type SQL, sql } from 'drizzle-orm'
import { uuidv7 } from 'uuidv7'
import { constant, defineStatement, type SqlPart, type Tx } from '../../platform/db/index.ts'
import { monthFragments } from './month-store.ts'

/** The maximum of a balance, far below the maximum of the column. */
const balanceMax = 1_000_000_000

const adjustment = defineStatement<
  { userId: string; amount: number; entryId: string; note: string },
  { credits: number }
>(
  'adjust_balance',
  ({ userId, amount, entryId, note }) => sql`
    with balance as (
      update users set credits = credits + ${amount}::int, updated_at = now()
      where id = ${userId}::uuid and credits::bigint + ${amount}::int between 0 and ${constant(balanceMax)} returning id, credits
    ), entry as (
      insert into credit_entries (id, user_id, delta, reason, note) select ${entryId}::uuid, id, ${amount}::int, 'GRANT', ${note} from balance
    )
    select credits from balance`,
)

/**
 * Adds or removes credits on behalf of an operator, together with the ledger entry, in one statement.
 *
 * @returns the new balance; undefined when it would be negative or above the maximum, and nothing was
 * written.
 */
export async function adjustBalance(
  tx: Tx,
  { userId, amount, note }: { userId: string; amount: number; note: string },
): Promise<number | undefined> {
  const [row] = await adjustment.run(tx, { userId, amount, entryId: uuidv7(), note })
  return row?.credits
}

/**
 * Fragments of one statement that changes credits together with what they pay for. The caller's statement
 * adds a table expression `job (id, user_id)`. The entry exists exactly if that expression has a row, so a
 * job cannot be written without its charge. The parameters are the caller's, because they are numbered in its
 * statement.
 */
export const chargeFragments = {
  /**
   * The debit, as a `with` item named `debit (user_id, credits, ...)`. It has no row when the balance is too
   * low, when the charge would exceed the limit of the month that the user has chosen, or when the user's
   * accepted jobs of this UTC day plus `pictures` would exceed the limit. It locks
   * the user's row, so a user's charges run one after the other.
   *
   * @param params.from the charges, at most one for each user; the other parts refer to its columns.
   * `alsoSet`: what else the accepted charge changes in the user's row; `returning`, the columns
   * of it that the statement needs; `unless`, a further condition that refuses it.
   */
  debit: (params: {
    from: SQL
    userId: SqlPart
    amount: SqlPart
    pictures: SqlPart
    perDayMax: SqlPart
    alsoSet: SQL
    returning: SQL
    unless: SQL
  }) => sql`
    debit as (
      update users set
        ${params.alsoSet},
        credits = credits - ${params.amount}::int,
        ${monthFragments.count(params.amount)},
        generations_on = (now() at time zone 'utc')::date,
        generations_today = case when generations_on = (now() at time zone 'utc')::date then generations_today else 0 end + ${params.pictures}::int
      from ${params.from}
      where users.id = ${params.userId} and not (${params.unless})
        and credits >= ${params.amount}::int
        and ${monthFragments.allows(params.amount)}
        and (${params.perDayMax}::int is null or ${params.pictures}::int +
          case when generations_on = (now() at time zone 'utc')::date then generations_today else 0 end <= ${params.perDayMax}::int)
      returning users.id as user_id, users.credits, ${params.returning}
    )`,
  /**
   * The ledger entries of the debit: one for each job, with ids and amounts from `entries (id, job_id,
   * amount)`.
   */
  chargeEntries: (params: { entries: SQL }) => sql`
    charge as (
      insert into credit_entries (id, user_id, delta, reason, job_id)
      select entry.id, job.user_id, -entry.amount, 'CHARGE', job.id
      from job join ${params.entries} as entry (id, job_id, amount) on entry.job_id = job.id
    )`,
  /**
   * Refunds a job's charge; the statement's `job` also has `created_at`: `refund_entry`, and `refunded` with
   * the resulting balance. A second refund of one job violates a unique key and rolls back the whole
   * statement.
   */
  refund: (params: { entryId: SqlPart; alsoSet: SQL }) => sql`
    refund_entry as (
      insert into credit_entries (id, user_id, delta, reason, job_id)
      select ${params.entryId}::uuid, job.user_id, -charged.delta, 'REFUND', job.id
      from job join credit_entries charged on charged.job_id = job.id and charged.reason = 'CHARGE'
      returning user_id, job_id, delta
    ), refunded as (
      update users set ${params.alsoSet}, credits = credits + refund_entry.delta,
        ${monthFragments.giveBack(sql`case when ${monthFragments.isThisMonth(sql`job.created_at`)} then refund_entry.delta else 0 end`)}
      from refund_entry join job on job.id = refund_entry.job_id where users.id = refund_entry.user_id
      returning users.id as user_id, users.credits
    )`,
  /** The same for many jobs at once, with ids from `entries (id, job_id)`. */
  refundAll: (params: { entries: SQL }) => sql`
    refund_entry as (
      insert into credit_entries (id, user_id, delta, reason, job_id)
      select entry.id, job.user_id, -charged.delta, 'REFUND', job.id
      from job join ${params.entries} as entry (id, job_id) on entry.job_id = job.id
      join credit_entries charged on charged.job_id = job.id and charged.reason = 'CHARGE'
      returning user_id, job_id, delta
    ), refunded as (
      update users set credits = credits + due.delta, ${monthFragments.giveBack(sql`due.recent`)}
      from (
        select refund_entry.user_id, sum(delta)::int as delta,
          coalesce(sum(delta) filter (where ${monthFragments.isThisMonth(sql`job.created_at`)}), 0)::int as recent
        from refund_entry join job on job.id = refund_entry.job_id group by refund_entry.user_id
      ) as due where users.id = due.user_id
      returning users.id as user_id
    )`,
}
