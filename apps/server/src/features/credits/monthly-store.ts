import { sql } from 'drizzle-orm'
import { type Db, defineStatement, literal } from '../../platform/db/index.ts'
import { signupPlan } from '../accounts/index.ts'

const thisMonth = sql`date_trunc('month', now() at time zone 'utc')::date`

const topUp = defineStatement<
  { afterId: string; upTo: number; rowsMax: number },
  { given: number; lastId: string | null }
>(
  'top_up_free_users',
  ({ afterId, upTo, rowsMax }) => sql`
    with due as (
      select id, credits from users
      where id > ${afterId}::uuid and kind = 'person' and plan = ${literal(signupPlan)} and suspended_at is null
        and (free_credits_month is null or free_credits_month < ${thisMonth})
        and created_at < ${thisMonth}::timestamp at time zone 'utc'
      order by id limit ${rowsMax}::int for no key update
    ), balance as (
      update users set credits = greatest(users.credits, ${upTo}::int), free_credits_month = ${thisMonth} from due
      where users.id = due.id returning users.id, users.credits - due.credits as given
    ), entry as (
      insert into credit_entries (id, user_id, delta, reason, note)
      select make_uuid_v7(), id, given, 'GRANT', 'monthly credits' from balance where given > 0 returning id
    )
    select (select count(*)::int from entry) as given, (select id from due order by id desc limit 1) as "lastId"`,
)

/**
 * One batch of users, in the order of their ids after one of them.
 *
 * @returns how many got credits, and the last user of the batch; null when there was none.
 */
export async function topUpUsers(
  db: Db,
  batch: { afterId: string; upTo: number; rowsMax: number },
): Promise<{ given: number; lastId: string | null }> {
  const [row] = await topUp.run(db, batch)
  return row ?? { given: 0, lastId: null }
}
