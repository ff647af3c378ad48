import { Secret } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { askForTicket, bodyOf, codeOf, enableTotp } from '../../../../../test/harness/factors.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { linkOf, startMailbox } from '../../../../../test/harness/mail-servers.ts'

const mailbox = keepForSuite(await startMailbox())
const api = keepForSuite(await startTestApi({ SMTP_URL: mailbox.url }, { worker: true }))

async function resetTokenFor(email: string): Promise<string> {
  bodyOf(await api.client().post('/auth/forgot-password', { email }))
  const message = await mailbox.waitForEmail(email, 'Reset your chatSVG password')
  return new URL(linkOf(message, /reset-password/)).searchParams.get('token') ?? ''
}

const finish = (client: Client, ticket: string, code: string) =>
  client.post('/auth/second-factor', { ticket, code })

async function withTotp() {
  const { client, id, email } = await api.signUp()
  return { client, id, email, ...(await enableTotp(client)) }
}

const actionsOf = async (userId: string) =>
  (
    await api.database.pool.query(
      `select action, succeeded, details from audit_events where user_id = $1 order by id`,
      [userId],
    )
  ).rows

async function noticesOf(client: Client): Promise<string[]> {
  const { notifications } = bodyOf<{ notifications: { title: string }[] }>(
    await client.get('/notification/latest'),
  )
  return notifications.map(({ title }) => title)
}

