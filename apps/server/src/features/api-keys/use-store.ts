import { sql } from 'drizzle-orm'
import { type Db, defineStatement } from '../../platform/db/index.ts'

/** Uses of a key on a day for a call, in the names of the statement. */
export type CountedUses = {
  key_id: string
  day: string
  call: string
  uses: number
  refusals: number
  first_at: string
  last_at: string
  first_address: string
  last_address: string
}

// The rows are written in one order, so that processes that write the same ones do not wait for each other.
const statement = defineStatement<{ uses: string }>(
  'record_api_key_uses',
  ({ uses }) => sql`
    with used as materialized (
      select used.* from jsonb_to_recordset(${uses}::jsonb) as used (key_id uuid, day date, call text, uses int, refusals int,
        first_at timestamptz, last_at timestamptz, first_address text, last_address text)
      join api_keys on api_keys.id = used.key_id
    ), due as materialized (
      select id from api_keys where id in (select key_id from used) and (last_used_at is null or last_used_at < now() - interval '1 minute')
      for no key update skip locked
    ), touched as (
      update api_keys set last_used_at = latest.last_at, last_used_address = latest.last_address
      from due, (select distinct on (key_id) key_id, last_at, last_address from used where uses > refusals order by key_id, last_at desc) as latest
      where api_keys.id = due.id and latest.key_id = due.id
    )
    insert into api_key_uses (key_id, day, call, uses, refusals, first_at, last_at, first_address, last_address)
    select key_id, day, call, uses, refusals, first_at, last_at, first_address, last_address from used order by key_id, day, call
    on conflict (key_id, day, call) do update set uses = api_key_uses.uses + excluded.uses, refusals = api_key_uses.refusals + excluded.refusals,
      last_at = greatest(api_key_uses.last_at, excluded.last_at),
      last_address = case when excluded.last_at >= api_key_uses.last_at then excluded.last_address else api_key_uses.last_address end`,
)

/** Adds the uses, and records when each key was last used, at most once a minute. */
export async function addUses(db: Db, uses: CountedUses[]): Promise<void> {
  await statement.run(db, { uses: JSON.stringify(uses) })
}
