import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { copyFile, mkdir, readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readVersion } from '@chatsvg/server/app/version'
import { expect, it } from 'vitest'
import { Client } from '../../../../test/harness/client.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.ts'
import { createTestFolder } from '../../../../test/harness/folder.ts'
import { keep } from '../../../../test/harness/keep.ts'
import {
  type Environment,
  limitsOff,
  pipeProgram,
  runProgram,
  startService,
  testSecret,
} from '../../../../test/harness/service.ts'
import { waitFor } from '../../../../test/harness/wait.ts'

const environmentOf = ({ url }: TestDatabase): Environment => ({ DATABASE_URL: url, JWT_SECRET: testSecret })

async function fill({ pool }: TestDatabase, pictures: number): Promise<void> {
  await pool.query(
    `with account as (
       insert into users (id, email, name) values (gen_random_uuid(), 'a@example.com', 'Ada') returning id
     )
     insert into generations (id, user_id, job_id, prompt, style, model, svg, bytes, privacy, credits_used)
     select gen_random_uuid(), id, gen_random_uuid(), 'a prompt', 'flat', 'composer', '<svg/>' || md5(n::text), 38, false, 1
     from account, generate_series(1, $1::int) n`,
    [pictures],
  )
}

it('a service that lost its data continues from a backup of its embedded database: users stay signed in, and pictures exist', async () => {
  const folder = keep(await createTestFolder())
  const file = join(folder.path, 'backup.gz')
  const environmentAt = (name: string) => ({ DATA_DIR: join(folder.path, name), ...limitsOff })
  const lost = await startService('all', environmentAt('lost'))
  const client = new Client(lost.url)
  await client.register()
  const accepted = await client.post('/svg/generate-svg', { prompt: 'a red apple', style: 'flat' })
  const { job } = accepted.body as { job: { id: string } }
  const readPicture = async (from: Client) => {
    const answer = await from.get(`/svg/generation-jobs/${job.id}`)
    const { generationId } = (answer.body as { job: { generationId?: string | null } }).job
    return generationId ? (await from.get(`/svg/${generationId}`)).body : undefined
  }
  const picture = await waitFor('the picture', () => readPicture(client))

  const written = await runProgram('admin', ['backup', file], environmentAt('lost'))
  expect(written).toMatchObject({ code: 0 })
  expect(written.output).toMatch(/^Backed up \d+ rows of .*\nKeep .*secrets\.json beside it/)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await client.get('/auth/current-user')).status).toBe(200)
  expect(await lost.kill('SIGTERM')).toBe(0)

  const found = environmentAt('found')
  const unready = await runProgram('admin', ['restore', file], found)
  expect(unready.code).toBe(0)
  expect(unready.output).toMatch(/^Restored .*\nThe ledger is right\.\nThe secret is not the one/)
  await copyFile(join(folder.path, 'lost', 'secrets.json'), join(found.DATA_DIR, 'secrets.json'))
  const service = keep(await startService('all', found))
  const back = client.fork(service.url)
  expect((await back.get('/auth/current-user')).status).toBe(200)
  expect(await readPicture(back)).toEqual(picture)
})

it('a backup is written to standard output and restored from standard input, without any messages in it', async () => {
  const [source, target] = [keep(await createTestDatabase()), keep(await createTestDatabase())]
  await fill(source, 20)
  const child = pipeProgram('admin', ['backup', '-'], environmentOf(source))
  const into = pipeProgram('admin', ['restore', '-', '--json'], environmentOf(target))
  child.stdout.pipe(into.stdin)
  const [said, report] = [collect(child.stderr), collect(into.stdout)]
  const codes = (await Promise.all([once(child, 'close'), once(into, 'close')])).map(([code]) => code)
  expect(codes).toEqual([0, 0])
  expect(said()).toContain('Keep JWT_SECRET beside it')
  expect(JSON.parse(report())).toMatchObject({
    rows: { users: 1, generations: 20 },
    about: { version: readVersion() },
    hasSecret: true,
    ledger: { clean: true },
  })
})

it('a restore that is killed leaves no rows, and can be repeated', async () => {
  const [source, target] = [keep(await createTestDatabase()), keep(await createTestDatabase())]
  await fill(source, 4_000)
  const folder = keep(await createTestFolder())
  const file = join(folder.path, 'backup.gz')
  expect((await runProgram('admin', ['backup', file], environmentOf(source))).code).toBe(0)

  const doomed = pipeProgram('admin', ['restore', '-'], environmentOf(target))
  const bytes = await readFile(file)
  // It is killed while there is data left to send.
  doomed.stdin.on('error', () => undefined)
  doomed.stdin.write(bytes.subarray(0, bytes.length - 1000))
  await waitFor('half of the pictures to be there', async () => {
    const { rows } = await target.pool.query(
      `select tuples_processed::int as rows from pg_stat_progress_copy where datname = current_database() and relid = 'generations'::regclass`,
    )
    return rows[0]?.rows > 100
  })
  doomed.kill('SIGKILL')
  await waitFor('its session to be gone', async () => {
    const { rows } = await target.pool.query(
      `select from pg_stat_activity where datname = current_database() and application_name = 'chatsvg restore'`,
    )
    return rows.length === 0
  })
  const { rows } = await target.pool.query(
    `select (select count(*)::int from users) as users, (select count(*)::int from generations) as pictures,
       (select count(*)::int from pg_indexes where schemaname = 'public' and tablename = 'generations') as indexes`,
  )
  const { rows: usual } = await source.pool.query(
    `select count(*)::int as indexes from pg_indexes where schemaname = 'public' and tablename = 'generations'`,
  )
  expect(rows).toEqual([{ users: 0, pictures: 0, indexes: usual[0].indexes }])
  expect((await runProgram('admin', ['restore', file], environmentOf(target))).code).toBe(0)
})

it('an unfinished backup leaves no file, and no file is overwritten', async () => {
  const folder = keep(await createTestFolder())
  const file = join(folder.path, 'backup.gz')
  const environment = { DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c', JWT_SECRET: testSecret }
  expect(await runProgram('admin', ['backup', file], environment)).toMatchObject({
    code: 2,
    output: expect.stringContaining('ECONNREFUSED'),
  })
  expect(await readdir(folder.path)).toEqual([])

  const database = keep(await createTestDatabase())
  await mkdir(file)
  expect(await runProgram('admin', ['backup', file], environmentOf(database))).toMatchObject({
    code: 2,
    output: expect.stringContaining('is there already'),
  })
})

it('a command says which operand is missing', async () => {
  const { code, output } = await runProgram('admin', ['backup'], {})
  expect(code).toBe(2)
  expect(output).toContain("missing required argument 'file'")
  expect((await runProgram('admin', ['restore', '/nowhere/a.gz'], {})).code).toBe(2)
  expect(existsSync('/nowhere')).toBe(false)
})

it('the version is the one of the package', async () => {
  const { version: packaged } = JSON.parse(
    await readFile(join(import.meta.dirname, '../../../server/package.json'), 'utf8'),
  ) as { version: string }
  expect(readVersion()).toBe(packaged)
})

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = ''
  stream.on('data', (piece) => {
    text += piece
  })
  return () => text
}
