import { expect, it } from 'vitest'
import { startTestApi } from '../../../test/harness/api.ts'
import { testPassword } from '../../../test/harness/client.ts'
import { keep } from '../../../test/harness/keep.ts'

/** What follows name and value of each cookie that the answers set. */
async function readFlags(environment: Record<string, string>): Promise<Record<string, string>> {
  const api = keep(await startTestApi(environment))
  const client = api.client()
  const { email } = await client.register()
  const login = await client.post('/auth/login', { email, password: testPassword, rememberMe: true })
  const cleared = await client.post('/auth/logout')
  const lines = login.headers.getSetCookie().map((line): [string, string] => {
    const name = line.slice(0, line.indexOf('='))
    return [name, line.slice(line.indexOf(';') + 2)]
  })
  const gone = cleared.headers.getSetCookie().filter((line) => /^(token|refreshToken)=;/.test(line))
  return {
    ...Object.fromEntries(lines),
    cleared: gone.map((line) => line.replace(/Expires=[^;]*; /, '')).join(' | '),
  }
}

it('cookies are Secure with an https address, and cleared with the flags that they were set with', async () => {
  expect(await readFlags({ PUBLIC_URL: 'https://chatsvg.example.com' })).toEqual({
    token: 'Max-Age=900; Path=/; HttpOnly; Secure; SameSite=Lax',
    refreshToken: 'Max-Age=2592000; Path=/api/auth; HttpOnly; Secure; SameSite=Lax',
    'csrf-token': 'Max-Age=86400; Path=/; Secure; SameSite=Lax',
    device: 'Max-Age=34560000; Path=/api/auth; HttpOnly; Secure; SameSite=Lax',
    cleared:
      'token=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax | refreshToken=; Max-Age=0; Path=/api/auth; HttpOnly; Secure; SameSite=Lax',
  })
})

it('cookies go to front ends on another site, and are as strict as is asked for', async () => {
  const elsewhere = await readFlags({
    PUBLIC_URL: 'https://api.chatsvg.example',
    FRONTEND_URL: 'https://studio.another.example',
  })
  expect(elsewhere.refreshToken).toMatch(/HttpOnly; Secure; SameSite=None$/)
  const strict = await readFlags({ COOKIE_SAMESITE: 'strict' })
  expect(strict.refreshToken).toBe('Max-Age=2592000; Path=/api/auth; HttpOnly; SameSite=Strict')
})
