import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { testPassword } from '../harness/client.ts'
import { keep } from '../harness/keep.ts'
import { expectAccessible, openWebApp, startWebApp } from '../harness/web-app.ts'

const sentence = 'a blue circle that rolls downhill'

describe.runIf(canRunBrowser())('a new user', () => {
  it('writes a prompt, signs up, sees it drawn, and saves it as a file', async () => {
    const webApp = keep(await startWebApp())
    const { page, faults } = await openWebApp(webApp)
    await page.getByLabel('Your sentence').fill(sentence)
    await page.getByRole('radio', { name: 'Filled' }).check({ force: true })
    await page.keyboard.press('/')
    await page.getByLabel('Your sentence').press('Enter')
    await page.waitForURL('**/signup')
    await page.getByRole('heading', { name: 'Create an account' }).waitFor()
    await page.getByRole('main').getByText(sentence).waitFor()
    await page.getByText('10 pictures free').waitFor()
    await page.getByText('Public pictures are in the gallery').waitFor()
    const audience = page.getByRole('combobox', { name: 'Who sees your pictures' })
    expect(await audience.inputValue()).toBe('public')
    await audience.selectOption({ label: 'Only you' })
    await expectAccessible(page)
    await page.getByLabel('Name').fill('Ada')
    await page.getByLabel('E-mail').fill(`${crypto.randomUUID()}@example.com`)
    await page.getByLabel('Password', { exact: true }).fill(testPassword)
    await page.getByLabel(/I accept/).check()
    await page.getByRole('button', { name: 'Create account' }).click()

    await page.getByRole('button', { name: 'Download' }).waitFor()
    expect(await page.getByRole('combobox', { name: 'Who sees it' }).inputValue()).toBe('private')
    await page.getByRole('button', { name: 'Download' }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'SVG' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('a-blue-circle-that-rolls-downhill.svg')
    const saved = await readFile(await file.path(), 'utf8')
    expect(saved).toMatch(/^<svg [^>]*viewBox="0 0 256 256"/)
    expect(saved).toContain('<circle')
    await expect.poll(() => page.getByTitle(/Credits/).innerText()).toMatch(/^9\b/)

    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('link', { name: sentence }).waitFor()
    await page.getByTitle('Only you see this picture').waitFor()
    expect(webApp.model.requests).toHaveLength(1)
    expect(faults).toEqual([])
  })
})
