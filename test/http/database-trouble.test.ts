import { expect, it } from 'vitest'
import { startTestApi } from '../harness/api.ts'
import { testPassword } from '../harness/client.ts'
import { keepForSuite } from '../harness/keep.ts'
import { waitFor } from '../harness/wait.ts'

const api = keepForSuite(await startTestApi({ DATABASE_POOL_MAX: '5' }))

const body = () => ({
  name: 'Ada',
  email: `${crypto.randomUUID()}@example.com`,
  password: testPassword,
  agreedToTerms: true,
})

it('a connection that is lost during a transaction costs one request, which gets 503', async () => {
  const holder = await api.database.pool.connect()
  await holder.query('begin')
  await holder.query('lock table audit_events in access exclusive mode')
  const registering = api.client().post('/auth/register', body())
  await waitFor('the registration to wait for the lock', async () => {
    const { rows } = await api.database.pool.query<{ ended: boolean }>(
      `select pg_terminate_backend(pid) as ended from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and application_name = 'chatsvg test'`,
    )
    return rows.length > 0
  })
  const answer = await registering
  await holder.query('rollback')
  holder.release()
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('2')
  expect(answer.body).toMatchObject({ error: 'Service unavailable', code: 'service_unavailable' })
  expect((await api.client().post('/auth/register', body())).status).toBe(201)
})

it('a locked row delays only the requests that need it', async () => {
  const [victim, other] = [api.client(), api.client()]
  const { id } = await victim.register()
  await other.register()
  const holder = await api.database.pool.connect()
  await holder.query('begin')
  await holder.query('select from users where id = $1 for update', [id])
  const request = { prompt: 'a small boat at sea', style: 'flat' }
  const waiting = Promise.all(Array.from({ length: 3 }, () => victim.post('/svg/generate-svg', request)))
  const [reads, ready] = [await other.get('/auth/current-user'), await other.get('/ready')]
  const answers = await waiting
  await holder.query('rollback')
  holder.release()
  expect([reads.status, ready.status]).toEqual([200, 200])
  expect(answers.map(({ status }) => status)).toEqual([503, 503, 503])
  expect((await victim.post('/svg/generate-svg', request)).status).toBe(202)
  expect((await victim.get('/auth/current-user')).body).toMatchObject({ credits: 9 })
})
