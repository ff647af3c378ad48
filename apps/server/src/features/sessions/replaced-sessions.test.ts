import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { type Client, testPassword } from '../../../../../test/harness/client.ts'
import { keepForSuite } from '../../../../../test/harness/keep.ts'
import { liveSessionsMax } from './lifetimes.ts'

const api = keepForSuite(await startTestApi())

const statusOf = async (client: Client) => (await client.get('/auth/current-user')).status
const logIn = (client: Client, email: string) =>
  client.post('/auth/login', { email, password: testPassword }).then(({ status }) => status)

async function readActions(client: Client): Promise<string[]> {
  const { events } = (await client.get('/auth/security-log')).body as { events: { action: string }[] }
  return events.map(({ action }) => action)
}

describe('the session of a browser', () => {
  const again: [string, (browser: Client, email: string) => Promise<unknown>][] = [
    ['that signs in once more', (browser, email) => logIn(browser, email)],
    ['in which somebody else signs in', async (browser) => logIn(browser, (await api.signUp()).email)],
    ['in which somebody else signs up', (browser) => browser.register()],
  ]
  it.each(again)('%s ends with its tokens and its socket, and the other devices go on', async (_how, act) => {
    const { client: browser, email } = await api.signUp()
    const device = api.client()
    await logIn(device, email)
    const copy = browser.fork()
    const socket = copy.connect()
    await once(socket as never, 'connect')
    const closed = once(socket as never, 'disconnect')
    await act(browser, email)
    expect(await statusOf(browser)).toBe(200)
    expect(await statusOf(copy)).toBe(401)
    expect((await copy.post('/auth/refresh')).status).toBe(401)
    await closed
    expect(await statusOf(device)).toBe(200)
    expect(await readActions(device)).toContain('log_out')
  })

  it.each([
    ['token', 'refreshToken'],
    ['refreshToken', 'token'],
  ])('is known by its %s alone', async (_name, other) => {
    const { client: browser, email } = await api.signUp()
    const copy = browser.fork()
    browser.cookies.delete(other)
    expect(await logIn(browser, email)).toBe(200)
    expect(await statusOf(copy)).toBe(401)
  })

  it('continues when a sign-in in it is refused', async () => {
    const { client: browser, email } = await api.signUp()
    const wrong = { email, password: 'not the password' }
    expect((await browser.post('/auth/login', wrong)).status).toBe(401)
    expect(
      (await browser.post('/auth/register', { ...wrong, name: 'Ada', agreedToTerms: true })).status,
    ).toBe(400)
    expect(await statusOf(browser)).toBe(200)
  })

  it('of others is not ended by invented tokens', async () => {
    const { client: browser, email } = await api.signUp()
    const stranger = api.client()
    stranger.cookies.set('token', `${browser.cookies.get('token')}x`)
    stranger.cookies.set('refreshToken', 'made-up')
    expect(await logIn(stranger, email)).toBe(200)
    expect(await statusOf(browser)).toBe(200)
  })
})

describe('a user with as many sessions as one may have', () => {
  /** Further sessions of the user; the first is the least recently used one. */
  const addSessions = (userId: string, count: number) =>
    api.database.pool.query(
      `insert into sessions (id, user_id, remember_me, expires_at, absolute_expires_at, created_at, last_used_at)
       select gen_random_uuid(), $1, false, now() + interval '7 days', now() + interval '90 days',
         now() - interval '1 day', now() - make_interval(mins => $2 - number)
       from generate_series(1, $2) as number`,
      [userId, count],
    )
  const countLive = async (userId: string) => {
    const { rows } = await api.database.pool.query(
      'select count(*)::int as live from sessions where user_id = $1 and revoked_at is null and expires_at > now()',
      [userId],
    )
    return rows[0].live as number
  }

  it('loses the least recently used one at the next sign-in, with its socket, which gets the reason', async () => {
    const { client: unused, id, email } = await api.signUp()
    await api.database.pool.query(
      `update sessions set last_used_at = now() - interval '2 days' where user_id = $1`,
      [id],
    )
    await addSessions(id, liveSessionsMax - 2)
    const last = api.client()
    expect(await logIn(last, email)).toBe(200)
    expect([await countLive(id), await statusOf(unused)]).toEqual([liveSessionsMax, 200])
    const socket = unused.connect()
    await once(socket as never, 'connect')
    const closed = once(socket as never, 'disconnect')

    const next = api.client()
    expect(await logIn(next, email)).toBe(200)
    expect([await countLive(id), await statusOf(unused)]).toEqual([liveSessionsMax, 401])
    await closed
    for (const client of [last, next]) expect(await statusOf(client)).toBe(200)
    expect((await readActions(next)).filter((action) => action === 'session_revoked')).toHaveLength(1)
  })

  it('loses none when a browser replaces its own session', async () => {
    const { client: browser, id, email } = await api.signUp()
    const unused = api.client()
    await logIn(unused, email)
    await api.database.pool.query(
      `update sessions set last_used_at = now() - interval '2 days' where id = (select max(id::text)::uuid from sessions where user_id = $1)`,
      [id],
    )
    await addSessions(id, liveSessionsMax - 2)
    expect(await logIn(browser, email)).toBe(200)
    expect([await countLive(id), await statusOf(unused)]).toEqual([liveSessionsMax, 200])
  })

  it('does not count those that have expired or were ended, nor those of others', async () => {
    const { client, id, email } = await api.signUp()
    await addSessions(id, 2 * liveSessionsMax)
    await api.database.pool.query(
      `update sessions set expires_at = now() where user_id = $1 and last_used_at < now() - make_interval(mins => $2)`,
      [id, liveSessionsMax],
    )
    await api.database.pool.query(
      `update sessions set revoked_at = now() where user_id = $1 and expires_at > now() and created_at < now() - interval '1 hour'`,
      [id],
    )
    const other = await api.signUp()
    await addSessions(other.id, liveSessionsMax - 1)
    expect(await logIn(api.client(), email)).toBe(200)
    expect([await countLive(id), await statusOf(client)]).toEqual([2, 200])
    expect([await countLive(other.id), await statusOf(other.client)]).toEqual([liveSessionsMax, 200])
  })
})
