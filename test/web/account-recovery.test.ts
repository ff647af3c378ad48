import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { testPassword } from '../harness/client.ts'
import { keepForSuite } from '../harness/keep.ts'
import { expectAccessible, openWebApp } from '../harness/web-app.ts'
import { startWebAppWithMail } from './web-app-with-mail.ts'

const started = keepForSuite(await startWebAppWithMail())
const mailbox = started.mailbox
const webApp = started.webApp

describe.runIf(canRunBrowser())('an address', () => {
  it('is changed on the account page and by the mailed link, and restored from the old one', async () => {
    const { client, email: oldEmail } = await webApp.signUp()
    const email = `${crypto.randomUUID()}@example.org`
    const { page, faults } = await openWebApp(webApp, { path: '/account', as: client })
    await page.getByRole('button', { name: 'Change the address' }).click()
    const dialog = page.getByRole('dialog', { name: 'Change the address' })
    await dialog.getByLabel('New address').fill(email)
    await dialog.getByLabel('Your password').fill(testPassword)
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Send the link' }).click()
    await page.getByText('A link has been sent to the new address.').waitFor()

    await page.goto(
      webApp.url +
        (await started.waitForLink(email, 'Confirm your new address for chatSVG', /confirm-email/)),
    )
    await page.getByRole('button', { name: 'Change to this address' }).click()
    await page.getByRole('heading', { name: 'Your address is changed' }).waitFor()
    await page.getByRole('status').getByText(email).waitFor()
    expect(page.url()).toBe(`${webApp.url}/confirm-email`)
    await expectAccessible(page)
    expect(faults).toEqual([])

    const subject = 'The address of your chatSVG account was changed'
    const { page: other, faults: troubles } = await openWebApp(webApp, {
      path: await started.waitForLink(oldEmail, subject, /undo-email-change/),
    })
    await other.getByRole('heading', { name: 'Take your address back' }).waitFor()
    await expectAccessible(other)
    await other.getByRole('button', { name: 'Take the address back' }).click()
    await other.getByRole('heading', { name: 'Your address is back' }).waitFor()
    expect(troubles).toEqual([])
    expect((await client.get('/auth/current-user')).status).toBe(401)
    await mailbox.waitForEmail(oldEmail, 'Reset your chatSVG password')
  })

  it('gets an email about a sign-in from a new device, with a page that ends it', async () => {
    const { email } = await webApp.signUp()
    const agent = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' }
    await webApp.client().post('/auth/login', { email, password: testPassword }, agent)
    const path = await started.waitForLink(email, 'A new device signed in to chatSVG', /not-me/)
    const { page } = await openWebApp(webApp, { path })
    await page.getByRole('button', { name: 'Sign out all devices' }).click()
    await page.getByRole('heading', { name: 'All devices are signed out' }).waitFor()
    await page.goto(`${webApp.url}/not-me?token=spoiled`)
    await page.getByRole('button', { name: 'Sign out all devices' }).click()
    await page.getByRole('heading', { name: 'The link no longer works' }).waitFor()
    await expectAccessible(page)
    await page.goto(`${webApp.url}/not-me`)
    await page.getByRole('heading', { name: 'The link is not complete' }).waitFor()
  })
})
