import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { keepForSuite } from '../harness/keep.ts'
import { createGate, smallPicture } from '../harness/scripted-model.ts'
import { expectAccessible, openWebApp, startWebApp, withoutStatuses } from '../harness/web-app.ts'
import { credits } from './make-page.ts'

describe.runIf(canRunBrowser())('a set', async () => {
  const webApp = keepForSuite(await startWebApp())

  it('is drawn line by line with one price and one progress, and downloaded as one file', async () => {
    const { page, faults } = await openWebApp(webApp, { path: '/', as: (await webApp.signUp()).client })
    await page.getByLabel('Model').selectOption({ label: 'Composer (offline)' })
    await page.getByRole('link', { name: 'Draw a set' }).click()
    await page.getByRole('heading', { name: 'Draw a set' }).waitFor()
    await page.getByRole('button', { name: /^Draw/ }).click()
    await page.getByText('Write one picture on each line.').waitFor()
    await page.getByLabel(/One picture on each line/).fill('a house\n\na bell\na glorfindel')
    await page.getByRole('button', { name: 'Palette: Any colours' }).click()
    await page.getByRole('button', { name: 'Harbour' }).click()
    await page.keyboard.press('Escape')
    await page.getByLabel('Stroke width').selectOption('Bold')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Draw 3 pictures 3 credits' }).click()
    const set = page.getByRole('region', { name: 'The set' })
    await set.getByText('2 of 3 are drawn. The credits for the others were returned.').waitFor()
    await set.getByRole('img', { name: 'a house' }).waitFor()
    await set.getByText('No word of this sentence').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^8\b/)
    await expectAccessible(page)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      set.getByRole('button', { name: 'Download all' }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^chatsvg-\w{8}\.zip$/)
    expect((await readFile(await file.path())).subarray(0, 2).toString()).toBe('PK')

    await page.reload()
    await set.getByRole('img', { name: 'a bell' }).waitFor()
    expect(await page.getByLabel(/One picture on each line/).inputValue()).toContain('a glorfindel')
    // Pictures that were watched to their end have no notification.
    await page.getByRole('button', { name: 'Notifications, 1 new' }).waitFor()
    expect(faults).toEqual([])
  })

  it('shows its pictures as they come, and can be stopped', async () => {
    const gate = createGate()
    webApp.model.respondWith(
      { kind: 'stream', steps: [smallPicture] },
      { kind: 'stream', steps: [smallPicture.slice(0, 40), gate.opened] },
    )
    const { page, faults } = await openWebApp(webApp, { path: '/set', as: (await webApp.signUp()).client })
    await page.getByLabel(/One picture on each line/).fill('a circle\na square')
    await page.getByRole('button', { name: /^Draw 2/ }).click()
    const set = page.getByRole('region', { name: 'The set' })
    await set.getByText('1 of 2 are drawn').waitFor()
    await set.getByRole('progressbar', { name: 'Drawing the set' }).waitFor()
    await set.getByRole('button', { name: 'Stop' }).click()
    await set.getByText('1 of 2 are drawn. The credits for the others were returned.').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^9\b/)
    gate.open()
    expect(faults).toEqual([])
  })

  it('that costs more than there are credits draws nothing and says what to do', async () => {
    const { page, faults } = await openWebApp(webApp, { path: '/set', as: (await webApp.signUp()).client })
    const lines = Array.from({ length: 11 }, (_, at) => `circle number ${at}`).join('\n')
    await page.getByLabel(/One picture on each line/).fill(lines)
    await page.getByRole('button', { name: /^Draw 11/ }).click()
    await page.getByRole('alert').getByText('You do not have enough credits for this set').waitFor()
    await page.getByRole('link', { name: 'Get credits' }).waitFor()
    await expectAccessible(page)
    expect(withoutStatuses(faults, 402)).toEqual([])
  })

  it.each([320, 360])('fits a phone of %s pixels', async (width) => {
    const { page, faults } = await openWebApp(webApp, { path: '/set', width, height: 640, hasTouch: true })
    await page.getByRole('link', { name: 'Draw one picture' }).waitFor()
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(faults).toEqual([])
  })

  it('asks visitors to sign up, and keeps the lines', async () => {
    const { page, faults } = await openWebApp(webApp, { path: '/set' })
    await page.getByLabel(/One picture on each line/).fill('a house\na bell')
    await page.getByRole('button', { name: 'Draw 2 pictures' }).click()
    await page.waitForURL('**/signup?next=/set')
    await page.goBack()
    expect(await page.getByLabel(/One picture on each line/).inputValue()).toBe('a house\na bell')
    expect(faults).toEqual([])
  })
})
