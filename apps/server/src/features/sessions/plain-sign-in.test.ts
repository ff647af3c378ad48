import { expect, it, onTestFinished } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { enableTotp } from '../../../../../test/harness/factors.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { waitForLock } from '../../../../../test/harness/wait.ts'
import { hashPassword } from '../accounts/index.ts'
import { liveSessionsMax } from './lifetimes.ts'

const api = keepForSuite(await startTestApi())
const { pool } = api.database
const elsewhere = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }

type SignIn = { status: number; statements: string[]; client: Client }

/** Signs in with a browser that holds nothing, and returns what the service asked of its pool meanwhile. */
async function signIn(email: string, headers: Record<string, string> = {}): Promise<SignIn> {
  const statements: string[] = []
  const servicePool = api.resources.database.pool
  const { query, connect } = servicePool
  servicePool.query = new Proxy(query, {
    apply(_, self, args) {
      statements.push((args[0] as { name?: string }).name ?? 'unnamed')
      return Reflect.apply(query, self, args)
    },
  })
  servicePool.connect = new Proxy(connect, {
    apply(_, self, args) {
      // The pool connects for each of its own statements as well, with a callback.
      if (args.length === 0) statements.push('transaction')
      return Reflect.apply(connect, self, args)
    },
  })
  try {
    const client = api.client()
    const { status } = await client.post('/auth/login', { email, password: testPassword }, headers)
    return { status, statements, client }
  } finally {
    servicePool.query = query
    servicePool.connect = connect
  }
}

const logIn = (email: string, password = testPassword) =>
  api.client().post('/auth/login', { email, password })

const plain = ['find_sign_in_account', 'sign_in_plainly']
const byTransaction = [...plain, 'transaction']

async function readWritten(userId: string) {
  const { rows } = await pool.query(
    `select (select count(*)::int from sessions where user_id = $1) as sessions,
       (select count(*)::int from refresh_tokens t join sessions s on s.id = t.session_id where s.user_id = $1) as tokens,
       (select count(*)::int from audit_events where user_id = $1 and action = 'log_in' and succeeded) as events,
       (select count(*)::int from known_devices where user_id = $1) as devices`,
    [userId],
  )
  return rows[0]
}

it('a sign-in of a known program is two statements, and writes the session, its token, the event and the device', async () => {
  const { id, email } = await api.signUp()
  const { status, statements, client } = await signIn(email)
  expect({ status, statements }).toEqual({ status: 200, statements: plain })
  expect(await readWritten(id)).toEqual({ sessions: 2, tokens: 2, events: 1, devices: 2 })
  expect((await client.get('/auth/current-user')).body).toMatchObject({ id })
  expect((await client.post('/auth/refresh')).status).toBe(200)
  const { rows } = await pool.query(
    `select signed_in_with, is_multi_factor, remember_me, host(ip_address::inet) as address, revoked_at,
       expires_at - last_used_at = interval '7 days' as week, absolute_expires_at - created_at = interval '90 days' as quarter
     from sessions where user_id = $1 order by id desc limit 1`,
    [id],
  )
  expect(rows).toEqual([
    {
      ...{ signed_in_with: 'password', is_multi_factor: false, remember_me: false, address: '127.0.0.1' },
      ...{ revoked_at: null, week: true, quarter: true },
    },
  ])
})

it('a device that is known by its cookie alone signs in plainly, and counts once', async () => {
  const { id, email, client } = await api.signUp()
  await client.post('/auth/logout')
  await pool.query(`update audit_events set user_agent = 'another' where user_id = $1`, [id])
  expect((await client.post('/auth/login', { email, password: testPassword })).status).toBe(200)
  expect(await readWritten(id)).toMatchObject({ events: 1, devices: 1 })
  const { rows } = await pool.query(
    `select count(*)::int as count from mail_letters where user_id = $1 and letter = 'new-device'`,
    [id],
  )
  expect(rows).toEqual([{ count: 0 }])
})

it('a wrong password writes one failed event and nothing else, however often', async () => {
  const { id, email } = await api.signUp()
  const answers = await Promise.all(Array.from({ length: 7 }, () => logIn(email, 'a guess')))
  expect(answers.map(({ status }) => status)).toEqual(Array(7).fill(401))
  const { rows } = await pool.query(
    `select count(*)::int as failed from audit_events where user_id = $1 and action = 'log_in' and not succeeded`,
    [id],
  )
  expect(rows).toEqual([{ failed: 7 }])
  expect(await readWritten(id)).toEqual({ sessions: 1, tokens: 1, events: 0, devices: 1 })
})

it('a new device is decided by a transaction, which writes the email', async () => {
  const { id, email } = await api.signUp()
  const { status, statements } = await signIn(email, elsewhere)
  expect(status).toBe(200)
  expect(statements.slice(0, 3)).toEqual(byTransaction)
  const { rows } = await pool.query(
    `select count(*)::int as count from mail_letters where user_id = $1 and letter = 'new-device'`,
    [id],
  )
  expect(rows).toEqual([{ count: 1 }])
})

it('a second factor is asked for', async () => {
  const { id, email, client } = await api.signUp()
  await enableTotp(client)
  const before = await readWritten(id)
  const { status, statements } = await signIn(email)
  expect(status).toBe(401)
  expect(statements).toEqual(byTransaction)
  expect(await readWritten(id)).toEqual(before)
})

it('a user with the maximum of sessions loses one, also of many sign-ins at once', async () => {
  const { id, email } = await api.signUp()
  await pool.query(
    `insert into sessions (id, user_id, remember_me, expires_at, absolute_expires_at, last_used_at)
     select gen_random_uuid(), $1, false, now() + interval '7 days', now() + interval '90 days', now() - interval '1 hour'
     from generate_series(1, $2)`,
    [id, liveSessionsMax - 3],
  )
  const answers = await Promise.all(Array.from({ length: 12 }, () => logIn(email)))
  expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200))
  const { rows } = await pool.query(`select count_live_sessions($1) as live`, [id])
  expect(rows).toEqual([{ live: liveSessionsMax }])
})

const changes: [string, string, number][] = [
  [
    'whose password is replaced',
    `update users set password_hash = '${await hashPassword('another password')}' where id = $1`,
    401,
  ],
  ['that loses its password', 'update users set password_hash = null where id = $1', 401],
  ['that is suspended', 'update users set suspended_at = now() where id = $1', 403],
  ['that is deleted', 'delete from users where id = $1', 401],
]
it.each(changes)(
  'an account %s while its password is checked gets no session',
  async (_what, change, expected) => {
    const { id, email } = await api.signUp()
    const other = await pool.connect()
    onTestFinished(() => other.release(true))
    await other.query('begin')
    await other.query('select from users where id = $1 for update', [id])
    const answer = signIn(email)
    await waitForLock(pool, 'the sign-in to wait')
    await other.query(change, [id])
    await other.query('commit')
    const { status, statements } = await answer
    expect(status).toBe(expected)
    expect(statements.slice(0, 3)).toEqual(byTransaction)
    const left = change.startsWith('delete') ? 0 : 1
    expect(await readWritten(id)).toEqual({ sessions: left, tokens: left, events: 0, devices: left })
  },
)
