import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { Readable, Writable } from 'node:stream'
import { gunzipSync, gzipSync } from 'node:zlib'
import pg from 'pg'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../../../test/harness/database.ts'
import { databaseUrl } from '../../../../../test/harness/global-setup.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { createMonths, firstUuidOf, migrateDatabase, openDatabase, readMigrations } from '../db/index.ts'
import { createLog } from '../log/index.ts'
import { BackupError, restoreBackup, writeBackup } from './index.ts'

const log = createLog({ level: 'silent', format: 'json' })
const signal = new AbortController().signal

/** A database with users and their pictures, some of them with every kind of character. */
async function createFilled(users = 30): Promise<TestDatabase> {
  const database = keep(await createTestDatabase())
  await database.pool.query(
    `with person as (
       insert into users (id, email, name, credits) select gen_random_uuid(), n || '@example.com', E'A\\tB\\n\\\\. ' || n, 5 from generate_series(1, $1::int) n returning id
     ), entry as (
       insert into credit_entries (id, user_id, delta, reason) select gen_random_uuid(), id, 5, 'SIGNUP' from person
     )
     insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
     select gen_random_uuid(), id, gen_random_uuid(), E'\\\\.\\n\\\\.', 'flat', 'composer', repeat('<svg>\\', 2000), 12000, false, 1 from person`,
    [users],
  )
  return database
}

async function backUp(url: string): Promise<Buffer> {
  const pieces: Buffer[] = []
  const sink = new Writable({
    write(piece, _encoding, done) {
      pieces.push(piece)
      done()
    },
  })
  await writeBackup({ url, sink, about: {}, log, signal })
  return Buffer.concat(pieces)
}

const restore = (url: string, file: Buffer) =>
  restoreBackup({ url, source: Readable.from([file]), log, signal })