describe('a sign-in to an account with an authenticator app', () => {
  it('takes password and code, and begins no session before both', async () => {
    const { client, id, email, secret } = await withTotp()
    expect(await noticesOf(client)).toContain('Your account has a second factor now')
    const visitor = api.client()
    const first = await visitor.post('/auth/login', { email, password: testPassword, rememberMe: true })
    expect(first.status).toBe(401)
    expect(first.body).toMatchObject({
      code: 'second_factor_required',
      ticket: expect.stringMatching(/^[\w-]{43}$/),
      expiresInSeconds: 600,
    })
    expect(visitor.cookies.has('token')).toBe(false)
    expect((await visitor.get('/auth/current-user')).status).toBe(401)
    const { ticket } = first.body as { ticket: string }
    const answer = await finish(visitor, ticket, codeOf(secret))
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ user: { email, plan: 'FREE' } })
    expect((await visitor.get('/auth/current-user')).body).toMatchObject({ email })
    const { rows } = await api.database.pool.query(
      'select is_multi_factor, remember_me, signed_in_with from sessions where user_id = $1 order by created_at desc limit 1',
      [id],
    )
    expect(rows).toEqual([{ is_multi_factor: true, remember_me: true, signed_in_with: 'password' }])
    expect(await actionsOf(id)).toContainEqual({
      action: 'log_in',
      succeeded: true,
      details: { secondFactor: 'totp' },
    })
  })

  it('is unchanged for everybody else, and reveals nothing without the password', async () => {
    const { email } = await withTotp()
    const wrong = await api.client().post('/auth/login', { email, password: 'a guess at it' })
    expect(wrong.body).toMatchObject({ code: 'invalid_credentials' })
    const { email: other } = await api.signUp()
    const answer = await api.client().post('/auth/login', { email: other, password: testPassword })
    expect(answer.status).toBe(200)
    expect(answer.body).not.toHaveProperty('ticket')
  })

  it('accepts a code once, and none that is older', async () => {
    const { email, secret } = await withTotp()
    const visitor = api.client()
    // Consumed when it was switched on.
    const early = await finish(visitor, await askForTicket(visitor, email), codeOf(secret, -1))
    expect(early.body).toMatchObject({ code: 'invalid_code' })
    const code = codeOf(secret)
    expect((await finish(visitor, await askForTicket(visitor, email), code)).status).toBe(200)
    expect((await finish(visitor, await askForTicket(visitor, email), code)).status).toBe(401)
  })

  it('with one ticket or one code begins one session, also when twenty ask at once', async () => {
    const { id, email, secret, recoveryCodes } = await withTotp()
    const [first = '', second = ''] = recoveryCodes
    const sessions = async () =>
      (await api.database.pool.query('select count(*)::int as n from sessions where user_id = $1', [id]))
        .rows[0].n as number
    const before = await sessions()
    const statuses = async (tries: [string, string][]) =>
      (await Promise.all(tries.map(([ticket, code]) => finish(api.client(), ticket, code))))
        .map(({ status }) => status)
        .filter((status) => status === 200).length

    const ticket = await askForTicket(api.client(), email)
    // A wrong code would use up the ticket for the others.
    expect(await statuses(Array.from({ length: 20 }, () => [ticket, codeOf(secret)]))).toBe(1)
    const tickets = await Promise.all(Array.from({ length: 20 }, () => askForTicket(api.client(), email)))
    expect(await statuses(tickets.map((one) => [one, first]))).toBe(1)
    const more = await Promise.all(Array.from({ length: 20 }, () => askForTicket(api.client(), email)))
    expect(await statuses(more.map((one) => [one, codeOf(secret, 1)]))).toBe(1)
    expect(await sessions()).toBe(before + 3)
    const last = await askForTicket(api.client(), email)
    expect(await statuses([[last, second]])).toBe(1)
  })

  it('accepts a ticket once, also when it arrives with several valid codes', async () => {
    const { email, recoveryCodes } = await withTotp()
    const ticket = await askForTicket(api.client(), email)
    const answers = await Promise.all(recoveryCodes.map((code) => finish(api.client(), ticket, code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    // The codes that came too late were not consumed.
    expect(answers.filter(({ text }) => text.includes('invalid_ticket'))).toHaveLength(9)
  })

  it('accepts a recovery code instead of the app, in any case and once, and notifies the owner', async () => {
    const { id, email, recoveryCodes } = await withTotp()
    expect(recoveryCodes).toHaveLength(10)
    const [code = ''] = recoveryCodes
    const visitor = api.client()
    const typed = code.toLowerCase().replaceAll('-', ' ')
    expect((await finish(visitor, await askForTicket(visitor, email), typed)).status).toBe(200)
    expect(await noticesOf(visitor)).toContain('A recovery code was used')
    expect((await visitor.get('/auth/factors')).body).toMatchObject({ recoveryCodesLeft: 9 })
    expect((await finish(visitor, await askForTicket(visitor, email), code)).status).toBe(401)
    const { rows } = await api.database.pool.query('select * from recovery_codes where user_id = $1', [id])
    expect(JSON.stringify(rows)).not.toContain(code)
  })

  it('ends for good after five wrong codes, and the owner is notified', async () => {
    const { client, email, secret } = await withTotp()
    const visitor = api.client()
    const ticket = await askForTicket(visitor, email)
    for (let guess = 0; guess < 5; guess += 1)
      expect((await finish(visitor, ticket, `${guess}${guess}0000`)).body).toMatchObject({
        code: 'invalid_code',
      })
    const answer = await finish(visitor, ticket, codeOf(secret))
    expect(answer.body).toMatchObject({ code: 'invalid_ticket' })
    expect(await noticesOf(client)).toContain('Somebody enters wrong codes for your account')
  })

  it('counts guesses of a user together, whatever the ticket and the address', async () => {
    await using limited = await startTestApi({ RATE_LIMIT_AUTH: '5/15m', TRUST_PROXY: '1' })
    const at = (address: string) => ({ 'x-forwarded-for': address })
    const { client: owner, email } = await limited.signUp()
    await enableTotp(owner)
    const statuses: number[] = []
    for (let guess = 0; guess < 7; guess += 1) {
      const visitor = limited.client()
      const from = at(`203.0.113.${guess}`)
      const login = await visitor.post('/auth/login', { email, password: testPassword }, from)
      const { ticket } = login.body as { ticket: string }
      const body = { ticket, code: '000000' }
      statuses.push((await visitor.post('/auth/second-factor', body, from)).status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
  })

  it('is void when the password changes, the account is suspended, or the ticket is made up', async () => {
    const { client, id, email, secret } = await withTotp()
    const ticket = await askForTicket(api.client(), email)
    const newPassword = 'an evening in the hills'
    bodyOf(await client.post('/auth/change-password', { currentPassword: testPassword, newPassword }))
    expect((await finish(api.client(), ticket, codeOf(secret))).body).toMatchObject({
      code: 'invalid_ticket',
    })
    const next = await askForTicket(api.client(), email, newPassword)
    await api.database.pool.query('update users set suspended_at = now() where id = $1', [id])
    expect((await finish(api.client(), next, codeOf(secret))).body).toMatchObject({
      code: 'account_suspended',
    })
    expect((await finish(api.client(), 'made up', codeOf(secret))).body).toMatchObject({
      code: 'invalid_ticket',
    })
    expect((await api.client().post('/auth/second-factor', {})).status).toBe(401)
  })

  it('expires after ten minutes', async () => {
    const { id, email, secret } = await withTotp()
    const ticket = await askForTicket(api.client(), email)
    await api.database.pool.query(
      `update second_factor_tickets set expires_at = expires_at - interval '10 minutes' where user_id = $1`,
      [id],
    )
    expect((await finish(api.client(), ticket, codeOf(secret))).body).toMatchObject({
      code: 'invalid_ticket',
    })
  })

  it('makes its device known afterwards, and is reported by email before', async () => {
    const { email, secret } = await withTotp()
    const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }
    const visitor = api.client()
    const login = await visitor.post('/auth/login', { email, password: testPassword }, agent)
    const { ticket } = login.body as { ticket: string }
    const body = { ticket, code: codeOf(secret) }
    expect((await visitor.post('/auth/second-factor', body, agent)).status).toBe(200)
    expect(await noticesOf(visitor)).toContain('A new device signed in')
  })
})

describe('the authenticator app', () => {
  it('needs the password and a right code to be switched on, and the password to be switched off', async () => {
    const { client, email } = await api.signUp()
    expect((await client.post('/auth/totp/begin', {})).body).toMatchObject({ code: 'wrong_password' })
    const begun = bodyOf<{ secret: string; uri: string }>(
      await client.post('/auth/totp/begin', { password: testPassword }),
    )
    expect(begun.uri).toContain(`secret=${begun.secret}`)
    expect(begun.uri).toMatch(/^otpauth:\/\/totp\/chatSVG:/)
    expect((await client.post('/auth/totp/confirm', { code: '000000' })).body).toMatchObject({
      code: 'wrong_code',
    })
    // No code is required before the first right code.
    expect((await api.client().post('/auth/login', { email, password: testPassword })).status).toBe(200)
    bodyOf(await client.post('/auth/totp/confirm', { code: codeOf(begun.secret) }))
    await askForTicket(api.client(), email)
    expect((await client.post('/auth/totp/begin', { password: testPassword })).body).toMatchObject({
      code: 'totp_on',
    })
    expect((await client.delete('/auth/totp', {})).body).toMatchObject({ code: 'wrong_password' })
    bodyOf(await client.delete('/auth/totp', { password: testPassword }))
    expect((await api.client().post('/auth/login', { email, password: testPassword })).status).toBe(200)
    expect((await client.delete('/auth/totp', { password: testPassword })).body).toMatchObject({
      code: 'totp_off',
    })
    expect(await noticesOf(client)).toContain('Your account has no second factor any more')
  })

  it('keeps its secret encrypted, for one user alone', async () => {
    const { id, email, secret } = await withTotp()
    const other = await withTotp()
    const { rows } = await api.database.pool.query('select * from totp_secrets where user_id = $1', [id])
    const bytes = Buffer.from(Secret.fromBase32(secret).bytes)
    for (const form of [secret, bytes.toString('hex'), bytes.toString('base64'), bytes.toString('base64url')])
      expect(JSON.stringify(rows)).not.toContain(form)
    await api.database.pool.query(
      `update totp_secrets set sealed_secret = (select sealed_secret from totp_secrets where user_id = $1), last_step = 0 where user_id = $2`,
      [other.id, id],
    )
    const ticket = await askForTicket(api.client(), email)
    for (const wrong of [codeOf(other.secret), codeOf(secret)])
      expect((await finish(api.client(), ticket, wrong)).body).toMatchObject({ code: 'invalid_code' })
  })

  it('is switched on once, also when ten ask at once', async () => {
    const { client } = await api.signUp()
    const { secret } = bodyOf<{ secret: string }>(
      await client.post('/auth/totp/begin', { password: testPassword }),
    )
    const code = codeOf(secret)
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => client.post('/auth/totp/confirm', { code })),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect((await client.get('/auth/factors')).body).toMatchObject({ recoveryCodesLeft: 10 })
  })

  it('survives a password reset, and the next sign-in asks for a code', async () => {
    const { id, email, secret } = await withTotp()
    await api.database.pool.query('update users set email_verified_at = now() where id = $1', [id])
    const token = await resetTokenFor(email)
    bodyOf(await api.client().post('/auth/reset-password', { token, newPassword: 'an evening in the hills' }))
    const visitor = api.client()
    const ticket = await askForTicket(visitor, email, 'an evening in the hills')
    expect((await finish(visitor, ticket, codeOf(secret))).status).toBe(200)
  })

  it('of a stranger who created the account is removed when its owner proves the address', async () => {
    const { email } = await withTotp()
    const token = await resetTokenFor(email)
    bodyOf(await api.client().post('/auth/reset-password', { token, newPassword: 'an evening in the hills' }))
    const answer = await api.client().post('/auth/login', { email, password: 'an evening in the hills' })
    expect(answer.status).toBe(200)
  })
})

describe('a request without a body, or with an invalid one', () => {
  it.each([
    '/auth/second-factor',
    '/auth/prove',
    '/auth/totp/begin',
    '/auth/totp/confirm',
    '/auth/recovery-codes',
    '/auth/passkeys/verify',
    '/auth/passkeys/options',
    '/auth/passkeys/sign-in',
  ])('to %s gets no status of 500 or more', async (path) => {
    const { client } = await api.signUp()
    for (const body of [undefined, null, [], 'text', 7, {}, { code: {}, ticket: [], credential: [] }])
      expect((await client.post(path, body)).status).toBeLessThan(500)
    for (const path of ['/auth/totp', `/auth/passkeys/${crypto.randomUUID()}`])
      expect((await client.delete(path)).status).toBe(403)
  })
})

describe('recovery codes', () => {
  it('are void when new ones are made', async () => {
    const { client, email, recoveryCodes } = await withTotp()
    expect((await client.post('/auth/recovery-codes', {})).body).toMatchObject({ code: 'wrong_password' })
    const made = bodyOf<{ recoveryCodes: string[] }>(
      await client.post('/auth/recovery-codes', { password: testPassword }),
    )
    const ticket = await askForTicket(api.client(), email)
    expect((await finish(api.client(), ticket, recoveryCodes[1] ?? '')).status).toBe(401)
    expect((await finish(api.client(), ticket, made.recoveryCodes[1] ?? '')).status).toBe(200)
  })
})
