import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { testPassword } from '../harness/client.ts'
import { keep, keepForSuite } from '../harness/keep.ts'
import { linkOf } from '../harness/mail-servers.ts'
import { waitFor } from '../harness/wait.ts'
import { expectAccessible, openWebApp, startWebApp, withoutStatuses } from '../harness/web-app.ts'
import { startWebAppWithMail } from './web-app-with-mail.ts'

const started = keepForSuite(await startWebAppWithMail())
const mailbox = started.mailbox
const webApp = started.webApp

const newPassword = 'an evening in the hills'
const newAddress = () => `${crypto.randomUUID()}@example.com`

async function signIn(page: Page, email: string, password = testPassword, verb = 'Sign in'): Promise<void> {
  const main = page.getByRole('main')
  await main.getByLabel('E-mail').fill(email)
  await main.getByLabel('Password', { exact: true }).fill(password)
  await main.getByRole('button', { name: verb, exact: true }).click()
}

const untilSignedIn = (page: Page) => page.getByRole('button', { name: 'You' }).waitFor()

it('pages of mailed links cannot be framed, and send the token to nobody', async () => {
  for (const path of ['/verify-email?token=secret', '/reset-password?token=secret']) {
    const answer = await fetch(webApp.url + path, { headers: { accept: 'text/html' } })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'; .*frame-ancestors 'none'/,
    )
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer')
    expect(await answer.text()).not.toContain('secret')
  }
})

it('mailed links lead to the front end that is configured', async () => {
  const elsewhere = await startWebApp({
    SMTP_URL: mailbox.url,
    FRONTEND_URL: 'https://web.example.com,https://other.example.com',
  })
  const { email } = await elsewhere.client().register()
  const message = await mailbox.waitForEmail(email, /Confirm/)
  expect(linkOf(message)).toMatch(/^https:\/\/web\.example\.com\/verify-email\?token=[\w-]{43}$/)
  await elsewhere[Symbol.asyncDispose]()
})

