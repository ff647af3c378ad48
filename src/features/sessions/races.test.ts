import { once } from 'node:events'
import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestApi, type TestApi } from '../../../test/harness/api.ts'
import type { Client } from '../../../test/harness/client.ts'
import { keep } from '../../../test/harness/keep.ts'
import { startService, testSecret } from '../../../test/harness/service.ts'

let api: TestApi

beforeAll(async () => {
  api = await startTestApi()
})
afterAll(() => api[Symbol.asyncDispose]())

async function countLiveTokens(userId: string): Promise<{ tokens: number; live: number; revoked: number }> {
  const { rows } = await api.database.pool.query(
    `select count(*)::int as tokens, count(*) filter (where t.rotated_at is null)::int as live,
       count(distinct s.id) filter (where s.revoked_at is not null)::int as revoked
     from refresh_tokens t join sessions s on s.id = t.session_id where s.user_id = $1`,
    [userId],
  )
  return rows[0]
}

it('gives 200 parallel refreshes of one token, on two API processes, one successor; the same token afterwards ends the session', async () => {
  const environment = { DATABASE_URL: api.database.url, JWT_SECRET: testSecret, RATE_LIMIT_API: 'off' }
  const services = [
    keep(await startService('api', environment)),
    keep(await startService('api', environment)),
  ]
  const client = api.client()
  const user = await client.register()
  await client.get('/csrf')
  // All connections are there before the first request leaves, and all requests leave together.
  const lines = await Promise.all(
    Array.from({ length: 200 }, (_, index) => openLine(services[index % 2]?.url ?? '')),
  )
  const answers = await Promise.all(lines.map((line) => refreshOn(line, client)))

  expect(answers.filter(({ status }) => status !== 200)).toEqual([])
  expect(new Set(answers.map(({ refreshToken }) => refreshToken)).size).toBe(1)
  expect(await countLiveTokens(user.id)).toEqual({ tokens: 2, live: 1, revoked: 0 })
  const tabs = services.map(({ url }, index) => {
    const tab = client.fork(url)
    for (const [name, value] of Object.entries(answers[index]?.cookies ?? {})) tab.cookies.set(name, value)
    return tab
  })
  for (const tab of tabs) expect((await tab.get('/auth/current-user')).status).toBe(200)

  const replay = await client.post('/auth/refresh')
  expect(replay.status).toBe(401)
  expect(replay.body).toMatchObject({ error: 'Invalid or expired refresh token' })
  expect([...client.cookies.keys()]).toEqual(['csrf-token', 'device'])
  expect(await countLiveTokens(user.id)).toMatchObject({ revoked: 1 })
  for (const tab of tabs) {
    expect((await tab.get('/auth/current-user')).status).toBe(401)
    expect((await tab.post('/auth/refresh')).status).toBe(401)
  }
}, 60_000)

it('does so too over four connections on which the requests follow each other without waiting', async () => {
  const environment = { DATABASE_URL: api.database.url, JWT_SECRET: testSecret, RATE_LIMIT_API: 'off' }
  const first = keep(await startService('api', environment))
  const second = keep(await startService('api', environment))
  const client = api.client()
  const user = await client.register()
  await client.get('/csrf')
  const answers = await Promise.all(
    [first, second, first, second].map(({ url }) => pipeline(url, client, 50)),
  )
  expect(answers.flat().filter((status) => status !== 200)).toEqual([])
  expect(await countLiveTokens(user.id)).toEqual({ tokens: 2, live: 1, revoked: 0 })
  expect((await client.post('/auth/refresh')).status).toBe(401)
  expect(await countLiveTokens(user.id)).toMatchObject({ revoked: 1 })
}, 60_000)

it('does so too on as many new connections, which the server meets one after the other', async () => {
  const service = keep(
    await startService('api', {
      DATABASE_URL: api.database.url,
      JWT_SECRET: testSecret,
      RATE_LIMIT_API: 'off',
    }),
  )
  const first = api.client()
  const user = await first.register()
  const client = first.fork(service.url)
  const answers = await Promise.all(Array.from({ length: 100 }, () => refreshOnNewConnection(client)))
  expect(answers.filter(({ status }) => status !== 200)).toEqual([])
  expect(new Set(answers.map(({ successor }) => successor)).size).toBe(1)
  expect(await countLiveTokens(user.id)).toEqual({ tokens: 2, live: 1, revoked: 0 })
  expect((await refreshOnNewConnection(client)).status).toBe(401)
})

