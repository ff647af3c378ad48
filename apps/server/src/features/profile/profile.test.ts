import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { acceptedJob, jobEnd } from '../../../../../test/harness/job-end.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { startScriptedApi } from '../../../../../test/harness/scripted-api.ts'
import { createGate, smallPicture } from '../../../../../test/harness/scripted-model.ts'

const api = keepForSuite(await startTestApi({}, { worker: true }))

type Profile = { user: Record<string, unknown> & { id: string } }

describe('the profile', () => {
  it('describes the account, at both URLs', async () => {
    const { client, id, email } = await api.signUp()
    const profile = await client.get('/user/profile')
    expect(profile.body).toEqual({
      user: {
        id,
        email,
        name: 'Ada',
        avatar: null,
        plan: 'FREE',
        credits: 10,
        monthlyCredits: null,
        spentThisMonth: 0,
        createdAt: expect.stringMatching(/Z$/),
        updatedAt: expect.stringMatching(/Z$/),
        emailVerified: false,
        hasPassword: true,
        providers: [],
        limits: expect.objectContaining({ creditsPerPicture: 1, requests: null, picturesPerDay: null }),
      },
    })
    expect((await client.get('/user/me')).body).toEqual(profile.body)
    for (const path of ['/user/profile', '/user/me', '/user/export', '/auth/security-log'])
      expect((await api.client().get(path)).status).toBe(401)
  })

  it('accepts another name and avatar, separately, and can remove the avatar', async () => {
    const { client } = await api.signUp()
    const named = await client.patch('/user/profile', { name: '  Ada Lovelace ' })
    expect(named.status).toBe(200)
    expect((named.body as Profile).user).toMatchObject({ name: 'Ada Lovelace', avatar: null })
    const avatar = 'https://pictures.example.com/ada.png'
    expect(((await client.patch('/user/profile', { avatar })).body as Profile).user).toMatchObject({
      name: 'Ada Lovelace',
      avatar,
    })
    expect(((await client.patch('/user/profile', { avatar: null })).body as Profile).user.avatar).toBeNull()
    expect((await client.get('/auth/current-user')).body).toMatchObject({
      name: 'Ada Lovelace',
      avatar: null,
    })
  })

  it('knows an account that has no password', async () => {
    const { client, id } = await api.signUp()
    await api.database.pool.query('update users set password_hash = null where id = $1', [id])
    expect((await client.get('/user/profile')).body).toMatchObject({ user: { hasPassword: false } })
  })

  it('changes nothing but name and avatar, whatever else is sent', async () => {
    const { client, email } = await api.signUp()
    const answer = await client.patch('/user/profile', {
      credits: 1000,
      plan: 'UNLIMITED',
      role: 'ADMIN',
      email: 'other@example.com',
      emailVerified: true,
    })
    expect((answer.body as Profile).user).toMatchObject({
      credits: 10,
      plan: 'FREE',
      email,
      emailVerified: false,
    })
  })

  it.each([
    [{ name: ' ' }, 'Name is required'],
    [{ name: null }, 'Name is required'],
    [{ name: 'a\u0007b' }, 'Name contains control characters'],
    [{ name: '\u200b' }, 'Name is required'],
    [{ name: 'x'.repeat(101) }, 'Name is too long (max 100 characters)'],
    [{ avatar: 'http://pictures.example.com/a.png' }, 'Avatar must be an https URL'],
    [{ avatar: 'javascript:alert(1)' }, 'Avatar must be an https URL'],
    [{ avatar: 'data:image/svg+xml,<svg/>' }, 'Avatar must be an https URL'],
    [{ avatar: 'https://user:secret@example.com/a.png' }, 'Avatar must be an https URL'],
    [{ avatar: `https://example.com/${'a'.repeat(2048)}` }, 'Avatar must be an https URL'],
    [{ avatar: 42 }, 'Avatar must be an https URL'],
  ])('refuses %j', async (body, error) => {
    const { client } = await api.signUp()
    const answer = await client.patch('/user/profile', body)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({ error, code: 'invalid_profile' })
  })
})

/** One finished picture, so that every table has rows of the user. */
async function drawOne(client: Client): Promise<void> {
  const request = { prompt: 'a red fox under three stars', style: 'flat' }
  const { job } = await jobEnd(client, acceptedJob(await client.post('/svg/generate-svg', request)).id)
  expect(job.status).toBe('SUCCEEDED')
}

