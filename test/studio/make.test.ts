import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import type { Client } from '../harness/client.ts'
import { createGate } from '../harness/scripted-model.ts'
import { expectAccessible, openStudio, type Studio, startStudio, withoutStatuses } from '../harness/studio.ts'
import { cookiesFor } from '../harness/studio-browser.ts'
import { waitFor } from '../harness/wait.ts'

const sentence = 'two circles on a line'
const begun =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><circle cx="80" cy="128" r="40" fill="#336699"/>'
const more = '<circle cx="176" cy="128" r="40" fill="none" stroke="#b5341d" stroke-width="6"/>'
const ended = '<path d="M16 200H240" stroke="#1d1b18" stroke-width="4"/></svg>'

const picture = (page: Page): Locator => page.getByRole('region', { name: 'The picture' })
const prompt = (page: Page) => page.getByLabel('Your sentence')
const credits = (page: Page) => page.getByRole('banner').getByTitle(/Credits/)

async function ask(page: Page, text = sentence): Promise<void> {
  await prompt(page).fill(text)
  await prompt(page).press('Enter')
}

describe.runIf(canRunBrowser())('Make', { timeout: 90_000 }, () => {
  let studio: Studio

  beforeAll(async () => {
    studio = await startStudio()
  })
  afterAll(async () => {
    await studio?.[Symbol.asyncDispose]()
  })

  async function signUp(): Promise<Client> {
    const client = studio.client()
    await client.register()
    return client
  }

  it('draws before the eyes: previews grow the picture and touch nothing that is there, the end costs one credit', async () => {
    const [second, last] = [createGate(), createGate()]
    studio.model.respondWith({ kind: 'stream', steps: [begun, second.opened, more, last.opened, ended] })
    const { page, faults } = await openStudio(studio, { as: await signUp() })
    await ask(page)
    const circles = picture(page).locator('circle')
    await circles.first().waitFor()
    await page.getByText('Drawing', { exact: true }).waitFor()
    await page.getByRole('progressbar', { name: 'Drawing' }).waitFor()
    await circles.first().evaluate((circle) => void Object.assign(globalThis, { first: circle }))
    second.open()
    await circles.nth(1).waitFor()
    expect(await circles.first().evaluate((circle) => circle === Reflect.get(globalThis, 'first'))).toBe(true)
    expect(await circles.first().evaluate((circle) => circle.getAnimations().length)).toBe(0)
    last.open()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await picture(page).getByRole('img', { name: sentence }).locator('path').waitFor({ state: 'attached' })
    await expect.poll(() => credits(page).innerText()).toMatch(/^9\b/)
    await page
      .getByRole('navigation', { name: 'Your last pictures' })
      .getByRole('img', { name: sentence })
      .waitFor()
    expect(faults).toEqual([])
  })

  it('stops when asked to, and gives the credit back', async () => {
    studio.model.respondWith({ kind: 'stream', steps: [begun, new Promise(() => undefined)] })
    const { page, faults } = await openStudio(studio, { as: await signUp() })
    await ask(page)
    await picture(page).locator('circle').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^9\b/)
    await page.keyboard.press('Escape')
    await page.getByRole('alert').getByText('Stopped.').waitFor()
    await page.getByText('Your credit is back.').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^10\b/)
    await page.getByRole('button', { name: 'Draw it again' }).click()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    expect(faults).toEqual([])
  })

  it('says what happened when the model fails, that the credit is back, and what to do', async () => {
    studio.model.respondWith({ kind: 'stream', steps: [''], finish: 'content_filter' })
    const { page, faults } = await openStudio(studio, { as: await signUp() })
    await ask(page)
    await page.getByText('The model declined this request.').waitFor()
    await page.getByText('Your credit has been returned. Try other words.').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^10\b/)
    expect(await prompt(page).inputValue()).toBe(sentence)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    expect(faults).toEqual([])
  })

  it('offers another model when the chosen one is out of order', async () => {
    studio.model.respondWith({ kind: 'error', status: 404, code: 'model_not_found' })
    const { page } = await openStudio(studio, { as: await signUp() })
    await ask(page)
    await page.getByRole('button', { name: 'Draw with Composer (offline)' }).click()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await page.getByText('Flat · Composer (offline)').waitFor()
  })

  it('finds a drawing again after a reload and in another tab, and both see its end', async () => {
    const gate = createGate()
    studio.model.respondWith({ kind: 'stream', steps: [begun, more, gate.opened, ended] })
    const { page, openTab, faults } = await openStudio(studio, { as: await signUp() })
    await ask(page)
    await picture(page).locator('circle').nth(1).waitFor()
    await page.reload()
    const other = await openTab()
    for (const tab of [page, other]) await tab.getByRole('button', { name: 'Stop' }).waitFor()
    expect(await prompt(other).inputValue()).toBe(sentence)
    gate.open()
    for (const tab of [page, other]) {
      await tab.getByRole('button', { name: 'Download' }).waitFor()
      await picture(tab).getByRole('img', { name: sentence }).locator('path').waitFor({ state: 'attached' })
      await expect.poll(() => credits(tab).innerText()).toMatch(/^9\b/)
    }
    expect(studio.model.requests.filter(({ state }) => state === 'open')).toEqual([])
    expect(faults).toEqual([])
  })

  it('draws variations on sheets of their own, one of which is then looked at', async () => {
    const { page, faults } = await openStudio(studio, { as: await signUp() })
    await page.getByLabel('How many').selectOption('3')
    await ask(page)
    await page.getByText('3 pictures. Choose one to look closer and to save it.').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^7\b/)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Look at picture 2' }).click()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await page.getByRole('button', { name: 'Back to the others' }).click()
    await page.getByRole('button', { name: 'Look at picture 3' }).waitFor()
    expect(faults).toEqual([])
  })

  it('copies, saves, publishes and deletes', async () => {
    const client = await signUp()
    const { page, faults } = await openStudio(studio, { as: client })
    await ask(page)
    await page.getByRole('button', { name: 'Copy SVG' }).click()
    await page.getByText('SVG copied').waitFor()
    const { generations } = (await client.get('/user/generations')).body as { generations: { id: string }[] }
    const { svg } = (await client.get(`/svg/${generations[0]?.id}/source`)).body as { svg: string }
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe(svg)

    await page.getByRole('button', { name: 'Download' }).click()
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'PNG 512 px' }).click(),
    ])
    expect(file.suggestedFilename()).toBe('two-circles-on-a-line-512.png')

    const choose = async (name: string) => {
      await page.getByRole('button', { name: 'More', exact: true }).click()
      await page.getByRole('menuitem', { name }).click()
    }
    await choose('Show the code')
    const code = page.getByRole('dialog', { name: 'Code' })
    await code.getByText('<circle').waitFor()
    await code.getByRole('button', { name: 'Copy' }).click()
    await code.getByRole('status').getByText('SVG copied').waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await choose('Make it private')
    await page.getByText('Only you see this picture now').waitFor()
    expect((await studio.client().get(`/svg/${generations[0]?.id}`)).status).toBe(404)
    await page.getByText('only for you').waitFor()
    await choose('Delete')
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('heading', { name: 'What shall be drawn?' }).waitFor()
    expect((await client.get('/user/generations')).body).toMatchObject({ generations: [] })
    expect(faults).toEqual([])
  })

  it('keeps the draft over a reload, and takes an example as it is', async () => {
    const { page, faults } = await openStudio(studio)
    await prompt(page).fill('a violet hippo on a bicycle')
    await page.getByRole('radio', { name: 'Line art' }).check({ force: true })
    await page.getByLabel('Who sees it').selectOption('private')
    await page.reload()
    expect(await prompt(page).inputValue()).toBe('a violet hippo on a bicycle')
    expect(await page.getByRole('radio', { name: 'Line art' }).isChecked()).toBe(true)
    expect(await page.getByLabel('Who sees it').inputValue()).toBe('private')
    await page.getByRole('button', { name: /a red fox under a tree/ }).click()
    expect(await prompt(page).inputValue()).toBe('a red fox under a tree')
    expect(await page.getByRole('radio', { name: 'Flat' }).isChecked()).toBe(true)
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await prompt(page).inputValue()).toBe('a violet hippo on a bicycle')
    expect(await page.getByRole('radio', { name: 'Line art' }).isChecked()).toBe(true)
    expect(faults).toEqual([])
  })

  it('sends visitors to sign in, and draws what they wrote once they have', async () => {
    const { page, context } = await openStudio(studio)
    await ask(page)
    await page.waitForURL('**/signin')
    const client = await signUp()
    await context.addCookies(cookiesFor(studio.url, client))
    await page.goto('/')
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await picture(page).getByRole('img', { name: sentence }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    expect(((await client.get('/svg/history')).body as { generations: unknown[] }).generations).toHaveLength(
      1,
    )
  })

  it('asks for more than a word before anything is sent', async () => {
    const { page, faults } = await openStudio(studio, { as: await signUp() })
    await ask(page, 'a cat')
    await page.getByText('A few more words, please: at least 10 letters.').waitFor()
    await page.getByRole('button', { name: 'Draw' }).waitFor()
    expect(faults).toEqual([])
  })

  it('works by keyboard: / goes to the sentence, Shift+Enter breaks the line, arrows choose a style', async () => {
    const { page } = await openStudio(studio, { as: await signUp() })
    await page.getByRole('link', { name: 'chatSVG, make a picture' }).focus()
    await page.keyboard.press('/')
    await page.keyboard.type('one line')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('and another one')
    expect(await prompt(page).inputValue()).toBe('one line\nand another one')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('radio', { name: 'Outline' }).isChecked()).toBe(true)
  })

  it('reaches the end of a drawing although no socket can be opened', async () => {
    const { page, context } = await openStudio(studio, { as: await signUp() })
    await context.route('**/socket.io/**', (route) => route.abort())
    await context.routeWebSocket('**/socket.io/**', (socket) => socket.close())
    await page.reload()
    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
  })

  it('says that it is offline, and sends the sentence when the connection is back, once', async () => {
    const client = await signUp()
    const { page, context } = await openStudio(studio, { as: client })
    await credits(page).waitFor()
    await context.setOffline(true)
    await page.getByText('You are offline.').waitFor()
    await ask(page)
    await page.getByText('Sending your sentence').waitFor()
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await page.getByText('You are offline.').waitFor({ state: 'detached' })
    expect(((await client.get('/svg/history')).body as { generations: unknown[] }).generations).toHaveLength(
      1,
    )
  })

  it('takes a sentence back that could not be sent yet', async () => {
    const client = await signUp()
    const { page, context } = await openStudio(studio, { as: client })
    await credits(page).waitFor()
    await context.setOffline(true)
    await ask(page)
    await page.getByText('Sending your sentence').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('heading', { name: 'What shall be drawn?' }).waitFor()
    await ask(page)
    await page.getByText('Sending your sentence').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'What shall be drawn?' }).waitFor()
    await context.setOffline(false)
    await page.getByText('You are offline.').waitFor({ state: 'detached' })
    await ask(page, 'a square instead of circles')
    await page.getByRole('button', { name: 'Download' }).waitFor()
    expect((await client.get('/svg/history')).body).toMatchObject({
      generations: [{ prompt: 'a square instead of circles' }],
    })
    expect((await client.get('/svg/generation-jobs')).body).toMatchObject({ jobs: [{}] })
  })

  it('says when nobody knows whether a sentence arrived, and asking again for the same is charged once', async () => {
    const client = await signUp()
    const { page, context } = await openStudio(studio, { as: client })
    await credits(page).waitFor()
    const drawn = async () =>
      ((await client.get('/svg/history')).body as { generations: unknown[] }).generations.length
    await context.route(
      '**/api/svg/generate-svg',
      async (route) => {
        await route.fetch()
        await waitFor('the picture', async () => (await drawn()) === 1)
        await route.fulfill({ status: 502, body: '' })
      },
      { times: 1 },
    )
    await ask(page)
    await page.getByRole('alert').getByText('Nobody knows whether it arrived.').waitFor()
    await expectAccessible(page)
    await prompt(page).press('Enter')
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^9\b/)
    expect(await drawn()).toBe(1)
    await page.getByRole('button', { name: 'Again', exact: true }).click()
    await waitFor('another picture', async () => (await drawn()) === 2)
  })

  it('shows a picture as an image does, whatever the colours and the type of the page are', async () => {
    studio.model.respondWith({
      kind: 'stream',
      steps: [begun, '<path d="M16 200H240" fill="none" stroke="currentColor" stroke-width="6"/></svg>'],
    })
    const { page, faults } = await openStudio(studio, { as: await signUp(), colorScheme: 'dark' })
    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    const looks = await picture(page)
      .getByRole('img', { name: sentence })
      .locator('path')
      .evaluate(
        `(path) => {
          const { color, stroke, fontFamily, fontSize, fontWeight, letterSpacing } = getComputedStyle(path)
          return { color, stroke, fontFamily, fontSize, fontWeight, letterSpacing }
        }`,
      )
    expect(looks).toEqual({
      color: 'rgb(0, 0, 0)',
      stroke: 'rgb(0, 0, 0)',
      fontFamily: 'serif',
      fontSize: '16px',
      fontWeight: '400',
      letterSpacing: 'normal',
    })
    expect(faults).toEqual([])
  })

  it('loses a picture that was deleted elsewhere, and calls it no failure', async () => {
    const client = await signUp()
    const { page, faults } = await openStudio(studio, { as: client })
    const empty = page.getByRole('heading', { name: 'What shall be drawn?' })
    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('gridcell').filter({ hasText: sentence }).hover()
    await page.getByRole('gridcell').getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
    await page.getByText('Picture deleted').waitFor()
    await page.getByRole('link', { name: 'chatSVG, make a picture' }).click()
    await empty.waitFor()

    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    const { generations } = (await client.get('/user/generations')).body as { generations: { id: string }[] }
    expect((await client.delete(`/user/generations/${generations[0]?.id}`)).status).toBe(200)
    await page.reload()
    await empty.waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    expect(faults).toEqual([])
  })

  it('asks for more of a picture without touching what is being written', async () => {
    const { page, faults } = await openStudio(studio, { as: await signUp() })
    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await prompt(page).fill('the next idea, half written')
    await page.getByRole('button', { name: 'Again', exact: true }).click()
    await expect.poll(() => credits(page).innerText()).toMatch(/^8\b/)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await picture(page).getByRole('img', { name: sentence }).waitFor()
    expect(await prompt(page).inputValue()).toBe('the next idea, half written')
    expect(faults).toEqual([])
  })

  it('draws nothing after signing in that was asked for before, and thought better of', async () => {
    const { page, context } = await openStudio(studio)
    await ask(page)
    await page.waitForURL('**/signin')
    await page.getByRole('link', { name: 'chatSVG, make a picture' }).click()
    await page.getByRole('heading', { name: 'What shall be drawn?' }).waitFor()
    const client = await signUp()
    await context.addCookies(cookiesFor(studio.url, client))
    await page.goto('/')
    await expect.poll(() => credits(page).innerText()).toMatch(/^10\b/)
    expect((await client.get('/svg/generation-jobs')).body).toMatchObject({ jobs: [] })
  })

  it.each([
    [360, 'light'],
    [1280, 'dark'],
    [2560, 'light'],
  ] as const)('passes axe and fits its window at %s px in the %s theme', async (width, colorScheme) => {
    const { page, faults } = await openStudio(studio, {
      as: await signUp(),
      width,
      colorScheme,
      reducedMotion: 'reduce',
    })
    await page.getByRole('heading', { name: 'What shall be drawn?' }).waitFor()
    await expectAccessible(page)
    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await expectAccessible(page)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(faults).toEqual([])
  })

  it('shifts nothing while it loads', async () => {
    const { page } = await openStudio(studio, { as: await signUp() })
    await credits(page).waitFor()
    const shift = await page.evaluate<number>(`new Promise((resolve) => {
      let sum = 0
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value }).observe({ type: 'layout-shift', buffered: true })
      document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum))))
    })`)
    expect(shift).toBeLessThan(0.01)
  })
})

