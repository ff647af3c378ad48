import { expect, it } from 'vitest'
import { startTestApi } from '../../../../test/harness/api.ts'
import { keep, keepForSuite } from '../../../../test/harness/keep.ts'
import { readConfig } from '../config/index.ts'

const api = keepForSuite(await startTestApi())

const ask = (path: string, url = api.url) => fetch(`${url}/.well-known/${path}`, { redirect: 'manual' })

it('security.txt names a contact and an end within a year (RFC 9116)', async () => {
  const answer = await ask('security.txt')
  expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
  const fields = Object.fromEntries(
    (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/: (.*)/, 2)),
  )
  expect(Object.keys(fields)).toEqual(['Contact', 'Expires', 'Preferred-Languages', 'Canonical'])
  const daysLeft = (Date.parse(fields.Expires) - Date.now()) / 86_400_000
  expect(daysLeft).toBeGreaterThan(179)
  expect(daysLeft).toBeLessThan(365)
  const [page = '', anchor = ''] = fields.Contact.split('#')
  expect(await (await fetch(page.replace(/^http:..[^/]+/, api.url))).text()).toContain(`id="${anchor}"`)
})

it("security.txt has the operator's own contact where there is one", async () => {
  const own = keep(
    await startTestApi({ SECURITY_CONTACT: 'security@example.com', PUBLIC_URL: 'https://svg.example' }),
  )
  const text = await (await ask('security.txt', own.url)).text()
  expect(text).toContain('Contact: mailto:security@example.com\n')
  expect(text).toContain('Canonical: https://svg.example/.well-known/security.txt\n')
  expect(readConfig({ SECURITY_CONTACT: 'https://example.com/report' }).http.securityContact).toBe(
    'https://example.com/report',
  )
  expect(() => readConfig({ SECURITY_CONTACT: 'enqueueJob me' })).toThrow(/SECURITY_CONTACT/)
})

it('password managers are redirected to the page that changes a password, and get 404 for an unknown path', async () => {
  const answer = await ask('change-password')
  expect([answer.status, answer.headers.get('location')]).toEqual([
    302,
    expect.stringMatching(/^http:\/\/localhost:\d+\/account#signin$/),
  ])
  expect((await ask('resource-that-should-not-exist-whose-status-code-should-not-be-200')).status).toBe(404)
  const own = keep(
    await startTestApi({ FRONTEND_URL: 'https://app.example', PUBLIC_URL: 'https://api.app.example' }),
  )
  expect((await ask('change-password', own.url)).headers.get('location')).toBe(
    'https://app.example/account#signin',
  )
})
