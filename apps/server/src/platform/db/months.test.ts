import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { createLog } from '../log/index.ts'
import { migrateDatabase, readMigrations } from './migrate-database.ts'
import { createMonths, deleteOldMonths, readMonthsEnds } from './months.ts'
import { openDatabase } from './open-database.ts'
import { firstUuidOf } from './uuid.ts'

const log = createLog({ level: 'silent', format: 'json' })
const { signal } = new AbortController()
const table = 'notifications'
const dayMs = 24 * 60 * 60 * 1_000

async function createDivided() {
  const database = keep(await createTestDatabase())
  const { db } = keep(openDatabase({ url: database.url, poolMax: 4, applicationName: 'test' }, log))
  const { rows } = await database.pool.query(
    `insert into users (id, email, name) values (gen_random_uuid(), 'ada@example.com', 'Ada') returning id`,
  )
  const firstEnd = (await readMonthsEnds(db)).get(table)
  if (firstEnd === undefined) throw new Error(`${table} is not divided`)
  /** Counted from the month of the migration, which the clock has left when a run lasts beyond its end. */
  const month = (later: number) =>
    new Date(Date.UTC(firstEnd.getUTCFullYear(), firstEnd.getUTCMonth() - 2 + later, 1))
  return { ...database, db, userId: String(rows[0].id), month }
}

/** An id of the moment, like those of the service. */
const idAt = (moment: Date) => firstUuidOf(moment).slice(0, -12) + crypto.randomUUID().slice(-12)

const tell = ({ pool }: Pick<TestDatabase, 'pool'>, userId: string, moments: Date[]) =>
  pool.query(
    `insert into notifications (id, user_id, type, title, message, created_at)
     select id, $1, 'SYSTEM_ANNOUNCEMENT', 't', 'm', at from unnest($2::uuid[], $3::timestamptz[]) as given (id, at)`,
    [userId, moments.map(idAt), moments],
  )

const partitions = async ({ pool }: Pick<TestDatabase, 'pool'>) =>
  (
    await pool.query<{ name: string; rows: number }>(
      `select inhrelid::regclass::text as name,
         (select count(*)::int from notifications where tableoid = inhrelid) as rows
       from pg_inherits where inhparent = 'notifications'::regclass order by 1`,
    )
  ).rows

it('partitions of the coming months exist, each once, also when several processes create them', async () => {
  const divided = await createDivided()
  const { month } = divided
  const later = month(6)
  await Promise.all(Array.from({ length: 4 }, () => createMonths(divided.db, log, later)))
  const ends = await readMonthsEnds(divided.db)
  expect([...ends]).toEqual(['audit_events', 'notifications'].map((name) => [name, month(10)]))
  const months = Array.from({ length: 8 }, (_, at) => month(at + 2))
  // The first and the last moment of each month.
  await tell(
    divided,
    divided.userId,
    months.flatMap((start, at) => [start, new Date(month(at + 3).getTime() - 1)]),
  )
  const name = (start: Date) => `notifications_${start.toISOString().slice(0, 7).replace('-', '_')}`
  expect(await partitions(divided)).toEqual([
    ...months.map((start) => ({ name: name(start), rows: 2 })),
    { name: 'notifications_earlier', rows: 0 },
  ])
  await expect(tell(divided, divided.userId, [month(10)])).rejects.toThrow('no partition')
  await divided.pool.query('delete from users')
  expect((await divided.pool.query('select from notifications')).rowCount).toBe(0)
})

it('months are dropped when their last row is old enough, and the rows from before them are deleted by their age', async () => {
  const divided = await createDivided()
  const { db, pool, userId, month } = divided
  await createMonths(db, log, month(4))
  const old = Array.from({ length: 2_300 }, () => month(-3))
  await tell(divided, userId, [...old, month(0), month(2), month(3), month(4)])
  const keepFrom = (moment: Date) =>
    deleteOldMonths(db, { table, keptDays: 10, log, signal, now: new Date(moment.getTime() + 10 * dayMs) })
  const count = async () => (await pool.query('select from notifications')).rowCount
  expect(await keepFrom(new Date(month(-3).getTime() + 1))).toBe(2_300)
  expect(await count()).toBe(4)
  expect(await keepFrom(month(2))).toBe(0)
  expect((await partitions(divided)).map(({ name }) => name)).not.toContain('notifications_earlier')
  expect(await count()).toBe(3)
  // Rows of a month stay until the last of them is old enough.
  await keepFrom(new Date(month(3).getTime() - 1))
  expect(await count()).toBe(3)
  await Promise.all([keepFrom(month(3)), keepFrom(month(3))])
  expect(await count()).toBe(2)
  await expect(
    deleteOldMonths(db, { table: 'audit_events', keptDays: 1, log, signal: AbortSignal.abort() }),
  ).rejects.toThrow()
})

