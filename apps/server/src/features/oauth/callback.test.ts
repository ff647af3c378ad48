import { beforeEach, describe, expect, it } from 'vitest'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import { startOauthApi } from '../../../../../test/harness/oauth-browser.ts'

const frontend = 'http://localhost:5173'
const failed = (code: string) => `${frontend}/signin?error=${code}`
const names = ['google', 'github'] as const

const world = keepForSuite(await startOauthApi())

beforeEach(() => world.changeUsers())

async function count(text: string): Promise<number> {
  return (await world.api.database.pool.query(`select count(*)::int as count from ${text}`)).rows[0].count
}

const countUsers = () => count('users')

describe.each(names)('a callback of %s', (name) => {
  it('works once: the second time its state is unknown, and the provider is not called', async () => {
    const browser = world.browser()
    const callback = await browser.visit((await browser.start(name)).location)
    expect((await browser.finish(callback)).location).toBe(`${frontend}/`)
    const asked = world[name].requests.length
    const again = await browser.finish(callback)
    expect([again.status, again.location]).toEqual([302, failed('oauth_state')])
    expect(world[name].requests).toHaveLength(asked)
  })

  it('is refused in a browser that did not begin the sign-in, and its own browser can still finish it', async () => {
    const [owner, stranger] = [world.browser(), world.browser()]
    const callback = await owner.visit((await owner.start(name)).location)
    expect((await stranger.finish(callback)).location).toBe(failed('oauth_state'))
    // Also if the stranger has started a sign-in at the same provider.
    await stranger.start(name)
    expect((await stranger.finish(callback)).location).toBe(failed('oauth_state'))
    expect(stranger.client.cookies.has('token')).toBe(false)
    expect((await owner.finish(callback)).location).toBe(`${frontend}/`)
  })

  it('is refused without, with a forged and with a doubled state', async () => {
    const browser = world.browser()
    const callback = await browser.visit((await browser.start(name)).location)
    const query = new URLSearchParams(callback.split('?')[1])
    const state = query.get('state') ?? ''
    const code = query.get('code') ?? ''
    const path = `/auth/${name}/callback`
    const forged = [
      path,
      `${path}?code=${code}`,
      `${path}?code=${code}&state=`,
      `${path}?code=${code}&state=${state}x`,
      `${path}?code=${code}&state=${state.split('.')[0]}`,
      `${path}?code=${code}&state=${'A'.repeat(43)}.${state.split('.')[1]}`,
      `${path}?code=${code}&state[]=${state}`,
      `${callback}&state=${state}`,
      `${callback}&code=${code}`,
      `${callback}&error=access_denied&error=access_denied`,
      `${path}?code=${code}&state=%00`,
      `${path}?code=${code}&state=%ff`,
    ]
    for (const url of forged) {
      const { status, location } = await browser.finish(url)
      expect([status, location], url).toEqual([302, failed('oauth_state')])
    }
    // None of these consumed the sign-in.
    expect((await browser.finish(callback)).location).toBe(`${frontend}/`)
  })

  it('is refused when ten minutes have passed', async () => {
    const browser = world.browser()
    const { location, answer } = await browser.start(name)
    const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('oauth-browser='))
    expect(cookie).toMatch(/; Max-Age=600; Path=\/; HttpOnly; SameSite=Lax$/)
    const callback = await browser.visit(location)
    const { rows } = await world.api.database.pool.query(
      `update oauth_transactions set expires_at = now() where id = (select max(id::text)::uuid from oauth_transactions)
       returning provider`,
    )
    expect(rows).toEqual([{ provider: name }])
    expect((await browser.finish(callback)).location).toBe(failed('oauth_state'))
    expect((await browser.finish(callback)).location).toBe(failed('oauth_state'))
  })

  it('has ten minutes, by the clock of the database', async () => {
    await world.browser().start(name)
    const { rows } = await world.api.database.pool.query(
      `select extract(epoch from expires_at - created_at)::float8 as seconds, provider, link_session_id
       from oauth_transactions order by id desc limit 1`,
    )
    expect(rows).toEqual([{ seconds: 600, provider: name, link_session_id: null }])
  })

  it('with a refusal reports it, and the sign-in ends', async () => {
    const browser = world.browser()
    world[name].denies = true
    const callback = await browser.visit((await browser.start(name)).location)
    expect(callback).toContain('error=access_denied')
    expect((await browser.finish(callback)).location).toBe(failed('oauth_failed'))
    expect((await browser.finish(callback)).location).toBe(failed('oauth_state'))
  })

  it('with an unknown code, or without one, signs nobody in', async () => {
    const users = await countUsers()
    const browser = world.browser()
    for (const change of [
      (q: URLSearchParams) => q.set('code', 'made-up'),
      (q: URLSearchParams) => q.delete('code'),
    ]) {
      const callback = await browser.visit((await browser.start(name)).location)
      const query = new URLSearchParams(callback.split('?')[1])
      change(query)
      const { location } = await browser.finish(`/auth/${name}/callback?${query}`)
      expect(location).toBe(failed('oauth_failed'))
    }
    expect(await countUsers()).toBe(users)
    expect(browser.client.cookies.has('token')).toBe(false)
  })

  it('with the code of another sign-in signs nobody in, because the code verifier differs', async () => {
    const [attacker, victim] = [world.browser(), world.browser()]
    const stolen = new URLSearchParams(
      (await victim.visit((await victim.start(name)).location)).split('?')[1],
    ).get('code')
    const callback = await attacker.visit((await attacker.start(name)).location)
    const query = new URLSearchParams(callback.split('?')[1])
    query.set('code', stolen ?? '')
    expect((await attacker.finish(`/auth/${name}/callback?${query}`)).location).toBe(failed('oauth_failed'))
  })

  it('is not answered to a HEAD request, which would use it up', async () => {
    const browser = world.browser()
    const callback = await browser.visit((await browser.start(name)).location)
    expect((await browser.client.send('HEAD', callback)).status).toBe(404)
    expect((await browser.finish(callback)).location).toBe(`${frontend}/`)
  })

  it('of another provider is not mistaken for one of this', async () => {
    const other = name === 'google' ? 'github' : 'google'
    const browser = world.browser()
    const callback = await browser.visit((await browser.start(other)).location)
    const astray = callback.replace(`/auth/${other}/`, `/auth/${name}/`)
    expect((await browser.finish(astray)).location).toBe(failed('oauth_state'))
    expect((await browser.finish(callback)).location).toBe(`${frontend}/`)
  })

  it('reports that the provider is down, and signs users in once it is back', async () => {
    const starting = keep(await startOauthApi())
    starting.google.user = world.google.user
    starting.github.user = world.github.user
    const browser = starting.browser()
    const callback = await browser.visit((await browser.start(name)).location)
    starting[name].trouble = { kind: 'away', at: /token/ }
    expect((await browser.finish(callback)).location).toBe(failed('server_error'))
    expect((await browser.finish(callback)).location).toBe(failed('oauth_state'))
    starting[name].trouble = { kind: 'away', at: name === 'google' ? /jwks/ : /emails/ }
    const second = await browser.visit((await browser.start(name)).location)
    expect((await browser.finish(second)).location).toBe(failed('server_error'))
    expect(browser.client.cookies.has('token')).toBe(false)
    starting[name].trouble = undefined
    expect((await browser.signIn(name)).location).toBe(`${frontend}/`)
  })

  it('waits five seconds for a slow provider, and then redirects the user', async () => {
    const browser = world.browser()
    const callback = await browser.visit((await browser.start(name)).location)
    world[name].trouble = { kind: 'slow', at: /token/ }
    const began = performance.now()
    expect((await browser.finish(callback)).location).toBe(failed('server_error'))
    const tookMs = performance.now() - began
    expect(tookMs).toBeGreaterThan(4_500)
    expect(tookMs).toBeLessThan(20_000)
  })

  it('returns to the front end also while the database cannot be queried', async () => {
    const browser = world.browser()
    const callback = await browser.visit((await browser.start(name)).location)
    const holder = await world.api.database.pool.connect()
    await holder.query('begin')
    await holder.query('lock table oauth_transactions in access exclusive mode')
    const steps = await Promise.all([browser.finish(callback), world.browser().start(name)])
    await holder.query('rollback')
    holder.release()
    for (const { status, location } of steps)
      expect([status, location]).toEqual([302, failed('server_error')])
    expect((await browser.finish(callback)).location).toBe(`${frontend}/`)
  })
})

it('a callback that a limit refuses returns to the front end too', async () => {
  const limited = keep(await startOauthApi({ RATE_LIMIT_API: '2/1m' }))
  const browser = limited.browser()
  const locations = []
  for (let i = 0; i < 3; i += 1) locations.push((await browser.finish('/auth/github/callback')).location)
  expect(locations).toEqual([failed('oauth_state'), failed('oauth_state'), failed('server_error')])
})
