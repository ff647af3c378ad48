import { beforeEach, describe, expect, it } from 'vitest'
import { testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { type OauthBrowser, startOauthApi } from '../../../../../test/harness/oauth-browser.ts'
import { waitForLock } from '../../../../../test/harness/wait.ts'
import { listProviders } from './store.ts'

const frontend = 'http://localhost:5173'
const failed = (code: string) => `${frontend}/signin?error=${code}`

const world = keepForSuite(await startOauthApi())

beforeEach(() => world.changeUsers())

async function registered(): Promise<{ browser: OauthBrowser; userId: string; email: string }> {
  const browser = world.browser()
  const { id, email } = await browser.client.register()
  return { browser, userId: id, email }
}

const providersOf = (userId: string) => listProviders(world.api.resources.database.db, userId)

async function auditOf(userId: string): Promise<string[]> {
  const { rows } = await world.api.database.pool.query(
    `select concat_ws(' ', action, succeeded::text, details->>'provider', details->>'reason') as line
     from audit_events where user_id = $1 and action like 'provider%' order by id`,
    [userId],
  )
  return rows.map(({ line }) => line as string)
}

async function noticesOf(userId: string): Promise<string[]> {
  const { rows } = await world.api.database.pool.query(
    `select title from notifications n where user_id = $1 and type = 'ACCOUNT_SECURITY'
     and exists (select from mail_letters l where l.user_id = n.user_id and l.data->>'title' = n.title) order by id`,
    [userId],
  )
  return rows.map(({ title }) => title as string)
}

describe('linking', () => {
  it('links the provider account, whatever addresses the two have, and notifies the owner', async () => {
    const { browser, userId } = await registered()
    const session = browser.client.cookies.get('refreshToken')
    expect((await browser.link('github', '/settings')).location).toBe(`${frontend}/settings`)
    expect((await browser.link('google', '//evil.test')).location).toBe(`${frontend}/`)
    expect(browser.client.cookies.get('refreshToken')).toBe(session)
    expect(await providersOf(userId)).toEqual(['github', 'google'])
    expect(await auditOf(userId)).toEqual(['provider_linked true github', 'provider_linked true google'])
    expect(await noticesOf(userId)).toEqual([
      'GitHub now opens your chatSVG account',
      'Google now opens your chatSVG account',
    ])
    const elsewhere = world.browser()
    await elsewhere.signIn('github')
    expect((await elsewhere.client.get('/auth/current-user')).body).toMatchObject({ id: userId })
  })

  it('again changes nothing and notifies nobody', async () => {
    const { browser, userId } = await registered()
    await browser.link('github')
    expect((await browser.link('github')).location).toBe(`${frontend}/`)
    expect(await providersOf(userId)).toEqual(['github'])
    expect(await noticesOf(userId)).toHaveLength(1)
  })

  it('does not link a provider account of another user, nor a second one of a provider', async () => {
    const owner = world.browser()
    await owner.signIn('github')
    const { browser, userId } = await registered()
    expect((await browser.link('github')).location).toBe(failed('oauth_failed'))
    expect(await providersOf(userId)).toEqual([])
    await browser.link('google')
    world.google.user = { ...world.google.user, sub: `${world.google.user.sub}-2` }
    expect((await browser.link('google')).location).toBe(failed('oauth_failed'))
    expect(await auditOf(userId)).toEqual([
      'provider_linked false github oauth_failed',
      'provider_linked true google',
      'provider_linked false google oauth_failed',
    ])
  })

  it('asks Google for a verified address here too', async () => {
    const { browser, userId } = await registered()
    world.google.user = { ...world.google.user, email_verified: false }
    expect((await browser.link('google')).location).toBe(failed('email_unverified'))
    expect(await providersOf(userId)).toEqual([])
  })

  it('ends in the session that began it, or not at all', async () => {
    const { browser, userId } = await registered()
    const callback = await browser.visit(await browser.startLink('github'))
    // The same browser, with another user's session.
    const token = browser.client.cookies.get('token') ?? ''
    const { client: other } = (await registered()).browser
    browser.client.cookies.set('token', other.cookies.get('token') ?? '')
    expect((await browser.finish(callback)).location).toBe(failed('oauth_state'))
    browser.client.cookies.set('token', token)
    const second = await browser.visit(await browser.startLink('github'))
    browser.client.cookies.delete('token')
    expect((await browser.finish(second)).location).toBe(failed('oauth_state'))
    browser.client.cookies.set('token', token)
    const third = await browser.visit(await browser.startLink('github'))
    await browser.client.post('/auth/logout')
    browser.client.cookies.set('token', token)
    expect((await browser.finish(third)).location).toBe(failed('oauth_state'))
    expect(await providersOf(userId)).toEqual([])
  })

  it('cannot be ended by an attacker’s link in the browser of somebody else who is signed in', async () => {
    const attacker = await registered()
    const victim = await registered()
    const callback = await attacker.browser.visit(await attacker.browser.startLink('github'))
    const cookie = attacker.browser.client.cookies.get('oauth-browser') ?? ''
    victim.browser.client.cookies.set('oauth-browser', cookie)
    expect((await victim.browser.finish(callback)).location).toBe(failed('oauth_state'))
    expect(await providersOf(victim.userId)).toEqual([])
  })

  it('leaves the user time at the provider: the access token is a new one', async () => {
    const { browser } = await registered()
    const answer = await browser.client.post('/auth/github/link', { password: testPassword })
    const cookies = answer.headers.getSetCookie()
    expect(cookies.some((cookie) => /^token=[^;]+; Max-Age=900; /.test(cookie))).toBe(true)
    expect(cookies.some((cookie) => cookie.startsWith('refreshToken='))).toBe(false)
    expect((await browser.client.get('/auth/current-user')).status).toBe(200)
  })

  it('needs the password or a fresh sign-in at a provider: a stolen session alone cannot add a way to sign in', async () => {
    const { browser, userId } = await registered()
    for (const [body, code] of [
      [{}, 'wrong_password'],
      [{ password: 'not the password' }, 'wrong_password'],
    ] as const) {
      const refused = await browser.client.post('/auth/github/link', body)
      expect([refused.status, (refused.body as { code: string }).code]).toEqual([403, code])
    }
    const fresh = world.browser()
    await fresh.signIn('google')
    expect((await fresh.client.post('/auth/github/link', {})).status).toBe(200)
    await world.api.database.pool.query(`update sessions set created_at = now() - interval '11 minutes'`)
    expect((await fresh.client.post('/auth/github/link', {})).body).toMatchObject({
      code: 'reauthentication_required',
      status: 403,
    })
    expect(await providersOf(userId)).toEqual([])
  })

  it('fails when the session was revoked while the user was at the provider, until the last moment', async () => {
    const { browser, userId } = await registered()
    const callback = await browser.visit(await browser.startLink('github'))
    const holder = await world.api.database.pool.connect()
    await holder.query('begin')
    await holder.query('select from users where id = $1 for no key update', [userId])
    const finishing = browser.finish(callback)
    await waitForLock(world.api.database.pool, 'the link to wait for the row')
    await holder.query('update sessions set revoked_at = now() where user_id = $1', [userId])
    await holder.query('commit')
    holder.release()
    expect((await finishing).location).toBe(failed('oauth_state'))
    expect(await providersOf(userId)).toEqual([])
  })

  it('needs a session, a CSRF token, and a configured provider', async () => {
    expect((await world.api.client().post('/auth/github/link', {})).status).toBe(401)
    const { browser } = await registered()
    expect((await browser.client.send('POST', '/auth/github/link', { body: {}, csrf: false })).status).toBe(
      403,
    )
    expect((await browser.client.post('/auth/gitlab/link', {})).status).toBe(404)
  })
})

describe('unlinking', () => {
  it('ends the other sessions that were begun with it, and no others', async () => {
    const { browser, email } = await registered()
    await browser.link('github')
    const thief = world.browser()
    await thief.signIn('github')
    const phone = world.api.client()
    await phone.post('/auth/login', { email, password: testPassword })
    await browser.client.delete('/auth/providers/github', { password: testPassword })
    expect((await thief.client.get('/auth/current-user')).status).toBe(401)
    expect((await thief.client.post('/auth/refresh')).status).toBe(401)
    expect((await phone.get('/auth/current-user')).status).toBe(200)
    expect((await browser.client.get('/auth/current-user')).status).toBe(200)
  })

  it('unlinks the provider account, and notifies the owner', async () => {
    const { browser, userId } = await registered()
    await browser.link('github')
    await browser.link('google')
    for (const body of [{}, { password: 'a guess' }])
      expect((await browser.client.delete('/auth/providers/github', body)).status).toBe(403)
    expect(await providersOf(userId)).toEqual(['github', 'google'])
    const answer = await browser.client.delete('/auth/providers/github', { password: testPassword })
    expect([answer.status, answer.body]).toEqual([200, { providers: ['google'] }])
    expect(await providersOf(userId)).toEqual(['google'])
    expect((await auditOf(userId)).at(-1)).toBe('provider_unlinked true github')
    expect((await noticesOf(userId)).at(-1)).toBe('GitHub no longer opens your chatSVG account')
    const elsewhere = world.browser()
    await elsewhere.signIn('github')
    expect((await elsewhere.client.get('/auth/current-user')).body).not.toMatchObject({ id: userId })
  })

  it('never removes the last way to sign in', async () => {
    const browser = world.browser()
    await browser.signIn('google')
    const { id } = (await browser.client.get('/auth/current-user')).body as { id: string }
    const refused = await browser.client.send('DELETE', '/auth/providers/google')
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({ code: 'last_sign_in_method' })
    await browser.link('github')
    expect((await browser.client.send('DELETE', '/auth/providers/google')).body).toEqual({
      providers: ['github'],
    })
    expect((await browser.client.send('DELETE', '/auth/providers/github')).status).toBe(409)
    expect(await providersOf(id)).toEqual(['github'])
  })

  it('refuses a provider that is not linked, and a request without a session', async () => {
    const { browser } = await registered()
    for (const name of ['google', 'gitlab']) {
      const answer = await browser.client.delete(`/auth/providers/${name}`, { password: testPassword })
      expect(answer.status).toBe(404)
      expect(answer.body).toMatchObject({ code: 'provider_not_linked' })
    }
    expect((await world.api.client().send('DELETE', '/auth/providers/google')).status).toBe(401)
    expect((await browser.client.send('DELETE', '/auth/providers/google', { csrf: false })).status).toBe(403)
  })
})
