import { describe, expect, it } from 'vitest'
import { callWithKey } from '../harness/api-key.ts'
import { canRunBrowser } from '../harness/browser.ts'
import { testPassword } from '../harness/client.ts'
import { keepForSuite } from '../harness/keep.ts'
import { waitFor } from '../harness/wait.ts'
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
    // A text that is no number never becomes a key without a limit.
    for (const typed of ['abc', '7.5', '-7']) {
      await dialog.getByLabel('Credits a month').fill(typed)
      await dialog.getByText('Enter a whole number from 0').waitFor()
      await dialog.getByLabel('Your password', { exact: true }).fill(testPassword)
      expect(await dialog.getByRole('button', { name: 'Make it' }).isDisabled()).toBe(true)
    }
    await expectAccessible(page)
    await dialog.getByLabel('Credits a month').fill('7')
    await prove('Make it')
    const key = await readShown()
    await section.getByText('never used').waitFor()
    await section.getByText('0 of 7 credits this month').waitFor()
    expect(await use(key)).toBe(200)
    expect(await page.content()).not.toContain(key)

    const choose = async (label: string, name = 'Website') => {
      await section.getByRole('button', { name: `More about ${name}` }).click()
      await page.getByRole('menuitem', { name: label }).click()
    }
    await choose('Change it')
    await dialog.getByLabel('See your profile and credits').uncheck()
    await dialog.getByLabel('Credits a month').fill('9')
    await dialog.getByRole('radio', { name: 'Without an end' }).check()
    await dialog.getByLabel('IP addresses').fill('127.0.0.0/8 ::1')
    await expectAccessible(page)
    await prove('Change it')
    await section.getByText('0 of 9 credits this month').waitFor()
    const { apiKeys } = (await client.get('/user/api-keys')).body as { apiKeys: unknown[] }
    expect(apiKeys).toMatchObject([
      { scopes: ['pictures:read', 'pictures:write', 'edits'], monthlyCredits: 9, expiresAt: null },
    ])
    expect(apiKeys).toMatchObject([{ addresses: ['127.0.0.0/8', '::1'], origins: [] }])
    expect(await use(key)).toBe(403)
    await choose('Change it')
    await dialog.getByLabel('See your profile and credits').check()
    await prove('Change it')
    await dialog.waitFor({ state: 'hidden' })
    await section.getByText('See your profile and credits').waitFor()
    expect(await use(key)).toBe(200)

    await waitFor('the uses to be written', async () => {
      const { rows } = await webApp.database.pool.query('select sum(uses)::int as uses from api_key_uses')
      return rows[0].uses === 3
    })
    await section.getByRole('button', { name: 'Uses of Website' }).click()
    await dialog.getByText('GET /api/user/profile').waitFor()
    await dialog.getByText('3 uses, 1 refused').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')

    await choose('Replace it')
    await prove('Replace it')
    const replaced = await readShown()
    expect([replaced === key, await use(key), await use(replaced)]).toEqual([false, 200, 200])
    await section.getByText('the old one ends').waitFor()
    await expectAccessible(page)

    await choose('Revoke it')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Revoke it' }).click()
    await page.getByText('The key no longer works.').waitFor()
    await section.getByText('Website').waitFor({ state: 'detached' })
    expect([await use(key), await use(replaced)]).toEqual([401, 401])
    expect(faults).toEqual([])
  })
})
