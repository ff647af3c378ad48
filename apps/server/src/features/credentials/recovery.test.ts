import { once } from 'node:events'
import { hash as hashBcrypt } from '@node-rs/bcrypt'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { callWithKey, makeKey } from '../../../../../test/harness/api-key.ts'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { linkOf, startMailbox } from '../../../../../test/harness/mail-servers.ts'
import { waitFor, waitForLock } from '../../../../../test/harness/wait.ts'
import { makeWebhook } from '../../../../../test/harness/webhook-receiver.ts'
import { inWorkspace, makeWorkspace } from '../../../../../test/harness/workspace.ts'

const mailbox = keepForSuite(await startMailbox())
const api = keepForSuite(await startTestApi({ SMTP_URL: mailbox.url }, { worker: true }))

const newPassword = 'an evening in the hills'
const resetSubject = 'Reset your chatSVG password'
const changedSubject = 'Your password was changed'

async function askForReset(email: string): Promise<string> {
  const answer = await api.client().post('/auth/forgot-password', { email })
  expect(answer.status).toBe(200)
  const message = await mailbox.waitForEmail(email, resetSubject)
  return new URL(linkOf(message, /reset-password/)).searchParams.get('token') ?? ''
}

const reset = (token: unknown, password: unknown = newPassword) =>
  api.client().post('/auth/reset-password', { token, newPassword: password })

const logIn = (email: string, password: string) => api.client().post('/auth/login', { email, password })

/** The final states of the emails to an address. */
async function emailStatuses(recipient: string): Promise<string[]> {
  const { rows } = await api.database.pool.query(
    `select status from mail_letters where recipient = $1 and letter = 'reset-password' order by id`,
    [recipient],
  )
  return rows.map(({ status }) => status)
}

