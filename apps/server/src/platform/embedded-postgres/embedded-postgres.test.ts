import { chmod, chown, mkdir, readlink, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { createTestFolder } from '../../../../../test/harness/folder.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { createLog } from '../log/index.ts'
import { DataFolderInUseError, startEmbeddedPostgres } from './index.ts'

const log = createLog({ level: 'silent', format: 'json' })
const isRoot = process.getuid?.() === 0

async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(statement).finally(() => client.end())
  return Object.values(rows[0] ?? {})[0]
}

it('keeps its data over a restart, listens on loopback alone and asks for its password', async () => {
  const folder = keep(await createTestFolder())
  const first = await startEmbeddedPostgres(join(folder.path, 'data', 'postgres'), log)
  expect(await ask(first.url, 'show listen_addresses')).toBe('127.0.0.1')
  expect(await ask(first.url, 'show server_version')).toMatch(/^18\./)
  expect(await ask(first.url, 'show fsync')).toBe('on')
  await ask(first.url, 'create table kept as select 42 as answer')
  const withoutPassword = new URL(first.url)
  withoutPassword.password = 'guess'
  await expect(ask(withoutPassword.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  await first[Symbol.asyncDispose]()
  await expect(ask(first.url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })

  const second = keep(await startEmbeddedPostgres(join(folder.path, 'data', 'postgres'), log))
  expect(await ask(second.url, 'select answer from kept')).toBe(42)
})

it('serves one owner at a time, and a second start harms nothing', async () => {
  const folder = keep(await createTestFolder())
  const path = join(folder.path, 'data', 'postgres')
  const owner = keep(await startEmbeddedPostgres(path, log))
  await expect(startEmbeddedPostgres(path, log)).rejects.toThrow(DataFolderInUseError)
  expect(await ask(owner.url, 'select 1')).toBe(1)
})

it('has one owner when two start on an empty folder at once', async () => {
  const folder = keep(await createTestFolder())
  const path = join(folder.path, 'data', 'postgres')
  const starts = await Promise.allSettled([
    startEmbeddedPostgres(path, log),
    startEmbeddedPostgres(path, log),
  ])
  const owners = starts.filter((start) => start.status === 'fulfilled')
  for (const { value } of owners) keep(value)
  expect(owners).toHaveLength(1)
})

it.runIf(isRoot)('works for root in a folder that only root can enter, and links to the files', async () => {
  const folder = keep(await createTestFolder(0o700))
  const path = join(folder.path, 'data', 'postgres')
  const server = await startEmbeddedPostgres(path, log)
  onTestFinished(() => rm(dirname(server.clusterFolder), { recursive: true, force: true }))
  expect(await readlink(path)).toBe(server.clusterFolder)
  expect((await stat(server.clusterFolder)).mode & 0o777).toBe(0o700)
  await ask(server.url, 'create table kept as select 42 as answer')
  await server[Symbol.asyncDispose]()
  const again = keep(await startEmbeddedPostgres(path, log))
  expect(await ask(again.url, 'select answer from kept')).toBe(42)
})

it('says which PostgreSQL created a folder that it cannot use', async () => {
  const folder = keep(await createTestFolder())
  const path = join(folder.path, 'postgres')
  await mkdir(path)
  const { writeFile } = await import('node:fs/promises')
  await writeFile(join(path, 'PG_VERSION'), '15\n')
  await chmod(path, 0o755)
  if (isRoot) await chown(path, 0, 0)
  await expect(startEmbeddedPostgres(path, log)).rejects.toThrow(
    /made by PostgreSQL 15, this chatSVG brings PostgreSQL 18/,
  )
})
