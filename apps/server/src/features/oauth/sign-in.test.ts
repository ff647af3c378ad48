import { beforeEach, describe, expect, it } from 'vitest'
import { callWithKey, makeKey } from '../../../../../test/harness/api-key.ts'
import { testPassword } from '../../../../../test/harness/client.ts'
import type { GithubUser } from '../../../../../test/harness/github-server.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { findLedgerViolations } from '../../../../../test/harness/ledger.ts'
import { type OauthBrowser, startOauthApi } from '../../../../../test/harness/oauth-browser.ts'
import { makeWebhook } from '../../../../../test/harness/webhook-receiver.ts'
import { inWorkspace, makeWorkspace } from '../../../../../test/harness/workspace.ts'

const frontend = 'http://localhost:5173'
const failed = (code: string) => `${frontend}/signin?error=${code}`

const world = keepForSuite(await startOauthApi())

const someone = () => `${crypto.randomUUID()}@example.com`

beforeEach(() => {
  const email = someone()
  world.google.user = { sub: `g-${email}`, email, email_verified: true, name: 'Grace Hopper' }
  world.github.user = githubPerson([{ email: someone(), primary: true, verified: true }])
})

let lastGithubId = 0
function githubPerson(emails: GithubUser['emails'], rest: Partial<GithubUser> = {}): GithubUser {
  lastGithubId += 1
  return { id: lastGithubId, login: 'grace', name: 'Grace', emails, ...rest }
}

async function currentUser(browser: OauthBrowser) {
  return (await browser.client.get('/auth/current-user')).body as Record<string, unknown> & { id: string }
}

async function select<Row>(text: string, ...values: unknown[]): Promise<Row[]> {
  return (await world.api.database.pool.query(text, values)).rows as Row[]
}

const usersWith = (email: string) => select<{ id: string }>('select id from users where email = $1', email)
const linksOf = (userId: string) =>
  select<{ provider: string; provider_id: string }>(
    'select provider, provider_id from oauth_accounts where user_id = $1 order by provider',
    userId,
  )
const auditOf = async (userId: string) =>
  (
    await select<{ line: string }>(
      `select concat_ws(' ', action, succeeded::text, details->>'provider') as line from audit_events where user_id = $1 order by id`,
      userId,
    )
  ).map(({ line }) => line)

it.each(['google', 'github'] as const)(
  'a sign-in with %s ends the session that the browser held, whoever’s it was',
  async (provider) => {
    const browser = world.browser()
    const { id } = await browser.client.register()
    const copy = browser.client.fork()
    await browser.signIn(provider)
    expect((await currentUser(browser)).id).not.toBe(id)
    expect((await copy.get('/auth/current-user')).status).toBe(401)
    expect((await copy.post('/auth/refresh')).status).toBe(401)
    expect(await auditOf(id)).toContain('log_out true')
  },
)

