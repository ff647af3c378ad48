import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../harness/administrator.ts'
import { canRunBrowser } from '../harness/browser.ts'
import { type Client, testPassword } from '../harness/client.ts'
import { bodyOf, codeOf, enableTotp, previousCode } from '../harness/factors.ts'
import { keep, keepForSuite } from '../harness/keep.ts'
import { startProviders } from '../harness/oauth-browser.ts'
import {
  expectAccessible,
  openWebApp,
  type PageOptions,
  startWebApp,
  withoutStatuses,
} from '../harness/web-app.ts'

type WebApp = Awaited<ReturnType<typeof startWebApp>>

const webApp = keepForSuite(await startWebApp())

/** Passkeys need a host name, not an address such as 127.0.0.1. */
const named = (of: WebApp) => ({ url: `http://localhost:${new URL(of.url).port}` })

/** A page whose browser has a virtual authenticator (WebAuthn Level 3, section 11: automation). */
async function openWithDevice(options: PageOptions, of: WebApp = webApp) {
  const opened = await openWebApp(named(of), { path: '/account', ...options })
  const session = await opened.context.newCDPSession(opened.page)
  await session.send('WebAuthn.enable', { enableUI: false })
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const knowsUser = (isUserVerified: boolean) =>
    session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
  return { ...opened, knowsUser }
}

async function signedUp(): Promise<{ client: Client; email: string }> {
  const { client, email } = await webApp.signUp()
  return { client, email }
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Your password', { exact: true }).fill(testPassword)
  await dialog.getByRole('button', { name: 'Add it' }).click()
  await page.getByText('The passkey is there.').waitFor()
}

/** A browser without autofill of passkeys, so that they are requested by the button. */
const offerNone = (page: Page) =>
  page.addInitScript('PublicKeyCredential.isConditionalMediationAvailable = async () => false')

const untilSignedIn = (page: Page) => page.getByRole('button', { name: 'You', exact: true }).waitFor()

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'You', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('link', { name: 'Sign in' }).first().waitFor()
}

async function typePassword(page: Page, email: string): Promise<void> {
  const main = page.getByRole('main')
  await main.getByLabel('E-mail').fill(email)
  await main.getByLabel('Password', { exact: true }).fill(testPassword)
  await main.getByRole('button', { name: 'Sign in', exact: true }).click()
}

