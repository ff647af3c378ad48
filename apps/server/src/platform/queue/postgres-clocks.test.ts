import pg from 'pg'
import { pino } from 'pino'
import Type from 'typebox'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { defineJob, handleJob, openQueue, startWorker } from './index.ts'

const log = pino({ level: 'silent' })
const future = `(extract(epoch from now() + interval '10 minutes') * 1000)::bigint`

test('an entry of a dead worker whose clock ran ahead is delivered again, long before that clock says so', async () => {
  const { url } = keep(await createTestDatabase())
  const connection = { kind: 'postgres' as const, url }
  const definition = defineJob({ name: 'ahead', payload: Type.Object({}), timeoutMs: 10_000 })
  const queue = keep(await openQueue(connection, [definition], log))
  await queue.enqueue(definition, {}, { id: 'held' })
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  const { rowCount } = await pool.query(
    `update bullmq.job set state = 'active', lock_token = 'gone', locked_until_ms = ${future} where id = 'held'`,
  )
  expect(rowCount).toBe(1)
  await pool.query(
    `insert into bullmq.meta (queue, field, value) select queue, 'stalled-check', (${future})::text from bullmq.job where id = 'held'`,
  )
  await pool.end()
  const handled: string[] = []
  const handler = handleJob(definition, async (_payload, { id }) => void handled.push(id))
  const options = { definitions: [definition], handlers: [handler], concurrency: 1, graceMs: 1_000, log }
  keep(await startWorker(connection, options))
  await waitFor('the entry', () => handled.length === 1)
  expect(handled).toEqual(['held'])
})
