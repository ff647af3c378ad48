import { hash as hashBcrypt } from '@node-rs/bcrypt'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'

const api = keepForSuite(await startTestApi())

const good = () => ({
  name: 'Ada',
  email: `${crypto.randomUUID()}@example.com`,
  password: testPassword,
  agreedToTerms: true,
})

describe('registering', () => {
  it.each([
    [{ email: undefined }, 'Email is required'],
    [{ email: '   ' }, 'Email is required'],
    [{ email: 42 }, 'Email is required'],
    [{ email: `${'a'.repeat(250)}@example.com` }, 'Email is too long (max 254 characters)'],
    [{ email: 'not an address' }, 'Invalid email format'],
    [{ email: 'a\u0007b@example.com' }, 'Invalid email format'],
    [{ password: undefined }, 'Password is required'],
    [{ password: '1234567' }, 'Password must be at least 8 characters'],
    [{ password: `abc${'\u200b'.repeat(20)}` }, 'Password must be at least 8 characters'],
    [{ password: 'x'.repeat(129) }, 'Password is too long (max 128 characters)'],
    [{ password: 'Password123' }, 'Password is too common'],
    [{ name: undefined }, 'Name is required'],
    [{ name: ' ' }, 'Name is required'],
    [{ name: '\u200b' }, 'Name is required'],
    [{ name: 'a\u0007b' }, 'Name contains control characters'],
    [{ name: '🦊'.repeat(101) }, 'Name is too long (max 100 characters)'],
    [{ name: 'x'.repeat(101) }, 'Name is too long (max 100 characters)'],
    [
      { agreedToTerms: false },
      'You must accept the Terms of Service and Privacy Policy to create an account',
    ],
    [{ email: undefined, password: undefined, name: undefined }, 'Email is required'],
    [{ password: undefined, name: undefined, agreedToTerms: false }, 'Password is required'],
  ])('answers %j with the text of the contract', async (change, text) => {
    const answer = await api.client().post('/auth/register', { ...good(), ...change })
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      error: text,
      code: 'invalid_registration',
      status: 400,
      requestId: expect.any(String),
      details: [{ path: expect.stringMatching(/^\/(email|password|name|agreedToTerms)$/), message: text }],
    })
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
    expect(answer.headers.getSetCookie().some((cookie) => cookie.startsWith('token='))).toBe(false)
  })

  it('gives the account, its credits and both cookies with their flags', async () => {
    const wanted = good()
    const answer = await api
      .client()
      .post('/auth/register', { ...wanted, email: ` ${wanted.email.toUpperCase()} ` })
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({
      user: { id: expect.any(String), name: 'Ada', email: wanted.email, avatar: null, credits: 10 },
    })
    const cookies = answer.headers.getSetCookie()
    expect(cookies.find((cookie) => cookie.startsWith('token='))).toMatch(
      /; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(cookies.find((cookie) => cookie.startsWith('refreshToken='))).toMatch(
      /; Max-Age=604800; Path=\/api\/auth; HttpOnly; SameSite=Lax$/,
    )
  })

  it('makes one account of ten parallel sign-ups with one address, and tells the others that it is taken', async () => {
    const body = good()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => api.client().post('/auth/register', body)),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    const refused = answers.filter(({ status }) => status === 400)
    expect(refused).toHaveLength(9)
    for (const { body } of refused) expect(body).toMatchObject({ error: 'Email is invalid or already taken' })
  })

  it.each(['🦊'.repeat(51), '🦊'.repeat(100), 'e\u0301'.repeat(100), 'נועה \u200fכהן', '狐'])(
    'takes a name of at most 100 characters as people count them: %j',
    async (name) => {
      const answer = await api.client().post('/auth/register', { ...good(), name })
      expect(answer.status).toBe(201)
      expect(answer.body).toMatchObject({ user: { name } })
    },
  )

  it('keeps passwords whole: Unicode, spaces at the ends and all 128 characters', async () => {
    const password = ` ${'ж'.repeat(125)}é `
    const { email } = await api.client().register(undefined, password)
    expect((await api.client().post('/auth/login', { email, password })).status).toBe(200)
    for (const wrong of [password.trim(), password.slice(0, 72), `${password.slice(0, 127)}x`]) {
      expect((await api.client().post('/auth/login', { email, password: wrong })).status).toBe(401)
    }
  })

  it('stores Argon2id hashes and only hashes of refresh tokens', async () => {
    const { client, id } = await api.signUp()
    const { rows } = await api.database.pool.query(
      `select u.password_hash, t.token_hash from users u join sessions s on s.user_id = u.id join refresh_tokens t on t.session_id = s.id where u.id = $1`,
      [id],
    )
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(rows[0].token_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(rows[0].token_hash).not.toContain(client.cookies.get('refreshToken'))
  })
})

