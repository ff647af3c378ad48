import { type Db, firstUuidOf, queryNamed, type Tx } from '../../platform/db/index.ts'

/** `day`: of UTC, as `2026-11-30`. Credits; `refunded` is by the day of the refund. */
export type ModelDay = { day: string; model: string; pictures: number; charged: number; refunded: number }

/** `costMicroUsd`: millionths of a US dollar, as far as prices are known. */
export type ModelCost = { day: string; model: string; calls: number; costMicroUsd: number }

const hourMs = 60 * 60 * 1000

/**
 * Sums of the ledger over one hour, by model. Ids of entries begin with the clock of the process that wrote
 * them, so the primary key finds those of the hour; clocks may differ from the database's by an hour.
 */
export const sumHour = (db: Db, beginsAt: Date): Promise<Omit<ModelDay, 'day'>[]> =>
  queryNamed(
    db,
    'sum_charges_of_hour',
    `select job.model, count(*) filter (where entry.reason = 'CHARGE')::int as pictures,
       coalesce(-sum(entry.delta) filter (where entry.reason = 'CHARGE'), 0)::int as charged,
       coalesce(sum(entry.delta) filter (where entry.reason = 'REFUND'), 0)::int as refunded
     from credit_entries entry join generation_jobs job on job.id = entry.job_id
     where entry.id >= $1::uuid and entry.id < $2::uuid
       and entry.created_at >= $3::timestamptz and entry.created_at < $4::timestamptz
     group by job.model`,
    [
      firstUuidOf(new Date(beginsAt.getTime() - hourMs)),
      firstUuidOf(new Date(beginsAt.getTime() + 2 * hourMs)),
      beginsAt,
      new Date(beginsAt.getTime() + hourMs),
    ],
  )

/** The moment of the first entry of the ledger; undefined if it has none. */
export async function readFirstEntry(db: Db): Promise<Date | undefined> {
  const [row] = await queryNamed<{ createdAt: Date }>(
    db,
    'read_first_entry',
    'select created_at as "createdAt" from credit_entries order by id limit 1',
    [],
  )
  return row?.createdAt
}

/** Stores a day that is over. A repeated call writes the same rows. */
export async function storeDay(db: Tx, day: string, models: readonly ModelDay[]): Promise<void> {
  const rows = [{ model: '', pictures: 0, charged: 0, refunded: 0 }, ...models]
  await queryNamed(
    db,
    'store_model_day',
    `insert into model_days (day, model, pictures, charged, refunded)
     select $1::date, model, pictures, charged, refunded
     from jsonb_to_recordset($2::jsonb) as sums (model text, pictures int, charged int, refunded int)
     on conflict (day, model) do update set
       pictures = excluded.pictures, charged = excluded.charged, refunded = excluded.refunded`,
    [day, JSON.stringify(rows)],
  )
}

/** The stored days from `from` on, each with the row of the empty model. */
export const readDays = (db: Db, from: string): Promise<ModelDay[]> =>
  queryNamed(
    db,
    'read_model_days',
    'select day::text, model, pictures, charged, refunded from model_days where day >= $1::date',
    [from],
  )

export const readCosts = (db: Db, from: string): Promise<ModelCost[]> =>
  queryNamed(
    db,
    'read_model_costs',
    `select day::text, model, calls, cost_micro_usd::float8 as "costMicroUsd" from model_spend where day >= $1::date`,
    [from],
  )
