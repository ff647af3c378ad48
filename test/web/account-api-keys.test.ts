import { describe, expect, it } from 'vitest'
import { callWithKey } from '../harness/api-key.ts'
import { canRunBrowser } from '../harness/browser.ts'
import { testPassword } from '../harness/client.ts'
import { keepForSuite } from '../harness/keep.ts'
import { expectAccessible, openWebApp, startWebApp } from '../harness/web-app.ts'

const webApp = keepForSuite(await startWebApp())

describe.runIf(canRunBrowser())('API keys in a browser', () => {
  it('are made, shown once, used, replaced and revoked', async () => {
    const { client } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { path: '/account', as: client })
    const section = page.getByRole('region', { name: 'API keys' })
    const dialog = page.getByRole('dialog')
    const prove = async (verb: string) => {
      await dialog.getByLabel('Your password', { exact: true }).fill(testPassword)
      await dialog.getByRole('button', { name: verb }).click()
    }
    const readShown = async () => {
      await page.getByRole('heading', { name: 'Copy your key' }).waitFor()
      const text = (await dialog.locator('code').textContent()) ?? ''
      await expectAccessible(page)
      await dialog.getByRole('button', { name: 'I have saved it' }).click()
      return text
    }
    const use = async (key: string) => (await callWithKey(webApp.url, key, 'GET', '/user/profile')).status

    await section.getByRole('button', { name: 'Make an API key' }).click()
    await expectAccessible(page)
    await dialog.getByLabel('Name').fill('Website')
    await dialog.getByLabel('See your profile and credits').check()
    await dialog.getByRole('radio', { name: '30 days' }).check()
    await dialog.getByLabel('Credits a month').fill('7')
    await prove('Make it')
    const key = await readShown()
    await section.getByText('never used').waitFor()
    await section.getByText('0 of 7 credits this month').waitFor()
    expect(await use(key)).toBe(200)
    expect(await page.content()).not.toContain(key)

    await section.getByRole('button', { name: 'Replace Website' }).click()
    await prove('Replace it')
    const replaced = await readShown()
    expect([replaced === key, await use(key), await use(replaced)]).toEqual([false, 200, 200])
    await section.getByText('the old one ends').waitFor()
    await expectAccessible(page)

    await section.getByRole('button', { name: 'Revoke Website' }).click()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Revoke it' }).click()
    await page.getByText('The key no longer works.').waitFor()
    await section.getByText('Website').waitFor({ state: 'detached' })
    expect([await use(key), await use(replaced)]).toEqual([401, 401])
    expect(faults).toEqual([])
  })
})