describe('logging in', () => {
  it('answers a wrong password, an unknown address and an account without a password alike', async () => {
    const { id, email } = await api.client().register()
    const answers = [
      await api.client().post('/auth/login', { email, password: 'not the password' }),
      await api.client().post('/auth/login', { email: 'nobody@example.com', password: testPassword }),
    ]
    await api.database.pool.query('update users set password_hash = null where id = $1', [id])
    answers.push(await api.client().post('/auth/login', { email, password: testPassword }))
    for (const { status, body } of answers) {
      expect(status).toBe(401)
      expect(body).toMatchObject({ error: 'Invalid credentials', code: 'invalid_credentials' })
    }
  })

  it('remembers for 30 days when asked, and says so after a rotation too', async () => {
    const { email } = await api.client().register()
    const client = api.client()
    const login = await client.post('/auth/login', {
      email: email.toUpperCase(),
      password: testPassword,
      rememberMe: true,
    })
    expect(login.body).toMatchObject({ user: { email, plan: 'FREE', credits: 10 } })
    const refreshed = await client.post('/auth/refresh')
    for (const { headers } of [login, refreshed]) {
      expect(headers.getSetCookie().find((cookie) => cookie.startsWith('refreshToken='))).toContain(
        'Max-Age=2592000',
      )
    }
  })

  it('verifies the bcrypt hash of an older database, and upgrades it', async () => {
    const { id, email } = await api.client().register()
    const old = await hashBcrypt(testPassword, 10)
    await api.database.pool.query('update users set password_hash = $2 where id = $1', [id, old])
    expect((await api.client().post('/auth/login', { email, password: 'wrong one' })).status).toBe(401)
    expect((await api.client().post('/auth/login', { email, password: testPassword })).status).toBe(200)
    const { rows } = await api.database.pool.query('select password_hash from users where id = $1', [id])
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$/)
    expect((await api.client().post('/auth/login', { email, password: testPassword })).status).toBe(200)
  })

  it('does not upgrade a bcrypt hash with more than bcrypt has read', async () => {
    const { id, email } = await api.client().register()
    const read = 'a long walk by the sea '.repeat(4).slice(0, 72)
    const old = await hashBcrypt(read, 10)
    await api.database.pool.query('update users set password_hash = $2 where id = $1', [id, old])
    const logIn = async (password: string) =>
      (await api.client().post('/auth/login', { email, password })).status
    expect(await logIn(`${read} and whatever somebody types`)).toBe(200)
    expect(await logIn(`${read} and what its owner chose`)).toBe(200)
    expect(await logIn(read)).toBe(200)
    const { rows } = await api.database.pool.query('select password_hash from users where id = $1', [id])
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$/)
  })

  it('opens a new session each time', async () => {
    const { id, email } = await api.client().register()
    await Promise.all([1, 2].map(() => api.client().post('/auth/login', { email, password: testPassword })))
    const { rows } = await api.database.pool.query(
      'select count(*)::int as count from sessions where user_id = $1',
      [id],
    )
    expect(rows[0].count).toBe(3)
  })
})

describe('a session', () => {
  it('tells who is signed in', async () => {
    const client = api.client()
    const user = await client.register()
    expect((await client.get('/auth/current-user')).body).toEqual({ ...user, name: 'Ada', avatar: null })
  })

  it('is required, and a forged or foreign token is refused', async () => {
    const client = api.client()
    expect((await client.get('/auth/current-user')).body).toMatchObject({ error: 'No token provided' })
    const unsigned =
      `${btoa('{"alg":"none","typ":"at+jwt"}')}.${btoa('{"sub":"x","sid":"y","exp":9999999999}')}.`.replaceAll(
        '=',
        '',
      )
    for (const token of ['rubbish', unsigned]) {
      const answer = await client.get('/auth/current-user', { authorization: `Bearer ${token}` })
      expect(answer.status).toBe(401)
      expect(answer.body).toMatchObject({ error: 'Invalid token' })
    }
  })

  it('is over at logout: access token, refresh token and socket', async () => {
    const { client } = await api.signUp()
    const before = client.fork()
    const socket = client.connect()
    await new Promise((resolve) => socket.on('connect', () => resolve(undefined)))
    const closed = new Promise((resolve) => socket.on('disconnect', resolve))
    const answer = await client.post('/auth/logout')
    expect(answer.body).toEqual({ message: 'Logged out successfully', success: true })
    expect([...client.cookies.keys()]).toEqual(['csrf-token', 'device'])
    await closed
    expect((await before.get('/auth/current-user')).status).toBe(401)
    expect((await before.post('/auth/refresh')).status).toBe(401)
    expect((await client.get('/auth/current-user')).body).toMatchObject({ error: 'No token provided' })
  })

  it('of a deleted user is reported as such by the current-user call', async () => {
    const { client, id } = await api.signUp()
    await api.database.pool.query('delete from users where id = $1', [id])
    const answer = await client.get('/auth/current-user')
    expect(answer.status).toBe(404)
    expect(answer.body).toMatchObject({ error: 'User not found' })
    expect((await client.get('/svg/history')).status).toBe(401)
  })

  it('works with a bearer token and without cookies, then needing no CSRF token', async () => {
    const { client } = await api.signUp()
    const authorization = `Bearer ${client.cookies.get('token')}`
    const bare = api.client()
    const answer = await bare.send('POST', '/svg/generate-svg', {
      csrf: false,
      headers: { authorization },
      body: { prompt: 'a green bicycle at rest', style: 'outline' },
    })
    expect(answer.status).toBe(202)
  })
})
