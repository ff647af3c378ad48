import { beforeEach, describe, expect, it } from 'vitest'
import { testPassword } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { startOauthApi } from '../../../../../test/harness/oauth-browser.ts'
import type { Forgery } from '../../../../../test/harness/openid-provider.ts'

const frontend = 'http://localhost:5173'
const failed = (code: string) => `${frontend}/signin?error=${code}`

const world = keepForSuite(await startOauthApi())

beforeEach(() => world.changeUsers())

async function countUsers(): Promise<number> {
  return (await world.api.database.pool.query('select count(*)::int as count from users')).rows[0].count
}

describe('an ID token', () => {
  const hourAgo = Math.floor(Date.now() / 1000) - 3_600
  it.each<[string, Forgery]>([
    ['signed by another key', { signedBy: 'another key' }],
    ['signed by nobody', { signedBy: 'nobody' }],
    ['signed with the client secret', { signedBy: 'the client secret' }],
    ['for another client', { claims: { aud: 'another-client' } }],
    [
      'for us and another client, given to that one',
      { claims: { aud: ['chatsvg-at-openid', 'x'], azp: 'x' } },
    ],
    ['of another issuer', { claims: { iss: 'https://accounts.google.com' } }],
    ['with another nonce', { claims: { nonce: 'another' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['that has expired', { claims: { iat: hourAgo - 60, exp: hourAgo } }],
    ['without an end', { claims: { exp: undefined } }],
    ['about nobody', { claims: { sub: undefined } }],
  ])('%s lets nobody in', async (_case, forgery) => {
    const users = await countUsers()
    const browser = world.browser()
    world.google.forgery = forgery
    const { status, location } = await browser.signIn('google')
    expect([status, location]).toEqual([302, failed('oauth_failed')])
    expect(browser.client.cookies.has('token')).toBe(false)
    expect(await countUsers()).toBe(users)
    world.google.forgery = { claims: {} }
    expect((await browser.signIn('google')).location).toBe(`${frontend}/`)
  })
})

describe('a provider that has to be discovered', () => {
  it('is asked again after a failure, and not again after a success', async () => {
    const fresh = keep(await startOauthApi())
    fresh.google.user = world.google.user
    fresh.google.trouble = { kind: 'away', at: /openid-configuration/ }
    expect((await fresh.browser().start('google')).location).toBe(failed('server_error'))
    const { client } = await fresh.api.signUp()
    const link = await client.post('/auth/google/link', { password: testPassword })
    expect([link.status, link.body]).toEqual([503, expect.objectContaining({ code: 'service_unavailable' })])
    const { rows } = await fresh.api.database.pool.query('select from oauth_transactions')
    expect(rows).toEqual([])
    fresh.google.trouble = undefined
    fresh.google.requests.length = 0
    for (let i = 0; i < 3; i += 1)
      expect((await fresh.browser().signIn('google')).location).toBe(`${frontend}/`)
    const discoveries = fresh.google.requests.filter((path) => path.includes('openid-configuration'))
    expect(discoveries).toHaveLength(1)
  })

  it('is not contacted without https, unless it is on this machine', async () => {
    const { google } = world
    const insecure = keep(
      await startOauthApi({ GOOGLE_ISSUER_URL: google.url.replace('127.0.0.1', '0.0.0.0') }),
    )
    const asked = google.requests.length
    expect((await insecure.browser().start('google')).location).toBe(failed('server_error'))
    expect(google.requests).toHaveLength(asked)
  })
})
