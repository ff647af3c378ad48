import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { keepForSuite } from '../harness/keep.ts'
import { createGate } from '../harness/scripted-model.ts'
import { waitFor } from '../harness/wait.ts'
import { expectAccessible, openWebApp, startWebApp, withoutStatuses } from '../harness/web-app.ts'
import { cookiesFor } from '../harness/web-app-browser.ts'
import { ask, begun, credits, picture, prompt, sentence } from './make-page.ts'

/**
 * The browser globals that are used in the page; the compiler settings of the service do not include them.
 */
type BrowserGlobals = { getComputedStyle(element: unknown): Record<string, string> }

describe.runIf(canRunBrowser())('Make, when it is interrupted,', async () => {
  const webApp = keepForSuite(await startWebApp())

  it('says that it is offline, and sends the sentence when the connection is back, once', async () => {
    const { client } = await webApp.signUp()
    const { page, context } = await openWebApp(webApp, { as: client })
    await credits(page).waitFor()
    await context.setOffline(true)
    await page.getByText('You are offline.').waitFor()
    await ask(page)
    await page.getByText('Sending your prompt').waitFor()
    await context.setOffline(false)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await page.getByText('You are offline.').waitFor({ state: 'detached' })
    expect(((await client.get('/svg/history')).body as { generations: unknown[] }).generations).toHaveLength(
      1,
    )
  })

  it('lets nobody choose a model before the list of models is there', async () => {
    const { client } = await webApp.signUp()
    const { page, context, faults } = await openWebApp(webApp, { as: client, path: '/gallery' })
    const gate = createGate()
    await context.route('**/api/svg/models', async (route) => {
      await gate.opened
      await route.continue()
    })
    await page.goto('/')
    const model = page.getByLabel('Model')
    await model.waitFor()
    expect(await model.isDisabled()).toBe(true)
    gate.open()
    await model.selectOption({ label: 'Composer (offline)' })
    await ask(page, 'a house')
    await page.getByRole('button', { name: 'Download' }).waitFor()
    expect((await client.get('/svg/history')).body).toMatchObject({ generations: [{ model: 'composer' }] })
    expect(faults).toEqual([])
  })

  it('withdraws a prompt that could not be sent yet', async () => {
    const { client } = await webApp.signUp()
    const { page, context } = await openWebApp(webApp, { as: client })
    await credits(page).waitFor()
    await context.setOffline(true)
    await ask(page)
    await page.getByText('Sending your prompt').waitFor()
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByRole('heading', { name: 'What would you like to draw?' }).waitFor()
    await ask(page)
    await page.getByText('Sending your prompt').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { name: 'What would you like to draw?' }).waitFor()
    await context.setOffline(false)
    await page.getByText('You are offline.').waitFor({ state: 'detached' })
    await ask(page, 'a square instead of circles')
    await page.getByRole('button', { name: 'Download' }).waitFor()
    expect((await client.get('/svg/history')).body).toMatchObject({
      generations: [{ prompt: 'a square instead of circles' }],
    })
    expect((await client.get('/svg/generation-jobs')).body).toMatchObject({ jobs: [{}] })
  })

  it('says when it is not known whether a prompt arrived, and a repetition is charged once', async () => {
    const { client } = await webApp.signUp()
    const { page, context } = await openWebApp(webApp, { as: client })
    await credits(page).waitFor()
    const drawn = async () =>
      ((await client.get('/svg/history')).body as { generations: unknown[] }).generations.length
    // It is sent four times with the same key before the user is asked.
    await context.route(
      '**/api/svg/generate-svg',
      async (route) => {
        await route.fetch()
        await waitFor('the picture', async () => (await drawn()) === 1)
        await route.fulfill({ status: 502, body: '' })
      },
      { times: 4 },
    )
    await ask(page)
    await page.getByRole('alert').getByText('Your request may not have arrived.').waitFor()
    await expectAccessible(page)
    await prompt(page).press('Enter')
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^9\b/)
    expect(await drawn()).toBe(1)
    await page.getByRole('button', { name: /^Again/ }).click()
    await waitFor('another picture', async () => (await drawn()) === 2)
  })

  it('shows a picture like an image, whatever the colours and fonts of the page are', async () => {
    webApp.model.respondWith({
      kind: 'stream',
      steps: [begun, '<path d="M16 200H240" fill="none" stroke="currentColor" stroke-width="6"/></svg>'],
    })
    const { page, faults } = await openWebApp(webApp, {
      as: (await webApp.signUp()).client,
      colorScheme: 'dark',
    })
    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    const looks = await picture(page)
      .getByRole('img', { name: sentence })
      .locator('path')
      .evaluate((path) => {
        const { getComputedStyle } = globalThis as unknown as BrowserGlobals
        const { color, stroke, fontFamily, fontSize, fontWeight, letterSpacing } = getComputedStyle(path)
        return { color, stroke, fontFamily, fontSize, fontWeight, letterSpacing }
      })
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

  it('removes a picture that was deleted elsewhere, without an error', async () => {
    const { client } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { as: client })
    const empty = page.getByRole('heading', { name: 'What would you like to draw?' })
    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await page.getByRole('link', { name: 'History' }).click()
    await page.getByRole('gridcell').filter({ hasText: sentence }).hover()
    await page.getByRole('gridcell').getByRole('button', { name: 'Delete' }).click()
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

  it('requests variations of a picture without changing the draft', async () => {
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await prompt(page).fill('the next idea, half written')
    await page.getByRole('button', { name: /^Again/ }).click()
    await expect.poll(() => credits(page).innerText()).toMatch(/^8\b/)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await picture(page).getByRole('img', { name: sentence }).waitFor()
    expect(await prompt(page).inputValue()).toBe('the next idea, half written')
    expect(faults).toEqual([])
  })

  it('draws nothing after signing in when the user had given up the request', async () => {
    const { page, context } = await openWebApp(webApp)
    await ask(page)
    await page.waitForURL('**/signup')
    await page.getByRole('link', { name: 'chatSVG, make a picture' }).click()
    await page.getByRole('heading', { name: 'What would you like to draw?' }).waitFor()
    const { client } = await webApp.signUp()
    await context.addCookies(cookiesFor(webApp.url, client))
    await page.goto('/')
    await expect.poll(() => credits(page).innerText()).toMatch(/^10\b/)
    expect((await client.get('/svg/generation-jobs')).body).toMatchObject({ jobs: [] })
  })
})

describe.runIf(canRunBrowser())('Make at its limits', () => {
  it('shows what a picture of each model costs, and asks for as many as the user can pay for', async () => {
    await using priced = await startWebApp({
      ...{ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_MODELS: 'scripted', DEFAULT_MODEL: 'composer' },
      MODEL_CREDITS: '3,scripted=4',
    })
    const { client } = await priced.signUp()
    const { page, faults } = await openWebApp(priced, { as: client })
    await page.getByRole('button', { name: 'Draw 3 credits' }).waitFor()
    await page.getByLabel('Model').selectOption({ label: 'scripted · 4 credits' })
    await page.getByRole('button', { name: 'Draw 4 credits' }).waitFor()
    await page.getByLabel('Model').selectOption({ label: 'Composer (offline) · 3 credits' })
    await page.getByLabel('How many').selectOption('4')
    await page.getByRole('button', { name: 'Draw 4 12 credits' }).waitFor()
    await ask(page, 'a house')
    await page.getByText('4 pictures cost 12.').waitFor()
    await page.getByRole('button', { name: 'Draw 3 9 credits' }).click()
    await expect.poll(() => credits(page).innerText()).toMatch(/^1\b/)
    await page.getByText('3 pictures.').waitFor()
    expect(withoutStatuses(faults, 402)).toEqual([])
  })

  it('without enough credits says so, keeps the prompt, and offers as many pictures as there are credits', async () => {
    const webApp = await startWebApp({ SIGNUP_CREDITS: '1' })
    const { client } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { as: client })
    await page.getByLabel('How many').selectOption('4')
    await ask(page)
    await page.getByText('You have 1 credit.').waitFor()
    await page.getByRole('button', { name: 'Draw 1' }).click()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await page.getByLabel('How many').selectOption('1')
    await ask(page, 'a third circle that nobody pays for')
    await page.getByText('You have no credits left.').waitFor()
    await page.getByRole('link', { name: 'Get credits' }).waitFor()
    expect(await prompt(page).inputValue()).toBe('a third circle that nobody pays for')
    await expectAccessible(page)
    expect(withoutStatuses(faults, 402)).toEqual([])
    await webApp[Symbol.asyncDispose]()
  })

  it('says when it continues after too many pictures', async () => {
    const webApp = await startWebApp({ RATE_LIMIT_GENERATION: '1/1h' })
    const { client } = await webApp.signUp()
    await client.post('/svg/generate-svg', { prompt: sentence, style: 'flat' }, { prefer: 'wait=30' })
    const { page } = await openWebApp(webApp, { as: client })
    await credits(page).waitFor()
    await ask(page, 'another circle, please')
    await page.getByText(/Generation limit reached\. You can continue in \d+ minutes\./).waitFor()
    await webApp[Symbol.asyncDispose]()
  })

  it('a session that ended elsewhere is reported once, and the input is kept', async () => {
    const webApp = await startWebApp()
    const { client, email } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { as: client })
    await credits(page).waitFor()
    await prompt(page).fill('a long sentence that must not get lost')
    const other = webApp.client()
    await other.post('/auth/login', { email, password: 'a long walk by the sea' })
    await other.delete('/auth/sessions')
    await page.getByText('You were signed out on this device. What you wrote is kept.').waitFor()
    expect(await prompt(page).inputValue()).toBe('a long sentence that must not get lost')
    expect(await page.getByRole('link', { name: 'Sign in again' }).getAttribute('href')).toBe('/signin')
    expect(withoutStatuses(faults, 401)).toEqual([])
    await waitFor('the model to be left alone', () => webApp.model.requests.length === 0)
    await webApp[Symbol.asyncDispose]()
  })
})
