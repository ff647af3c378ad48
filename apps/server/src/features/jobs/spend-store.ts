import { type Db, queryNamed } from '../../platform/db/index.ts'

const today = `(now() at time zone 'utc')::date`

/** Adds the cost of model calls to the sum of this UTC day, of all users and processes. */
export async function addSpend(
  db: Db,
  { model, calls, costMicroUsd }: { model: string; calls: number; costMicroUsd: number },
): Promise<void> {
  await queryNamed(
    db,
    'add_model_spend',
    `insert into model_spend (day, model, calls, cost_micro_usd) values (${today}, $1, $2::int, $3::bigint)
     on conflict (day, model) do update set
       calls = model_spend.calls + excluded.calls, cost_micro_usd = model_spend.cost_micro_usd + excluded.cost_micro_usd`,
    [model, calls, costMicroUsd],
  )
}

/** The cost of all models on this UTC day, in millionths of a US dollar. */
export async function readSpendToday(db: Db, timeoutMs?: number): Promise<number> {
  const [row] = await queryNamed<{ spent: number }>(
    db,
    'read_spend_today',
    `select coalesce(sum(cost_micro_usd), 0)::float8 as spent from model_spend where day = ${today}`,
    [],
    timeoutMs,
  )
  return row?.spent ?? 0
}

/**
 * Records in one row of the day that the limit was reported, so that one of all processes reports it.
 * @returns whether this one does.
 */
export async function claimLimitReport(db: Db): Promise<boolean> {
  const rows = await queryNamed(
    db,
    'take_spend_limit_news',
    `update model_spend set limit_told = true
     where day = ${today} and not limit_told and model = (select min(model) from model_spend where day = ${today})
     returning model`,
    [],
  )
  return rows.length > 0
}