describe('a first sign-in', () => {
  it('with Google makes an account with a verified address, credits, a welcome, a session and its line in the log', async () => {
    const { google } = world
    google.user = { ...google.user, picture: 'https://pics.example/grace.png' }
    const browser = world.browser()
    const { status, location, answer } = await browser.signIn('google', '?redirectUrl=/make%3Ftab=2')
    expect([status, location]).toEqual([302, `${frontend}/make?tab=2`])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const cookies = answer.headers.getSetCookie()
    expect(cookies.find((cookie) => cookie.startsWith('token='))).toMatch(
      /; Max-Age=900; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(cookies.find((cookie) => cookie.startsWith('refreshToken='))).toMatch(
      /; Max-Age=604800; Path=\/api\/auth; HttpOnly; SameSite=Lax$/,
    )
    const user = await currentUser(browser)
    expect(user).toEqual({
      id: expect.any(String),
      name: 'Grace Hopper',
      email: google.user.email,
      avatar: 'https://pics.example/grace.png',
      credits: 3,
    })
    const [row] = await select<Record<string, unknown>>(
      `select password_hash, email_verified_at is not null as verified, signed_in_with, n.title from users u
       join sessions s on s.user_id = u.id join notifications n on n.user_id = u.id where u.id = $1`,
      user.id,
    )
    expect(row).toEqual({
      password_hash: null,
      verified: true,
      signed_in_with: 'google',
      title: 'Welcome to chatSVG',
    })
    expect(await auditOf(user.id)).toEqual(['sign_up true google'])
    expect(await findLedgerViolations(world.api.database.pool)).toEqual([])
    expect((await browser.client.post('/auth/refresh')).status).toBe(200)
  })

  it('with GitHub takes the primary address, and returns to the start page without a path', async () => {
    const { github } = world
    const [primary, other] = [someone(), someone()]
    github.user = githubPerson(
      [
        { email: other, primary: false, verified: true },
        { email: primary.toUpperCase(), primary: true, verified: true },
      ],
      { name: null, avatar_url: 'https://avatars.example/1' },
    )
    const browser = world.browser()
    expect((await browser.signIn('github')).location).toBe(`${frontend}/`)
    expect(await currentUser(browser)).toMatchObject({
      name: 'grace',
      email: primary,
      avatar: 'https://avatars.example/1',
    })
  })

  it('works with a provider whose ID token has no address, and with its client authentication method', async () => {
    const strict = keep(await startOauthApi({}, 'userinfo'))
    const email = someone()
    strict.google.user = { sub: 'u-1', email, email_verified: true, name: 'Ada' }
    const browser = strict.browser()
    expect((await browser.signIn('google')).location).toBe(`${frontend}/`)
    expect(await currentUser(browser)).toMatchObject({ email, name: 'Ada' })
    strict.google.user = { sub: 'u-2', email: someone(), email_verified: false }
    expect((await strict.browser().signIn('google')).location).toBe(failed('email_unverified'))
  })
})

describe('the next sign-in', () => {
  it('finds the account by the provider’s id, whatever the address is now', async () => {
    const { google } = world
    const first = world.browser()
    await first.signIn('google')
    google.user = { ...google.user, email: someone(), name: 'Another Name' }
    const second = world.browser()
    await second.signIn('google')
    expect(await currentUser(second)).toEqual(await currentUser(first))
    expect(await usersWith(google.user.email ?? '')).toEqual([])
    expect(await auditOf((await currentUser(first)).id)).toEqual([
      'sign_up true google',
      'log_in true google',
    ])
  })

  it('keeps users of two providers apart, also with the same id', async () => {
    const { google, github } = world
    google.user = { ...google.user, sub: '4711' }
    github.user = { ...github.user, id: 4711 }
    const [first, second] = [world.browser(), world.browser()]
    await first.signIn('google')
    await second.signIn('github')
    expect((await currentUser(first)).id).not.toBe((await currentUser(second)).id)
  })

  it('updates the provider’s picture, and keeps one that its owner chose', async () => {
    const { google } = world
    const browser = world.browser()
    const signInWith = async (picture: string) => {
      google.user = { ...google.user, picture }
      await browser.signIn('google')
      return (await currentUser(browser)).avatar
    }
    expect(await signInWith('https://pics.example/1')).toBe('https://pics.example/1')
    expect(await signInWith('https://pics.example/2')).toBe('https://pics.example/2')
    const { id } = await currentUser(browser)
    await select('update users set avatar = $2 where id = $1', id, 'https://pics.example/chosen')
    expect(await signInWith('https://pics.example/3')).toBe('https://pics.example/chosen')
    expect(await signInWith('javascript:alert(1)')).toBe('https://pics.example/chosen')
  })
})

describe('the address of an account that exists', () => {
  async function registerVerified(email: string) {
    const client = world.api.client()
    const user = await client.register(email)
    await select('update users set email_verified_at = now() where id = $1', user.id)
    return { client, user }
  }

  it('links the account if the provider verified it, and its owner is notified', async () => {
    const { google } = world
    const { client, user } = await registerVerified(google.user.email ?? '')
    const browser = world.browser()
    await browser.signIn('google')
    expect((await currentUser(browser)).id).toBe(user.id)
    // Nobody loses access to an account whose address was verified.
    expect((await client.get('/auth/current-user')).status).toBe(200)
    expect(
      (await client.post('/auth/login', { email: google.user.email, password: testPassword })).status,
    ).toBe(200)
    expect(await linksOf(user.id)).toEqual([{ provider: 'google', provider_id: google.user.sub }])
    expect((await auditOf(user.id)).slice(1, 3)).toEqual([
      'provider_linked true google',
      'log_in true google',
    ])
    const notices = await select<{ title: string; recipient: string }>(
      `select n.title, l.recipient from notifications n join mail_letters l on l.user_id = n.user_id and l.letter = 'security-notice'
       where n.user_id = $1 and n.type = 'ACCOUNT_SECURITY'`,
      user.id,
    )
    expect(notices).toEqual([
      { title: 'Google now opens your chatSVG account', recipient: google.user.email },
    ])
  })

  it('is not reached by an address that the provider has not verified', async () => {
    const { google, github } = world
    const { user } = await registerVerified(google.user.email ?? '')
    google.user = { ...google.user, email_verified: false }
    github.user = githubPerson([{ email: user.email, primary: true, verified: false }])
    for (const provider of ['google', 'github'] as const) {
      const browser = world.browser()
      const { status, location, answer } = await browser.signIn(provider)
      expect([status, location]).toEqual([302, failed('email_unverified')])
      expect(answer.headers.getSetCookie().filter((cookie) => /^(token|refreshToken)=/.test(cookie))).toEqual(
        [],
      )
      expect((await browser.client.get('/auth/current-user')).status).toBe(401)
    }
    expect(await linksOf(user.id)).toEqual([])
    expect(
      await select(`select details from audit_events where action = 'log_in' and not succeeded and details->>'reason' = 'email_unverified'
        and details->>'provider' = 'github' and user_id is null`),
    ).not.toEqual([])
  })

  it('is not reached by a secondary address, verified or not', async () => {
    const { github } = world
    const { user } = await registerVerified(someone())
    const own = someone()
    github.user = githubPerson([
      { email: user.email, primary: false, verified: true },
      { email: own, primary: true, verified: true },
    ])
    const browser = world.browser()
    await browser.signIn('github')
    expect((await currentUser(browser)).email).toBe(own)
    expect(await linksOf(user.id)).toEqual([])
  })

  it('does not link a second account of one provider', async () => {
    const { google } = world
    const first = world.browser()
    await first.signIn('google')
    const { id } = await currentUser(first)
    google.user = { ...google.user, sub: `${google.user.sub}-other` }
    expect((await world.browser().signIn('google')).location).toBe(failed('oauth_failed'))
    expect(await linksOf(id)).toHaveLength(1)
  })

  it('that was never verified removes whoever claimed it: password, session, refresh token, socket, key, other accounts', async () => {
    const { google, github } = world
    const email = google.user.email ?? ''
    const attacker = world.browser()
    const { id } = await attacker.client.register(email)
    expect((await attacker.link('github')).location).toBe(`${frontend}/`)
    const { key } = await makeKey(attacker.client)
    const { id: workspaceId } = await makeWorkspace(attacker.client)
    const { key: shared } = await makeKey(inWorkspace(attacker.client, workspaceId))
    await makeWebhook(attacker.client, { url: 'https://hooks.example/' })
    const ownGoogle = { ...google.user }
    google.user = { sub: `attacker-${email}`, email: someone(), email_verified: true }
    expect((await attacker.link('google')).location).toBe(`${frontend}/`)
    const socket = attacker.client.connect()
    await new Promise((resolve) => socket.on('connect', () => resolve(undefined)))
    const disconnected = new Promise((resolve) => socket.on('disconnect', resolve))

    google.user = ownGoogle
    const victim = world.browser()
    expect((await victim.signIn('google')).location).toBe(`${frontend}/`)
    expect((await currentUser(victim)).id).toBe(id)

    await disconnected
    expect((await attacker.client.get('/auth/current-user')).status).toBe(401)
    expect((await attacker.client.post('/auth/refresh')).status).toBe(401)
    const login = await world.api.client().post('/auth/login', { email, password: testPassword })
    expect(login.status).toBe(401)
    for (const made of [key, shared])
      expect((await callWithKey(world.api.url, made, 'GET', '/user/profile')).status).toBe(401)
    expect(await select('select disabled_reason from webhooks where user_id = $1', id)).toEqual([
      { disabled_reason: 'recovery' },
    ])
    expect(await linksOf(id)).toEqual([{ provider: 'google', provider_id: ownGoogle.sub }])
    // The attacker's provider account now leads to another account.
    const back = world.browser()
    await back.signIn('github')
    expect((await currentUser(back)).id).not.toBe(id)
    expect(github.user.emails[0]?.email).toBe((await currentUser(back)).email)
    const [row] = await select<Record<string, unknown>>(
      `select email_verified_at is not null as verified, password_hash,
         (select count(*)::int from sessions s where s.user_id = u.id and revoked_reason = 'account_linked') as ended
       from users u where id = $1`,
      id,
    )
    expect(row).toEqual({ verified: true, password_hash: null, ended: 1 })
    expect((await victim.client.get('/auth/current-user')).status).toBe(200)
  })
})

describe('a user without a verified address', () => {
  it('is refused with Google, also when the account is known', async () => {
    const { google } = world
    google.user = { ...google.user, email_verified: false }
    expect((await world.browser().signIn('google')).location).toBe(failed('email_unverified'))
    expect(await usersWith(google.user.email ?? '')).toEqual([])
    google.user = { ...google.user, email_verified: undefined }
    expect((await world.browser().signIn('google')).location).toBe(failed('email_unverified'))
    google.user = { ...google.user, email_verified: true }
    expect((await world.browser().signIn('google')).location).toBe(`${frontend}/`)
    google.user = { ...google.user, email_verified: false }
    expect((await world.browser().signIn('google')).location).toBe(failed('email_unverified'))
  })

  it('gets an account with GitHub if the address is free, unverified, and comes back by the id', async () => {
    const { github } = world
    const email = someone()
    github.user = githubPerson([{ email, primary: true, verified: false }])
    const [first, second] = [world.browser(), world.browser()]
    await first.signIn('github')
    const [row] = await select(
      'select email_verified_at from users where id = $1',
      (await currentUser(first)).id,
    )
    expect(row).toEqual({ email_verified_at: null })
    expect(await select('select letter from mail_letters where recipient = $1', email)).toEqual([
      { letter: 'verify-email' },
    ])
    await second.signIn('github')
    expect((await currentUser(second)).id).toBe((await currentUser(first)).id)
  })

  it('keeps the account that is linked when GitHub shows no address any more', async () => {
    const { github } = world
    const [first, second] = [world.browser(), world.browser()]
    await first.signIn('github')
    github.hidesEmails = true
    await second.signIn('github').finally(() => {
      github.hidesEmails = false
    })
    expect((await currentUser(second)).id).toBe((await currentUser(first)).id)
  })

  it('or without an id or any address is refused', async () => {
    const { google, github } = world
    google.user = { sub: `g-${someone()}`, email: undefined }
    expect((await world.browser().signIn('google')).location).toBe(failed('no_user'))
    github.user = githubPerson([])
    expect((await world.browser().signIn('github')).location).toBe(failed('no_user'))
    github.user = { ...githubPerson([{ email: someone(), primary: true, verified: true }]), id: undefined }
    expect((await world.browser().signIn('github')).location).toBe(failed('no_user'))
  })

  it('with a suspended account gets this reason, whether found by id or by address, and no session', async () => {
    const { google, github } = world
    const email = someone()
    google.user = { sub: `g-${email}`, email, email_verified: true, name: 'Ada' }
    const first = world.browser()
    await first.signIn('google')
    const { id } = await currentUser(first)
    await select('update users set suspended_at = now() where id = $1 returning id', id)
    expect((await world.browser().signIn('google')).location).toBe(failed('account_suspended'))
    github.user = githubPerson([{ email, primary: true, verified: true }])
    expect((await world.browser().signIn('github')).location).toBe(failed('account_suspended'))
    expect(await select('select id from sessions where user_id = $1', id)).toHaveLength(1)
    expect(await select('select provider from oauth_accounts where user_id = $1', id)).toHaveLength(1)
  })
})
