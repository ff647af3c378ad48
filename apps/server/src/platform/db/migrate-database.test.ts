import { cp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { generateDrizzleJson, generateMigration } from 'drizzle-kit/api'
import pg from 'pg'
import { beforeEach, describe, expect, inject, it, onTestFinished } from 'vitest'
import { createTestFolder } from '../../../../../test/harness/folder.ts'
import { databaseUrl } from '../../../../../test/harness/global-setup.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { listFiles } from '../../../../../test/rules/source-files.ts'
import { createLog } from '../log/index.ts'
import { migrateDatabase, SchemaNewerError } from './migrate-database.ts'
import { migrationsFolder } from './migrations-folder.ts'

const log = createLog({ level: 'silent', format: 'json' })
let url: string

beforeEach(async () => {
  const name = `empty_${crypto.randomUUID().replaceAll('-', '')}`
  url = databaseUrl(inject('postgresUrl'), name)
  await onServer(`create database ${name}`)
  onTestFinished(() => onServer(`drop database ${name} with (force)`))
})

async function onServer(statement: string): Promise<void> {
  await query(inject('postgresUrl'), statement)
}

async function query(at: string, statement: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: at })
  await client.connect()
  return client.query(statement).finally(() => client.end())
}

const applied = async () =>
  (await query(url, 'select count(*)::int as count from drizzle.__drizzle_migrations')).rows[0].count

describe('migrating', () => {
  it('happens once for many processes that start together', async () => {
    await Promise.all(Array.from({ length: 6 }, () => migrateDatabase(url, log)))
    const journal = JSON.parse(await readFile(join(migrationsFolder(), 'meta/_journal.json'), 'utf8'))
    expect(await applied()).toBe(journal.entries.length)
  })

  it('refuses a database that a newer version has migrated, and does not change it', async () => {
    await migrateDatabase(url, log)
    const before = await applied()
    const older = keep(await createTestFolder())
    await cp(migrationsFolder(), older.path, { recursive: true })
    const path = join(older.path, 'meta/_journal.json')
    const journal = JSON.parse(await readFile(path, 'utf8')) as { entries: { tag: string }[] }
    const dropped = journal.entries.pop()
    await writeFile(path, JSON.stringify(journal))
    await rm(join(older.path, `${dropped?.tag}.sql`))
    await expect(migrateDatabase(url, log, older.path)).rejects.toThrow(SchemaNewerError)
    expect(await applied()).toBe(before)
  })

  it('leaves the schema that the tables in the code describe', async () => {
    const features = listFiles('apps/server/src/features').filter((path) => path.endsWith('/tables.ts'))
    expect(features.length).toBeGreaterThan(5)
    const tables = Object.assign(
      {},
      ...(await Promise.all(features.map((path) => import(`../../../../../../${path}`)))),
    )
    const journal = JSON.parse(await readFile(join(migrationsFolder(), 'meta/_journal.json'), 'utf8')) as {
      entries: { idx: number }[]
    }
    const newest = String(journal.entries.at(-1)?.idx).padStart(4, '0')
    const snapshot = JSON.parse(
      await readFile(join(migrationsFolder(), `meta/${newest}_snapshot.json`), 'utf8'),
    )
    expect(await generateMigration(snapshot, generateDrizzleJson(tables, snapshot.id))).toEqual([])
  })
})

describe('the ledger in the database', () => {
  it('cannot be changed or shortened, and goes with its user', async () => {
    await migrateDatabase(url, log)
    await query(
      url,
      `insert into users (id, email, name, credits) values ('0190a0b0-0000-7000-8000-000000000001', 'a@example.com', 'A', 5)`,
    )
    await query(
      url,
      `insert into credit_entries (id, user_id, delta, reason) values (gen_random_uuid(), '0190a0b0-0000-7000-8000-000000000001', 5, 'SIGNUP')`,
    )
    await expect(query(url, 'update credit_entries set delta = 50')).rejects.toThrow('append-only')
    await expect(query(url, 'delete from credit_entries')).rejects.toThrow('append-only')
    await expect(query(url, 'update users set credits = -1')).rejects.toThrow('users_credits_not_negative')
    await query(url, 'delete from users')
    expect((await query(url, 'select from credit_entries')).rowCount).toBe(0)
  })
})
