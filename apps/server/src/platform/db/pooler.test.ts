import { describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { canRunPooler, type PoolerOptions, startTestPooler } from '../../../../../test/harness/pgbouncer.ts'
import { createLog } from '../log/index.ts'
import { openDatabase, queryNamed } from './open-database.ts'
import { assertKeepsSessions, findPooler } from './pooler.ts'

const log = createLog({ level: 'silent', format: 'json' })

async function openPooled(options?: PoolerOptions) {
  const database = keep(await createTestDatabase())
  const pooler = keep(await startTestPooler(database.url, options))
  return { directUrl: database.url, url: pooler.url, pool: database.pool }
}

test('an address without a pooler keeps sessions', async () => {
  const { url } = keep(await createTestDatabase())
  expect(await assertKeepsSessions(url, 'DATABASE_URL')).toBe(false)
  expect(await findPooler(url, url)).toBeUndefined()
})

describe.runIf(canRunPooler())('behind PgBouncer', () => {
  test('in transaction mode, an address for what listens is refused', async () => {
    const { url } = await openPooled()
    await expect(assertKeepsSessions(url, 'DATABASE_URL')).rejects.toThrow(/Set DATABASE_DIRECT_URL to/)
    await expect(assertKeepsSessions(url, 'DATABASE_DIRECT_URL')).rejects.toThrow(
      /must be the address of Post/,
    )
  })

  test('in session mode, what listens hears', async () => {
    const { url } = await openPooled({ mode: 'session' })
    expect(await assertKeepsSessions(url, 'DATABASE_URL')).toBe(true)
  })

  test('a pooler without limits, or with a longer one, is refused with the settings to add', async () => {
    const unlimited = await openPooled({ connectQuery: '' })
    await expect(findPooler(unlimited.url, unlimited.directUrl)).rejects.toThrow(
      /connect_query = 'set statement_timeout = 15000; set lock_timeout = 1500; set idle_in_transaction_session_timeout = 15000'/,
    )
    const long = await openPooled({
      connectQuery:
        'set statement_timeout = 15000; set lock_timeout = 60000; set idle_in_transaction_session_timeout = 1000',
    })
    await expect(findPooler(long.url, long.directUrl)).rejects.toThrow(
      /connect_query = 'set lock_timeout = 1500'/,
    )
  })

  test('a pooler in front of another database is refused', async () => {
    const { url } = await openPooled()
    const other = keep(await createTestDatabase())
    await expect(findPooler(url, other.url)).rejects.toThrow(/lead to different databases/)
  })

  test('named statements and transactions work for many clients on few connections of the server', async () => {
    const { url, directUrl, pool } = await openPooled({ poolSize: 3 })
    const pooler = await findPooler(url, directUrl)
    const clients = Array.from({ length: 4 }, () =>
      keep(openDatabase({ url, pooler, poolMax: 5, applicationName: 'pooled' }, log)),
    )
    const answers = Array.from({ length: 200 }, async (_, number) => {
      const { db } = clients[number % clients.length] as (typeof clients)[number]
      if (number % 10 !== 0)
        return queryNamed<{ n: number }>(db, `double_${number % 7}`, 'select $1::int * 2 as n', [number])
      return db.transaction(async (tx) => {
        const [first] = await queryNamed<{ pid: number }>(tx, 'pid', 'select pg_backend_pid() as pid', [])
        const [second] = await queryNamed<{ pid: number; n: number }>(
          tx,
          'pid_and_double',
          'select pg_backend_pid() as pid, $1::int * 2 as n',
          [number],
        )
        expect(second?.pid).toBe(first?.pid)
        return [{ n: second?.n }]
      })
    })
    expect((await Promise.all(answers)).map(([row]) => row?.n)).toEqual(
      answers.map((_, number) => number * 2),
    )
    const { rows } = await pool.query("select 1 from pg_stat_activity where application_name = 'pooled'")
    expect(rows.length).toBeLessThanOrEqual(3)
  })

  test('settings and a limit of one pool apply to its statements, also after a failed one, and to no others', async () => {
    const { url, directUrl } = await openPooled({ poolSize: 1 })
    const pooler = await findPooler(url, directUrl)
    const open = (more: { statementTimeoutMs?: number; settings?: Record<string, string> }) =>
      keep(openDatabase({ url, pooler, poolMax: 2, applicationName: 'pooled', ...more }, log))
    const lists = open({ statementTimeoutMs: 200, settings: { enable_seqscan: 'off' } })
    const usual = open({})
    const read = async ({ db }: typeof lists) => {
      const text =
        "select current_setting('enable_seqscan') as scan, current_setting('statement_timeout') as limit"
      return (await queryNamed(db, 'read_settings', text, []))[0]
    }
    for (let round = 0; round < 2; round += 1) {
      expect(await read(lists)).toEqual({ scan: 'off', limit: '200ms' })
      expect(await read(usual)).toEqual({ scan: 'on', limit: '15s' })
      await expect(queryNamed(lists.db, 'sleep', 'select pg_sleep(10)', [])).rejects.toMatchObject({
        code: '57014',
      })
    }
  })
})
