import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { keepForSuite } from '../harness/keep.ts'
import { createGate } from '../harness/scripted-model.ts'
import { expectAccessible, openWebApp, startWebApp } from '../harness/web-app.ts'
import { cookiesFor } from '../harness/web-app-browser.ts'
import { ask, begun, credits, ended, more, picture, prompt, sentence } from './make-page.ts'

describe.runIf(canRunBrowser())('Make', async () => {
  const webApp = keepForSuite(await startWebApp())

  it('shows previews that extend the picture without changing existing parts, and the end costs one credit', async () => {
    const [second, last] = [createGate(), createGate()]
    webApp.model.respondWith({ kind: 'stream', steps: [begun, second.opened, more, last.opened, ended] })
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
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
      .getByRole('navigation', { name: 'Your latest pictures' })
      .getByRole('img', { name: sentence })
      .waitFor()
    expect(faults).toEqual([])
  })

  it('stops on request, and the credit is refunded', async () => {
    webApp.model.respondWith({ kind: 'stream', steps: [begun, new Promise(() => undefined)] })
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await ask(page)
    await picture(page).locator('circle').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^9\b/)
    await page.keyboard.press('Escape')
    await page.getByRole('alert').getByText('You stopped this picture.').waitFor()
    await page.getByText('Your credit has been returned.').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^10\b/)
    await page.getByRole('button', { name: 'Draw it again' }).click()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    expect(faults).toEqual([])
  })

  it('says that a picture stays charged when it is cancelled after most of it was shown', async () => {
    const steps = [begun, more.repeat(10), new Promise<void>(() => undefined)]
    webApp.model.respondWith({ kind: 'stream', steps })
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await ask(page)
    await expect.poll(() => picture(page).locator('circle').count()).toBe(11)
    await page.keyboard.press('Escape')
    await page.getByRole('alert').getByText('It stays charged.').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^9\b/)
    expect(faults).toEqual([])
  })

  it('says what happened when the model fails, that the credit is refunded, and what to do', async () => {
    webApp.model.respondWith({ kind: 'stream', steps: [''], finish: 'content_filter' })
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
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

  it('offers another model when the chosen one is not available', async () => {
    webApp.model.respondWith({ kind: 'error', status: 404, code: 'model_not_found' })
    const { page } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await ask(page)
    await page.getByRole('button', { name: 'Draw with Composer (offline)' }).click()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await page.getByText('Flat · Composer (offline)').waitFor()
  })

  it('finds a running job after a reload and in another tab, and both get its end', async () => {
    const gate = createGate()
    webApp.model.respondWith({ kind: 'stream', steps: [begun, more, gate.opened, ended] })
    const { page, openTab, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
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
    await expect.poll(() => webApp.model.requests.filter(({ state }) => state === 'open')).toEqual([])
    expect(faults).toEqual([])
  })

  it('strikes through the words that the composer left out, also after a reload, and keeps the canvas', async () => {
    const { client: user } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { as: user })
    await page.getByLabel('Model').selectOption({ label: 'Composer (offline)' })
    await page.getByLabel('Shape').selectOption('Wide')
    await page.getByLabel('Background').selectOption('No background')
    await ask(page, 'a cat and a glorfindel')
    await page.getByRole('deletion').getByText('glorfindel').waitFor()
    await page.getByText('Left out “glorfindel” (not known).').waitFor()
    await expectAccessible(page)
    const { jobs } = (await user.get('/svg/generation-jobs')).body as { jobs: { options: object }[] }
    expect(jobs[0]?.options).toEqual({ width: 384, height: 256, background: 'none' })
    await page.getByRole('navigation', { name: 'Your latest pictures' }).getByRole('img').first().click()
    await page.getByRole('deletion').getByText('glorfindel').waitFor()
    await page.getByRole('button', { name: /^Again/ }).click()
    await expect
      .poll(async () => ((await user.get('/svg/generation-jobs')).body as { jobs: object[] }).jobs)
      .toMatchObject([{ options: { width: 384, height: 256, background: 'none' } }, {}])
    const { generations } = (await user.get('/user/generations')).body as { generations: { id: string }[] }
    await page.goto(`/picture/${generations[0]?.id}`)
    await page.getByRole('heading', { level: 1 }).getByRole('deletion').waitFor()
    await page.getByText('Left out “glorfindel” (not known).').waitFor()
    expect(faults).toEqual([])
  })

  it('draws variations on separate sheets, one of which is then selected', async () => {
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await page.getByLabel('How many').selectOption('3')
    await ask(page)
    await page.getByText('3 pictures. Choose one to see it larger and to save it.').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^7\b/)
    await expectAccessible(page)
    await page.getByRole('button', { name: 'View picture 2' }).click()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await page.getByRole('button', { name: 'Back to all pictures' }).click()
    await page.getByRole('button', { name: 'View picture 3' }).waitFor()
    expect(faults).toEqual([])
  })

  it('copies, saves, publishes and deletes', async () => {
    const { client } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { as: client })
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
    await page.getByText('Only you can see this picture now').waitFor()
    expect((await webApp.client().get(`/svg/${generations[0]?.id}`)).status).toBe(404)
    await page.getByText('· only you').waitFor()
    await choose('Delete')
    await page.getByRole('heading', { name: 'What would you like to draw?' }).waitFor()
    expect((await client.get('/user/generations')).body).toMatchObject({ generations: [{}] })
    await expect
      .poll(async () => (await client.get('/user/generations')).body)
      .toMatchObject({ generations: [] })
    expect(faults).toEqual([])
  })

  it('keeps the draft after a reload, and uses an example unchanged', async () => {
    const { page, faults } = await openWebApp(webApp)
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

  it('sends visitors to sign up, and draws their prompt afterwards', async () => {
    const { page, context } = await openWebApp(webApp)
    await ask(page)
    await page.waitForURL('**/signup')
    const { client } = await webApp.signUp()
    await context.addCookies(cookiesFor(webApp.url, client))
    await page.goto('/')
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await picture(page).getByRole('img', { name: sentence }).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    expect(((await client.get('/svg/history')).body as { generations: unknown[] }).generations).toHaveLength(
      1,
    )
  })

  it('requires more than a word before anything is sent', async () => {
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await ask(page, 'ox')
    await page.getByText('That is too short: at least 3 characters.').waitFor()
    await page.getByRole('button', { name: /^Draw/ }).waitFor()
    expect(faults).toEqual([])
  })

  it('works by keyboard: / focuses the prompt, Shift+Enter breaks the line, arrows choose a style', async () => {
    const { page } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await page.getByRole('link', { name: 'chatSVG, make a picture' }).focus()
    await page.keyboard.press('/')
    await page.keyboard.type('one line')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('and another one')
    expect(await prompt(page).inputValue()).toBe('one line\nand another one')
    for (let tabs = 0; tabs < 3; tabs += 1) await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowRight')
    expect(await page.getByRole('radio', { name: 'Outline' }).isChecked()).toBe(true)
  })

  it('gets the end of a job although no socket can be opened', async () => {
    const { page, context } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await context.route('**/socket.io/**', (route) => route.abort())
    await context.routeWebSocket('**/socket.io/**', (socket) => socket.close())
    await page.reload()
    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
  })

  it.each([
    [360, 'light'],
    [1280, 'dark'],
    [2560, 'light'],
  ] as const)('passes axe and fits its window at %s px in the %s theme', async (width, colorScheme) => {
    const { page, faults } = await openWebApp(webApp, {
      as: (await webApp.signUp()).client,
      width,
      colorScheme,
      reducedMotion: 'reduce',
    })
    await page.getByRole('heading', { name: 'What would you like to draw?' }).waitFor()
    await expectAccessible(page)
    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await expectAccessible(page)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(faults).toEqual([])
  })

  it('shifts nothing while it loads', async () => {
    const { page } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await credits(page).waitFor()
    const shift = await page.evaluate<number>(`new Promise((resolve) => {
      let sum = 0
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) sum += entry.value }).observe({ type: 'layout-shift', buffered: true })
      document.fonts.ready.then(() => requestAnimationFrame(() => requestAnimationFrame(() => resolve(sum))))
    })`)
    expect(shift).toBeLessThan(0.01)
  })
})
