import { describe, expect, it } from 'vitest'
import { startTestApi } from '../harness/api.ts'
import { type Answer, testPassword } from '../harness/client.ts'
import { keep, keepForSuite } from '../harness/keep.ts'

const api = keepForSuite(
  await startTestApi({
    FRONTEND_URL: 'https://app.example.com,http://localhost:5173',
    FRONTEND_PREVIEW_REGEX: 'https://pr-\\d+\\.example\\.com',
    PUBLIC_URL: 'https://chatsvg.example.com',
  }),
)

const blocked = { error: 'Invalid CSRF token', message: 'Request blocked for security reasons', status: 403 }

it('the CSRF token is renewed with its own cookies alone, whatever earlier answers have set', async () => {
  const { client, email } = await api.signUp()
  const signIn = () => client.post('/auth/login', { email, password: testPassword })
  const cookiesOf = ({ headers }: Answer) => headers.getSetCookie().map((cookie) => cookie.split('=')[0])
  const first = cookiesOf(await signIn())
  expect(first.length).toBeGreaterThan(2)
  const read = await client.patch('/user/profile', { name: 'Ada' })
  expect(cookiesOf(read)).toEqual(['csrf-token', '__Host-csrf-token'])
  expect(cookiesOf(await signIn())).toEqual(first)
})

describe('writes from elsewhere', () => {
  it('need a token that we signed, in the header and in the cookie alike', async () => {
    const { client } = await api.signUp()
    const token = client.cookies.get('csrf-token') ?? ''
    const [value] = token.split('.')
    const forged = `${value}.${Buffer.from('forged').toString('base64url')}`
    for (const [cookie, header] of [
      [token, undefined],
      [undefined, token],
      [forged, forged],
      ['planted', 'planted'],
      [token, `${token}x`],
      ['', ''],
    ]) {
      const tab = client.fork()
      for (const name of ['csrf-token', '__Host-csrf-token'])
        if (cookie === undefined) tab.cookies.delete(name)
        else tab.cookies.set(name, cookie)
      for (const path of ['/auth/login', '/auth/logout', '/auth/refresh', '/svg/generate-svg']) {
        const answer = await tab.send('POST', path, {
          csrf: false,
          body: {},
          headers: header === undefined ? {} : { 'x-csrf-token': header },
        })
        expect(answer.body).toMatchObject(blocked)
      }
    }
    expect((await client.get('/auth/current-user')).status).toBe(200)
  })

  it('are refused by their origin even with a good token, and by Sec-Fetch-Site where there is no origin', async () => {
    const client = api.client()
    for (const origin of [
      'https://evil.test',
      'null',
      'https://app.example.com.evil.test',
      'https://evil.test/?https://pr-1.example.com',
    ]) {
      expect((await client.post('/auth/login', {}, { origin })).body).toMatchObject(blocked)
    }
    expect((await client.post('/auth/login', {}, { 'sec-fetch-site': 'cross-site' })).body).toMatchObject(
      blocked,
    )
    for (const origin of [
      'https://app.example.com',
      'https://pr-17.example.com',
      'https://chatsvg.example.com',
      `https://${new URL(api.url).host}`,
    ]) {
      expect((await client.post('/auth/login', {}, { origin })).status).toBe(400)
    }
  })

  it('take JSON and nothing else, so that no form of another page can send them', async () => {
    const { client, email } = await api.signUp()
    const rawBody = JSON.stringify({ email, password: testPassword })
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
    ]) {
      const answer = await client.send('POST', '/auth/login', { rawBody, headers: { 'content-type': type } })
      expect(answer.status).toBe(415)
    }
    expect((await client.send('POST', '/auth/login', { rawBody })).status).toBe(200)
  })

  it('from a page of our own host are accepted over http only if the service itself has no https', async () => {
    const plain = keep(await startTestApi())
    expect((await api.client().post('/auth/login', {}, { origin: new URL(api.url).origin })).status).toBe(403)
    expect((await plain.client().post('/auth/login', {}, { origin: new URL(plain.url).origin })).status).toBe(
      400,
    )
  })

  it('keep one token across login, logout and refresh, and extend its lifetime', async () => {
    const { client, email } = await api.signUp()
    const token = client.cookies.get('csrf-token')
    await client.post('/auth/refresh')
    await client.post('/auth/logout')
    const login = await client.post('/auth/login', { email, password: testPassword })
    expect(login.status).toBe(200)
    expect(client.cookies.get('csrf-token')).toBe(token)
    const renewed = login.headers.getSetCookie().find((cookie) => cookie.startsWith('csrf-token='))
    expect(renewed).toMatch(/Max-Age=86400; Path=\/; Secure; SameSite=Lax/)
    const fetched = await client.get('/csrf')
    expect(fetched.body).toEqual({ csrfToken: token })
    expect(fetched.headers.get('cache-control')).toBe('no-store')
  })
})

