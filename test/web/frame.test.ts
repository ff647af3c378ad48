import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { keepForSuite } from '../harness/keep.ts'
import { expectAccessible, openWebApp, startWebApp } from '../harness/web-app.ts'
import { root } from '../rules/source-files.ts'

const webApp = keepForSuite(await startWebApp())

const get = (path: string, headers: Record<string, string> = {}) => fetch(webApp.url + path, { headers })
const page = { accept: 'text/html' }

describe('the web app is served', () => {
  it.each([
    '/',
    '/gallery',
    '/picture/x',
    '/history',
    '/collections',
    '/collection/x',
    '/author/x',
    '/account',
    '/signin',
    '/signup',
    '/forgot-password',
    '/admin/jobs',
  ])('at %s, under a policy that runs and loads nothing of others', async (path) => {
    const answer = await get(path, page)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('no-cache')
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self'; /)
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|https?:/)
  })

  it('with 304 unless it has changed', async () => {
    const etag = (await get('/', page)).headers.get('etag') ?? ''
    const again = await get('/', { ...page, 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
  })

  it('with assets that are cached for ever, in the encoding that the client accepts', async () => {
    const [path = ''] = /\/assets\/[\w-]+\.js/.exec(await (await get('/', page)).text()) ?? []
    for (const [accepted, sent] of [
      ['gzip, br', 'br'],
      ['gzip', 'gzip'],
      ['br;q=0', null],
      ['identity', null],
    ] as const) {
      const answer = await get(path, { 'accept-encoding': accepted })
      expect(answer.headers.get('content-encoding')).toBe(sent)
      expect(answer.headers.get('vary')).toContain('accept-encoding')
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
      expect(await answer.text()).toContain('createElement')
    }
  })

  it('to browsers at unknown URLs, with status 404; to programs as a problem', async () => {
    for (const path of ['/nowhere', '/gallery/nowhere', '//', '//nowhere', '/%2e%2e/%2e%2e/package.json']) {
      const seen = await get(path, page)
      expect([seen.status, seen.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
      const told = await get(path, { accept: '*/*' })
      expect([told.status, told.headers.get('content-type')]).toEqual([
        404,
        'application/problem+json; charset=utf-8',
      ])
    }
    for (const path of ['/api/nowhere', '/assets/nowhere.js'])
      expect((await get(path, page)).headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })

  it('with less than 150 KB of script at the first load, compressed', async () => {
    const html = await (await get('/', page)).text()
    const first = [...html.matchAll(/(?:src|href)="(\/[\w./-]+\.js)"/g)].map(([, path = '']) => path)
    expect(first.length).toBeGreaterThan(0)
    const bytes = first.map((path) => gzipSync(readFileSync(join(root, 'apps/web/dist', path))).length)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000)
    expect(readdirSync(join(root, 'apps/web/dist/assets')).filter((name) => name.endsWith('.map'))).toEqual(
      [],
    )
  })
})

it('whoami answers without an error, with everything that a page needs', async () => {
  const client = webApp.client()
  expect((await client.get('/auth/whoami')).body).toEqual({ user: null, renewable: false })
  const { email } = await client.register()
  expect((await client.get('/auth/whoami')).body).toMatchObject({
    user: { email, credits: 10, plan: 'FREE', role: 'USER', emailVerified: false },
    renewable: true,
  })
  client.cookies.delete('token')
  expect((await client.get('/auth/whoami')).body).toEqual({ user: null, renewable: true })
})

describe.runIf(canRunBrowser())('in a browser', () => {
  it('the frame loads nothing from elsewhere, violates no policy and passes axe, in both themes', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page: open, faults } = await openWebApp(webApp, { path: '/nowhere', colorScheme })
      await open.getByRole('heading', { name: 'Page not found' }).waitFor()
      await expectAccessible(open)
      expect(faults.filter((fault) => !fault.includes('404'))).toEqual([])
    }
  })

  it('a page works although the menu of the header was not loaded', async () => {
    const { client } = await webApp.signUp()
    const { context, openTab } = await openWebApp(webApp, { path: '/gallery', as: client })
    let refused = 0
    await context.route(/\/assets\/(?:account|notifications)-/, (route) => {
      refused += 1
      return route.abort()
    })
    const open = await openTab('/')
    await expect.poll(() => refused).toBeGreaterThan(0)
    await open.getByRole('button', { name: 'Notifications' }).waitFor()
    await open.getByRole('link', { name: 'Gallery' }).click()
    await open.getByRole('heading', { name: 'Gallery', level: 1 }).waitFor()
  })

  it('? shows the shortcuts, and Esc closes them', async () => {
    const { page: open } = await openWebApp(webApp)
    await open.getByRole('link', { name: 'Sign in' }).waitFor()
    await open.keyboard.press('?')
    await open.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
    await expectAccessible(open)
    await open.keyboard.press('Escape')
    await open.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('single letters are shortcuts, unless they are switched off; the switch can be reached without them', async () => {
    const { page: open } = await openWebApp(webApp, { path: '/nowhere' })
    await open.getByRole('link', { name: 'Sign in' }).waitFor()
    await open.keyboard.press('?')
    const dialog = open.getByRole('dialog', { name: 'Keyboard shortcuts' })
    const tick = dialog.getByLabel('Use single keys as shortcuts')
    await tick.uncheck()
    await open.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await open.keyboard.press('g')
    await open.keyboard.press('?')
    const keys = open.getByRole('button', { name: 'Keyboard shortcuts' })
    await keys.focus()
    await expectAccessible(open)
    await open.keyboard.press('Enter')
    await dialog.waitFor()
    expect(open.url()).toBe(`${webApp.url}/nowhere`)
    await tick.check()
    await open.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    await open.keyboard.press('g')
    await open.waitForURL('**/gallery')
  })

  it('the keyboard reaches every page, and the first one again', async () => {
    const { page: open } = await openWebApp(webApp, { path: '/gallery' })
    for (const name of ['History', 'Gallery']) {
      await open.getByRole('navigation').getByRole('link', { name }).click()
      await expect.poll(() => open.evaluate('document.activeElement.id')).toBe('main')
    }
  })

  it('whoami is repeated when the service could not answer', async () => {
    const { page: open, context } = await openWebApp(webApp, { path: '/nowhere' })
    const refused = { status: 503, json: { error: 'Not now', code: 'service_unavailable', requestId: 'x' } }
    await context.route('**/api/auth/whoami', (route) => route.fulfill(refused), { times: 1 })
    await open.reload()
    await open.getByRole('link', { name: 'Sign in' }).waitFor()
  })
})
