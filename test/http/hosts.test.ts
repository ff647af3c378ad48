import { once } from 'node:events'
import { connect } from 'node:net'
import { io } from 'socket.io-client'
import { describe, expect, it } from 'vitest'
import { createLocalFetch } from '../attack/local-fetch.ts'
import { startTestApi, type TestApi } from '../harness/api.ts'
import { Client } from '../harness/client.ts'
import { keep, keepForSuite } from '../harness/keep.ts'

// `fetch` sets the host itself.
const send = createLocalFetch('127.0.0.1')

async function statusFor(api: TestApi, host: string, path = '/api/health'): Promise<number> {
  return (await send(`${api.url}${path}`, { headers: { host } })).status
}

describe('on a loopback address', async () => {
  const api = keepForSuite(
    await startTestApi({
      PUBLIC_URL: 'https://svg.example.com',
      FRONTEND_URL: 'https://app.example.com:8443',
      ALLOWED_HOSTS: 'tunnel.example.net, Other.example.net',
    }),
  )

  it.each([
    'localhost',
    'localhost:4000',
    'LOCALHOST:4000',
    'chat.localhost:4000',
    '127.0.0.1:4000',
    '127.0.0.2',
    '[::1]:4000',
    'svg.example.com',
    'svg.example.com:443',
    'app.example.com',
    'tunnel.example.net',
    'other.example.net:4000',
  ])('%s is answered', async (host) => {
    expect(await statusFor(api, host)).toBe(200)
  })

  it.each([
    'evil.test',
    'evil.test:4000',
    'localhost.evil.test',
    '127.0.0.1.evil.test',
    'svg.example.com.evil.test',
    'evil-svg.example.com',
    '10.0.0.1',
    '[2001:db8::1]',
    'localhost:4000@evil.test',
  ])('%s is not, for any path', async (host) => {
    for (const path of ['/api/health', '/api/csrf', '/', '/nowhere', '/socket.io/?EIO=4&transport=polling'])
      expect([path, await statusFor(api, host, path)]).toEqual([
        path,
        path.startsWith('/socket.io') ? 403 : 421,
      ])
  })

  it('refuses with a problem', async () => {
    const answer = await send(`${api.url}/api/csrf`, { headers: { host: 'evil.test' } })
    expect(await answer.json()).toMatchObject({ code: 'misdirected_request', status: 421 })
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('answers a health check of HTTP/1.0, which sends no host', async () => {
    const socket = connect(Number(new URL(api.url).port), '127.0.0.1').setEncoding('utf8')
    socket.write('GET /api/health HTTP/1.0\r\n\r\n')
    const [answer] = (await once(socket, 'data')) as [string]
    socket.destroy()
    expect(answer).toMatch(/^HTTP\/1.1 200 /)
  })

  it('a page whose name resolves here reads nothing and writes nothing, although it has the same origin', async () => {
    const page = new Client(api.url, (input, init) =>
      send(input, {
        ...init,
        headers: {
          ...(init?.headers as Record<string, string>),
          host: 'evil.test',
          origin: 'http://evil.test',
          // A page can set these itself.
          'x-forwarded-host': 'localhost',
        },
      }),
    )
    const body = { name: 'Eve', email: 'eve@example.com', password: 'a long walk', agreedToTerms: true }
    expect((await page.post('/auth/register', body)).status).toBe(421)
    const socket = keep({
      socket: io(api.url, {
        transports: ['websocket'],
        reconnection: false,
        extraHeaders: { host: 'evil.test' },
      }),
      async [Symbol.asyncDispose]() {
        this.socket.close()
      },
    }).socket
    const refused = await new Promise<Error>((resolve) => socket.on('connect_error', resolve))
    expect(refused.message).not.toBe('Unauthorized')
  })

  it("does not trust a proxy's host header either", async () => {
    const proxied = keep(await startTestApi({ TRUST_PROXY: '1' }))
    const headers = { host: 'evil.test', 'x-forwarded-host': 'localhost' }
    expect((await send(`${proxied.url}/api/health`, { headers })).status).toBe(421)
  })
})

describe('on other addresses', () => {
  it('every host is answered, because the public name is not known here', async () => {
    const api = keep(await startTestApi({ HOST: '0.0.0.0' }))
    expect(await statusFor(api, 'svg.example.org')).toBe(200)
  })

  it('only the hosts in ALLOWED_HOSTS are answered once it is set, and IP addresses, which health checks use', async () => {
    const api = keep(await startTestApi({ HOST: '0.0.0.0', ALLOWED_HOSTS: 'svg.example.org' }))
    expect(await statusFor(api, 'svg.example.org')).toBe(200)
    expect(await statusFor(api, '10.1.2.3:4000')).toBe(200)
    expect(await statusFor(api, '[2001:db8::1]:4000')).toBe(200)
    expect(await statusFor(api, 'evil.test')).toBe(421)
  })
})

it("the development server's address is no origin of a service with https", async () => {
  const api = keep(await startTestApi({ PUBLIC_URL: 'https://svg.example.com' }))
  const development = { origin: 'http://localhost:5173' }
  expect((await api.client().get('/health', development)).headers.has('access-control-allow-origin')).toBe(
    false,
  )
  expect((await api.client().post('/auth/login', {}, development)).body).toMatchObject({
    code: 'foreign_origin',
  })
  const asked = keep(
    await startTestApi({
      PUBLIC_URL: 'https://svg.example.com',
      FRONTEND_URL: 'http://localhost:5173,https://a.example',
    }),
  )
  expect((await asked.client().get('/health', development)).headers.has('access-control-allow-origin')).toBe(
    true,
  )
})