describe('CORS', () => {
  it('answers allowed origins with credentials, and others with nothing', async () => {
    const client = api.client()
    const allowed = await client.get('/health', { origin: 'https://app.example.com' })
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://app.example.com')
    expect(allowed.headers.get('access-control-allow-credentials')).toBe('true')
    expect(allowed.headers.get('access-control-expose-headers')).toContain('Idempotency-Replayed')
    for (const origin of ['https://evil.test', 'null', 'http://app.example.com']) {
      const { headers } = await client.get('/health', { origin })
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([])
    }
  })

  it('allows the headers and methods of the contract in a preflight of an allowed origin', async () => {
    const answer = await api.client().send('OPTIONS', '/svg/generate-svg', {
      csrf: false,
      headers: { origin: 'https://app.example.com', 'access-control-request-method': 'POST' },
    })
    expect(answer.status).toBe(204)
    for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'])
      expect(answer.headers.get('access-control-allow-methods')).toContain(method)
    for (const name of [
      'Content-Type',
      'X-CSRF-Token',
      'X-Idempotency-Key',
      'Idempotency-Key',
      'Prefer',
      'Last-Event-ID',
    ]) {
      expect(answer.headers.get('access-control-allow-headers')).toContain(name)
    }
  })
})

describe('every answer', () => {
  it('has a request id, the given one if it is well-formed', async () => {
    const client = api.client()
    const given = await client.get('/health', { 'x-request-id': 'my.request-1_A' })
    expect(given.headers.get('x-request-id')).toBe('my.request-1_A')
    for (const wrong of ['a b', 'x'.repeat(129), 'a/b']) {
      expect((await client.get('/nowhere', { 'x-request-id': wrong })).headers.get('x-request-id')).toMatch(
        /^[0-9a-f-]{36}$/,
      )
    }
  })

  it('has the security headers for browsers', async () => {
    const { headers } = await api.client().get('/health')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('strict-transport-security')).toContain('max-age=31536000')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('content-security-policy')).toContain("base-uri 'none'")
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin')
    expect(headers.get('x-powered-by')).toBeNull()
    expect(headers.get('cross-origin-resource-policy')).toBe('same-site')
    expect(headers.get('permissions-policy')).toContain('camera=()')
  })

  it('is not cached unless it says so', async () => {
    const { client } = await api.signUp()
    for (const path of [
      '/user/profile',
      '/svg/history',
      '/user/generations',
      '/notification/latest',
      '/nowhere',
    ])
      expect([path, (await client.get(path)).headers.get('cache-control')]).toEqual([path, 'no-store'])
    expect((await client.get('/svg/public')).headers.get('cache-control')).toContain('public')
  })
})

describe('limits', () => {
  it('count pictures by user and not by address, and the API by user, else by address', async () => {
    const limited = keep(await startTestApi({ RATE_LIMIT_GENERATION: '2/1h', RATE_LIMIT_API: '60/5m' }))
    const [ada, bob] = [limited.client(), limited.client()]
    await ada.register()
    await bob.register()
    const draw = { prompt: 'a small boat at sea', style: 'flat' }
    const statuses = []
    for (let attempt = 0; attempt < 3; attempt += 1)
      statuses.push((await ada.post('/svg/generate-svg', draw)).status)
    expect(statuses).toEqual([202, 202, 429])
    expect((await bob.post('/svg/generate-svg', draw)).status).toBe(202)
    const reads = await Promise.all(Array.from({ length: 70 }, () => ada.get('/auth/current-user')))
    expect(reads.filter(({ status }) => status === 429).length).toBeGreaterThan(0)
    expect((await bob.get('/auth/current-user')).status).toBe(200)
  })

  it('report the daily limit in the words of the contract', async () => {
    const limited = keep(await startTestApi({ DAILY_GENERATION_LIMIT: '2' }))
    const { client } = await limited.signUp()
    const draw = { prompt: 'a small boat at sea', style: 'flat' }
    await client.post('/svg/generate-svg', draw)
    await client.post('/svg/generate-svg', draw)
    const refused = await client.post('/svg/generate-svg', draw)
    expect(refused.status).toBe(429)
    expect(refused.body).toMatchObject({
      error: 'Daily generation limit reached. Try again tomorrow.',
      limit: 2,
      used: 2,
    })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('health', () => {
  it('reports the dependencies', async () => {
    const client = api.client()
    expect((await client.get('/health')).body).toEqual({ ok: true })
    expect((await client.get('/ready')).body).toEqual({
      ok: true,
      database: 'connected',
      redis: 'not_configured',
      queue: 'connected',
    })
  })
})
