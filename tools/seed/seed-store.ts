import type pg from 'pg'
import { listSetAside } from '../../apps/server/src/platform/backup/catalog.ts'
import type { SeedPicture } from './draw-pictures.ts'
import { type SeedUser, seedEmails } from './users.ts'

const signupCredits = 10

/** Existing users: those of earlier seeds, and others. */
export async function countUsers(client: pg.ClientBase): Promise<{ seeded: number; others: number }> {
  const { rows } = await client.query<{ seeded: number; others: number }>(
    'select count(*) filter (where email ~ $1)::int as seeded, count(*) filter (where email !~ $1)::int as others from users',
    [seedEmails],
  )
  return rows[0] ?? { seeded: 0, others: 0 }
}

/** Temporary tables and functions of the statements below, for the duration of the connection. */
export async function prepareSession(client: pg.ClientBase): Promise<void> {
  await client.query(`
    create temporary table seed_pictures (at integer primary key, prompt text, style text, seed integer, svg text);
    -- A UUIDv7 (RFC 9562, section 5.7) of a moment; the salt makes the rest of it.
    create function pg_temp.uuid_at(moment timestamptz, salt text) returns uuid language sql volatile as $$
      select (lpad(to_hex((extract(epoch from moment) * 1000)::bigint), 12, '0') || '7' || substr(md5(salt), 1, 3) || '8' || substr(md5(salt), 4, 15))::uuid
    $$;
    -- From 0 to 1: the same for the same row and purpose.
    create function pg_temp.chance(at bigint, purpose bigint) returns float8 language sql immutable as $$
      select (hashint8extended(at, purpose) & 1048575) / 1048576.0
    $$`)
}

/** They signed up in the month before `days` ago, so before their pictures. */
export async function insertUsers(
  client: pg.ClientBase,
  users: readonly SeedUser[],
  { passwordHash, days, nonce }: { passwordHash: string; days: number; nonce: string },
): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `with account as (
       select *, now() - make_interval(days => $6::int + 1) - interval '30 days' * (1 - at::float8 / cardinality($1::text[])) as since
       from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as given (email, name, plan, role, at)
     ), added as (
       insert into users (id, email, name, plan, role, password_hash, credits, email_verified_at, terms_accepted_at, created_at, updated_at)
       select pg_temp.uuid_at(since, $7 || email), email, name, plan, role, $5, ${signupCredits}, since, since, since, since from account
       returning id, created_at
     ), entry as (
       insert into credit_entries (id, user_id, delta, reason, created_at)
       select pg_temp.uuid_at(created_at, $7 || 'signup' || id), id, ${signupCredits}, 'SIGNUP', created_at from added
     )
     select id from added order by id`,
    [
      users.map(({ email }) => email),
      users.map(({ name }) => name),
      users.map(({ plan }) => plan),
      users.map(({ role }) => role),
      passwordHash,
      days,
      nonce,
    ],
  )
  return rows.map(({ id }) => id)
}

/** The pictures from which the next batches are made. */
export async function replacePool(client: pg.ClientBase, pictures: readonly SeedPicture[]): Promise<void> {
  await client.query('truncate seed_pictures')
  await client.query(
    `insert into seed_pictures (at, prompt, style, seed, svg)
     select at - 1, prompt, style, seed, svg from unnest($1::text[], $2::text[], $3::int[], $4::text[]) with ordinality as p (prompt, style, seed, svg, at)`,
    [
      pictures.map(({ prompt }) => prompt),
      pictures.map(({ style }) => style),
      pictures.map(({ seed }) => seed),
      pictures.map(({ svg }) => svg),
    ],
  )
  await client.query('analyze seed_pictures')
}

export type Batch = {
  /** Numbers of the pictures, the second exclusive. */
  from: number
  to: number
  /** The final number: the last is from now, the first `days` old. */
  total: number
  days: number
  userIds: string[]
  /** Number of the pool's first picture. */
  poolFrom: number
  poolSize: number
  privateShare: number
  failedShare: number
  seed: number
  nonce: string
}

/**
 * Jobs with their pictures, charges and refunds. The credits that a user spends in a batch are granted in it,
 * so balances stay the same and match the ledger. Some users draw much and most draw little.
 */
