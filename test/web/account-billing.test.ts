import { describe, expect, it } from 'vitest'
import { signUpAdministrator } from '../harness/administrator.ts'
import { canRunBrowser } from '../harness/browser.ts'
import { keepForSuite } from '../harness/keep.ts'
import { startStripeServer } from '../harness/stripe-server.ts'
import { expectAccessible, openWebApp, startWebApp } from '../harness/web-app.ts'

const stripe = keepForSuite(await startStripeServer())
const { account } = stripe
const webApp = keepForSuite(await startWebApp(stripe.environment))
const pack = account.sellPack({ credits: 100, amount: 900 })
account.sellPlan({ plan: 'CUSTOMER', credits: 200, amount: 1_500, unused: 'expire' })

async function deliver(): Promise<void> {
  for (const event of account.events) expect(await stripe.send(webApp.url, event)).toBe(200)
}

describe.runIf(canRunBrowser())('billing in a browser', () => {
  it('sells packs and plans, and shows what was paid and what comes', async () => {
    const { client } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { path: '/billing', as: client })
    const checkouts: string[] = []
    await page.route('https://checkout.stripe.test/**', async (route) => {
      checkouts.push(route.request().url())
      await route.fulfill({ contentType: 'text/html', body: '<title>Checkout</title>' })
    })
    await page.getByText('100 credits for €9.00').waitFor()
    await page.getByText('€15.00 a month · 200 credits each month · unused ones end with the month').waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Buy 100 credits' }).click()
    await page.waitForURL('https://checkout.stripe.test/**')
    expect(checkouts).toHaveLength(1)
    account.pay(checkouts[0] ?? '')
    await deliver()

    await page.goto('/billing?checkout=done')
    await page.getByText('Thank you.').waitFor()
    const balance = page.getByRole('region', { name: 'Credits', exact: true })
    await balance.getByText('110', { exact: true }).waitFor()
    await page.getByRole('region', { name: 'History' }).getByText('Purchased').waitFor()
    await page.getByRole('button', { name: 'Choose CUSTOMER' }).click()
    await page.waitForURL('https://checkout.stripe.test/**')
    expect(checkouts).toHaveLength(2)
    const { intent } = account.pay(checkouts[1] ?? '')
    await deliver()

    await page.goto('/billing')
    await page.getByText(/^It renews on /).waitFor()
    await balance.getByText(/you get 200 credits\.$/).waitFor()
    await balance.getByText(/^200 credits can be used until /).waitFor()
    await page.getByRole('region', { name: 'Invoices' }).getByText('€15.00').waitFor()
    await page.getByRole('button', { name: 'Manage plan and payments' }).waitFor()
    await expectAccessible(page)

    account.refund(intent)
    await deliver()
    await page.reload()
    await page.getByRole('region', { name: 'History' }).getByText('A payment was refunded').waitFor()
    await balance.getByText('110', { exact: true }).waitFor()
    // The browser left for the checkouts, and for nothing else.
    expect(faults).toEqual(checkouts.map((url) => `request to ${url}`))
  })

  it('takes a code that an administrator has made, once', async () => {
    const { client: admin } = await signUpAdministrator(webApp)
    const office = await openWebApp(webApp, { path: '/admin/codes', as: admin })
    await office.page.getByText('There are no codes.').waitFor()
    await office.page.getByRole('button', { name: 'New code' }).click()
    const dialog = office.page.getByRole('dialog')
    await dialog.getByLabel('Credits').fill('25')
    await dialog.getByLabel('Reason').fill('the workshop')
    await expectAccessible(office.page)
    await dialog.getByRole('button', { name: 'Make the code' }).click()
    const code = (await office.page.locator('td code').textContent()) ?? ''
    expect(code).toMatch(/^\w{4}-\w{4}-\w{4}$/)
    await expectAccessible(office.page)

    const { client } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { path: '/billing', as: client })
    const form = page.getByRole('region', { name: 'Use a code' })
    await form.getByRole('textbox', { name: 'Code' }).fill(code.toLowerCase())
    await form.getByRole('button', { name: 'Use the code' }).click()
    await page.getByText('25 credits were added.').waitFor()
    await page
      .getByRole('region', { name: 'Credits', exact: true })
      .getByText('35', { exact: true })
      .waitFor()
    const { client: other } = await webApp.signUp()
    const second = await openWebApp(webApp, { path: '/billing', as: other })
    await second.page.getByRole('textbox', { name: 'Code' }).fill(code)
    await second.page.getByRole('button', { name: 'Use the code' }).click()
    await second.page.getByText('This code was used as often as it can be.').waitFor()
    expect([...faults, ...office.faults]).toEqual([])
  })

  it.each([320, 1280, 2560])('fits a window of %s pixels', async (width) => {
    const { client } = await webApp.signUp()
    const { url } = (await client.post('/billing/checkout', { priceId: pack })).body as { url: string }
    account.pay(url)
    await deliver()
    const { page, faults } = await openWebApp(webApp, { path: '/billing', width, as: client })
    await page.getByText('Purchased').waitFor()
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(faults).toEqual([])
  })
})
