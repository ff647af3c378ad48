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

it('agents find what the service is, and the descriptions of its API (llmstxt.org, RFC 9727)', async () => {
  const text = await (await fetch(`${api.url}/llms.txt`)).text()
  expect(text).toMatch(/^# chatSVG\n\n> /)
  const answer = await ask('api-catalog')
  expect(answer.headers.get('content-type')).toMatch(/^application\/linkset\+json;/)
  const { linkset } = (await answer.json()) as {
    linkset: [{ 'service-desc': { href: string }[]; status: { href: string }[] }]
  }
  const links = [...linkset[0]['service-desc'], ...linkset[0].status].map(({ href }) => href)
  const named = [...text.matchAll(/\]\((http[^)]+)\)/g)].map(([, href = '']) => href)
  expect(named).toEqual(expect.arrayContaining(links.slice(0, 2)))
  for (const href of [...links, ...named]) {
    const { pathname } = new URL(href)
    const status = (await fetch(api.url + pathname, { headers: { accept: 'text/html' } })).status
    // oEmbed needs an address.
    expect([pathname, status]).toEqual([pathname, pathname === '/api/oembed' ? 404 : 200])
  }
})
