import { io } from 'socket.io-client'
import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../../../../../test/harness/administrator.ts'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { callWithKey, makeKey } from '../../../../../test/harness/api-key.ts'
import { type Answer, errorCodeOf, testPassword } from '../../../../../test/harness/client.ts'
import { acceptByHand } from '../../../../../test/harness/job-by-hand.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { connectApp } from '../../../../../test/harness/oauth-program.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { userList, valuesOfUsers } from './read-users.ts'

const api = keepForSuite(await startTestApi())
const made = await signUpAdministrator(api)
const admin = made.client
const adminId = made.id

type User = {
  id: string
  email: string
  credits: number
  plan: string
  role: string
  suspendedAt: string | null
}
const userOf = ({ body }: Answer) => (body as { user: User }).user
const usersOf = ({ body }: Answer) => (body as { users: User[] }).users
const reason = 'a good reason'

describe('searching users', () => {
  it('finds by the prefix of an address or a name in any case, and by id, newest first', async () => {
    const mark = `x${crypto.randomUUID().slice(0, 8)}`
    const first = await api.signUp(`${mark}.one@example.com`)
    const second = await api.signUp(`${mark}.two@example.com`)
    await first.client.patch('/user/profile', { name: `${mark.toUpperCase()} Lovelace` })
    const byAddress = await admin.get(`/admin/users?q=${mark.toUpperCase()}`)
    expect(usersOf(byAddress).map(({ id }) => id)).toEqual([second.id, first.id])
    expect(usersOf(await admin.get(`/admin/users?q=${mark}%20love`)).map(({ id }) => id)).toEqual([first.id])
    const [found] = usersOf(await admin.get(`/admin/users?q=${second.id}`))
    expect(found).toEqual({
      id: second.id,
      kind: 'person',
      email: second.email,
      name: 'Ada',
      plan: 'FREE',
      role: 'USER',
      credits: 10,
      emailVerified: false,
      suspendedAt: null,
      createdAt: expect.stringMatching(/Z$/),
      lastUsedAt: expect.stringMatching(/Z$/),
      pictures: 0,
    })
    expect(usersOf(await admin.get('/admin/users?q=%25'))).toEqual([])
  })

  it('filters by plan, role and state, and gives every user on one page only', async () => {
    const users = await Promise.all([api.signUp(), api.signUp(), api.signUp()])
    for (const { id } of users) await admin.patch(`/admin/users/${id}`, { plan: 'CUSTOMER', reason })
    await admin.post(`/admin/users/${users[0]?.id}/suspend`, { reason })
    const seen: string[] = []
    for (let cursor = ''; ; ) {
      const answer = await admin.get(`/admin/users?plan=CUSTOMER&state=active&limit=1${cursor}`)
      seen.push(...usersOf(answer).map(({ id }) => id))
      const { nextCursor } = answer.body as { nextCursor: string | null }
      if (!nextCursor) break
      cursor = `&cursor=${nextCursor}`
    }
    expect(seen.sort()).toEqual([users[1]?.id, users[2]?.id].sort())
    const suspended = usersOf(await admin.get('/admin/users?state=suspended&plan=CUSTOMER'))
    expect(suspended.map(({ id }) => id)).toEqual([users[0]?.id])
    expect(usersOf(await admin.get('/admin/users?role=ADMIN')).map(({ id }) => id)).toContain(adminId)
  })

  it.each(['plan=GOLD', 'role=admin', 'state=gone', 'limit=many', 'cursor=nonsense'])(
    'refuses %s',
    async (query) => {
      expect((await admin.get(`/admin/users?${query}`)).status).toBe(400)
    },
  )

  it('is served by indexes, however many users there are', async () => {
    const { pool } = api.database
    await pool.query(
      `insert into users (id, email, name, plan, created_at)
       select gen_random_uuid(), 'many' || n || '@example.com', 'Person ' || n, case when n % 1000 = 0 then 'CUSTOMER' else 'FREE' end, now() - n * interval '1 second'
       from generate_series(1, 40000) n`,
    )
    await pool.query('vacuum analyze users')
    const page = { cursor: undefined, limit: 51 }
    for (const [filter, index] of [
      [{ q: 'many39999' }, 'users_email_prefix'],
      [{ q: 'Person 39999' }, 'users_name_prefix'],
      [{ q: 'many3' }, /users_(newest|email_prefix)/],
      [{ plan: 'CUSTOMER' }, 'users_paying'],
      [{ role: 'ADMIN' }, 'users_admins'],
      [{ state: 'suspended' }, 'users_suspended'],
      [{}, 'users_newest'],
    ] as const) {
      const list = userList({ filter, cursor: undefined })
      const values = list.order(valuesOfUsers(filter, page))
      const { rows } = await pool.query(`explain (format json) ${list.text}`, values)
      const plan = JSON.stringify(rows)
      expect(plan, JSON.stringify(filter)).toMatch(index)
      expect(plan).not.toMatch(/Seq Scan","[^{]*"Relation Name":"users"/)
    }
  })
})

it('a user is shown with sessions, jobs by state and the latest entries of the ledger', async () => {
  const { client, id } = await api.signUp()
  const job = await acceptByHand(api, client, id)
  await acceptByHand(api, client, id)
  await job.start()
  await job.fail()
  expect((await admin.get(`/admin/users/${id}`)).body).toMatchObject({
    user: { id, credits: 9 },
    sessions: 1,
    jobs: { queued: 1, running: 0, succeeded: 0, failed: 1 },
    entries: [
      { delta: 1, reason: 'REFUND', jobId: job.id },
      { delta: -1, reason: 'CHARGE' },
      { delta: -1, reason: 'CHARGE', jobId: job.id },
      { delta: 10, reason: 'SIGNUP', jobId: null },
    ],
  })
  expect((await admin.get('/admin/users/nonsense')).status).toBe(404)
})

describe('grants of credits', () => {
  it('add and remove credits with an entry that has the reason, down to 0', async () => {
    const { id } = await api.signUp()
    const grant = (amount: unknown) => admin.post(`/admin/users/${id}/credits`, { amount, reason })
    expect(userOf(await grant(5)).credits).toBe(15)
    expect(errorCodeOf(await grant(-16))).toBe('balance_out_of_range')
    expect(userOf(await grant(-15)).credits).toBe(0)
    for (const amount of [0, 0.5, '5', 1_000_001, null]) expect((await grant(amount)).status).toBe(400)
    const { rows } = await api.database.pool.query(
      `select delta, note from credit_entries where user_id = $1 and reason = 'GRANT' order by created_at`,
      [id],
    )
    expect(rows).toEqual([
      { delta: 5, note: reason },
      { delta: -15, note: reason },
    ])
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('with an idempotency key are given once', async () => {
    const [{ id }, other] = [await api.signUp(), await api.signUp()]
    const headers = { 'idempotency-key': crypto.randomUUID() }
    const grant = (userId: string, amount: number) =>
      admin.post(`/admin/users/${userId}/credits`, { amount, reason }, headers)
    expect((await grant(id, 5)).headers.get('idempotency-replayed')).toBeNull()
    const again = await grant(id, 5)
    expect([again.status, userOf(again).credits]).toEqual([200, 15])
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect((await grant(id, 6)).status).toBe(409)
    expect((await grant(other.id, 5)).status).toBe(409)
    expect(userOf(await admin.get(`/admin/users/${other.id}`)).credits).toBe(10)
  })
})

describe('a suspended user', () => {
  it('has no access at once: requests, refresh, login and sockets', async () => {
    const { client, id, email } = await api.signUp()
    const socket = client.connect()
    let closed = false
    socket.on('disconnect', () => {
      closed = true
    })
    await waitFor('the socket', () => socket.connected)
    const answer = await admin.post(`/admin/users/${id}/suspend`, { reason })
    expect(userOf(answer).suspendedAt).toMatch(/Z$/)
    expect((await client.get('/auth/current-user')).status).toBe(401)
    expect((await client.post('/auth/refresh')).status).toBe(401)
    await waitFor('the socket to be closed', () => closed)
    const login = await api.client().post('/auth/login', { email, password: testPassword })
    expect([login.status, errorCodeOf(login)]).toEqual([403, 'account_suspended'])
    const guess = await api.client().post('/auth/login', { email, password: 'another password' })
    expect([guess.status, errorCodeOf(guess)]).toEqual([401, 'invalid_credentials'])
  })

  it('has no running jobs any more, and gets refunds', async () => {
    const { client, id } = await api.signUp()
    const running = await acceptByHand(api, client, id)
    await running.start()
    await acceptByHand(api, client, id)
    await admin.post(`/admin/users/${id}/suspend`, { reason })
    expect((await admin.get(`/admin/users/${id}`)).body).toMatchObject({
      user: { credits: 10 },
      sessions: 0,
      jobs: { queued: 0, running: 0, failed: 2 },
    })
    await expect(running.succeed()).rejects.toThrow()
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('signs in again after a restore, to the same account', async () => {
    const { client, id, email } = await api.signUp()
    await admin.post(`/admin/users/${id}/suspend`, { reason })
    expect(userOf(await admin.post(`/admin/users/${id}/restore`, { reason })).suspendedAt).toBeNull()
    expect((await client.get('/auth/current-user')).status).toBe(401)
    const login = await client.post('/auth/login', { email, password: testPassword })
    expect(login.body).toMatchObject({ user: { id, credits: 10 } })
    const log = (await client.get('/auth/security-log')).body as { events: { action: string }[] }
    expect(log.events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['account_suspended', 'account_restored']),
    )
  })

  it('keeps public pictures public', async () => {
    const { client, id } = await api.signUp()
    const job = await acceptByHand(api, client, id)
    await job.start()
    await job.succeed()
    await admin.post(`/admin/users/${id}/suspend`, { reason })
    const { rows } = await api.database.pool.query('select id from generations where user_id = $1', [id])
    expect((await api.client().get(`/svg/${rows[0].id}/file.svg`)).status).toBe(200)
  })
})

describe('plans and roles', () => {
  it('change together or separately, and apply to the next request', async () => {
    const { client, id, email } = await api.signUp()
    const change = (body: object) => admin.patch(`/admin/users/${id}`, { reason, ...body })
    expect(userOf(await change({ plan: 'CUSTOMER' }))).toMatchObject({ plan: 'CUSTOMER', role: 'USER' })
    expect(userOf(await change({ plan: 'UNLIMITED', role: 'ADMIN' }))).toMatchObject({ role: 'ADMIN' })
    expect((await client.get('/admin/users?limit=1')).status).toBe(200)
    expect((await change({ plan: 'GOLD' })).status).toBe(400)
    expect((await change({ email })).status).toBe(200)
    const login = await api.client().post('/auth/login', { email, password: testPassword })
    expect(login.body).toMatchObject({ user: { plan: 'UNLIMITED' } })
    await change({ role: 'USER' })
  })

  it('nobody can suspend themselves, and the last administrator can neither lose the role nor delete the account', async () => {
    const alone = await startTestApi()
    try {
      const { client, id } = await signUpAdministrator(alone)
      expect(errorCodeOf(await client.post(`/admin/users/${id}/suspend`, { reason }))).toBe('own_account')
      expect(errorCodeOf(await client.patch(`/admin/users/${id}`, { role: 'USER', reason }))).toBe(
        'last_admin',
      )
      const other = await signUpAdministrator(alone)
      await client.post(`/admin/users/${other.id}/suspend`, { reason })
      // A suspended administrator cannot do anything.
      expect(errorCodeOf(await client.patch(`/admin/users/${id}`, { role: 'USER', reason }))).toBe(
        'last_admin',
      )
      const leave = () => client.delete('/user', { password: testPassword })
      expect(errorCodeOf(await leave())).toBe('last_admin')
      await client.post(`/admin/users/${other.id}/restore`, { reason })
      expect((await leave()).status).toBe(200)
    } finally {
      await alone[Symbol.asyncDispose]()
    }
  })
})

it('every action needs a reason, without control characters', async () => {
  const { id } = await api.signUp()
  const escapes = ['a\u001b[2J', '\u0000', 'two\nlines', '\u009b0m', 'a\u007f']
  for (const reason of [undefined, '', '  ', 'x'.repeat(501), ...escapes])
    expect((await admin.post(`/admin/users/${id}/suspend`, { reason })).status).toBe(400)
  for (const reason of ['x', ' spam, again ', 'שלום 🦊'])
    expect((await admin.post(`/admin/users/${id}/suspend`, { reason })).status).toBe(200)
})

describe('the programs of a user', () => {
  type Programs = { programs: { id: string; kind: string; name: string }[] }
  const programsOf = ({ body }: Answer) => (body as Programs).programs

  it('are the keys and apps in use, each of which is revoked with its tokens and sockets, for a reason', async () => {
    const { client, id } = await api.signUp()
    const other = await api.signUp()
    const [gone, kept] = [await makeKey(client), await makeKey(client)]
    const { body } = await connectApp(client)
    await client.delete(`/user/api-keys/${gone.id}`)
    const shown = programsOf(await admin.get(`/admin/users/${id}`))
    expect(shown).toEqual([
      expect.objectContaining({ id: kept.id, kind: 'key', name: 'Program', spentThisMonth: 0 }),
      expect.objectContaining({
        kind: 'app',
        name: 'Test program',
        scopes: ['pictures:read', 'account:read'],
      }),
    ])
    const revoke = (userId: string, programId: string | undefined) =>
      admin.post(`/admin/users/${userId}/programs/${programId}/revoke`, { reason })
    const app = shown.find(({ kind }) => kind === 'app')
    expect(errorCodeOf(await revoke(other.id, app?.id))).toBe('api_key_not_found')
    expect(errorCodeOf(await revoke(id, 'nothing'))).toBe('api_key_not_found')
    const socket = io(api.url, {
      transports: ['websocket'],
      reconnection: false,
      auth: { token: body.access_token },
    })
    keep({ [Symbol.asyncDispose]: async () => void socket.disconnect() })
    await new Promise((resolve, reject) => {
      socket.once('server:ready', resolve)
      socket.once('connect_error', reject)
    })
    const closed = new Promise((resolve) => socket.once('disconnect', resolve))
    expect(programsOf(await revoke(id, app?.id)).map((program) => program.id)).toEqual([kept.id])
    await closed
    const used = await callWithKey(api.url, body.access_token, 'GET', '/user/profile')
    expect([used.status, errorCodeOf(used)]).toEqual([401, 'revoked_access_token'])
    expect(programsOf(await revoke(id, kept.id))).toEqual([])
    expect((await revoke(id, kept.id)).status).toBe(404)
    const { acts } = (await admin.get(`/admin/acts?subject=${id}`)).body as { acts: object[] }
    expect(acts).toMatchObject([
      { action: 'user.revoke-api-key', reason, details: { keyId: kept.id } },
      { action: 'user.disconnect-app', reason, details: { keyId: app?.id } },
    ])
  })
})
