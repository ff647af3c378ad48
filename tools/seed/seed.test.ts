import { sanitizeSvg } from '@chatsvg/svg'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { Client } from '../../test/harness/client.ts'
import { createTestDatabase, type TestDatabase } from '../../test/harness/database.ts'
import { createTestFolder } from '../../test/harness/folder.ts'
import { keep } from '../../test/harness/keep.ts'
import { findLedgerViolations } from '../../test/harness/ledger.ts'
import { seedPictures } from '../../test/harness/seed.ts'
import { limitsOff, startService, testSecret } from '../../test/harness/service.ts'
import { runSeed } from './run-seed.ts'
import { seedDatabase } from './seed-database.ts'

const signal = new AbortController().signal

async function seed(environment: Record<string, string | undefined>, ...args: string[]) {
  const said = { output: '', errors: '' }
  const status = await runSeed(args, {
    environment,
    output: { write: (text: string) => (said.output += text) },
    errors: {
      write(text: string) {
        said.errors += text
        return true
      },
    },
    signal,
  })
  return { status, ...said }
}

const seedInto = ({ url }: TestDatabase, ...args: string[]) =>
  seed({ DATABASE_URL: url, JWT_SECRET: testSecret }, ...args)

const read = async ({ pool }: TestDatabase, text: string) => (await pool.query(text)).rows

const contents = (database: TestDatabase) =>
  read(
    database,
    `select email, users.name, users.plan, role, generations.prompt, style, svg, privacy from generations join users on users.id = user_id order by generations.created_at, generations.id`,
  )

const indexes = (database: TestDatabase) =>
  read(
    database,
    `select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = 'generations'::regclass
     union all select conname || pg_get_constraintdef(oid) from pg_constraint where contype = 'f' order by 1`,
  )

