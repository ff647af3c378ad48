import { readFileSync } from 'node:fs'
import type { Page, Request } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import type { SignedUp } from '../harness/api.ts'
import { canRunBrowser } from '../harness/browser.ts'
import { testPassword } from '../harness/client.ts'
import { keepForSuite } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'
import { waitFor } from '../harness/wait.ts'
import { expectAccessible, openWebApp, startWebApp, withoutStatuses } from '../harness/web-app.ts'
import { cookiesFor } from '../harness/web-app-browser.ts'

const webApp = keepForSuite(await startWebApp())

const prompt = 'a lighthouse by the sea'

async function openAccount({ client }: SignedUp, path = '/account') {
  const opened = await openWebApp(webApp, { path, as: client })
  await opened.page.getByRole('heading', { name: 'Your data' }).waitFor()
  return opened
}

const part = (page: Page, name: string) => page.getByRole('region', { name })

describe.runIf(canRunBrowser())('the account', () => {
  it('asks visitors to sign in, and returns them to it', async () => {
    const { email } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { path: '/account' })
    await page.getByRole('heading', { name: 'Sign in to see your account' }).waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(testPassword)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${webApp.url}/account`)
    await page.getByRole('heading', { name: 'Ada' }).waitFor()
    expect(faults).toEqual([])
  })

  it('explains every credit, what was drawn by its sentence', async () => {
    const user = await webApp.signUp()
    await user.client.post('/svg/generate-svg', { prompt, style: 'flat' }, { prefer: 'wait=30' })
    const { page } = await openAccount(user)
    const credits = part(page, 'Credits')
    await credits.getByText('Welcome credits').waitFor()
    expect(await credits.getByText('+10').count()).toBe(1)
    expect(await credits.getByText('−1').count()).toBe(1)
    expect(await credits.getByRole('link', { name: prompt }).getAttribute('href')).toMatch(/^\/picture\//)
    expect(await credits.getByText('credits left').textContent()).toContain('9')
    expect(await findLedgerViolations(webApp.database.pool)).toEqual([])
  })

  it('accepts a new name, which the header and the other tab show, and refuses an invalid avatar URL', async () => {
    const user = await webApp.signUp()
    const { page } = await openAccount(user)
    const profile = part(page, 'Profile')
    await profile.getByLabel('Name').fill('Ada Lovelace')
    await profile.getByLabel('Avatar URL').fill('javascript:alert(1)')
    await profile.getByRole('button', { name: 'Save' }).click()
    await profile.getByText('It has to begin with https://.').waitFor()
    await profile.getByLabel('Avatar URL').fill('https://example.com/ada.png')
    await profile.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Ada Lovelace' }).waitFor()
    expect((await user.client.get('/user/profile')).body).toMatchObject({
      user: { name: 'Ada Lovelace', avatar: 'https://example.com/ada.png' },
    })
  })

  it('changes the password with the current one, and signs out the others', async () => {
    const user = await webApp.signUp()
    const other = webApp.client()
    await other.post('/auth/login', { email: user.email, password: testPassword })
    const { page, faults } = await openAccount(user)
    await page.getByRole('button', { name: 'Change the password' }).click()
    await page.getByLabel('Current password').fill('not this one')
    await page.getByLabel('New password').fill('an evening in the hills')
    await page.getByRole('button', { name: 'Set this password' }).click()
    await page.getByText('That is not your password.').waitFor()
    await page.getByLabel('Current password').fill(testPassword)
    await page.getByRole('button', { name: 'Set this password' }).click()
    await page.getByText('The new password is set.').waitFor()
    expect((await other.get('/auth/current-user')).status).toBe(401)
    await page.reload()
    await page.getByRole('heading', { name: 'Ada' }).waitFor()
    expect(withoutStatuses(faults, 401, 403).filter((fault) => !fault.includes('WebSocket'))).toEqual([])
  })

  it('lists devices and ends one; that one shows a notice, and its input stays', async () => {
    const user = await webApp.signUp()
    const elsewhere = webApp.client()
    await elsewhere.post('/auth/login', { email: user.email, password: testPassword })
    const { page: there, openTab } = await openWebApp(webApp, { path: '/account', as: elsewhere })
    await part(there, 'Profile').getByLabel('Name').fill('Half a name')
    const make = await openTab('/')
    await make.getByLabel('Your sentence').fill('half a sentence about')
    const { page } = await openAccount(user)
    const devices = part(page, 'Devices')
    await devices.getByText('this device').waitFor()
    await devices
      .getByRole('button', { name: /^Sign out / })
      .first()
      .click()
    await page.getByText('That device is signed out.').waitFor()
    for (const tab of [there, make]) {
      await tab.getByText('You were signed out on this device.').waitFor()
      await expectAccessible(tab)
    }
    expect(await part(there, 'Profile').getByLabel('Name').inputValue()).toBe('Half a name')
    await make.getByRole('link', { name: 'Sign in again' }).click()
    await make.getByLabel('E-mail').fill(user.email)
    await make.getByLabel('Password', { exact: true }).fill(testPassword)
    await make.keyboard.press('Enter')
    await make.waitForURL(`${webApp.url}/`)
    expect(await make.getByLabel('Your sentence').inputValue()).toBe('half a sentence about')
    // The other tab is notified.
    await there.getByText('You were signed out on this device.').waitFor({ state: 'detached' })
  })

  it('downloads everything that is stored, as a file', async () => {
    const user = await webApp.signUp()
    const { page } = await openAccount(user)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download your data' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('chatsvg-account.json')
    const content: unknown = JSON.parse(readFileSync(await file.path(), 'utf8'))
    expect(content).toMatchObject({ user: { email: user.email }, credits: [{ delta: 10 }] })
  })

  it('is deleted only with the password, after its consequences were shown', async () => {
    const user = await webApp.signUp()
    const { page, openTab, faults } = await openAccount(user)
    const tab = await openTab('/')
    await tab.getByRole('button', { name: 'You', exact: true }).waitFor()
    await page.getByRole('button', { name: 'Delete the account' }).click()
    const dialog = page.getByRole('dialog', { name: 'Delete the account?' })
    await dialog.getByText('This cannot be undone').waitFor()
    await expectAccessible(page)
    await dialog.getByLabel('Your password').fill('not this one')
    await dialog.getByRole('button', { name: 'Delete everything' }).click()
    await dialog.getByText('That is not your password.').waitFor()
    await dialog.getByLabel('Your password').fill(testPassword)
    await dialog.getByRole('button', { name: 'Delete everything' }).click()
    await page.getByText('Your account and everything in it is deleted.').waitFor()
    await tab.getByRole('link', { name: 'Sign in', exact: true }).waitFor()
    const again = await webApp.client().post('/auth/login', { email: user.email, password: testPassword })
    expect(again.status).toBe(401)
    expect(withoutStatuses(faults, 401, 403).filter((fault) => !fault.includes('WebSocket'))).toEqual([])
  })

  it.each(['light', 'dark'] as const)(
    'passes axe (%s), fits a small phone, and asks nobody else',
    async (colorScheme) => {
      const user = await webApp.signUp()
      await user.client.post('/svg/generate-svg', { prompt, style: 'flat' }, { prefer: 'wait=30' })
      const options = { path: '/account', as: user.client, colorScheme }
      const { page, faults } = await openWebApp(webApp, { ...options, width: 360 })
      await page.getByRole('heading', { name: 'Your data' }).waitFor()
      await page.getByRole('button', { name: 'Change the password' }).click()
      await page.waitForLoadState('networkidle')
      await expectAccessible(page)
      expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
      await page.getByRole('button', { name: /^Notifications/ }).click()
      await page.getByRole('dialog', { name: 'Notifications' }).waitFor()
      await expectAccessible(page)
      expect(faults).toEqual([])
    },
  )
})

describe.runIf(canRunBrowser())('tabs of one browser', () => {
  it('stay signed in together when the access token expires: one refresh for both, and no token twice', async () => {
    const user = await webApp.signUp()
    const { page, context, openTab } = await openAccount(user)
    const tab = await openTab('/account')
    await tab.getByRole('heading', { name: 'Your data' }).waitFor()
    for (const one of [page, tab]) await one.waitForLoadState('networkidle')
    const refreshes: Request[] = []
    context.on('request', (request) => {
      if (request.url().endsWith('/api/auth/refresh')) refreshes.push(request)
    })
    await context.clearCookies({ name: 'token' })
    await Promise.all([page.reload(), tab.reload()])
    for (const one of [page, tab]) await one.getByRole('heading', { name: 'Your data' }).waitFor()
    expect(refreshes).toHaveLength(1)
    const { events } = (await user.client.get('/auth/security-log')).body as {
      events: { action: string }[]
    }
    expect(events.map(({ action }) => action)).not.toContain('refresh_reuse')
  })

  it('that were open for longer than the lifetime of the CSRF cookie continue to read and write', async () => {
    const user = await webApp.signUp()
    const { page, context, faults } = await openAccount(user)
    const profile = part(page, 'Profile')
    const rename = async (name: string) => {
      await profile.getByLabel('Name').fill(name)
      await profile.getByRole('button', { name: 'Save' }).click()
      await page.getByRole('heading', { name, exact: true }).waitFor()
    }
    const sleepForADay = async () => {
      for (const name of ['token', 'csrf-token']) await context.clearCookies({ name })
    }
    await rename('Ada the first')
    await sleepForADay()
    await rename('Ada the second')
    await sleepForADay()
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().includes('/api/svg/') && response.ok()),
      page.getByRole('link', { name: 'History' }).click(),
    ])
    expect(answer.status()).toBe(200)
    expect(await page.getByText('You were signed out').count()).toBe(0)
    expect(withoutStatuses(faults, 401, 403)).toEqual([])
  })

  it('show the balance after a picture that another device requested and no tab follows', async () => {
    const user = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { as: user.client })
    const credits = page.getByRole('banner').getByTitle(/Credits/)
    for (const left of [/^9\b/, /^8\b/]) {
      await page.waitForLoadState('networkidle')
      await user.client.post('/svg/generate-svg', { prompt, style: 'flat' }, { prefer: 'wait=30' })
      await expect.poll(() => credits.innerText()).toMatch(left)
    }
    expect(faults).toEqual([])
  })

  it('reconnect after the service refused them for a moment', async () => {
    const user = await webApp.signUp()
    const { page, context } = await openWebApp(webApp, { path: '/nowhere' })
    await page.getByRole('link', { name: 'Sign in' }).waitFor()
    let connections = 0
    await context.routeWebSocket(/socket\.io/, (socket) => {
      connections += 1
      if (connections > 1) {
        socket.connectToServer()
        return
      }
      const hello = { sid: 'x', upgrades: [], pingInterval: 20_000, pingTimeout: 15_000, maxPayload: 1_000 }
      socket.send(`0${JSON.stringify(hello)}`)
      socket.onMessage((message) => {
        if (message === '40') socket.send('44{"message":"Service unavailable"}')
      })
    })
    await context.addCookies(cookiesFor(webApp.url, user.client))
    await page.goto('/account')
    await waitFor('the connection to be made again', () => connections > 1)
    await page.waitForLoadState('networkidle')
    await user.client.post('/svg/generate-svg', { prompt, style: 'flat' }, { prefer: 'wait=30' })
    await page.getByRole('button', { name: /^Notifications, \d new/ }).waitFor()
  })

  it('can sign out after the session has ended', async () => {
    const user = await webApp.signUp()
    const { page } = await openAccount(user)
    await page.route('**/api/auth/logout', (route) =>
      route.fulfill({ status: 401, json: { error: 'Over', code: 'invalid_token', requestId: 'x' } }),
    )
    await page.getByRole('button', { name: 'You', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Sign in to see your account' }).waitFor()
  })

  it('are signed out together, and no input is left for the next user', async () => {
    const user = await webApp.signUp()
    const { page, openTab } = await openAccount(user)
    const tab = await openTab('/')
    await tab.getByRole('button', { name: 'You', exact: true }).waitFor()
    await tab.getByLabel('Your sentence').fill('what nobody else has to know')
    await page.getByRole('button', { name: 'You', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await tab.getByRole('link', { name: 'Sign in', exact: true }).waitFor()
    await page.getByRole('heading', { name: 'Sign in to see your account' }).waitFor()
    await expect.poll(() => tab.getByLabel('Your sentence').inputValue()).toBe('')
    await tab.reload()
    await tab.getByRole('link', { name: 'Sign in', exact: true }).waitFor()
    expect(await tab.getByLabel('Your sentence').inputValue()).toBe('')
  })
})

describe.runIf(canRunBrowser())('the notifications in the header', () => {
  it('announces no notification that existed when the page opened', async () => {
    const user = await webApp.signUp()
    await user.client.post('/svg/generate-svg', { prompt, style: 'flat' }, { prefer: 'wait=30' })
    const { page, faults } = await openWebApp(webApp, { path: '/account', as: user.client })
    await page.getByRole('button', { name: /^Notifications, \d+ new$/ }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.getByText(/new notifications?\./).count()).toBe(0)
    expect(faults).toEqual([])
  })

  it('counts new notifications live, shows them, links to the picture, and counts from zero again', async () => {
    const user = await webApp.signUp()
    await user.client.post('/notification/seen')
    const { page, faults } = await openWebApp(webApp, { path: '/account', as: user.client })
    const bell = page.getByRole('button', { name: /^Notifications/ })
    await bell.waitFor()
    await page.waitForLoadState('networkidle')
    await user.client.post('/svg/generate-svg', { prompt, style: 'flat' }, { prefer: 'wait=30' })
    await page.getByRole('button', { name: 'Notifications, 1 new' }).waitFor()
    await page.getByText('One new notification.').waitFor({ state: 'attached' })
    await bell.click()
    const panel = page.getByRole('dialog', { name: 'Notifications' })
    const link = panel.locator('a[href^="/picture/"]')
    await link.waitFor()
    await waitFor('the service to know that they were seen', async () => {
      const { unreadCount } = (await user.client.get('/notification/badge')).body as { unreadCount: number }
      return unreadCount === 0
    })
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'hidden' })
    await page.getByRole('button', { name: 'Notifications', exact: true }).waitFor()
    await bell.click()
    await link.click()
    await page.waitForURL(/\/picture\//)
    await panel.waitFor({ state: 'hidden' })
    expect(faults).toEqual([])
  })
})
