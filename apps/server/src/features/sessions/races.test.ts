import { request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import type { Client } from '../../../../../test/harness/client.ts'
import { keep, keepForSuite } from '../../../../../test/harness/keep.ts'
import {
  limitsOff,
  type ServiceProcess,
  startService,
  testSecret,
} from '../../../../../test/harness/service.ts'
import { waitFor } from '../../../../../test/harness/wait.ts'

const api = keepForSuite(await startTestApi())

async function countTokens(userId: string): Promise<{ tokens: number; live: number; revoked: number }> {
  const { rows } = await api.database.pool.query(
    `select count(*)::int as tokens, count(*) filter (where t.rotated_at is null)::int as live,
       count(distinct s.id) filter (where s.revoked_at is not null)::int as revoked
     from refresh_tokens t join sessions s on s.id = t.session_id where s.user_id = $1`,
    [userId],
  )
  return rows[0]
}

/** As if the user's tokens had been rotated this many seconds earlier. */
const age = (userId: string, seconds: number) =>
  api.database.pool.query(
    `update refresh_tokens t set rotated_at = rotated_at - make_interval(secs => $2)
     from sessions s where s.id = t.session_id and s.user_id = $1`,
    [userId, seconds],
  )

/** Without requesting a CSRF token first, so that the refresh is the only request. */
const refresh = (client: Client) =>
  client.send('POST', '/auth/refresh', {
    csrf: false,
    headers: { 'x-csrf-token': client.cookies.get('csrf-token') ?? '' },
  })

describe('on two API processes', () => {
  let services: ServiceProcess[]

  beforeAll(async () => {
    const environment = { ...limitsOff, DATABASE_URL: api.database.url, JWT_SECRET: testSecret }
    services = await Promise.all([startService('api', environment), startService('api', environment)])
  })
  afterAll(async () => {
    for (const service of services) await service[Symbol.asyncDispose]()
  })

  it('200 parallel refreshes of one token give one successor, and each answer is good; the same token later ends the session', async () => {
    const { client, id } = await api.signUp()
    const tabs = Array.from({ length: 200 }, (_, index) => client.fork(services[index % 2]?.url))
    const answers = await Promise.all(tabs.map(refresh))

    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    expect(new Set(tabs.map(({ cookies }) => cookies.get('refreshToken'))).size).toBe(1)
    expect(await countTokens(id)).toEqual({ tokens: 2, live: 1, revoked: 0 })
    const whoAmI = await Promise.all(tabs.map((tab) => tab.get('/auth/current-user')))
    expect(whoAmI.filter(({ status }) => status !== 200)).toEqual([])

    await age(id, 10)
    const replay = await refresh(client)
    expect(replay.status).toBe(401)
    expect(replay.body).toMatchObject({ error: 'Invalid or expired refresh token' })
    expect([...client.cookies.keys()]).toEqual(['csrf-token', 'device'])
    expect(await countTokens(id)).toMatchObject({ revoked: 1 })
    for (const tab of tabs.slice(0, 2)) {
      expect((await tab.get('/auth/current-user')).status).toBe(401)
      expect((await refresh(tab)).status).toBe(401)
    }
  })

  it('two refreshes of one token within five seconds sign nobody out', async () => {
    const staggersMs = [0, 0, 0, 0, 1, 2, 3, 5, 8, 13, 20, 35, 60, 100, 250, 500, 1_000, 2_500, 5_000]
    const people = await Promise.all(staggersMs.map(async (ms) => ({ ms, ...(await api.signUp()) })))
    const ends = await Promise.all(
      people.map(async ({ ms, client, id }) => {
        const tabs = services.map(({ url }) => client.fork(url))
        const answers = await Promise.all(
          tabs.map((tab, index) => delay(index * ms).then(() => refresh(tab))),
        )
        const statuses = answers.map(({ status }) => status)
        const successors = new Set(tabs.map(({ cookies }) => cookies.get('refreshToken'))).size
        const next = await Promise.all(tabs.map(async (tab) => (await refresh(tab)).status))
        return { ms, statuses, successors, next, ...(await countTokens(id)) }
      }),
    )
    expect(ends).toEqual(
      staggersMs.map((ms) => ({
        ...{ ms, statuses: [200, 200], successors: 1, next: [200, 200] },
        ...{ tokens: 3, live: 1, revoked: 0 },
      })),
    )
  })
})

it('a token gives its successor again for ten seconds from its rotation, however often it is presented, and then ends the session', async () => {
  const { client, id } = await api.signUp()
  const [again, late] = [client.fork(), client.fork()]
  await refresh(client)
  await age(id, 5)
  for (const time of [1, 2]) {
    expect((await refresh(again.fork())).status, `time ${time}`).toBe(200)
  }
  await age(id, 5)
  expect((await refresh(late)).status).toBe(401)
  expect((await client.get('/auth/current-user')).status).toBe(401)
  expect(await countTokens(id)).toEqual({ tokens: 2, live: 1, revoked: 1 })
})

it('a client that lost the answer gets it by asking again', async () => {
  const { client, id } = await api.signUp()
  const sent = request(`${client.url}/api/auth/refresh`, {
    method: 'POST',
    headers: {
      cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'x-csrf-token': client.cookies.get('csrf-token') ?? '',
      'user-agent': 'node',
    },
  })
  sent.end()
  await waitFor('the rotation', async () => (await countTokens(id)).tokens === 2)
  sent.on('error', () => undefined).destroy()
  expect((await refresh(client)).status).toBe(200)
  expect((await client.get('/auth/current-user')).status).toBe(200)
  expect((await refresh(client)).status).toBe(200)
  expect(await countTokens(id)).toEqual({ tokens: 3, live: 1, revoked: 0 })
})

it('a rotated token from another user agent ends the session at once', async () => {
  for (const [owner, thief] of [
    ['Firefox', 'Chrome'],
    ['Firefox', ''],
    ['', 'Firefox'],
  ] as const) {
    const { client, id } = await api.signUp()
    const copy = client.fork()
    expect((await client.post('/auth/refresh', undefined, { 'user-agent': owner })).status).toBe(200)
    expect((await copy.post('/auth/refresh', undefined, { 'user-agent': thief })).status).toBe(401)
    expect(await countTokens(id)).toMatchObject({ revoked: 1 })
  }
})

it('a browser that was updated since its sign-in stays signed in, also when it repeats a refresh', async () => {
  const { client, id } = await api.signUp()
  const tab = client.fork()
  const updated = { 'user-agent': 'Firefox, a version later' }
  for (const one of [client, tab])
    expect((await one.post('/auth/refresh', undefined, updated)).status).toBe(200)
  expect(await countTokens(id)).toEqual({ tokens: 2, live: 1, revoked: 0 })
  const { sessions } = (await client.get('/auth/sessions')).body as { sessions: { userAgent: string }[] }
  expect(sessions.map(({ userAgent }) => userAgent)).toEqual([updated['user-agent']])
})

it('a token whose successor was rotated ends the session, also within the ten seconds', async () => {
  const { client, id } = await api.signUp()
  const grandparent = client.fork()
  await refresh(client)
  await refresh(client)
  expect((await refresh(grandparent)).status).toBe(401)
  expect((await client.get('/auth/current-user')).status).toBe(401)
  expect(await countTokens(id)).toMatchObject({ revoked: 1 })
})

it('REFRESH_REUSE_GRACE_SECONDS=0 takes every second presentation for reuse', async () => {
  const strict = keep(await startTestApi({ REFRESH_REUSE_GRACE_SECONDS: '0' }))
  const { client } = await strict.signUp()
  const copy = client.fork()
  expect((await refresh(client)).status).toBe(200)
  expect((await refresh(copy)).status).toBe(401)
  expect((await client.get('/auth/current-user')).status).toBe(401)
})

it('rotates each time, slides the expiry and never moves its absolute end', async () => {
  const { client, id } = await api.signUp()
  const times = async () => {
    const { rows } = await api.database.pool.query(
      'select expires_at, absolute_expires_at from sessions where user_id = $1',
      [id],
    )
    return rows[0] as { expires_at: Date; absolute_expires_at: Date }
  }
  await api.database.pool.query(
    `update sessions set expires_at = now() + interval '1 hour', absolute_expires_at = now() + interval '2 days' where user_id = $1`,
    [id],
  )
  const before = await times()
  const first = client.cookies.get('refreshToken')
  expect((await client.post('/auth/refresh')).body).toEqual({ message: 'Token refreshed successfully' })
  expect(client.cookies.get('refreshToken')).not.toBe(first)
  const after = await times()
  expect(after.absolute_expires_at).toEqual(before.absolute_expires_at)
  expect(after.expires_at).toEqual(before.absolute_expires_at)
})

it('refuses a session that has expired, whatever its access token says', async () => {
  const { client, id } = await api.signUp()
  await api.database.pool.query(
    `update sessions set expires_at = now() - interval '1 second' where user_id = $1`,
    [id],
  )
  expect((await client.get('/auth/current-user')).status).toBe(401)
  expect((await client.post('/auth/refresh')).status).toBe(401)
})

it('refuses a refresh without a token, or with one that it did not issue', async () => {
  const client = api.client()
  expect((await client.post('/auth/refresh')).body).toMatchObject({ error: 'No refresh token provided' })
  client.cookies.set('refreshToken', 'made-up')
  expect((await client.post('/auth/refresh')).body).toMatchObject({
    error: 'Invalid or expired refresh token',
  })
})
