import { expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { keep } from '../../../../../test/harness/keep.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'

it('lists that hang use only their share of the connections and end in time, and accounts answer', async () => {
  const api = keep(await startTestApi({ DATABASE_POOL_MAX: '6', DATABASE_CONNECTION_TIMEOUT_MS: '1500' }))
  const { client: owner } = await api.signUp()
  const blocker = await api.database.pool.connect()
  try {
    await blocker.query('begin; lock table generations in access exclusive mode')
    const startedAtMs = performance.now()
    const lists = Array.from({ length: 20 }, (_, at) => api.client().get(`/svg/public?limit=${at + 1}`))
    const { pool } = api.resources.listDatabase
    await waitFor('lists to wait for a connection', () => pool.totalCount === 2 && pool.waitingCount > 10)
    const { rows } = await api.database.pool.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
    )
    expect(rows[0]?.waiting).toBeLessThanOrEqual(2)
    expect((await owner.get('/user/profile')).status).toBe(200)
    expect((await owner.get('/notification/badge')).status).toBe(200)
    const answers = await Promise.all(lists)
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(503))
    expect(answers.every(({ headers }) => headers.has('retry-after'))).toBe(true)
    // Elsewhere a lock times out after 1.5 s and a statement after 15 s; these end after one second each.
    expect(performance.now() - startedAtMs).toBeLessThan(10_000)
  } finally {
    await blocker.query('rollback')
    blocker.release()
  }
  expect((await api.client().get('/svg/public')).status).toBe(200)
})