export async function insertBatch(client: pg.ClientBase, batch: Batch): Promise<void> {
  await client.query(
    `with job as materialized (
       select n, n - $6::int as turn, pg_temp.chance(n, $9::bigint + 2) < $10::float8 as has_failed, pg_temp.chance(n, $9::bigint + 3) < $11::float8 as privacy,
         ($5::uuid[])[1 + floor(cardinality($5::uuid[]) * pg_temp.chance(n, $9::bigint + 4) ^ 2)::int] as user_id, moment.at as created_at,
         pg_temp.uuid_at(moment.at, $8 || 'job' || n) as job_id, pg_temp.uuid_at(moment.at + interval '3 s', $8 || 'picture' || n) as id,
         moment.at + make_interval(secs => 2 + 3 * pg_temp.chance(n, $9::bigint + 5)) as ended_at
       from generate_series($1::int, $2::int - 1) n
       cross join lateral (select now() - make_interval(secs => 60 + $4::float8 * 86400 * ($3::int - 1 - n) / $3::int) as at) moment
     ), drawn as materialized (
       select job.*, pool.style, pool.seed, pool.svg, pool.prompt || case when turn < $7::int then '' else ', take ' || turn / $7::int + 1 end as prompt
       from job join seed_pictures pool on pool.at = turn % $7::int
     ), kept as (
       insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used, created_at)
       select id, user_id, job_id, prompt, style, 'composer', svg, octet_length(svg), privacy, 1, ended_at from drawn where not has_failed order by n
     ), ended as (
       insert into generation_jobs (id, user_id, prompt, style, model, privacy, seed, status, request_hash, attempts, run_after, turn_at, enqueued_at, started_at,
         last_started_at, ran_ms, finished_at, last_failed_at, error_code, error_message, generation_id, created_at)
       select job_id, user_id, prompt, style, 'composer', privacy, seed, case when has_failed then 'FAILED' else 'SUCCEEDED' end,
         encode(sha256(convert_to(prompt, 'UTF8')), 'hex'), 1, created_at, created_at, created_at, created_at + interval '1 s',
         created_at + interval '1 s', 1000, ended_at, case when has_failed then ended_at end, case when has_failed then 'GENERATION_FAILED' end,
         case when has_failed then 'The picture could not be drawn.' end, case when not has_failed then id end, created_at
       from drawn order by n
     ), spent as (
       insert into credit_entries (id, user_id, delta, reason, job_id, created_at)
       select pg_temp.uuid_at(created_at, $8 || 'charge' || n), user_id, -1, 'CHARGE', job_id, created_at from job
       union all
       select pg_temp.uuid_at(ended_at, $8 || 'refund' || n), user_id, 1, 'REFUND', job_id, ended_at from job where has_failed
     )
     insert into credit_entries (id, user_id, delta, reason, note, created_at)
     select pg_temp.uuid_at(min(created_at), $8 || 'grant' || user_id || $1), user_id, count(*), 'GRANT', 'demo', min(created_at) - interval '1 s'
     from job where not has_failed group by user_id`,
    [
      batch.from,
      batch.to,
      batch.total,
      batch.days,
      batch.userIds,
      batch.poolFrom,
      batch.poolSize,
      batch.nonce,
      batch.seed,
      batch.failedShare,
      batch.privateShare,
    ],
  )
}

const pictureTables = ['credit_entries', 'generation_jobs', 'generations']

/**
 * Drops the indexes and foreign keys of the tables of pictures, except primary keys, in the transaction of
 * the client. @returns what creates them again.
 */
export async function setIndexesAside(client: pg.ClientBase): Promise<() => Promise<void>> {
  const setAside = await listSetAside(
    client,
    pictureTables.map((name) => ({ name, columns: [] })),
  )
  for (const { drop } of setAside) await client.query(drop)
  return async () => {
    for (const { create } of setAside.toReversed()) await client.query(create)
  }
}

/** Statistics, and visibility maps for index-only scans. */
export async function settleTables(client: pg.ClientBase): Promise<void> {
  await client.query(`vacuum analyze users, ${pictureTables.join(', ')}`)
}
