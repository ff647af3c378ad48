import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { auditLedgerJob } from '@chatsvg/server/features/credits'
import { createLog } from '@chatsvg/server/platform/log'
import { openQueue } from '@chatsvg/server/platform/queue'
import { describe, expect, it } from 'vitest'
import { Client } from '../../../../test/harness/client.ts'
import { createTestDatabase, type TestDatabase } from '../../../../test/harness/database.ts'
import { createTestFolder } from '../../../../test/harness/folder.ts'
import { keep } from '../../../../test/harness/keep.ts'
import {
  type Environment,
  findLine,
  limitsOff,
  runProgram,
  startService,
  testSecret,
} from '../../../../test/harness/service.ts'
import { waitFor } from '../../../../test/harness/wait.ts'

const verify = ['ledger', 'verify']
const environmentOf = ({ url }: TestDatabase): Environment => ({ DATABASE_URL: url, JWT_SECRET: testSecret })

/** A user with 10 credits, with or without a matching ledger entry. */
async function addUser({ pool }: TestDatabase, entry: number): Promise<string> {
  const id = crypto.randomUUID()
  await pool.query(`insert into users (id, email, name, credits) values ($1, $2, 'Ada', 10)`, [
    id,
    `${id}@example.com`,
  ])
  await pool.query(
    `insert into credit_entries (id, user_id, delta, reason) values (gen_random_uuid(), $1, $2, 'SIGNUP')`,
    [id, entry],
  )
  return id
}

describe('ledger verify', () => {
  it('exits with 0 and says what it checked when the ledger is right', async () => {
    const database = keep(await createTestDatabase())
    await addUser(database, 10)
    const environment = environmentOf(database)
    expect(await runProgram('admin', verify, environment)).toEqual({
      code: 0,
      output: 'The ledger is right: 1 users, 1 entries, 0 jobs.\n',
    })
    const { code, output } = await runProgram('admin', [...verify, '--json'], environment)
    expect(code).toBe(0)
    expect(JSON.parse(output)).toEqual({
      clean: true,
      checked: { users: 1, entries: 1, jobs: 0 },
      broken: {},
      findings: [],
    })
  })

  it('exits with 1 and names the violations, as a table and as JSON', async () => {
    const database = keep(await createTestDatabase())
    await addUser(database, 10)
    const userId = await addUser(database, 7)
    const environment = environmentOf(database)
    const table = await runProgram('admin', verify, environment)
    expect(table.code).toBe(1)
    expect(table.output).toMatch(/^rule +user +job +expected +found\n-/)
    expect(table.output).toMatch(new RegExp(`^balance-differs +${userId} +- +7 +10$`, 'm'))
    const document = await runProgram('admin', [...verify, '--json'], environment)
    expect(document.code).toBe(1)
    expect(JSON.parse(document.output)).toEqual({
      clean: false,
      checked: { users: 2, entries: 2, jobs: 0 },
      broken: { 'balance-differs': 1 },
      findings: [{ rule: 'balance-differs', userId, jobId: null, expected: '7', found: '10' }],
    })
  })

  it('reads an embedded database beside the service that owns it, and alone after that service has ended', async () => {
    const folder = keep(await createTestFolder())
    const environment = { DATA_DIR: join(folder.path, 'data'), ...limitsOff }
    const service = await startService('all', environment)
    const client = new Client(service.url)
    await client.register()
    const clean = { code: 0, output: 'The ledger is right: 1 users, 1 entries, 0 jobs.\n' }
    expect(await runProgram('admin', verify, environment)).toEqual(clean)
    expect((await client.get('/auth/current-user')).status).toBe(200)
    expect(await service.kill('SIGTERM')).toBe(0)
    expect(await runProgram('admin', verify, environment)).toEqual(clean)
    expect(existsSync(join(environment.DATA_DIR, 'postgres', 'postmaster.pid'))).toBe(false)
  })
})

describe('the admin program', () => {
  it.each([
    ['no command', []],
    ['a command that there is not', ['ledger', 'mend']],
    ['an option that there is not', [...verify, '--jsn']],
  ])('ends with 2 and the way to use it for %s', async (_what, args) => {
    const { code, output } = await runProgram('admin', args, {})
    expect(code).toBe(2)
    expect(output).toContain('Usage: node dist/bin/admin.js <command>')
  })

  it('exits with 2 and says what to correct when the configuration is wrong', async () => {
    expect(await runProgram('admin', verify, { PORT: 'many' })).toEqual({
      code: 2,
      output: 'The configuration is wrong:\n  PORT must be a whole number from 0 to 65535\n',
    })
  })

  it('exits with 2 and says what happened when the database does not answer', async () => {
    const { code, output } = await runProgram('admin', verify, {
      DATABASE_URL: 'postgres://a:b@127.0.0.1:1/c',
      JWT_SECRET: testSecret,
    })
    expect(code).toBe(2)
    expect(output).toContain('ECONNREFUSED')
  })

  it('exits with 2 when there is no embedded database yet, and creates none', async () => {
    const folder = keep(await createTestFolder())
    const { code, output } = await runProgram('admin', verify, { DATA_DIR: join(folder.path, 'data') })
    expect(code).toBe(2)
    expect(output).toContain('There is no database in')
    expect(existsSync(join(folder.path, 'data'))).toBe(false)
  })

  it('answers --help with every command, and for each command with its own help', async () => {
    const program = await runProgram('admin', ['--help'], {})
    expect(program.code).toBe(0)
    expect(program.output).toMatch(/ledger verify +Proves/)
    const command = await runProgram('admin', [...verify, '--help'], {})
    expect(command.code).toBe(0)
    expect(command.output).toContain('refund-missing')
  })
})

it('a worker audits the ledger every night, and reports violations in one log line', async () => {
  const database = keep(await createTestDatabase())
  const userId = await addUser(database, 7)
  const worker = keep(await startService('worker', environmentOf(database)))
  const log = createLog({ level: 'silent', format: 'json' })
  const queue = keep(await openQueue({ kind: 'postgres', url: database.url }, [auditLedgerJob], log))
  await waitFor(
    'the next night to be planned',
    async () => (await queue.counts(auditLedgerJob)).delayed === 1,
  )
  await queue.enqueue(auditLedgerJob, {}, { id: 'by-hand' })
  const line = await waitFor('the alarm', () => findLine(worker.output(), 'the ledger is off'))
  expect(line).toMatchObject({
    level: 50,
    checked: { users: 1, entries: 1, jobs: 0 },
    broken: { 'balance-differs': 1 },
    findings: [{ rule: 'balance-differs', userId, expected: '7', found: '10' }],
  })
})