/** All rows of all tables, and all definitions. */
async function readAll({ pool }: TestDatabase) {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
     where table_schema in ('public', 'drizzle') and table_type = 'BASE TABLE' order by 1`,
  )
  const rows: Record<string, unknown> = {}
  for (const { name } of tables)
    rows[name] = (await pool.query(`select * from ${name} t order by t::text`)).rows
  const { rows: schema } = await pool.query(
    `select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
     union all select conname || ' ' || pg_get_constraintdef(oid) || convalidated from pg_constraint where connamespace = 'public'::regnamespace order by 1`,
  )
  return { rows, schema }
}

const countUsers = async ({ pool }: TestDatabase): Promise<number> =>
  (await pool.query('select count(*)::int as count from users')).rows[0].count

/** A database without migrations. */
async function createBare(): Promise<{ url: string; query: (text: string) => Promise<pg.QueryResult> }> {
  const name = `bare_${crypto.randomUUID().replaceAll('-', '')}`
  const run = async (at: string, text: string) => {
    const client = new pg.Client({ connectionString: at })
    await client.connect()
    return client.query(text).finally(() => client.end())
  }
  const server = inject('postgresUrl')
  await run(server, `create database ${name}`)
  onTestFinished(async () => {
    await run(server, `drop database ${name} with (force)`)
  })
  const url = databaseUrl(server, name)
  return { url, query: (text) => run(url, text) }
}

it('every row and the schema are the same after a restore', async () => {
  const source = await createFilled()
  const { db } = keep(openDatabase({ url: source.url, poolMax: 1, applicationName: 'test' }, log))
  await createMonths(db, log)
  const target = keep(await createTestDatabase())
  await restore(target.url, await backUp(source.url))
  expect(await readAll(target)).toEqual(await readAll(source))
  expect(await countUsers(target)).toBe(30)
})

it('rows of months that the new database has no partitions for yet are restored into theirs', async () => {
  const [source, target] = [keep(await createTestDatabase()), keep(await createTestDatabase())]
  const { db } = keep(openDatabase({ url: source.url, poolMax: 1, applicationName: 'test' }, log))
  await createMonths(db, log)
  const later = firstUuidOf(new Date(Date.now() + 80 * 24 * 60 * 60 * 1_000))
  await source.pool.query(
    `with person as (insert into users (id, email, name) values (gen_random_uuid(), 'a@example.com', 'Ada') returning id)
     insert into notifications (id, user_id, type, title, message) select $1, id, 'SYSTEM_ANNOUNCEMENT', 't', 'm' from person`,
    [later],
  )
  await restore(target.url, await backUp(source.url))
  expect(await readAll(target)).toEqual(await readAll(source))
  expect(
    (await target.pool.query(`select tableoid::regclass::text as "in" from notifications`)).rows,
  ).toEqual([{ in: expect.stringMatching(/^notifications_\d{4}_\d\d$/) }])
})

it('the uncompressed text is a script that works without chatSVG: COPY statements in one transaction', async () => {
  const text = gunzipSync(await backUp((await createFilled(2)).url)).toString()
  expect(text).toMatch(/^-- chatSVG backup \{.*\}\nset client_encoding = 'UTF8';\nbegin;\ncopy public\./)
  expect(text.match(/^copy public\."users" \("id", .*\) from stdin;\n(?:[^\n]+\n){2}\\\.\n/m)).not.toBeNull()
  expect(text).toMatch(/\ncommit;\n-- end \{.*\}\n$/)
})

it('counters of rows continue after the rows of the backup', async () => {
  const [source, target] = [keep(await createTestDatabase()), keep(await createTestDatabase())]
  for (const { pool } of [source, target])
    await pool.query('create table counted (id bigint generated always as identity, what text)')
  await source.pool.query(`insert into counted (what) values ('a'), ('b'), ('c')`)
  await restore(target.url, await backUp(source.url))
  expect((await target.pool.query(`insert into counted (what) values ('d') returning id`)).rows).toEqual([
    { id: '4' },
  ])
})

it('a backup from before the last migrations goes into a database without tables, which is then up to date', async () => {
  const older = await createBare()
  const before = readMigrations().at(-3)?.folderMillis
  await migrateDatabase(older.url, log, undefined, before)
  await older.query(`insert into users (id, email, name) values (gen_random_uuid(), 'a@example.com', 'Ada')`)
  const file = await backUp(older.url)
  const bare = await createBare()
  await restore(bare.url, file)
  expect((await bare.query('select email from users')).rows).toEqual([{ email: 'a@example.com' }])
  const { rows } = await bare.query(
    'select max(created_at)::float8 as newest from drizzle.__drizzle_migrations',
  )
  expect(rows[0]?.newest).toBe(readMigrations().at(-1)?.folderMillis)
  const current = keep(await createTestDatabase())
  await expect(restore(current.url, file)).rejects.toThrow('older than the schema')
})

it('a migration in progress when a backup begins is included completely', async () => {
  const source = await createFilled(3)
  const migration = new pg.Client({ connectionString: source.url })
  await migration.connect()
  onTestFinished(() => migration.end())
  await migration.query('begin')
  await migration.query('create table added (id integer)')
  await migration.query('alter table users rename column name to called')
  const backup = backUp(source.url)
  await waitFor('the backup to wait for its lock', async () => {
    const { rows } = await source.pool.query(
      `select from pg_locks where relation = 'users'::regclass and mode = 'AccessShareLock' and not granted`,
    )
    return rows.length > 0
  })
  await migration.query('insert into added values (42)')
  await migration.query('commit')
  const text = gunzipSync(await backup).toString()
  expect(text).toMatch(/^copy public\."users" \(.*"called".*\) from stdin;$/m)
  expect(text).toContain('copy public."added" ("id") from stdin;\n42\n')
})

it('a restore is refused when the schema was migrated further between its creation and the loading', async () => {
  const older = await createBare()
  await migrateDatabase(older.url, log, undefined, readMigrations().at(-3)?.folderMillis)
  await older.query(`insert into users (id, email, name) values (gen_random_uuid(), 'a@example.com', 'Ada')`)
  const file = await backUp(older.url)
  const bare = await createBare()
  const migrateFurther = `
    import pg from 'pg'
    const client = new pg.Client({ connectionString: ${JSON.stringify(bare.url)} })
    await client.connect()
    await client.query('insert into drizzle.__drizzle_migrations (hash, created_at) select $$x$$, max(created_at) + 1 from drizzle.__drizzle_migrations')
    await client.end()`
  // The restore waits for this.
  const write = (line: string) => {
    if (line.includes('migrated the database'))
      execFileSync(process.execPath, ['--input-type=module', '--eval', migrateFurther], {
        cwd: import.meta.dirname,
      })
  }
  const listening = createLog({ level: 'info', format: 'json' }, { write })
  await expect(
    restoreBackup({ url: bare.url, source: Readable.from([file]), log: listening, signal }),
  ).rejects.toThrow('Something migrated the database meanwhile')
  expect((await bare.query('select from users')).rowCount).toBe(0)
})

describe('a restore is refused, and the database left empty,', () => {
  const rewrite = (file: Buffer, change: (text: string) => string) =>
    gzipSync(change(gunzipSync(file).toString()))

  const damages: [string, (file: Buffer) => Buffer][] = [
    ['when the file was cut off', (file) => file.subarray(0, file.length - 40)],
    ['when a byte was changed', (file) => rewrite(file, (text) => text.replace('5@example', '6@example'))],
    ['when rows are missing', (file) => rewrite(file, (text) => text.replace(/^.*17@example.com.*\n/m, ''))],
    [
      'when the last line is missing',
      (file) => rewrite(file, (text) => text.slice(0, text.lastIndexOf('-- end'))),
    ],
    ['when something comes after the end', (file) => rewrite(file, (text) => `${text}drop table users;\n`)],
    [
      'when a newer version made it',
      (file) => rewrite(file, (text) => text.replace(/"schema":\d+/, '"schema":9999999999999')),
    ],
    ['when its form is newer', (file) => rewrite(file, (text) => text.replace('"format":1', '"format":2'))],
    ['when it is something else', () => gzipSync('select 1;\n')],
    ['when it is not even compressed', () => Buffer.from('hello')],
    ['when it is empty', () => Buffer.alloc(0)],
  ]

  it.each(damages)('%s', async (_what, damage) => {
    const source = await createFilled()
    const target = keep(await createTestDatabase())
    const empty = await readAll(target)
    await expect(restore(target.url, damage(await backUp(source.url)))).rejects.toThrow(BackupError)
    expect(await readAll(target)).toEqual(empty)
  })

  it('although the checksum matches, when a row references a missing row', async () => {
    const source = await createFilled()
    const target = keep(await createTestDatabase())
    const forged = rewrite(await backUp(source.url), (text) => {
      const body = text
        .slice(0, text.lastIndexOf('-- end'))
        .replace(/^[0-9a-f-]{36}(?=\t17@example.com)/m, crypto.randomUUID())
      const footer = JSON.parse(text.slice(text.lastIndexOf('-- end') + '-- end '.length))
      footer.sha256 = createHash('sha256').update(body).digest('hex')
      return `${body}-- end ${JSON.stringify(footer)}\n`
    })
    await expect(restore(target.url, forged)).rejects.toThrow('violates foreign key constraint')
    expect(await countUsers(target)).toBe(0)
  })
})

it('a database with rows is refused and stays as it is', async () => {
  const file = await backUp((await createFilled(3)).url)
  const target = await createFilled(2)
  const before = await readAll(target)
  await expect(restore(target.url, file)).rejects.toThrow('The database is not empty')
  expect(await readAll(target)).toEqual(before)
})

it('a database without a schema has nothing to back up', async () => {
  const bare = await createBare()
  await expect(backUp(bare.url)).rejects.toThrow('nothing to back up')
})

it('both end when they are aborted, also while the other side hangs', async () => {
  const source = await createFilled()
  const file = await backUp(source.url)
  const ending = new AbortController()
  const stuck = new Writable({ write: () => ending.abort(new Error('enough')) })
  await expect(
    writeBackup({ url: source.url, sink: stuck, about: {}, log, signal: ending.signal }),
  ).rejects.toThrow('enough')

  const target = keep(await createTestDatabase())
  const again = new AbortController()
  const half = Readable.from(
    (async function* () {
      yield file.subarray(0, file.length / 2)
      again.abort(new Error('enough'))
      await new Promise(() => {})
    })(),
  )
  await expect(restoreBackup({ url: target.url, source: half, log, signal: again.signal })).rejects.toThrow(
    'enough',
  )
  expect(await countUsers(target)).toBe(0)
})