describe('the export', () => {
  it('returns one JSON document with everything that is stored about the caller, and nothing of others', async () => {
    const { client, id, email } = await api.signUp()
    const stranger = await api.client().register()
    await drawOne(client)
    await client.post('/support/contact', { type: 'idea', subject: 'More foxes', message: 'Please.' })

    const answer = await client.get('/user/export')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="chatsvg-account.json"')
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const data = answer.body as Record<string, unknown[]>
    expect(data).toMatchObject({
      exportedAt: expect.any(String),
      user: { id, email },
      accountsElsewhere: [],
      sessions: [{ ipAddress: '127.0.0.1' }],
      securityLog: [{ action: 'account_exported' }, { action: 'sign_up' }],
      credits: [
        { delta: 10, reason: 'SIGNUP' },
        { delta: -1, reason: 'CHARGE' },
      ],
      generationJobs: [{ status: 'SUCCEEDED', prompt: 'a red fox under three stars' }],
      generations: [{ prompt: 'a red fox under three stars', svg: expect.stringContaining('<svg') }],
      supportMessages: [{ subject: 'More foxes' }],
      letters: [{ letter: 'verify-email' }],
    })
    expect(data.notifications?.length).toBeGreaterThanOrEqual(2)
    expect(answer.text).not.toContain(stranger.id)
    expect(answer.text).not.toMatch(/argon2|tokenHash|password_hash/i)
  })

  it('names every table that holds something of a user', async () => {
    const { rows } = await api.database.pool.query<{ table: string }>(
      `select distinct conrelid::regclass::text as table from pg_constraint where contype = 'f' and conparentid = 0 and confrelid = 'users'::regclass order by 1`,
    )
    // A new table needs a section in the export, unless it holds only hashes of tokens, or images for a day.
    const named = `
      api_keys audit_events authors billing_code_uses billing_customers billing_payments billing_subscriptions collections credit_entries credit_lots email_changes email_verifications generation_jobs
      generations known_devices mail_letters notifications oauth_accounts palettes passkeys password_resets picture_likes
      recovery_codes second_factor_tickets sessions sign_in_notices support_messages takedowns totp_secrets traced_images webhook_events webhooks workspace_invitations workspace_members`
    expect(rows.map(({ table }) => table)).toEqual(named.trim().split(/\s+/))
  })
})

/** How many rows of each table reference the user. */
async function countRows(userId: string): Promise<number> {
  const { rows: references } = await api.database.pool.query<{ table: string; column: string }>(
    `select conrelid::regclass::text as table, a.attname as column from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] where c.contype = 'f' and c.conparentid = 0 and c.confrelid = 'users'::regclass`,
  )
  let count = 0
  for (const { table, column } of references) {
    const { rows } = await api.database.pool.query(
      `select count(*)::int as count from ${table} where ${column} = $1`,
      [userId],
    )
    count += rows[0].count
  }
  return count
}