describe('a forgotten password', () => {
  it('is reset with the mailed link, which ends every session and its socket, signs nobody in, and tells the owner', async () => {
    const { client, email } = await api.signUp()
    const socket = client.connect()
    await once(socket as never, 'connect')
    const closed = once(socket as never, 'disconnect')
    const token = await askForReset(email)

    const visitor = client.fork()
    const answer = await visitor.post('/auth/reset-password', { token, newPassword })
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ message: 'Password has been reset successfully. Please log in again.' })
    expect([...visitor.cookies.keys()]).toEqual(['csrf-token', 'device'])
    await closed
    expect((await client.get('/auth/current-user')).status).toBe(401)
    expect((await client.post('/auth/refresh')).status).toBe(401)
    expect((await logIn(email, testPassword)).status).toBe(401)
    expect((await logIn(email, newPassword)).status).toBe(200)
    await mailbox.waitForEmail(email, changedSubject)
  })

  it('has a link that works once, also when it is used twenty times at once', async () => {
    const { email } = await api.client().register()
    const token = await askForReset(email)
    const answers = await Promise.all(Array.from({ length: 20 }, () => reset(token)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { status, body } of answers.filter((answer) => answer.status !== 200)) {
      expect(status).toBe(400)
      expect(body).toMatchObject({ error: 'Invalid or expired reset token' })
    }
  })

  it('keeps its link when the new password is refused', async () => {
    const { email } = await api.client().register()
    const token = await askForReset(email)
    for (const [password, error] of [
      ['short', 'Password must be at least 8 characters'],
      ['x'.repeat(129), 'Password is too long (max 128 characters)'],
      ['Password123', 'Password is too common'],
    ]) {
      const answer = await reset(token, password)
      expect(answer.status).toBe(400)
      expect(answer.body).toMatchObject({ error })
    }
    expect((await reset(token)).status).toBe(200)
  })

  it('has a link for an hour, of which only the newest works', async () => {
    const { email } = await api.client().register()
    const first = await askForReset(email)
    const second = await askForReset(email)
    expect((await reset(first)).status).toBe(400)
    await api.database.pool.query(
      `update password_resets set expires_at = now() - interval '1 second' where used_at is null and user_id = (select id from users where email = $1)`,
      [email],
    )
    expect((await reset(second)).status).toBe(400)
    const { rows } = await api.database.pool.query(
      `select extract(epoch from r.expires_at - r.created_at)::int as seconds from password_resets r join users u on u.id = r.user_id
       where u.email = $1 and r.expires_at > now()`,
      [email],
    )
    expect(rows).toEqual([{ seconds: 3600 }])
  })

  it('is invalid once the password was changed in another way', async () => {
    const { client, email } = await api.signUp()
    const token = await askForReset(email)
    await client.post('/auth/change-password', { currentPassword: testPassword, newPassword })
    expect((await reset(token, 'yet another password')).status).toBe(400)
  })

  it('gives an account without a password one, and proves its address', async () => {
    const { id, email } = await api.client().register()
    await api.database.pool.query('update users set password_hash = null where id = $1', [id])
    expect((await reset(await askForReset(email))).status).toBe(200)
    const client = api.client()
    expect((await client.post('/auth/login', { email, password: newPassword })).status).toBe(200)
    expect((await client.get('/user/profile')).body).toMatchObject({ user: { emailVerified: true } })
  })

  it('removes other ways to sign in from an account without a verified address, and keeps those of a verified one', async () => {
    for (const [isVerified, left] of [
      [false, 0],
      [true, 1],
    ] as const) {
      const { client, id, email } = await api.signUp()
      await api.database.pool.query(
        `insert into oauth_accounts (id, user_id, provider, provider_id) values (gen_random_uuid(), $1, 'github', gen_random_uuid()::text)`,
        [id],
      )
      await api.database.pool.query(
        'update users set email_verified_at = case when $2 then now() end where id = $1',
        [id, isVerified],
      )
      const { key } = await makeKey(client)
      await makeWebhook(client, { url: 'https://hooks.example/' })
      const use = async () => (await callWithKey(api.url, key, 'GET', '/user/profile')).status
      expect(await use()).toBe(200)
      expect((await reset(await askForReset(email))).status).toBe(200)
      const { rows } = await api.database.pool.query(
        'select count(*)::int as count from oauth_accounts where user_id = $1',
        [id],
      )
      expect(rows[0].count).toBe(left)
      expect(await use()).toBe(isVerified ? 200 : 401)
      const { rows: hooks } = await api.database.pool.query(
        'select disabled_reason as reason from webhooks where user_id = $1',
        [id],
      )
      expect(hooks).toEqual([{ reason: isVerified ? null : 'recovery' }])
    }
  })

  it('is asked for without telling who has an account: the same answer and the same work for every address', async () => {
    const { email } = await api.client().register()
    const unknown = `${crypto.randomUUID()}@example.com`
    const known = await api.client().post('/auth/forgot-password', { email })
    const nobody = await api.client().post('/auth/forgot-password', { email: unknown })
    expect(nobody.status).toBe(known.status)
    expect(nobody.body).toEqual(known.body)
    expect(nobody.body).toEqual({ message: 'If that email is registered, a reset link has been sent.' })
    await mailbox.waitForEmail(email, resetSubject)
    await waitFor('the email to nobody to be dropped', async () =>
      (await emailStatuses(unknown)).includes('DROPPED'),
    )
    expect(mailbox.messages().filter(({ to }) => to.includes(unknown))).toEqual([])
  })

  it('sends at most three emails an hour to an address, and the last link stays valid', async () => {
    const { email } = await api.client().register()
    const tokens = [await askForReset(email), await askForReset(email), await askForReset(email)]
    await api.client().post('/auth/forgot-password', { email })
    await waitFor('the fourth to be dropped', async () => (await emailStatuses(email))[3] === 'DROPPED')
    expect((await reset(tokens[2])).status).toBe(200)
  })

  it.each([
    ['/auth/forgot-password', {}, 'Email is required'],
    ['/auth/forgot-password', { email: 'no address' }, 'Invalid email format'],
    ['/auth/forgot-password', { email: ['a@example.com'] }, 'Email is required'],
    ['/auth/reset-password', {}, 'Missing required fields'],
    ['/auth/reset-password', { token: 'x' }, 'Missing required fields'],
    ['/auth/reset-password', { newPassword }, 'Missing required fields'],
    ['/auth/reset-password', { token: 1, newPassword }, 'Missing required fields'],
    ['/auth/reset-password', { token: 'made-up', newPassword }, 'Invalid or expired reset token'],
  ])('answers %s with %j by the text of the contract', async (path, body, error) => {
    const answer = await api.client().post(path, body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ error })
  })

  it('contains no name, because the person who signed up may have chosen it for a stranger to read', async () => {
    const email = `${crypto.randomUUID()}@example.com`
    const name = 'winner, claim your prize at https://evil.test/now'
    await api.client().post('/auth/register', { name, email, password: testPassword, agreedToTerms: true })
    await api.client().post('/auth/forgot-password', { email })
    for (const subject of [/Confirm/, /Reset/]) {
      const message = await mailbox.waitForEmail(email, subject)
      expect(`${message.text} ${message.html}`).not.toContain('evil')
    }
  })

  it('has an email that belongs to its owner: exported with their data, and deleted with their account', async () => {
    const { client, email } = await api.signUp()
    await askForReset(email)
    expect((await client.get('/user/export')).body).toMatchObject({
      letters: [{ letter: 'verify-email' }, { letter: 'reset-password' }],
    })
    await client.delete('/user', { password: testPassword })
    expect(await emailStatuses(email)).toEqual([])
  })

  it('leaves no token in the database', async () => {
    const { email } = await api.client().register()
    const token = await askForReset(email)
    const { rows } = await api.database.pool.query(
      `select (select string_agg(r::text, ' ') from password_resets r) || (select string_agg(l::text, ' ') from mail_letters l) as text`,
    )
    expect(rows[0].text).not.toContain(token)
    expect(token).toMatch(/^[\w-]{43}$/)
  })
})

