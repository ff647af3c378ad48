import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { canRunBrowser, openContext } from '../harness/browser.ts'
import type { Client } from '../harness/client.ts'
import { keepForSuite } from '../harness/keep.ts'
import { expectAccessible, openWebApp, startWebApp } from '../harness/web-app.ts'
import { cookiesFor } from '../harness/web-app-browser.ts'
import { hangPictures } from './gallery-seed.ts'
import { ask, credits, prompt } from './make-page.ts'

/** The least side of what is pressed with a finger, in pixels (WCAG 2.2, 2.5.5). */
const targetPxMin = 44

describe.runIf(canRunBrowser())('on every page', async () => {
  const webApp = keepForSuite(await startWebApp({ OPENAI_MODELS: 'scripted,second' }))

  /** A phone, where nothing hovers. */
  async function openPhone(path: string, as: Client): Promise<Page> {
    const context = await openContext({
      baseURL: webApp.url,
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    })
    context.setDefaultTimeout(60_000)
    await context.addCookies(cookiesFor(webApp.url, as))
    const page = await context.newPage()
    await page.goto(path)
    return page
  }

  it('a page that was opened offline loads by itself when the connection is back', async () => {
    const { page, context, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await credits(page).waitFor()
    await prompt(page).fill('a sentence that must not get lost')
    await context.setOffline(true)
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('heading', { name: 'Waiting for the connection' }).waitFor()
    await expectAccessible(page)
    expect(await page.getByText('our fault').count()).toBe(0)
    await context.setOffline(false)
    await page.getByRole('heading', { name: 'You have drawn nothing yet' }).waitFor()
    await page.getByRole('link', { name: 'chatSVG, make a picture' }).click()
    expect(await prompt(page).inputValue()).toBe('a sentence that must not get lost')
    expect(
      faults.filter((fault) => !/ERR_INTERNET_DISCONNECTED|Failed to fetch|preload/.test(fault)),
    ).toEqual([])
  })

  it('a list that could not be read is read when the service answers again', async () => {
    const owner = webApp.client()
    await hangPictures(webApp, { userId: (await owner.register()).id, count: 2, prompt: 'later' })
    const { page, context } = await openWebApp(webApp, { path: '/gallery' })
    await page.getByRole('grid').waitFor()
    await context.route('**/api/**', (route) => route.abort())
    await page.getByRole('searchbox').fill('later')
    await page.getByText('The service does not answer at the moment.').waitFor()
    await context.unroute('**/api/**')
    await page.getByText('2 pictures, and that is all.').waitFor()
  })

  it('a search with a typing error finds the intended word', async () => {
    const owner = webApp.client()
    await hangPictures(webApp, { userId: (await owner.register()).id, count: 3, prompt: 'a lighthouse' })
    const { page, faults } = await openWebApp(webApp, { path: '/gallery' })
    await page.getByRole('searchbox').fill('lighthuose')
    await page.getByText('3 pictures, and that is all.').waitFor()
    expect(faults).toEqual([])
  })

  it('the filters offer only available models, and list plans separately', async () => {
    const { page, faults } = await openWebApp(webApp, { path: '/gallery' })
    const models = page.getByRole('combobox', { name: 'Model' })
    await expect
      .poll(() => models.locator('> option').allInnerTexts())
      .toEqual(['Every model', 'scripted', 'second', 'Composer (offline)'])
    expect(await models.locator('optgroup[label="With a plan first"] option').allInnerTexts()).toEqual([
      'scripted, planned',
      'second, planned',
    ])
    expect(faults).toEqual([])
  })

  it('controls are large enough for a finger, and pictures have their sentences under them', async () => {
    const { client: user } = await webApp.signUp()
    const { id: userId } = ((await user.get('/user/me')).body as { user: { id: string } }).user
    await hangPictures(webApp, { userId, count: 3, prompt: 'a fox on a phone' })
    for (const path of ['/', '/history', '/set']) {
      const page = await openPhone(path, user)
      await credits(page).waitFor()
      await page.waitForLoadState('networkidle')
      const small = await page.evaluate<
        string[]
      >(`[...document.querySelectorAll('button, select, input:not([type=hidden]), a')]
        .filter((one) => one.checkVisibility() && !one.closest('.hidden-words, p, [class*=skip]'))
        .map((one) => ({ box: (one.closest('label') ?? one).getBoundingClientRect(), name: one.textContent || one.ariaLabel || one.name, style: getComputedStyle(one) }))
        .filter(({ box, style }) => box.width > 1 && style.clipPath === 'none' && (box.height < ${targetPxMin - 0.5} || box.width < ${targetPxMin - 0.5}))
        .map(({ box, name }) => name + ' ' + Math.round(box.width) + ' x ' + Math.round(box.height))`)
      expect(small).toEqual([])
    }
    const page = await openPhone('/history', user)
    const tile = page.getByRole('gridcell').filter({ hasText: 'a fox on a phone 1' })
    const [picture, sentence] = await Promise.all([
      tile.getByRole('link').locator('span').first().boundingBox(),
      tile.getByText('a fox on a phone 1').boundingBox(),
    ])
    if (!picture || !sentence) throw new Error('the picture and its sentence are not there')
    expect(sentence.y).toBeGreaterThanOrEqual(picture.y + picture.height - 1)
    await expectAccessible(page)
  })

  it('code is coloured, and copied unchanged', async () => {
    const { client: user } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { as: user })
    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Show the code' }).click()
    const code = page.getByRole('dialog').locator('pre')
    await code.getByText('viewBox', { exact: true }).waitFor()
    const colours = await page.evaluate<string[]>(
      `[...new Set([...document.querySelectorAll('dialog pre span')].map((part) => getComputedStyle(part).color))]`,
    )
    expect(colours.length).toBeGreaterThanOrEqual(3)
    await expectAccessible(page)
    expect(faults).toEqual([])
  })

  it.each([
    [390, 844],
    [820, 1180],
    [1440, 900],
  ])('at %s px a notice covers no control of the first page', async (width, height) => {
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client, width, height })
    await ask(page)
    await page.getByRole('button', { name: 'Copy SVG' }).click()
    const notice = await page.getByText('SVG copied').locator('..').boundingBox()
    if (!notice) throw new Error('there is no notice')
    const covered = await page.evaluate<
      string[]
    >(`[...document.querySelectorAll('button, select, textarea, input, a')]
      .filter((one) => one.checkVisibility())
      .map((one) => ({ name: one.textContent || one.ariaLabel, box: one.getBoundingClientRect(), clip: getComputedStyle(one).clipPath }))
      .filter(({ box, clip }) => clip === 'none' && box.width > 0 && box.left < ${notice.x + notice.width} && box.right > ${notice.x} && box.top < ${notice.y + notice.height} && box.bottom > ${notice.y})
      .map(({ name }) => name)`)
    expect(covered).toEqual([])
    expect(faults).toEqual([])
  })
})