it('a month that somebody reads is dropped once they have ended, and others write meanwhile', async () => {
  const divided = await createDivided()
  const { db, pool, url, userId, month } = divided
  await createMonths(db, log, month(2))
  const reader = await connect(url)
  await reader.query('begin; select from notifications')
  const dropping = deleteOldMonths(db, { table, keptDays: 1, log, signal, now: month(3) })
  const writer = await connect(url)
  await writer.query(`set lock_timeout = '1500ms'`)
  for (let attempt = 0; attempt < 2; attempt += 1) {
    await waitFor('the drop to wait for its lock', async () => {
      const { rowCount } = await pool.query(
        `select from pg_locks where relation = 'notifications'::regclass and mode = 'AccessExclusiveLock' and not granted`,
      )
      return rowCount !== 0
    })
    await writer.query(
      `insert into notifications (id, user_id, type, title, message) values ($1, $2, 'SYSTEM_ANNOUNCEMENT', 't', 'm')`,
      [idAt(month(3)), userId],
    )
  }
  await reader.query('commit')
  await dropping
  expect((await partitions(divided)).map(({ name }) => name)).not.toContain('notifications_earlier')
})

it('the tables are divided while the version before reads and writes them, and no row is lost', async () => {
  const database = keep(await createTestDatabase())
  const { pool, url } = database
  await pool.query('drop schema public, drizzle cascade; create schema public')
  const first = readMigrations().find(({ sql }) => sql.join().includes('notifications_user_job" ON'))
  await migrateDatabase(url, log, undefined, (first?.folderMillis ?? 0) - 1)
  await pool.query(`insert into users (id, email, name) values (gen_random_uuid(), 'ada@example.com', 'Ada')`)
  const { rows } = await pool.query<{ id: string }>('select id from users')
  const userId = String(rows[0]?.id)
  await tell(
    database,
    userId,
    Array.from({ length: 500 }, () => new Date()),
  )

  const ending = new AbortController()
  const written: string[] = []
  /** The statements of the version before, as it has them. */
  const work = async () => {
    const client = await connect(url)
    await client.query(`set lock_timeout = '1500ms'`)
    while (!ending.signal.aborted) {
      const id = idAt(new Date())
      await client.query(
        `with balance as (update users set credits = credits + 1 where id = $2 returning id)
         insert into notifications (id, user_id, type, title, message, job_id) select $1::uuid, id, 'JOB_SUCCEEDED', 't', 'm', $1::uuid from balance on conflict do nothing`,
        [id, userId],
      )
      await client.query(
        `insert into audit_events (id, user_id, action, succeeded) values ($1, $2, 'log_in', true)`,
        [id, userId],
      )
      written.push(id)
      await client.query('update notifications set read_at = now() where user_id = $1 and id = $2', [
        userId,
        id,
      ])
      await client.query(
        `delete from notifications where id in (
           select id from notifications where created_at < now() - interval '1 day' and id < $1 order by id limit 5 for update skip locked)`,
        [id],
      )
    }
  }
  const working = Promise.all([work(), work(), work()])
  await waitFor('the first rows', async () => written.length > 20)
  await migrateDatabase(url, log)
  const during = written.length
  await waitFor('rows after the change', async () => written.length > during + 20)
  ending.abort()
  await working

  for (const name of ['notifications', 'audit_events']) {
    const { rows: found } = await pool.query(
      `select count(*) filter (where id = any($1))::int as written, (select relkind from pg_class where oid = $2::regclass) as kind from ${name}`,
      [written, name],
    )
    expect(found).toEqual([{ written: written.length, kind: 'p' }])
  }
  const { rows: left } = await pool.query(
    `select indexrelid::regclass::text as index from pg_index where not indisvalid
       or indexrelid in (to_regclass('notifications_user_job_type_key'), to_regclass('audit_events_created'))
     union all select conname from pg_constraint where conname in ('notifications_earlier', 'audit_events_earlier')`,
  )
  expect(left).toEqual([])
})

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.end())
  return client
}