describe('changing a password', () => {
  const change = (client: Client, currentPassword?: unknown, password: unknown = newPassword) =>
    client.post('/auth/change-password', { currentPassword, newPassword: password })

  it('needs the current one, ends every session, and keeps the caller signed in with a new one', async () => {
    const { client, email } = await api.signUp()
    const other = api.client()
    await other.post('/auth/login', { email, password: testPassword })
    const old = client.fork()

    expect((await change(client, 'not the password')).body).toMatchObject({
      error: 'Current password is incorrect',
      code: 'wrong_password',
      status: 403,
    })
    expect((await change(client)).status).toBe(403)
    expect((await change(client, testPassword, 'short')).status).toBe(400)
    expect((await other.get('/auth/current-user')).status).toBe(200)

    expect((await change(client, testPassword)).status).toBe(200)
    expect((await client.get('/auth/current-user')).status).toBe(200)
    for (const ended of [old, other]) {
      expect((await ended.get('/auth/current-user')).status).toBe(401)
      expect((await ended.post('/auth/refresh')).status).toBe(401)
    }
    expect((await logIn(email, newPassword)).status).toBe(200)
    await mailbox.waitForEmail(email, changedSubject)
  })

  it('keeps "remember me"', async () => {
    const { email } = await api.client().register()
    const client = api.client()
    await client.post('/auth/login', { email, password: testPassword, rememberMe: true })
    const answer = await change(client, testPassword)
    expect(answer.headers.getSetCookie().find((cookie) => cookie.startsWith('refreshToken='))).toContain(
      'Max-Age=2592000',
    )
  })

  it('gives an account without a password one only shortly after a sign-in elsewhere', async () => {
    const { client, id } = await api.signUp()
    await api.database.pool.query('update users set password_hash = null where id = $1', [id])
    expect((await change(client)).body).toMatchObject({ code: 'reauthentication_required', status: 403 })
    await api.database.pool.query(
      `update sessions set signed_in_with = 'google', created_at = now() - interval '11 minutes' where user_id = $1`,
      [id],
    )
    expect((await change(client)).status).toBe(403)
    await api.database.pool.query('update sessions set created_at = now() where user_id = $1', [id])
    expect((await change(client)).status).toBe(200)
  })

  it('needs a signed-in user', async () => {
    expect((await change(api.client(), testPassword)).status).toBe(401)
  })
})

