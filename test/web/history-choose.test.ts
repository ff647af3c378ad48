import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import type { Client } from '../harness/client.ts'
import { keepForSuite } from '../harness/keep.ts'
import { waitFor } from '../harness/wait.ts'
import { expectAccessible, openWebApp, startWebApp } from '../harness/web-app.ts'
import { button } from './editor-page.ts'
import { hangPictures } from './gallery-seed.ts'

const box = (page: Page, prompt: string): Locator =>
  page.getByRole('grid', { name: 'History' }).getByRole('checkbox', { name: prompt })
const bar = (page: Page): Locator => page.getByRole('toolbar', { name: 'Chosen pictures' })

/** An entry of the directory at the end of a zip archive, with its name (APPNOTE, section 4.3.12). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are the signature of an entry.
const entry = /PK\u0001\u0002.{42}([\w/-]+\.(?:svg|png))/gs

const promptsOf = async (client: Client, privacy = 'all') => {
  const { body } = await client.get(`/user/generations?privacy=${privacy}&limit=100`)
  return (body as { generations: { prompt: string }[] }).generations.map(({ prompt }) => prompt).sort()
}

describe.runIf(canRunBrowser())('several pictures of the history', async () => {
  const webApp = keepForSuite(await startWebApp())

  async function openHistory(options: Omit<Parameters<typeof openWebApp>[1], 'as' | 'path'> = {}) {
    const { client: user, id: userId } = await webApp.signUp()
    await hangPictures(webApp, { userId, count: 4, prompt: 'open' })
    await hangPictures(webApp, { userId, count: 2, prompt: 'secret', privacy: true, ageSeconds: 90 })
    const opened = await openWebApp(webApp, { path: '/history', as: user, ...options })
    await button(opened.page, 'Choose several').click()
    return { ...opened, user }
  }

  it('are chosen one by one and as a range, and saved as one archive', async () => {
    const { page, faults } = await openHistory()
    await bar(page).getByText('Choose pictures').waitFor()
    expect(await bar(page).getByRole('button', { name: 'Download' }).isEnabled()).toBe(false)
    await box(page, 'open 1').click()
    await box(page, 'open 3').click({ modifiers: ['Shift'] })
    await bar(page).getByText('3 chosen').waitFor()
    await box(page, 'open 2').click()
    await bar(page).getByText('2 chosen').waitFor()
    expect(await box(page, 'open 1').isChecked()).toBe(true)
    expect(await box(page, 'open 2').isChecked()).toBe(false)
    await expectAccessible(page)
    const saving = page.waitForEvent('download')
    await bar(page).getByRole('button', { name: 'Download' }).click()
    const saved = await saving
    expect(saved.suggestedFilename()).toBe('chatsvg-pictures.zip')
    const archive = (await readFile(await saved.path())).toString('latin1')
    expect([...archive.matchAll(entry)].map(([, name]) => name).toSorted()).toEqual([
      'png/open-1.png',
      'png/open-3.png',
      'svg/open-1.svg',
      'svg/open-3.svg',
    ])
    expect(new URL(page.url()).pathname).toBe('/history')
    await button(page, 'Done').click()
    await page.getByRole('grid').getByRole('link').first().waitFor()
    expect(faults).toEqual([])
  })

  it('are deleted together after ten seconds, in which the deletion can be undone', async () => {
    const { page, user, faults } = await openHistory()
    await box(page, 'open 2').click()
    await box(page, 'secret 1').click()
    await bar(page).getByRole('button', { name: 'Delete' }).click()
    await page.getByText('2 pictures deleted').waitFor()
    await page.getByText('4 pictures, and that is all.').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('6 pictures, and that is all.').waitFor()
    await button(page, 'Choose several').click()
    await box(page, 'open 2').click()
    await box(page, 'secret 1').click()
    await bar(page).getByRole('button', { name: 'Delete' }).click()
    expect(await promptsOf(user)).toHaveLength(6)
    await waitFor('both to be deleted', async () => (await promptsOf(user)).length === 4)
    expect(await promptsOf(user)).toEqual(['open 1', 'open 3', 'open 4', 'secret 2'])
    expect(faults).toEqual([])
  })

  it('are made private and public together, and it can be undone', async () => {
    const { page, user, faults } = await openHistory()
    const more = async (item: string) => {
      await bar(page).getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: item }).click()
    }
    await button(page, 'Choose all').click()
    await bar(page).getByText('6 chosen').waitFor()
    await more('Make them private')
    await page.getByText('Only you can see these 4 pictures now').waitFor()
    await waitFor('all to be private', async () => (await promptsOf(user, 'private')).length === 6)
    await page.getByRole('button', { name: 'Undo' }).click()
    await waitFor('four to be public', async () => (await promptsOf(user, 'public')).length === 4)
    expect(await promptsOf(user, 'private')).toEqual(['secret 1', 'secret 2'])
    await more('Make them public')
    await waitFor('all to be public', async () => (await promptsOf(user, 'public')).length === 6)
    await expectAccessible(page)
    expect(faults).toEqual([])
  })

  it('are added to a collection, a new one or one that is there', async () => {
    const { page, user, faults } = await openHistory()
    const add = async () => {
      await bar(page).getByRole('button', { name: 'More actions' }).click()
      await page.getByRole('menuitem', { name: 'Add to a collection' }).click()
      return page.getByRole('dialog', { name: 'Add to a collection' })
    }
    const countPictures = async () =>
      (
        (await user.get('/collections')).body as { collections: { name: string; pictures: number }[] }
      ).collections.map(({ name, pictures }) => [name, pictures])
    await box(page, 'open 1').click()
    await box(page, 'secret 2').click()
    const first = await add()
    await first.getByLabel('Name').fill('Boats')
    await expectAccessible(page)
    await first.getByRole('button', { name: 'Add' }).click()
    await page.getByText('2 pictures added to the collection').waitFor()
    expect(await countPictures()).toEqual([['Boats', 2]])
    await box(page, 'open 3').click()
    const second = await add()
    await expect.poll(() => second.getByLabel('Collection').inputValue()).not.toBe('')
    await second.getByRole('button', { name: 'Add' }).click()
    await page.getByText('3 pictures added to the collection').waitFor()
    expect(await countPictures()).toEqual([['Boats', 3]])
    expect(faults).toEqual([])
  })

  it('are chosen by keyboard alone', async () => {
    const { page, faults } = await openHistory()
    await expect.poll(() => page.evaluate<string>('document.activeElement.role')).toBe('checkbox')
    await page.keyboard.press('Home')
    await page.keyboard.press('Space')
    await bar(page).getByText('1 chosen').waitFor()
    await page.keyboard.press('Shift+ArrowRight')
    await page.keyboard.press('Shift+ArrowRight')
    await bar(page).getByText('3 chosen').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await bar(page).getByText('4 chosen').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => bar(page).count()).toBe(0)
    await expect
      .poll(() => page.evaluate<string>('document.activeElement.dataset.picture ?? ""'))
      .not.toBe('')
    expect(faults).toEqual([])
  })

  it('are not chosen any more when the list is another one', async () => {
    const { page, faults } = await openHistory()
    await box(page, 'open 1').click()
    await page.getByRole('radio', { name: 'Private' }).check({ force: true })
    await page.getByText('2 pictures, and that is all.').waitFor()
    expect(await bar(page).count()).toBe(0)
    expect(faults).toEqual([])
  })

  it.each([
    [320, 640, 'dark'],
    [768, 1024, 'light'],
    [1440, 900, 'dark'],
  ] as const)('fit a window of %s x %s, and pass axe in the %s theme', async (width, height, colorScheme) => {
    const hasTouch = width < 1000
    const { page, faults } = await openHistory({
      width,
      height,
      colorScheme,
      hasTouch,
      reducedMotion: 'reduce',
    })
    if (hasTouch) await box(page, 'open 1').tap()
    else await box(page, 'open 1').click()
    await bar(page).getByText('1 chosen').waitFor()
    await expectAccessible(page)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(faults).toEqual([])
  })
})