describe.runIf(canRunBrowser())('Make at its bounds', { timeout: 90_000 }, () => {
  it('without credits says so, keeps the sentence, and offers as many as there are', async () => {
    const studio = await startStudio({ SIGNUP_CREDITS: '1' })
    const client = studio.client()
    await client.register()
    const { page, faults } = await openStudio(studio, { as: client })
    await page.getByLabel('How many').selectOption('4')
    await ask(page)
    await page.getByText('You have 1 credit.').waitFor()
    await page.getByRole('button', { name: 'Draw 1' }).click()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await page.getByLabel('How many').selectOption('1')
    await ask(page, 'a third circle that nobody pays for')
    await page.getByText('You have no credits left.').waitFor()
    await page.getByRole('link', { name: 'See your credits' }).waitFor()
    expect(await prompt(page).inputValue()).toBe('a third circle that nobody pays for')
    await expectAccessible(page)
    expect(withoutStatuses(faults, 402)).toEqual([])
    await studio[Symbol.asyncDispose]()
  })

  it('says when it goes on after too many pictures', async () => {
    const studio = await startStudio({ RATE_LIMIT_GENERATION: '1/1h' })
    const client = studio.client()
    await client.register()
    await client.post('/svg/generate-svg', { prompt: sentence, style: 'flat' }, { prefer: 'wait=30' })
    const { page } = await openStudio(studio, { as: client })
    await credits(page).waitFor()
    await ask(page, 'another circle, please')
    await page.getByText(/Generation limit reached\. You can go on in \d+ minutes\./).waitFor()
    await studio[Symbol.asyncDispose]()
  })

  it('a session that ended elsewhere is said once, and what was written is kept', async () => {
    const studio = await startStudio()
    const client = studio.client()
    const { email } = await client.register()
    const { page, faults } = await openStudio(studio, { as: client })
    await credits(page).waitFor()
    await prompt(page).fill('a long sentence that must not get lost')
    const other = studio.client()
    await other.post('/auth/login', { email, password: 'a long walk by the sea' })
    await other.delete('/auth/sessions')
    await page.getByText('You were signed out on this device. What you wrote is kept.').waitFor()
    expect(await prompt(page).inputValue()).toBe('a long sentence that must not get lost')
    expect(await page.getByRole('link', { name: 'Sign in again' }).getAttribute('href')).toBe('/signin')
    expect(withoutStatuses(faults, 401)).toEqual([])
    await waitFor('the model to be left alone', () => studio.model.requests.length === 0)
    await studio[Symbol.asyncDispose]()
  })
})