describe('deleting an account', () => {
  it('takes the password, deletes every row of the user, ends every session and socket, and releases the address', async () => {
    const { client, id, email } = await api.signUp()
    await drawOne(client)
    await client.post('/support/contact', { type: 'idea', subject: 'More foxes', message: 'Please.' })
    const phone = api.client()
    await phone.post('/auth/login', { email, password: testPassword })
    const socket = phone.connect()
    await once(socket as never, 'connect')
    const closed = once(socket as never, 'disconnect')
    const picture = ((await client.get('/svg/history')).body as { generations: { id: string }[] })
      .generations[0]

    for (const [body, code] of [
      [{ password: 'not the password' }, 'wrong_password'],
      [{}, 'wrong_password'],
    ] as const) {
      const refused = await client.delete('/user', body)
      expect(refused.status).toBe(403)
      expect(refused.body).toMatchObject({ code })
    }
    expect(await countRows(id)).toBeGreaterThan(8)

    const deleted = await client.delete('/user', { password: testPassword })
    expect(deleted.status).toBe(200)
    expect(deleted.body).toEqual({ success: true })
    expect([...client.cookies.keys()]).toEqual(['csrf-token', 'device'])
    await closed
    expect(await countRows(id)).toBe(0)
    expect((await phone.get('/auth/current-user')).body).toMatchObject({
      error: 'User not found',
      status: 404,
    })
    expect((await phone.get('/user/profile')).status).toBe(401)
    expect((await phone.post('/auth/refresh')).status).toBe(401)
    expect((await api.client().get(`/svg/${picture?.id}`)).status).toBe(404)
    expect((await api.client().post('/auth/login', { email, password: testPassword })).status).toBe(401)
    await api.client().register(email)
    expect(await findLedgerViolations(api.database.pool)).toEqual([])
  })

  it('leaves in the security log that an account was deleted, not whose', async () => {
    const { client } = await api.signUp()
    const answer = await client.delete('/user', { password: testPassword })
    const { rows } = await api.database.pool.query(
      `select user_id, ip_address, user_agent, succeeded from audit_events where action = 'account_deleted' and request_id = $1`,
      [answer.headers.get('x-request-id')],
    )
    expect(rows).toEqual([{ user_id: null, ip_address: null, user_agent: null, succeeded: true }])
  })

  it('without a password needs a provider sign-in within ten minutes', async () => {
    const { client, id } = await api.signUp()
    await api.database.pool.query('update users set password_hash = null where id = $1', [id])
    expect((await client.delete('/user')).body).toMatchObject({
      code: 'reauthentication_required',
      status: 403,
    })
    await api.database.pool.query(
      `update sessions set signed_in_with = 'github', created_at = now() - interval '11 minutes' where user_id = $1`,
      [id],
    )
    expect((await client.delete('/user')).status).toBe(403)
    await api.database.pool.query('update sessions set created_at = now() where user_id = $1', [id])
    expect((await client.delete('/user')).status).toBe(200)
  })

  it('in parallel to any other request of the user is never answered with a 500', async () => {
    const statuses = new Map<number, number>()
    for (let round = 0; round < 12; round += 1) {
      const { client, email } = await api.signUp()
      const phone = api.client()
      await phone.post('/auth/login', { email, password: testPassword })
      const tabs = Array.from({ length: 8 }, () => client.fork())
      await Promise.all(tabs.map((tab) => tab.get('/csrf')))
      const [first, second, third, fourth, fifth, sixth, seventh, eighth] = tabs as [
        Client,
        Client,
        Client,
        Client,
        Client,
        Client,
        Client,
        Client,
      ]
      const answers = await Promise.all([
        first.delete('/user', { password: testPassword }),
        second.get('/user/export'),
        third.post('/auth/verify-email/resend'),
        fourth.post('/support/contact', { type: 'idea', subject: 's', message: 'm' }),
        fifth.post('/auth/change-password', {
          currentPassword: 'a guess',
          newPassword: 'an evening in the hills',
        }),
        sixth.delete('/auth/sessions'),
        seventh.post('/auth/refresh'),
        eighth.post('/auth/logout'),
        phone.post('/auth/refresh'),
      ])
      for (const { status } of answers) statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    // 503 means that the machine is too busy for a lock or a connection; deadlocks are checked below.
    expect([...statuses.keys()].filter((status) => status >= 500 && status !== 503)).toEqual([])
    const { rows } = await api.database.pool.query(
      'select deadlocks::int as deadlocks from pg_stat_database where datname = current_database()',
    )
    expect(rows).toEqual([{ deadlocks: 0 }])
  })

  it('while a picture is drawn leaves nothing behind when the model answers', async () => {
    const gate = createGate()
    const drawing = keep(await startScriptedApi({ SVG_WORKER_CONCURRENCY: '1' }))
    drawing.model.respondWith({ kind: 'stream', steps: [gate.opened, smallPicture] })
    const { client, id } = await drawing.signUp()
    await client.post('/svg/generate-svg', { prompt: 'a red fox under three stars', style: 'flat' })
    await drawing.model.received(1)
    expect((await client.delete('/user', { password: testPassword })).status).toBe(200)
    gate.open()
    // The only worker takes the next job after this one.
    const { client: next } = await drawing.signUp()
    await drawOne(next)
    expect(await findLedgerViolations(drawing.database.pool)).toEqual([])
    const { rows } = await drawing.database.pool.query('select from generations where user_id = $1', [id])
    expect(rows).toEqual([])
  })
})

describe('the security log', () => {
  type Log = { events: { id: string; action: string; succeeded: boolean }[]; nextCursor: string | null }
  const read = async (client: Client, query = '') =>
    (await client.get(`/auth/security-log${query}`)).body as Log

  it('shows users their own events, newest first, with their origin', async () => {
    const { client, email } = await api.signUp()
    await api.client().register()
    await api.client().post('/auth/login', { email, password: 'not the password' })
    const phone = api.client()
    await phone.post('/auth/login', { email, password: testPassword }, { 'x-request-id': 'my-login' })
    await client.delete('/auth/sessions')

    const { events, nextCursor } = await read(client)
    expect(nextCursor).toBeNull()
    expect(events.map(({ action, succeeded }) => [action, succeeded])).toEqual([
      ['session_revoked', true],
      ['log_in', true],
      ['log_in', false],
      ['sign_up', true],
    ])
    expect(events[1]).toEqual({
      id: expect.any(String),
      action: 'log_in',
      succeeded: true,
      ipAddress: '127.0.0.1',
      userAgent: 'node',
      device: 'node',
      requestId: 'my-login',
      details: null,
      createdAt: expect.stringMatching(/Z$/),
    })
  })

  it('has pages, and goes back 90 days', async () => {
    const { client, id } = await api.signUp()
    await api.database.pool.query(
      `insert into audit_events (id, user_id, action, succeeded, created_at)
       select id::uuid, $1, 'log_in', true, now() - make_interval(days => day)
       from generate_series(1, 100, 10) day cross join lateral (select '01900000-0000-7000-8000-' || lpad(day::text, 12, '0')) as made (id)`,
      [id],
    )
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: Log = await read(client, `?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      expect(page.events.length).toBeLessThanOrEqual(3)
      seen.push(...page.events.map((event) => event.id))
      cursor = page.nextCursor
    } while (cursor)
    // Events of 1, 11, ... 81 days ago, and the sign-up.
    expect(new Set(seen).size).toBe(10)
    const beyondTime = Buffer.from(`${'ff'.repeat(6)}${'00'.repeat(16)}`, 'hex').toString('base64url')
    for (const query of ['?cursor=nonsense', '?limit=many', `?cursor=${beyondTime}`])
      expect((await client.get(`/auth/security-log${query}`)).status).toBe(400)
  })
})
