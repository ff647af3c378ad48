import { isPgPool } from 'bullmq'
import pg from 'pg'
import { pino } from 'pino'
import Type from 'typebox'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../../../../../test/harness/database.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { defineJob, handleJob, openQueue, startWorker } from './index.ts'
import { shareListener } from './share-listener.ts'

const log = pino({ level: 'silent' })
const definitions = ['first', 'second', 'third'].map((name) =>
  defineJob({ name, payload: Type.Object({}), timeoutMs: 10_000 }),
)

/** Workers of several queues, and what they have handled. */
async function startWorkers() {
  const { url } = keep(await createTestDatabase())
  const connection = { kind: 'postgres' as const, url }
  const handled: string[] = []
  const handlers = definitions.map((definition) =>
    handleJob(definition, async (_payload, { id }) => void handled.push(id)),
  )
  const queue = keep(await openQueue(connection, definitions, log))
  keep(await startWorker(connection, { definitions, handlers, concurrency: 1, graceMs: 1_000, log }))
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  keep({ [Symbol.asyncDispose]: () => client.end() })
  const listPids = async () => {
    const { rows } = await client.query<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and query like '%LISTEN bullmq_jobs%' and pid <> pg_backend_pid()`,
    )
    return rows.map(({ pid }) => pid)
  }
  await waitFor('a listening connection', async () => (await listPids()).length > 0)
  return { queue, handled, client, listPids }
}

test('the workers of a process listen on one connection, which is replaced when it breaks', async () => {
  const { queue, handled, client, listPids } = await startWorkers()
  const enqueueAll = (id: string) =>
    Promise.all(
      definitions.map((definition) => queue.enqueue(definition, {}, { id: `${definition.name}-${id}` })),
    )
  await enqueueAll('before')
  await waitFor('entries of all queues', () => handled.length === 3)
  const [pid, ...others] = await listPids()
  expect(others).toEqual([])

  await client.query('select pg_terminate_backend($1)', [pid])
  await waitFor('another connection', async () => {
    const [next] = await listPids()
    return next !== undefined && next !== pid
  })
  await enqueueAll('after')
  await waitFor('entries of all queues', () => handled.length === 6)
  expect(await listPids()).toHaveLength(1)
})

test('an error of the connection that arrives after it was given back is ignored', async () => {
  const { url } = keep(await createTestDatabase())
  const pool = new pg.Pool({ connectionString: url })
  keep({ [Symbol.asyncDispose]: () => pool.end() })
  pool.on('error', () => undefined)
  const acquired = new Promise<pg.PoolClient>((resolve) => pool.once('acquire', resolve))
  {
    using shared = shareListener(pool)
    if (!isPgPool(shared.connection)) throw new Error('BullMQ would open a pool of its own')
    await shared.connection.connect()
  }
  const client = await acquired
  await waitFor('the connection to be given back', () => pool.totalCount === 0)
  // As when PostgreSQL stops at that moment, and its last message is already on the way.
  client.emit('error', new Error('terminating connection due to administrator command'))
})

test('while a worker runs, no event of an entry is announced to the database', async () => {
  const { queue, handled, client } = await startWorkers()
  const announced: (string | undefined)[] = []
  client.on('notification', ({ payload }) => announced.push(payload))
  await client.query('LISTEN bullmq_events')
  const [definition] = definitions
  if (!definition) throw new Error('no definition')
  for (const id of ['one', 'two', 'three']) await queue.enqueue(definition, {}, { id })
  await waitFor('the entries', () => handled.length === 3)
  // A notification of an earlier commit arrives before the answer to this.
  await client.query('select 1')
  expect(announced).toEqual([])
})
