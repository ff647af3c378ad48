import { expect, it } from 'vitest'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { openListDatabase } from '../../../../../test/harness/list-database.ts'
import { queryNamed, unlessTimedOut } from './index.ts'

it('a statement that reaches its time limit has no result; other errors stay errors', async () => {
  const { db, pool } = keep(openListDatabase(keep(await createTestDatabase())))
  const client = await pool.connect()
  await client.query('set statement_timeout = 50')
  client.release()
  expect(await unlessTimedOut(queryNamed(db, 'sleep', 'select pg_sleep(60)', []))).toBeUndefined()
  expect(await unlessTimedOut(queryNamed(db, 'one', 'select 1 as one', []))).toEqual([{ one: 1 }])
  await expect(unlessTimedOut(queryNamed(db, 'wrong', 'select 1 / 0', []))).rejects.toThrow()
})