it('rotates each time, slides the expiry and never moves its absolute end', async () => {
  const client = api.client()
  const { id } = await client.register()
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
  const client = api.client()
  const { id } = await client.register()
  await api.database.pool.query(
    `update sessions set expires_at = now() - interval '1 second' where user_id = $1`,
    [id],
  )
  expect((await client.get('/auth/current-user')).status).toBe(401)
  expect((await client.post('/auth/refresh')).status).toBe(401)
})

it('asks for a refresh token, and knows its own', async () => {
  const client = api.client()
  expect((await client.post('/auth/refresh')).body).toMatchObject({ error: 'No refresh token provided' })
  client.cookies.set('refreshToken', 'made-up')
  expect((await client.post('/auth/refresh')).body).toMatchObject({
    error: 'Invalid or expired refresh token',
  })
})

it('gives the successor once more within the grace time, and to a grandparent nothing but the end', async () => {
  const patient = keep(await startTestApi({ REFRESH_REUSE_GRACE_SECONDS: '30' }))
  const client = patient.client()
  await client.register()
  const late = client.fork()
  const later = client.fork()
  await client.post('/auth/refresh')
  expect((await late.post('/auth/refresh')).status).toBe(200)
  expect(late.cookies.get('refreshToken')).toBe(client.cookies.get('refreshToken'))
  await client.post('/auth/refresh')
  expect((await later.post('/auth/refresh')).status).toBe(401)
  expect((await client.get('/auth/current-user')).status).toBe(401)
})

it('takes a request for as old as its last byte, not as its first', async () => {
  const client = api.client()
  const { id } = await client.register()
  await client.get('/csrf')
  const thief = connect(Number(new URL(api.url).port), '127.0.0.1')
  const cookie = [...client.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  thief.write(
    `POST /api/auth/refresh HTTP/1.1\r\nhost: ${new URL(api.url).host}\r\ncookie: ${cookie}\r\nx-csrf-token: ${client.cookies.get('csrf-token')}\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n`,
  )
  // The server answers later requests only after it has seen the first bytes of earlier ones.
  await api.client().get('/health')
  expect((await client.post('/auth/refresh')).status).toBe(200)
  thief.write('{}')
  const [answer] = (await once(thief, 'data')) as [Buffer]
  thief.destroy()
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 401/)
  expect(await countLiveTokens(id)).toMatchObject({ revoked: 1 })
})

async function openLine(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const line = connect(Number(port), hostname)
  await once(line, 'connect')
  return line
}

/** One refresh on a connection that is open. */
async function refreshOn(line: Socket, client: Client) {
  line.write(refreshRequest(client))
  let text = ''
  for await (const chunk of line) {
    text += chunk
    if (/\r\n\r\n[\s\S]*\}$/.test(text)) break
  }
  const cookies = Object.fromEntries(
    [...text.matchAll(/^set-cookie: ([^=]+)=([^;]*)/gim)].map(([, name = '', value = '']) => [name, value]),
  )
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]),
    refreshToken: cookies.refreshToken,
    cookies,
  }
}

function refreshRequest({ url, cookies }: Client): string {
  const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  return `POST /api/auth/refresh HTTP/1.1\r\nhost: ${new URL(url).host}\r\ncookie: ${cookie}\r\nx-csrf-token: ${cookies.get('csrf-token')}\r\ncontent-length: 0\r\n\r\n`
}

function refreshOnNewConnection({ url, cookies }: Client): Promise<{ status: number; successor: string }> {
  const headers = {
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    'x-csrf-token': cookies.get('csrf-token') ?? '',
  }
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/api/auth/refresh`, { method: 'POST', headers, agent: false }, (res) => {
      res.resume()
      const set = res.headers['set-cookie']?.find((line) => line.startsWith('refreshToken=')) ?? ''
      resolve({ status: res.statusCode ?? 0, successor: set.split(';')[0] ?? '' })
    })
    sent.on('error', reject)
    sent.end()
  })
}

/**
 * Sends `count` refreshes on one connection at once (RFC 9112, section 9.3.2), and gives the statuses in
 * their order.
 */
async function pipeline(url: string, client: Client, count: number): Promise<number[]> {
  const line = await openLine(url)
  line.write(refreshRequest(client).repeat(count))
  let text = ''
  for await (const chunk of line) {
    text += chunk
    const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))
    if (statuses.length === count) return statuses
  }
  throw new Error('the connection was closed before all were answered')
}
