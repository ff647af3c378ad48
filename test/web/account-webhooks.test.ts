import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { keep, keepForSuite } from '../harness/keep.ts'
import { expectAccessible, openWebApp, startWebApp } from '../harness/web-app.ts'
import { startReceiver, verifyEvent } from '../harness/webhook-receiver.ts'

const webApp = keepForSuite(await startWebApp({ WEBHOOK_ALLOWED_HOSTS: '127.0.0.1' }))

/** What an administrator does at the command line. */
const disable = ({ userId }: { userId: string }, note: string) =>
  webApp.database.pool.query(
    `update webhooks set disabled_at = now(), disabled_reason = 'administrator', disabled_note = $2 where user_id = $1`,
    [userId, note],
  )

describe.runIf(canRunBrowser())('webhooks in a browser', () => {
  it('are made, tried, read, changed, disabled and deleted', async () => {
    const receiver = keep(await startReceiver())
    receiver.respondWith(500, 200)
    const { client, id: userId } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { path: '/account', as: client })
    const section = page.getByRole('region', { name: 'Webhooks' })
    const dialog = page.getByRole('dialog')
    const choose = async (label: string) => {
      await section.getByRole('button', { name: `More about ${receiver.url}` }).click()
      await page.getByRole('menuitem', { name: label }).click()
    }

    await section.getByRole('button', { name: 'Make a webhook' }).click()
    await expectAccessible(page)
    await dialog.getByLabel('URL').fill('http://192.168.0.1/hooks')
    await dialog.getByRole('button', { name: 'Make it' }).click()
    await dialog.getByRole('alert').getByText('public https address').waitFor()
    await dialog.getByLabel('URL').fill(receiver.url)
    await dialog.getByRole('checkbox', { name: 'Your credits are low' }).uncheck()
    await dialog.getByRole('button', { name: 'Make it' }).click()
    await page.getByRole('heading', { name: 'Copy your secret' }).waitFor()
    const secret = (await dialog.locator('code').textContent()) ?? ''
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'I have saved it' }).click()
    await section.getByText(receiver.url, { exact: true }).waitFor()
    expect(await section.getByText('Your credits are low').count()).toBe(0)
    expect(await page.content()).not.toContain(secret)
    await expectAccessible(page)

    await section.getByRole('button', { name: `Deliveries to ${receiver.url}` }).click()
    await dialog.getByText('Nothing was sent yet.').waitFor()
    await dialog.getByRole('button', { name: 'Send a test' }).click()
    await dialog.getByText('failed').waitFor()
    const [event] = await receiver.arrivals(1)
    if (!event) throw new Error('nothing has arrived')
    expect(verifyEvent(secret, event).type).toBe('webhook.test')
    await dialog.getByRole('button', { name: `Details of ${event.id}` }).click()
    await dialog.getByText('"type": "webhook.test"').waitFor()
    await dialog.getByText('answered 500').waitFor()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Send it again' }).click()
    await dialog.getByText('answered 200').waitFor()
    await dialog.getByText('delivered').waitFor()
    expect(receiver.received.map(({ id }) => id)).toEqual([event.id, event.id])
    await page.keyboard.press('Escape')

    await choose('Change it')
    await dialog.getByRole('checkbox', { name: 'Your credits are low' }).check()
    await dialog.getByLabel('fewer are left than').fill('20')
    await dialog.getByRole('button', { name: 'Change it' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await section.getByText('Your credits are low').waitFor()
    const { webhooks } = (await client.get('/user/webhooks')).body as { webhooks: unknown[] }
    expect(webhooks).toMatchObject([{ lowCredits: 20 }])
    await choose('Replace its secret')
    await dialog.getByRole('button', { name: 'Replace it' }).click()
    await page.getByRole('heading', { name: 'Copy your secret' }).waitFor()
    expect(await dialog.locator('code').textContent()).not.toBe(secret)
    await dialog.getByRole('button', { name: 'I have saved it' }).click()
    await section.getByText('the old secret ends').waitFor()
    await choose('Disable it')
    await section.getByText('disabled', { exact: true }).waitFor()
    await choose('Enable it')
    await section.getByText('disabled', { exact: true }).waitFor({ state: 'detached' })
    await disable({ userId }, 'a flood')
    await page.reload()
    await section.getByText('disabled by an administrator. The reason: a flood').waitFor()
    await section.getByRole('button', { name: `More about ${receiver.url}` }).click()
    await expect.poll(() => page.getByRole('menuitem').allTextContents()).toEqual(['Replace its secret'])
    await page.keyboard.press('Escape')
    await webApp.database.pool.query('update webhooks set disabled_at = null, disabled_reason = null')
    await page.reload()
    await choose('Delete it')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Delete it' }).click()
    await section.getByText(receiver.url, { exact: true }).waitFor({ state: 'detached' })
    expect(faults).toEqual([
      `Failed to load resource: the server responded with a status of 400 (Bad Request) /api/user/webhooks`,
    ])
  })
})