describe.runIf(canRunBrowser())('in a browser', () => {
  it('a user signs up, sees the error of each field, and verifies the address by the email', async () => {
    const email = newAddress()
    const { page, faults } = await openWebApp(webApp, { path: '/signup' })
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('Type a name.').waitFor()
    await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('name')
    await expectAccessible(page)
    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('E-mail').fill(email)
    const password = page.getByLabel('Password', { exact: true })
    await password.fill('short')
    await page.getByText('3 more characters.').waitFor()
    await password.fill('Password123')
    await page.getByText(/^Weak/).waitFor()
    await page.getByLabel(/I accept/).check()
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('Password is too common.').waitFor()
    expect(await password.getAttribute('aria-invalid')).toBe('true')
    await password.fill(testPassword)
    await page.getByText(/^Strong/).waitFor()
    expect(await password.getAttribute('autocomplete')).toBe('new-password')
    await page.getByRole('button', { name: 'Create account' }).click()
    await untilSignedIn(page)
    expect(new URL(page.url()).pathname).toBe('/')

    const link = await started.waitForLink(email, /Confirm/, /verify-email/)
    const asked: string[] = []
    page.on('request', (request) => asked.push(`${request.method()} ${request.headers().referer ?? ''}`))
    await page.goto(link)
    await page.getByRole('button', { name: 'Confirm this address' }).waitFor()
    expect(page.url()).toBe(`${webApp.url}/verify-email`)
    expect(asked.filter((request) => request.startsWith('POST'))).toEqual([])
    await page.getByRole('button', { name: 'Confirm this address' }).click()
    await page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor()
    expect(asked.join('\n')).not.toContain('token=')
    await page.goBack()
    expect(page.url()).not.toContain('token')
    expect(withoutStatuses(faults, 400)).toEqual([])
  })

  it('the sign-up links to the accepted documents, if the operator has published them', async () => {
    const terms = 'https://example.com/terms'
    const own = keep(await startWebApp({ TERMS_URL: terms }))
    const { page, faults } = await openWebApp(own, { path: '/signup' })
    const link = page.getByRole('link', { name: 'Terms of Service' })
    expect(await link.getAttribute('href')).toBe(terms)
    await page.getByText('Privacy Policy').waitFor()
    expect(await page.getByRole('link', { name: 'Privacy Policy' }).count()).toBe(0)
    await page.getByRole('checkbox').check()
    await expectAccessible(page)
    expect(faults).toEqual([])
  })

  it('a taken address is reported at its field', async () => {
    const { email } = await webApp.client().register()
    const { page } = await openWebApp(webApp, { path: '/signup' })
    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(testPassword)
    await page.getByLabel(/I accept/).check()
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('This address cannot be used.').waitFor()
    expect(await page.getByLabel('E-mail').getAttribute('aria-invalid')).toBe('true')
  })

  it('the mailed link without a session asks for a sign-in, then verifies; after that the link is invalid', async () => {
    const { client, email } = await webApp.signUp()
    const link = await started.waitForLink(email, /Confirm/, /verify-email/)
    const { page } = await openWebApp(webApp, { path: link })
    await signIn(page, email, 'not the password', 'Sign in and confirm')
    await page.getByText('The address or the password is wrong').waitFor()
    expect(page.url()).not.toContain('token')
    await signIn(page, email, testPassword, 'Sign in and confirm')
    await page.getByRole('heading', { name: 'Your address is confirmed' }).waitFor()
    expect((await client.get('/user/profile')).body).toMatchObject({ user: { emailVerified: true } })
  })

  it('an expired link says so, and sends a new one', async () => {
    const { client, email } = await webApp.signUp()
    const { page } = await openWebApp(webApp, { path: '/verify-email?token=unknown', as: client })
    await page.getByRole('button', { name: 'Confirm this address' }).click()
    await page.getByRole('heading', { name: 'The link has expired' }).waitFor()
    await mailbox.waitForEmail(email, /Confirm/)
    await page.getByRole('button', { name: 'Send a new link' }).click()
    await page.getByText('A new email is on its way').waitFor()
    await mailbox.waitForEmail(email, /Confirm/)
  })

  it('a forgotten password is replaced by the email, once, and every device is signed out', async () => {
    const { client, email } = await webApp.signUp()
    const { page } = await openWebApp(webApp, { path: '/signin' })
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('link', { name: 'Forgot your password?' }).click()
    // The typed address is filled in.
    expect(await page.getByLabel('E-mail').inputValue()).toBe(email)
    await page.getByRole('button', { name: 'Send the link' }).click()
    await page.getByRole('heading', { name: 'Check your email' }).waitFor()
    const link = await started.waitForLink(email, /Reset/, /reset-password/)
    await page.goto(link)
    const field = page.getByLabel('New password')
    await field.waitFor()
    expect(page.url()).toBe(`${webApp.url}/reset-password`)
    await field.fill('Password123')
    await page.getByRole('button', { name: 'Set this password' }).click()
    await page.getByText('Password is too common.').waitFor()
    await field.fill(newPassword)
    await page.getByRole('button', { name: 'Set this password' }).click()
    await page.getByRole('heading', { name: 'Your new password is set' }).waitFor()
    expect((await client.get('/auth/current-user')).status).toBe(401)
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await signIn(page, email, newPassword)
    await untilSignedIn(page)

    await page.goto(link)
    await field.fill(testPassword)
    await page.getByRole('button', { name: 'Set this password' }).click()
    await page.getByRole('heading', { name: 'The link has expired' }).waitFor()
    expect((await webApp.client().post('/auth/login', { email, password: newPassword })).status).toBe(200)
  })

  it('signing in returns to the previous page, and never to another site', async () => {
    const { email } = await webApp.client().register()
    for (const [next, path] of [
      ['/gallery?style=flat', '/gallery?style=flat'],
      ['//evil.example', '/'],
      ['/\\evil.example', '/'],
      ['javascript:alert(1)', '/'],
    ] as const) {
      const { page } = await openWebApp(webApp, { path: `/signin?next=${encodeURIComponent(next)}` })
      await signIn(page, email)
      await untilSignedIn(page)
      await page.waitForURL(webApp.url + path)
    }
  })

  it('"remember me" is sent, and an empty form is not', async () => {
    const { email } = await webApp.client().register()
    const { page } = await openWebApp(webApp, { path: '/signin' })
    const sent: unknown[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/api/auth/login')) sent.push(request.postDataJSON())
    })
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await page.getByText('Type your e-mail address.').waitFor()
    await page.getByLabel(/Remember me/).check()
    await signIn(page, email)
    await untilSignedIn(page)
    expect(sent).toEqual([{ email, password: testPassword, rememberMe: true }])
  })

  it('too many attempts show in words when to retry', async () => {
    const limited = await startWebApp({ RATE_LIMIT_AUTH: '1/10m' })
    const { page, faults } = await openWebApp(limited, { path: '/signin' })
    await signIn(page, newAddress())
    await page.getByText('The address or the password is wrong').waitFor()
    await signIn(page, newAddress())
    await page.getByText(/Too many authentication attempts\. You can continue in 10 minutes\./).waitFor()
    await expectAccessible(page)
    expect(withoutStatuses(faults, 401, 429)).toEqual([])
    await limited[Symbol.asyncDispose]()
  })

  it('while offline the page says so, and the input is kept', async () => {
    const { email } = await webApp.client().register()
    const { page, context } = await openWebApp(webApp, { path: '/signin' })
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await context.setOffline(true)
    await signIn(page, email)
    await page.getByText('You are offline. Try again when the connection is back.').waitFor()
    await context.setOffline(false)
    await page.getByRole('main').getByRole('button', { name: 'Sign in' }).click()
    await untilSignedIn(page)
  })

  it.each(['light', 'dark'] as const)(
    'axe finds nothing on any of these pages (%s); nothing is asked of others',
    async (colorScheme) => {
      const { page, faults } = await openWebApp(webApp, {
        path: '/signin?error=oauth_state',
        colorScheme,
        width: 360,
      })
      for (const [path, heading] of [
        ['/signin?error=oauth_state', 'Sign in'],
        ['/signup', 'Create an account'],
        ['/forgot-password', 'Forgot your password?'],
        ['/reset-password?token=x', 'Choose a new password'],
        ['/reset-password', 'The link is not complete'],
        ['/verify-email?token=x', 'Confirm your address'],
      ] as const) {
        await page.goto(path)
        await page.getByRole('heading', { name: heading }).waitFor()
        await expectAccessible(page)
        expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth'), path).toBe(false)
      }
      expect(faults).toEqual([])
    },
  )

  it('everything works with the keyboard alone', async () => {
    const { email } = await webApp.client().register()
    const { page } = await openWebApp(webApp, { path: '/signin' })
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    const reach = (what: string) =>
      waitFor(`the keyboard to reach ${what}`, async () => {
        await page.keyboard.press('Tab')
        return page.evaluate(`document.activeElement?.matches(${JSON.stringify(what)})`)
      })
    await reach('[name=email]')
    await page.keyboard.type(email)
    await reach('[name=password]')
    await page.keyboard.type(testPassword)
    await page.keyboard.press('Enter')
    await untilSignedIn(page)
  })
})
