import { describe, expect, it } from 'vitest'
import { startTestApi } from '../../../../../test/harness/api.ts'
import { testPassword } from '../../../../../test/harness/client.ts'
import { keep } from '../../../../../test/harness/keep.ts'

/** The attributes of each cookie in the responses. */
async function readFlags(environment: Record<string, string>): Promise<Record<string, string>> {
  const api = keep(await startTestApi(environment))
  const { client, email } = await api.signUp()
  const login = await client.post('/auth/login', { email, password: testPassword, rememberMe: true })
  const cleared = await client.post('/auth/logout')
  const lines = login.headers.getSetCookie().map((line): [string, string] => {
    const name = line.slice(0, line.indexOf('='))
    return [name, line.slice(line.indexOf(';') + 2)]
  })
  const gone = cleared.headers.getSetCookie().filter((line) => /^(__\w+-)?(token|refreshToken)=;/.test(line))
  return {
    ...Object.fromEntries(lines),
    cleared: gone.map((line) => line.replace(/Expires=[^;]*; /, '')).join(' | '),
  }
}

it('cookies are Secure with an https address, and cleared with the flags that they were set with', async () => {
  expect(await readFlags({ PUBLIC_URL: 'https://chatsvg.example.com' })).toEqual({
    token: 'Max-Age=900; Path=/; HttpOnly; Secure; SameSite=Lax',
    '__Host-token': 'Max-Age=2592000; Path=/; HttpOnly; Secure; SameSite=Lax',
    refreshToken: 'Max-Age=2592000; Path=/api/auth; HttpOnly; Secure; SameSite=Lax',
    '__Secure-refreshToken': 'Max-Age=2592000; Path=/api/auth; HttpOnly; Secure; SameSite=Lax',
    'csrf-token': 'Max-Age=86400; Path=/; Secure; SameSite=Lax',
    '__Host-csrf-token': 'Max-Age=86400; Path=/; Secure; SameSite=Lax',
    device: 'Max-Age=34560000; Path=/api/auth; HttpOnly; Secure; SameSite=Lax',
    cleared: [
      'token=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
      '__Host-token=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
      'refreshToken=; Max-Age=0; Path=/api/auth; HttpOnly; Secure; SameSite=Lax',
      '__Secure-refreshToken=; Max-Age=0; Path=/api/auth; HttpOnly; Secure; SameSite=Lax',
    ].join(' | '),
  })
})

it('cookies are sent to front ends on another site, and are as strict as configured', async () => {
  const elsewhere = await readFlags({
    PUBLIC_URL: 'https://api.chatsvg.example',
    FRONTEND_URL: 'https://web-app.another.example',
  })
  expect(elsewhere.refreshToken).toMatch(/HttpOnly; Secure; SameSite=None$/)
  const strict = await readFlags({ COOKIE_SAMESITE: 'strict' })
  expect(strict.refreshToken).toBe('Max-Age=2592000; Path=/api/auth; HttpOnly; SameSite=Strict')
})

describe('cookies with protected names', () => {
  const https = { PUBLIC_URL: 'https://chatsvg.example.com' }

  it('win over those of the plain names, which a subdomain can plant, also after the access token has run out', async () => {
    const api = keep(await startTestApi(https))
    const [ada, eve] = [api.client(), api.client()]
    const { id } = await ada.register()
    await eve.register()
    for (const name of ['token', 'refreshToken', 'csrf-token'])
      ada.cookies.set(name, eve.cookies.get(name) ?? '')
    expect((await ada.get('/auth/current-user')).body).toMatchObject({ id })
    expect((await ada.post('/auth/refresh')).status).toBe(200)
    expect((await ada.get('/auth/current-user')).body).toMatchObject({ id })
    // The protected cookie with an expired token takes precedence over the one that a subdomain has set.
    ada.cookies.set('token', eve.cookies.get('token') ?? '')
    ada.cookies.set('__Host-token', 'run.out.token')
    expect((await ada.get('/auth/current-user')).status).toBe(401)
  })

  it('are not needed: a browser with the plain names continues, and gets both with the next refresh', async () => {
    const api = keep(await startTestApi(https))
    const { client, id } = await api.signUp()
    for (const name of [...client.cookies.keys()]) if (name.startsWith('__')) client.cookies.delete(name)
    expect((await client.get('/auth/current-user')).body).toMatchObject({ id })
    expect((await client.post('/auth/refresh')).status).toBe(200)
    expect([...client.cookies.keys()]).toEqual(
      expect.arrayContaining(['token', '__Host-token', '__Secure-refreshToken']),
    )
    const socket = client.connect()
    try {
      await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject))
    } finally {
      socket.close()
    }
  })

  it('do not end a session that an instance of the previous version has refreshed, which knows only the plain names', async () => {
    const api = keep(await startTestApi({ ...https, REFRESH_REUSE_GRACE_SECONDS: '0' }))
    const { client, id } = await api.signUp()
    const other = client.fork()
    for (const name of [...other.cookies.keys()]) if (name.startsWith('__')) other.cookies.delete(name)
    expect((await other.post('/auth/refresh')).status).toBe(200)
    for (const name of ['token', 'refreshToken']) client.cookies.set(name, other.cookies.get(name) ?? '')
    expect((await client.post('/auth/refresh')).status).toBe(200)
    expect((await client.get('/auth/current-user')).body).toMatchObject({ id })
  })

  it('that are left from a time with https are ignored', async () => {
    const api = keep(await startTestApi())
    const [client, { email }] = [api.client(), await api.client().register()]
    for (const name of ['__Host-csrf-token', '__Host-token', '__Secure-refreshToken'])
      client.cookies.set(name, 'left.over')
    expect((await client.post('/auth/login', { email, password: testPassword })).status).toBe(200)
    expect((await client.get('/auth/current-user')).status).toBe(200)
    expect((await client.post('/auth/refresh')).status).toBe(200)
    const socket = client.connect()
    try {
      await new Promise<void>((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject))
    } finally {
      socket.close()
    }
  })

  it('are set only with https, because browsers refuse them otherwise', async () => {
    const client = keep(await startTestApi()).client()
    await client.register()
    expect([...client.cookies.keys()].filter((name) => name.startsWith('__'))).toEqual([])
  })
})