describe('npm run seed', () => {
  it('creates users and pictures that match the ledger, pass the policy, and can be opened with the password', async () => {
    const database = keep(await createTestDatabase())
    const { status, output } = await seedInto(
      database,
      ...['--users', '5', '--pictures', '30', '--generations', '150', '--password', 'a long walk by the sea'],
    )
    expect(status).toBe(0)
    expect(output).toMatch(
      /^5 users and 180 pictures in .*\nSign in as demo-1@example.com with the password: a long walk by the sea\n$/,
    )
    expect(await findLedgerViolations(database.pool)).toEqual([])
    const [counts] = await read(
      database,
      `select (select count(*)::int from generation_jobs) as jobs, (select count(*)::int from generations) as pictures,
         (select count(*)::int from generation_jobs where status = 'FAILED') as failed, (select count(*)::int from generations where privacy) as private,
         (select count(*)::int from generations where bytes <> octet_length(svg)) as "wrongBytes", (select count(distinct svg)::int from generations) as drawings,
         (select count(*)::int from users where role = 'ADMIN') as admins,
         (select count(*)::int from generations join users on users.id = user_id where generations.created_at < users.created_at or generations.created_at > now()) as "outOfTime"`,
    )
    expect(counts).toMatchObject({ jobs: 180, wrongBytes: 0, admins: 1, outOfTime: 0 })
    expect(counts.pictures + counts.failed).toBe(180)
    expect(counts.failed).toBeGreaterThan(0)
    expect(counts.private).toBeGreaterThan(10)
    expect(counts.drawings).toBeGreaterThan(150)
    const [{ svg }] = await read(database, 'select svg from generations limit 1')
    expect(sanitizeSvg(svg).ok).toBe(true)

    const service = keep(
      await startService('api', { ...limitsOff, DATABASE_URL: database.url, JWT_SECRET: testSecret }),
    )
    const client = new Client(service.url)
    const login = await client.post('/auth/login', {
      email: 'demo-2@example.com',
      password: 'a long walk by the sea',
    })
    expect(login.status).toBe(200)
    const newest = await client.get('/svg/public?limit=50')
    expect(newest.status).toBe(200)
    expect(newest.text.match(/"style":/g)).toHaveLength(50)
  })

  it('creates the same rows for the same seed, also in bulk with the same indexes, and others for another', async () => {
    const [one, same, other] = [
      keep(await createTestDatabase()),
      keep(await createTestDatabase()),
      keep(await createTestDatabase()),
    ]
    const size = ['--users', '4', '--pictures', '12', '--generations', '20']
    for (const [database, number, more] of [
      [one, '7', []],
      [same, '7', ['--bulk', '--days', '400']],
      [other, '8', []],
    ] as const)
      expect((await seedInto(database, ...size, '--seed', number, ...more)).status).toBe(0)
    expect(await contents(same)).toEqual(await contents(one))
    expect(await contents(other)).not.toEqual(await contents(one))
    expect(await indexes(same)).toEqual(await indexes(one))
    expect(await findLedgerViolations(same.pool)).toEqual([])
    expect(
      await read(same, `select from generations where created_at < now() - interval '350 days'`),
    ).not.toEqual([])
  })

  it('refuses a database that has users, and adds to it with the option', async () => {
    const database = keep(await createTestDatabase())
    const size = ['--users', '3', '--pictures', '2']
    expect((await seedInto(database, ...size)).status).toBe(0)
    const again = await seedInto(database, ...size)
    expect(again).toMatchObject({ status: 1, output: '', errors: expect.stringContaining('--add') })
    expect((await seedInto(database, ...size, '--add')).status).toBe(0)
    expect(await read(database, 'select count(*)::int as users from users')).toEqual([{ users: 6 }])
    expect(await findLedgerViolations(database.pool)).toEqual([])
  })

  it('creates an embedded database on which a service then starts', async () => {
    const folder = keep(await createTestFolder())
    const environment = { DATA_DIR: `${folder.path}/data` }
    expect(
      (await seed(environment, '--users', '2', '--pictures', '3', '--password', 'open sesame 12')).status,
    ).toBe(0)
    const service = keep(await startService('all', { ...environment, ...limitsOff }))
    const client = new Client(service.url)
    const login = await client.post('/auth/login', {
      email: 'demo-1@example.com',
      password: 'open sesame 12',
    })
    expect(login.status).toBe(200)
    const beside = await seed(environment, '--users', '2', '--pictures', '1', '--add')
    expect(beside.status).toBe(0)
    expect((await client.get('/auth/current-user')).status).toBe(200)
  })

  it.each([['--users', '0'], ['--pictures', 'many'], ['--nothing']])('refuses %s %s', async (...args) => {
    const { status, errors } = await seed(
      { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c', JWT_SECRET: testSecret },
      ...args,
    )
    expect(status).toBe(1)
    expect(errors).toContain(args[0])
  })
})

it('tests have thousands of public pictures in a moment', async () => {
  const database = keep(await createTestDatabase())
  const { userIds } = await seedPictures(database, { pictures: 3_000, users: 6 })
  expect(userIds).toHaveLength(6)
  expect(await read(database, 'select count(*)::int as public from generations where not privacy')).toEqual([
    { public: 3_000 },
  ])
  expect(await findLedgerViolations(database.pool)).toEqual([])
})

it('batches that were seeded before an interrupt are complete', async () => {
  const database = keep(await createTestDatabase())
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  const ending = new AbortController()
  const seeding = seedDatabase(client, {
    users: 2,
    pictures: 200,
    generations: 0,
    seed: 1,
    password: 'open sesame 12',
    mayAdd: false,
    signal: ending.signal,
    onProgress: () => ending.abort(new Error('enough')),
  })
  await expect(seeding).rejects.toThrow('enough')
  await client.end()
  expect(await read(database, 'select count(*)::int as jobs from generation_jobs')).toEqual([{ jobs: 50 }])
  expect(await findLedgerViolations(database.pool)).toEqual([])
})