describe.runIf(canRunBrowser())('passkeys in a browser', () => {
  it('are added, named, used to sign in, and removed', async () => {
    const { client } = await signedUp()
    const { page, faults } = await openWithDevice({ as: client })
    const section = page.getByRole('region', { name: 'Passkeys and second factor' })
    await section.getByRole('button', { name: 'Add a passkey' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Add a passkey' }).click()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await addPasskey(page, 'Laptop')
    await section.getByRole('button', { name: 'Rename Laptop' }).click()
    await page.getByRole('dialog').getByLabel('Name').fill('Red laptop')
    await page.getByRole('dialog').getByRole('button', { name: 'Name it' }).click()
    await section.getByText('Red laptop').waitFor()
    await expectAccessible(page)

    await signOut(page)
    await offerNone(page)
    await page.goto('/signin?next=/history')
    await page.getByRole('button', { name: 'Use a passkey' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await untilSignedIn(page)
    expect(new URL(page.url()).pathname).toBe('/history')

    await page.goto('/account')
    await section.getByRole('button', { name: 'Remove Red laptop' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Your password', { exact: true }).fill(testPassword)
    await dialog.getByRole('button', { name: 'Remove it' }).click()
    await page.getByText('The passkey no longer signs you in.').waitFor()
    await signOut(page)
    await page.goto('/signin')
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByText('That passkey was not accepted').waitFor()
    expect(withoutStatuses(faults, 401)).toEqual([])
  })

  it('are offered where the browser fills in the address', async () => {
    const { client } = await signedUp()
    const { page, faults } = await openWithDevice({ as: client })
    await addPasskey(page, 'Laptop')
    await signOut(page)
    // The device chooses at once what a user would choose from the list under the field.
    await page.goto('/signin?next=/history')
    await untilSignedIn(page)
    expect(new URL(page.url()).pathname).toBe('/history')
    expect(withoutStatuses(faults, 401)).toEqual([])
  })

  it('that the device declines show a message, and the password still signs in', async () => {
    const { client, email } = await signedUp()
    const { page, knowsUser } = await openWithDevice({ as: client })
    await addPasskey(page, 'Laptop')
    await signOut(page)
    await offerNone(page)
    await page.goto('/signin')
    expect(await page.getByLabel('E-mail').getAttribute('autocomplete')).toBe('username webauthn')
    await knowsUser(false)
    await page.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByText('No passkey was used').waitFor()
    await expectAccessible(page)
    await typePassword(page, email)
    await untilSignedIn(page)
  })

  it('are not shown where they are not available', async () => {
    const { page, faults } = await openWebApp(webApp, { path: '/signin' })
    await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await page.getByRole('button', { name: 'Use a passkey' }).count()).toBe(0)
    expect(faults).toEqual([])
  })
})

describe.runIf(canRunBrowser())('the second factor in a browser', () => {
  it('is set up with a picture drawn here, asked for at the next sign-in, and switched off', async () => {
    const { client, email } = await signedUp()
    const { page, faults } = await openWebApp(webApp, { path: '/account', as: client })
    await page.getByRole('button', { name: 'Set up' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Your password', { exact: true }).fill(testPassword)
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await dialog.getByRole('img', { name: 'QR code for the authenticator app' }).waitFor()
    const secret = (await dialog.locator('code').textContent()) ?? ''
    expect(secret).toMatch(/^[A-Z2-7]{32}$/)
    await expectAccessible(page)
    await dialog.getByLabel('Code', { exact: true }).fill('000000')
    await dialog.getByRole('button', { name: 'Turn on' }).click()
    await dialog.getByText('That code is wrong').waitFor()
    await dialog.getByLabel('Code', { exact: true }).fill(await previousCode(secret))
    await dialog.getByRole('button', { name: 'Turn on' }).click()
    const codes = dialog.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')
    await codes.first().waitFor()
    expect(await codes.count()).toBe(10)
    const [recoveryCode = ''] = await codes.allTextContents()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'I have saved them' }).click()
    await page.getByText('10 left').waitFor()

    await signOut(page)
    await page.goto('/signin?next=/account')
    await typePassword(page, email)
    const code = page.getByRole('main').getByLabel('Code', { exact: true })
    await code.waitFor()
    await expect.poll(() => page.evaluate('document.activeElement.name')).toBe('code')
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code')
    await expectAccessible(page)
    await code.fill('000000')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('That code is wrong').waitFor()
    await expectAccessible(page)
    await code.fill(codeOf(secret))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await untilSignedIn(page)
    expect(new URL(page.url()).pathname).toBe('/account')

    await signOut(page)
    await page.goto('/signin?next=/account')
    await typePassword(page, email)
    await page.getByRole('button', { name: 'Use a recovery code' }).click()
    await page.getByLabel('Recovery code').fill(recoveryCode)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByText('9 left').waitFor()
    await page.getByRole('button', { name: 'Turn off' }).click()
    await dialog.getByLabel('Your password', { exact: true }).fill(testPassword)
    await dialog.getByRole('button', { name: 'Turn off' }).click()
    await page.getByText('not used', { exact: true }).waitFor()
    expect(withoutStatuses(faults, 401, 403)).toEqual([])
  })

  it('is asked for after a provider sign-in, on a page whose URL keeps no ticket', async () => {
    const providers = keep(await startProviders())
    const own = keep(await startWebApp(providers.environment))
    const { url } = named(own)
    providers.register(url)
    const email = `${crypto.randomUUID()}@example.com`
    providers.google.user = { sub: crypto.randomUUID(), email, email_verified: true, name: 'Grace' }
    const { page } = await openWebApp({ url }, { path: '/signin?next=/account' })
    await page.getByRole('link', { name: 'Continue with Google' }).click()
    await page.getByRole('heading', { name: 'Passkeys and second factor' }).waitFor()
    await page.getByRole('button', { name: 'Set up' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Continue' }).click()
    await dialog.getByRole('img').waitFor()
    const secret = (await dialog.locator('code').textContent()) ?? ''
    await dialog.getByLabel('Code', { exact: true }).fill(await previousCode(secret))
    await dialog.getByRole('button', { name: 'Turn on' }).click()
    await dialog.getByRole('button', { name: 'I have saved them' }).click()
    await signOut(page)

    await page.goto('/signin?next=/account')
    await page.getByRole('link', { name: 'Continue with Google' }).click()
    await page.getByRole('heading', { name: 'One more step' }).waitFor()
    expect(page.url()).not.toContain('ticket')
    await expectAccessible(page)
    await page.getByLabel('Code', { exact: true }).fill(codeOf(secret))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await untilSignedIn(page)
    expect(new URL(page.url()).pathname).toBe('/account')
    await page.goto('/second-factor')
    await untilSignedIn(page)
  })
})

describe.runIf(canRunBrowser())('an administrator in a browser', () => {
  const age = (of: WebApp, userId: string) =>
    of.database.pool.query(
      `update sessions set created_at = created_at - interval '16 minutes',
         proved_at = proved_at - interval '16 minutes' where user_id = $1`,
      [userId],
    )

  it('whose proof is old is asked for one, and the action is done then', async () => {
    const { client, id } = await signUpAdministrator(webApp)
    const { page, faults } = await openWebApp(webApp, { path: '/admin/queue', as: client })
    await age(webApp, id)
    await page.getByRole('button', { name: 'Pause' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('a good reason')
    await dialog.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('heading', { name: 'Confirm your identity' }).waitFor()
    await dialog.getByLabel('Your password', { exact: true }).waitFor()
    await expectAccessible(page)
    await dialog.getByLabel('Your password', { exact: true }).fill('a guess')
    await dialog.getByRole('button', { name: 'Pause' }).click()
    await dialog.getByText('Current password is incorrect').waitFor()
    await dialog.getByLabel('Your password', { exact: true }).fill(testPassword)
    await dialog.getByRole('button', { name: 'Pause' }).click()
    await page.getByRole('button', { name: 'Resume' }).waitFor()
    await client.post('/auth/prove', { password: testPassword })
    bodyOf(await client.post('/admin/queue/resume', { reason: 'a good reason' }))
    expect(withoutStatuses(faults, 403)).toEqual([])
  })

  it('can use a passkey instead of the password', async () => {
    const { client, id } = await signUpAdministrator(webApp)
    const { page } = await openWithDevice({ as: client })
    await addPasskey(page, 'Laptop')
    await page.goto('/admin/queue')
    await age(webApp, id)
    await page.getByRole('button', { name: 'Pause' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Reason').fill('a good reason')
    await dialog.getByRole('button', { name: 'Pause' }).click()
    await dialog.getByRole('button', { name: 'Use a passkey' }).click()
    await page.getByRole('button', { name: 'Resume' }).waitFor()
    bodyOf(await client.post('/admin/queue/resume', { reason: 'a good reason' }))
  })

  it('who needs a second factor is led to it, and continues with a code', async () => {
    const own = keep(await startWebApp({ REQUIRE_ADMIN_MFA: 'true' }))
    const { client, email } = await signUpAdministrator(own)
    const { page, faults } = await openWebApp(own, { path: '/admin', as: client })
    await page.getByRole('link', { name: 'Add one to your account' }).waitFor()
    await expectAccessible(page)
    const { secret } = await enableTotp(client)
    bodyOf(await client.post('/auth/logout'))
    const other = own.client()
    const login = await other.post('/auth/login', { email, password: testPassword })
    const { ticket } = login.body as { ticket: string }
    bodyOf(await other.post('/auth/second-factor', { ticket, code: codeOf(secret) }))
    // As if the session had started before the second factor was added.
    await own.database.pool.query('update sessions set is_multi_factor = false')
    const again = await openWebApp(own, { path: '/admin', as: other })
    await again.page.getByLabel('Code', { exact: true }).fill(codeOf(secret, 1))
    await again.page.getByRole('button', { name: 'Continue' }).click()
    await again.page.getByRole('link', { name: email }).waitFor()
    expect(withoutStatuses([...faults, ...again.faults], 401, 403)).toEqual([])
  })
})