describe('races of passwords', () => {
  it('a login with the old password never survives a parallel reset', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { id, email } = await api.client().register()
      const token = await askForReset(email)
      const clients = Array.from({ length: 8 }, () => api.client())
      await Promise.all(clients.map((client) => client.get('/csrf')))
      const [done] = await Promise.all([
        reset(token),
        ...clients.map((client) => client.post('/auth/login', { email, password: testPassword })),
      ])
      expect(done.status).toBe(200)
      const { rows } = await api.database.pool.query(
        'select count(*)::int as live from sessions where user_id = $1 and revoked_at is null',
        [id],
      )
      expect(rows[0].live).toBe(0)
      for (const client of clients) expect((await client.get('/auth/current-user')).status).toBe(401)
    }
  })

  it('a password change in an account that its owner claims at that moment has no effect', async () => {
    const { client: squatter, id } = await api.signUp()
    const { pool } = api.database
    await pool.query('update users set password_hash = null where id = $1', [id])
    await pool.query(`update sessions set signed_in_with = 'github' where user_id = $1`, [id])
    const owner = await pool.connect()
    await owner.query('begin')
    await owner.query('select from users where id = $1 for no key update', [id])
    const changing = squatter.post('/auth/change-password', { newPassword })
    await waitForLock(pool, 'the change to wait for the row')
    await owner.query('update sessions set revoked_at = now() where user_id = $1', [id])
    await owner.query('commit')
    owner.release()
    expect((await changing).status).toBe(401)
    const { rows } = await pool.query('select password_hash from users where id = $1', [id])
    expect(rows).toEqual([{ password_hash: null }])
  })

  it('an owner who claims an account also ends keys and webhooks of its workspaces, those that are made at that moment too', async () => {
    const { pool } = api.database
    for (const first of ['the program', 'the reset'] as const) {
      const { client: squatter, email } = await api.signUp()
      const { id } = await makeWorkspace(squatter)
      const acting = inWorkspace(squatter, id)
      const { key } = await makeKey(acting)
      await makeWebhook(acting, { url: 'https://hooks.example/' })
      const token = await askForReset(email)
      const held = await pool.connect()
      await held.query('begin')
      await held.query('select from users where id = $1 for update', [id])
      const settings = { name: 'Program', scopes: ['pictures:read'], password: testPassword }
      const make = () => [
        acting.post('/user/api-keys', settings),
        acting.post('/user/webhooks', { url: 'https://hooks.example/second', events: ['job.failed'] }),
      ]
      const making = first === 'the program' ? make() : []
      if (making.length > 0) await waitForLock(pool, 'the programs to wait', 2)
      const resetting = reset(token)
      await waitForLock(pool, 'the reset to wait', making.length + 1)
      if (making.length === 0) making.push(...make())
      await waitForLock(pool, 'all to wait', 3)
      await held.query('commit')
      held.release()
      expect((await resetting).status).toBe(200)
      for (const { status } of await Promise.all(making)) expect([201, 401]).toContain(status)
      const { rows } = await pool.query(
        `select (select count(*)::int from api_keys where user_id = $1 and kind <> 'member' and revoked_at is null) as keys,
           (select count(*)::int from webhooks where user_id = $1 and disabled_at is null) as webhooks`,
        [id],
      )
      expect([first, rows]).toEqual([first, [{ keys: 0, webhooks: 0 }]])
      expect((await callWithKey(api.url, key, 'GET', '/user/profile')).status).toBe(401)
      const owner = api.client()
      await owner.post('/auth/login', { email, password: newPassword })
      expect((await owner.get('/workspaces')).body).toMatchObject({ workspaces: [{ id, role: 'owner' }] })
    }
  })

  it('two changes at once are one', async () => {
    const { client, email } = await api.signUp()
    const passwords = ['the first new password', 'the second new password']
    const answers = await Promise.all(
      passwords.map((password) =>
        client.fork().post('/auth/change-password', { currentPassword: testPassword, newPassword: password }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const winner = passwords[answers.findIndex(({ status }) => status === 200)] ?? ''
    expect((await logIn(email, winner)).status).toBe(200)
  })

  it('a bcrypt password that is upgraded by many logins at once opens the account for all of them', async () => {
    const { id, email } = await api.client().register()
    await api.database.pool.query('update users set password_hash = $2 where id = $1', [
      id,
      await hashBcrypt(testPassword, 10),
    ])
    const answers = await Promise.all(Array.from({ length: 6 }, () => logIn(email, testPassword)))
    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200))
    const { rows } = await api.database.pool.query('select password_hash from users where id = $1', [id])
    expect(rows[0].password_hash).toMatch(/^\$argon2id\$/)
  })
})
