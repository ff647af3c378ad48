import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { testPassword } from '../harness/client.ts'
import { keepForSuite } from '../harness/keep.ts'
import { startProviders } from '../harness/oauth-browser.ts'
import { expectAccessible, openWebApp, startWebApp, withoutStatuses } from '../harness/web-app.ts'

/** Providers send the browser back to `localhost`, and cookies stay with the name that they were set for. */

const providers = keepForSuite(await startProviders())
const webApp = keepForSuite(await startWebApp(providers.environment))
const home = { url: `http://localhost:${new URL(webApp.url).port}` }
providers.register(home.url)

const newPerson = () => ({
  sub: crypto.randomUUID(),
  email: `${crypto.randomUUID()}@example.com`,
  email_verified: true,
  name: 'Grace',
})

/** Requests go only to the provider, so its address is the only expected fault. */
const others = (faults: readonly string[]) => faults.filter((fault) => !fault.includes(providers.google.url))

describe.runIf(canRunBrowser())('a provider account', () => {
  it('signs in and returns to the previous page; other tabs are updated', async () => {
    providers.google.user = newPerson()
    const { page, openTab, faults } = await openWebApp(home, { path: '/signin?next=%2Faccount' })
    const tab = await openTab('/gallery')
    await tab.getByRole('link', { name: 'Sign in' }).waitFor()
    await page.getByRole('link', { name: 'Continue with Google' }).click()
    await page.waitForURL(`${home.url}/account`)
    await page.getByRole('heading', { name: 'Grace' }).waitFor()
    await tab.getByRole('button', { name: 'You', exact: true }).waitFor()
    // The provider signs in this process, so the service may answer that it is busy.
    expect(withoutStatuses(others(faults), 503)).toEqual([])
  })

  it('with a failed sign-in shows the reason on the sign-in page, which still returns to the previous page', async () => {
    providers.google.user = newPerson()
    providers.google.denies = true
    const { page } = await openWebApp(home, { path: '/signin?next=%2Faccount' })
    await page.getByRole('link', { name: 'Continue with Google' }).click()
    await page.waitForURL(`${home.url}/signin?error=oauth_failed`)
    await page.getByRole('alert').getByText('The sign-in was not finished').waitFor()
    await expectAccessible(page)
    providers.google.denies = false
    await page.getByRole('link', { name: 'Continue with Google' }).click()
    await page.waitForURL(`${home.url}/account`)
  })

  it('with the sign-in of another browser leads to the sign-in page of this service', async () => {
    const { page } = await openWebApp(home, { path: '/api/auth/google/callback?state=forged&code=x' })
    await page.waitForURL(`${home.url}/signin?error=oauth_state`)
    await page.getByRole('alert').getByText('Start again from here').waitFor()
  })

  it('can be linked with the password, and unlinked again, but not as the last way to sign in', async () => {
    const { email } = await webApp.signUp()
    providers.google.user = { ...newPerson(), email }
    const { page } = await openWebApp(home, { path: '/signin?next=%2Faccount' })
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(testPassword)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Link Google' }).click()
    const dialog = page.getByRole('dialog', { name: 'Link Google' })
    await dialog.getByLabel('Your password').fill(testPassword)
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Go to Google' }).click()
    await page.getByRole('button', { name: 'Unlink Google' }).click()
    const unlinking = page.getByRole('dialog', { name: 'Unlink Google' })
    await unlinking.getByLabel('Your password').fill(testPassword)
    await expectAccessible(page)
    await unlinking.getByRole('button', { name: 'Unlink Google' }).click()
    await page.getByText('Google no longer signs you in.').waitFor()
    await page.getByRole('button', { name: 'Link Google' }).waitFor()

    providers.google.user = newPerson()
    const { page: alone } = await openWebApp(home, { path: '/signin?next=%2Faccount' })
    await alone.getByRole('link', { name: 'Continue with Google' }).click()
    await alone.getByRole('button', { name: 'Unlink Google' }).click()
    await alone.getByRole('dialog').getByRole('button', { name: 'Unlink Google' }).click()
    await alone.getByText('This is the only way into your account').waitFor()
    await alone.getByRole('button', { name: 'Cancel' }).click()
    // Shortly after the provider sign-in, no password is required.
    await alone.getByRole('button', { name: 'Set a password' }).click()
    expect(await alone.getByLabel('Current password').count()).toBe(0)
    await alone.getByLabel('New password').fill(testPassword)
    await alone.getByRole('button', { name: 'Set this password' }).click()
    await alone.getByText('The new password is set.').waitFor()
    await alone.getByRole('button', { name: 'Change the password' }).waitFor()
  })
})
