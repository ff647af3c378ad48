import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../test/harness/database.ts'
import { createTestFolder } from '../../../../../test/harness/folder.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { createLog } from '../log/index.ts'
import { migrateDatabase } from './migrate-database.ts'
import { migrationsFolder } from './migrations-folder.ts'

const log = createLog({ level: 'silent', format: 'json' })
const index = `-- outside a transaction
create index concurrently if not exists "users_by_name" on "users" ("name");`

/** The folder of migrations with one more. */
async function addMigration(sql: string): Promise<string> {
  const folder = keep(await createTestFolder())
  await cp(migrationsFolder(), folder.path, { recursive: true })
  const path = join(folder.path, 'meta/_journal.json')
  const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: Record<string, unknown>[] }
  const when = Number(journal.entries.at(-1)?.when) + 1
  journal.entries.push({ idx: 9999, version: '7', when, tag: '9999_test', breakpoints: true })
  await writeFile(path, JSON.stringify(journal))
  await writeFile(join(folder.path, '9999_test.sql'), sql)
  return folder.path
}

async function connect({ url }: TestDatabase): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

/** A transaction that has written to `users` and does not end. */
async function beginWriter(database: TestDatabase): Promise<pg.Client> {
  const client = await connect(database)
  await client.query('begin')
  await addUser(client)
  return client
}

const addUser = (client: pg.Client | pg.Pool) =>
  client.query(
    `insert into users (id, email, name) values (gen_random_uuid(), gen_random_uuid() || '@example.com', 'Ada')`,
  )

const countApplied = async ({ pool }: TestDatabase): Promise<number> =>
  (await pool.query('select count(*)::int as count from drizzle.__drizzle_migrations')).rows[0].count

const isIndexValid = async ({ pool }: TestDatabase): Promise<boolean | undefined> =>
  (await pool.query(`select indisvalid from pg_index where indexrelid = to_regclass('users_by_name')`))
    .rows[0]?.indisvalid

const waitsForWriters = (database: TestDatabase) =>
  waitFor('the build to wait for transactions', async () => {
    const { rows } = await database.pool.query(
      `select from pg_stat_progress_create_index where datname = current_database() and phase like 'waiting for%'`,
    )
    return rows.length > 0
  })

it('an index is built concurrently during writes, and none of them waits', async () => {
  const database = keep(await createTestDatabase())
  const before = await countApplied(database)
  const writer = await beginWriter(database)
  const migrating = migrateDatabase(database.url, log, await addMigration(index))
  await waitsForWriters(database)
  const other = await connect(database)
  await other.query(`set lock_timeout = '50ms'`)
  for (let row = 0; row < 50; row += 1) await addUser(other)
  expect(await isIndexValid(database)).toBe(false)
  await writer.query('commit')
  await migrating
  expect(await isIndexValid(database)).toBe(true)
  expect(await countApplied(database)).toBe(before + 1)
})

it('many processes that start together build an index concurrently once, and none of them waits for ever', async () => {
  const database = keep(await createTestDatabase())
  const before = await countApplied(database)
  const folder = await addMigration(index)
  const writer = await beginWriter(database)
  const migrating = Promise.all(Array.from({ length: 4 }, () => migrateDatabase(database.url, log, folder)))
  await waitsForWriters(database)
  await waitFor('the others to have asked for their turn', async () => {
    const { rows } = await database.pool.query(
      `select from pg_stat_activity where datname = current_database() and application_name = 'chatsvg migrate' and query like '%pg_try_advisory_lock%'`,
    )
    return rows.length === 3
  })
  await writer.query('commit')
  await migrating
  expect(await isIndexValid(database)).toBe(true)
  expect(await countApplied(database)).toBe(before + 1)
})

it('an index whose build was interrupted is built again by the next start', async () => {
  const database = keep(await createTestDatabase())
  const before = await countApplied(database)
  const folder = await addMigration(index)
  const writer = await beginWriter(database)
  const interrupted = expect(migrateDatabase(database.url, log, folder)).rejects.toThrow()
  await waitsForWriters(database)
  await database.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'chatsvg migrate'`,
  )
  await interrupted
  expect(await isIndexValid(database)).toBe(false)
  expect(await countApplied(database)).toBe(before)
  await writer.query('commit')
  await migrateDatabase(database.url, log, folder)
  expect(await isIndexValid(database)).toBe(true)
  expect(await countApplied(database)).toBe(before + 1)
})

it('an index whose build was aborted by a deadlock is built again before it counts as done', async () => {
  const database = keep(await createTestDatabase())
  const before = await countApplied(database)
  const writer = await beginWriter(database)
  // The session that looks for a deadlock first is aborted: that is the build, even when this process is
  // slow.
  await writer.query(`set local deadlock_timeout = '10min'`)
  const at = new URL(database.url)
  at.searchParams.set('options', '-c deadlock_timeout=3s')
  const migrating = migrateDatabase(at.href, log, await addMigration(index))
  await waitsForWriters(database)
  await writer.query('lock table users in share update exclusive mode')
  expect(await isIndexValid(database)).toBe(false)
  await writer.query('commit')
  await migrating
  expect(await isIndexValid(database)).toBe(true)
  expect(await countApplied(database)).toBe(before + 1)
})

it('a change that has to wait for its lock lets requests through in between, and succeeds in the end', async () => {
  const database = keep(await createTestDatabase())
  const before = await countApplied(database)
  const writer = await beginWriter(database)
  const other = await connect(database)
  // The lock timeout of a request.
  await other.query(`set lock_timeout = '1500ms'`)
  const migrating = migrateDatabase(
    database.url,
    log,
    await addMigration('alter table users add column shoe_size integer;'),
  )
  for (let row = 0; row < 3; row += 1) {
    await waitFor('the change to wait for its lock', async () => {
      const { rows } = await database.pool.query(
        `select from pg_locks where relation = 'users'::regclass and mode = 'AccessExclusiveLock' and not granted`,
      )
      return rows.length > 0
    })
    await addUser(other)
  }
  await writer.query('commit')
  await migrating
  await other.query('select shoe_size from users')
  expect(await countApplied(database)).toBe(before + 1)
})

it('a migration that fails leaves nothing of itself, and those before it stay', async () => {
  const database = keep(await createTestDatabase())
  const before = await countApplied(database)
  const folder = await addMigration(
    'alter table users add column shoe_size integer;--> statement-breakpoint\nalter table nothing add column a integer;',
  )
  await expect(migrateDatabase(database.url, log, folder)).rejects.toThrow('nothing')
  await expect(database.pool.query('select shoe_size from users')).rejects.toThrow('shoe_size')
  expect(await countApplied(database)).toBe(before)
})
