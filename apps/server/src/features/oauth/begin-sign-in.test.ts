import { beforeEach, describe, expect, it } from 'vitest'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { startOauthApi } from '../../../../../test/harness/oauth-browser.ts'
import { purgeOauthTransactions } from './store.ts'

const frontend = 'http://localhost:5173'
const failed = (code: string) => `${frontend}/signin?error=${code}`
const names = ['google', 'github'] as const

const world = keepForSuite(await startOauthApi())

beforeEach(() => world.changeUsers())

async function countTransactions(): Promise<number> {
  return (await world.api.database.pool.query('select count(*)::int as count from oauth_transactions'))
    .rows[0].count
}

describe('beginning a sign-in', () => {
  it('redirects the user to the provider with everything that binds the answer to this browser', async () => {
    const port = new URL(world.api.url).port
    for (const name of names) {
      const { status, location, answer } = await world.browser().start(name)
      expect(status).toBe(302)
      expect(answer.headers.get('cache-control')).toBe('no-store')
      const url = new URL(location)
      expect(url.origin).toBe(world[name].url)
      const sent = Object.fromEntries(url.searchParams)
      expect(sent).toMatchObject({
        client_id: world[name].clientId,
        redirect_uri: `http://localhost:${port}/api/auth/${name}/callback`,
        response_type: 'code',
        code_challenge_method: 'S256',
        code_challenge: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
        state: expect.stringMatching(/^[A-Za-z0-9_-]{43}\.[A-Za-z0-9_-]{43}$/),
        scope: name === 'google' ? 'openid email profile' : 'read:user user:email',
      })
      expect(sent.nonce === undefined).toBe(name === 'github')
    }
  })

  it('lets two tabs of one browser sign in at the same time, with two return paths', async () => {
    const browser = world.browser()
    const [first, second] = [
      await browser.start('google', '?redirectUrl=/one'),
      await browser.start('github', '?redirectUri=/two'),
    ]
    const callbacks = [await browser.visit(first.location), await browser.visit(second.location)]
    expect((await browser.finish(callbacks[1] ?? '')).location).toBe(`${frontend}/two`)
    expect((await browser.finish(callbacks[0] ?? '')).location).toBe(`${frontend}/one`)
  })

  it.each([
    '?redirectUrl=//evil.test',
    '?redirectUrl=/%5Cevil.test',
    '?redirectUrl=/\\evil.test',
    '?redirectUrl=@evil.test',
    '?redirectUrl=%2f%2fevil.test',
    '?redirectUrl=/%252f%252fevil.test',
    '?redirectUrl=/%09/evil.test',
    '?redirectUrl=/%0d%0aset-cookie:a=b',
    '?redirectUrl=https://evil.test',
    '?redirectUrl=.evil.test',
    '?redirectUrl=/a&redirectUrl=//evil.test',
    '?redirectUri=//evil.test',
    '?redirectUrl=%00',
    '?redirectUrl=%',
    '?redirectUrl=%ff',
  ])('with %s ends on the first page', async (query) => {
    expect((await world.browser().signIn('github', query)).location).toBe(`${frontend}/`)
  })

  it('returns to the front end where it began, if that is one of ours', async () => {
    const many = keep(
      await startOauthApi({
        FRONTEND_URL: 'https://app.example,https://two.example',
        PUBLIC_URL: 'https://api.example',
      }),
    )
    const from = async (referer: string) => {
      const browser = many.browser()
      const denied = many.browser()
      many.github.denies = true
      const refused = await denied.signIn('github', '', { referer })
      many.github.denies = false
      const path = await browser.signIn('github', '?redirectUrl=/x', { referer })
      return [path.location, refused.location]
    }
    many.github.user = world.github.user
    const two = ['https://two.example/x', 'https://two.example/signin?error=oauth_failed']
    const app = ['https://app.example/x', 'https://app.example/signin?error=oauth_failed']
    expect(await from('https://two.example/signin')).toEqual(two)
    expect(await from('https://evil.test/two.example')).toEqual(app)
    expect(await from('https://two.example.evil.test/')).toEqual(app)
  })

  it('returns to pages of this service, which send no referrer, if the browser says that the request came from one', async () => {
    const own = `http://localhost:${new URL(world.api.url).port}`
    const sameOrigin = { 'sec-fetch-site': 'same-origin' }
    const fromOwn = await world.browser().signIn('google', '?redirectUrl=/account', sameOrigin)
    expect(fromOwn.location).toBe(`${own}/account`)
    // A client that is not a browser gets the answer of the wire contract.
    expect((await world.browser().signIn('google', '?redirectUrl=/account')).location).toBe(
      `${frontend}/account`,
    )
  })

  it('has a cookie that no other host can set, with https', async () => {
    const environment = { PUBLIC_URL: 'https://svg.example', FRONTEND_URL: 'https://front.example' }
    const secure = keep(await startOauthApi(environment))
    const browser = secure.browser()
    const { answer, location } = await browser.start('github')
    const cookie = answer.headers.getSetCookie().find((line) => line.includes('oauth-browser'))
    expect(cookie).toMatch(
      /^__Host-oauth-browser=[A-Za-z0-9_-]{43}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=None$/,
    )
    secure.github.user = world.github.user
    expect(new URL(location).searchParams.get('redirect_uri')).toBe(
      'https://svg.example/api/auth/github/callback',
    )
    const end = await browser.finish(await browser.visit(location))
    expect(end.location).toBe('https://front.example/')
    const cookies = end.answer.headers.getSetCookie().filter((line) => /^(token|refreshToken)=/.test(line))
    expect(cookies).toHaveLength(2)
    for (const line of cookies) expect(line).toMatch(/; HttpOnly; Secure; SameSite=None$/)
    // The name without the prefix, which another host could set, is not accepted.
    const planted = secure.browser()
    const callback = await browser.visit((await browser.start('github')).location)
    planted.client.cookies.set('oauth-browser', browser.client.cookies.get('__Host-oauth-browser') ?? '')
    expect((await planted.finish(callback)).location).toBe('https://front.example/signin?error=oauth_state')
  })

  it('reports unconfigured providers, and lists the configured ones', async () => {
    const some = keep(await startOauthApi({ GOOGLE_CLIENT_ID: undefined, GOOGLE_CLIENT_SECRET: undefined }))
    const options = {
      emailAuthEnabled: true,
      oauthProviders: ['github'],
      signupCredits: 10,
      isSupportRead: false,
      passkeyDomain: 'localhost',
    }
    expect((await some.api.client().get('/auth/options')).body).toEqual(options)
    expect((await world.api.client().get('/auth/options')).body).toEqual({
      ...options,
      oauthProviders: ['google', 'github'],
    })
    expect((await some.browser().start('google')).location).toBe(failed('oauth_not_configured'))
    expect((await some.browser().finish('/auth/google/callback?code=a&state=b')).location).toBe(
      failed('oauth_state'),
    )
  })

  it('tells how many pictures a new account has, and whether somebody reads messages', async () => {
    const some = keep(await startOauthApi({ SIGNUP_CREDITS: '4', SUPPORT_INBOX_EMAIL: 'help@example.com' }))
    expect((await some.api.client().get('/auth/options')).body).toMatchObject({
      signupCredits: 4,
      isSupportRead: true,
    })
  })

  it('returns the URLs of the documents that users accept, if there are any', async () => {
    const agreements = {
      termsUrl: 'https://example.com/terms',
      privacyUrl: 'https://example.com/privacy',
    }
    const some = keep(
      await startOauthApi({ TERMS_URL: agreements.termsUrl, PRIVACY_URL: agreements.privacyUrl }),
    )
    expect((await some.api.client().get('/auth/options')).body).toMatchObject(agreements)
  })

  it('deletes unfinished sign-ins', async () => {
    const browser = world.browser()
    for (let i = 0; i < 3; i += 1) await browser.start('github')
    await world.api.database.pool.query(
      `update oauth_transactions set expires_at = now() - interval '1 hour'`,
    )
    await browser.start('github')
    expect(await countTransactions()).toBe(1)
  })

  it('is deleted by the purge when it was never finished, and not before', async () => {
    const browser = world.browser()
    const callback = await browser.visit((await browser.start('github')).location)
    await browser.start('github', '?redirectUrl=/gone')
    await world.api.database.pool.query(
      `update oauth_transactions set expires_at = now() - interval '1 second' where redirect_path = '/gone'`,
    )
    expect(await purgeOauthTransactions(world.api.resources.database.db)).toBe(1)
    expect((await browser.finish(callback)).location).toBe(`${frontend}/`)
  })
})
