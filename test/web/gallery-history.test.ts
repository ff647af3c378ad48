import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import type { Client } from '../harness/client.ts'
import { keepForSuite } from '../harness/keep.ts'
import { createGate, smallPicture } from '../harness/scripted-model.ts'
import { waitFor } from '../harness/wait.ts'
import { expectAccessible, openWebApp, startWebApp, withoutStatuses } from '../harness/web-app.ts'
import { cookiesFor } from '../harness/web-app-browser.ts'
import { hangPictures } from './gallery-seed.ts'

const webApp = keepForSuite(await startWebApp())

const tile = (page: Page, prompt: string): Locator =>
  page.getByRole('grid', { name: 'History' }).getByRole('link').filter({ hasText: prompt })
const cell = (page: Page, prompt: string): Locator => page.getByRole('gridcell').filter({ hasText: prompt })

async function createPainter(): Promise<Client> {
  const { client, id: userId } = await webApp.signUp()
  await hangPictures(webApp, { userId, count: 3, prompt: 'open' })
  await hangPictures(webApp, { userId, count: 2, prompt: 'secret', privacy: true })
  return client
}

const promptsOf = async (client: Client, privacy = 'all') => {
  const { body } = await client.get(`/user/generations?privacy=${privacy}`)
  return (body as { generations: { prompt: string }[] }).generations.map(({ prompt }) => prompt).sort()
}

describe.runIf(canRunBrowser())('the history', () => {
  it('offers sign-in to visitors, and returns from there', async () => {
    const { page, faults } = await openWebApp(webApp, { path: '/history' })
    await page.getByRole('heading', { name: 'Your pictures are stored here' }).waitFor()
    const link = page.locator('main').getByRole('link', { name: 'Sign in' })
    expect(await link.getAttribute('href')).toBe('/signin?next=%2Fhistory')
    await expectAccessible(page)
    expect(faults).toEqual([])
  })

  it("has only the user's own pictures, marks private ones, and filters by privacy and by words", async () => {
    const [mine, other] = [await createPainter(), await createPainter()]
    await hangPictures(webApp, { userId: (await other.register()).id, count: 1, prompt: 'foreign' })
    const { page, faults } = await openWebApp(webApp, { path: '/history', as: mine })
    await page.getByText('5 pictures, and that is all.').waitFor()
    expect(await page.getByTitle('Only you see this picture').count()).toBe(2)
    await page.getByRole('radio', { name: 'Private' }).check({ force: true })
    await page.getByText('2 pictures, and that is all.').waitFor()
    await page.getByRole('radio', { name: 'Public' }).check({ force: true })
    await page.getByText('3 pictures, and that is all.').waitFor()
    expect(new URL(page.url()).search).toBe('?privacy=public')
    await page.goBack()
    await page.getByText('2 pictures, and that is all.').waitFor()
    await page.goBack()
    await page.getByRole('searchbox').fill('open 2')
    await page.getByText('One picture, and that is all.').waitFor()
    expect(faults).toEqual([])
  })

  it('is cleared when its owner signs out, and nothing of it is shown to the next user', async () => {
    const [first, next] = [await createPainter(), webApp.client()]
    await hangPictures(webApp, { userId: (await next.register()).id, count: 1, prompt: 'only mine' })
    const { page, context, faults, openTab } = await openWebApp(webApp, { path: '/history', as: first })
    await tile(page, 'secret 1').waitFor()
    await page.getByRole('button', { name: 'You', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Your pictures are stored here' }).waitFor()
    await context.addCookies(cookiesFor(webApp.url, next))
    const other = await openTab('/gallery')
    await other.evaluate(`new BroadcastChannel('chatsvg.session').postMessage('began')`)
    await page.getByText('One picture, and that is all.').waitFor()
    expect(await page.getByRole('gridcell').allInnerTexts()).toEqual([expect.stringContaining('only mine 1')])
    // Requests of the page while its session ends are refused, as expected. A busy service may answer 503,
    // and the request is repeated.
    expect(withoutStatuses(faults, 401, 503)).toEqual([])
  })

  it('publishes a picture and makes it private from its tile, and undoes it', async () => {
    const painter = await createPainter()
    const { page, faults } = await openWebApp(webApp, { path: '/history', as: painter })
    await cell(page, 'open 1').hover()
    await cell(page, 'open 1').getByRole('button', { name: 'Make it private' }).click()
    await waitFor('the picture to be private', async () =>
      (await promptsOf(painter, 'private')).includes('open 1'),
    )
    await cell(page, 'open 1').getByTitle('Only you see this picture').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await waitFor('the picture to be public', async () =>
      (await promptsOf(painter, 'public')).includes('open 1'),
    )
    await waitFor(
      'the mark to go',
      async () => (await page.getByTitle('Only you see this picture').count()) === 2,
    )
    expect(faults).toEqual([])
  })

  it('deletes a picture by keyboard, undoes it, and deletes nothing before the grace period has ended', async () => {
    const painter = await createPainter()
    const { page, faults } = await openWebApp(webApp, { path: '/history', as: painter })
    const deleteByKeyboard = async () => {
      await tile(page, 'open 2').focus()
      await page.keyboard.press('Tab')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      await page.getByText('4 pictures, and that is all.').waitFor()
    }
    await deleteByKeyboard()
    await page.getByText('Picture deleted').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await tile(page, 'open 2').waitFor()
    await deleteByKeyboard()
    expect(await promptsOf(painter)).toContain('open 2')
    await expectAccessible(page)
    await waitFor('the picture to be deleted', async () => !(await promptsOf(painter)).includes('open 2'))
    await page.reload()
    await page.getByText('4 pictures, and that is all.').waitFor()
    expect(faults).toEqual([])
  })

  it('deletes pending pictures when their owner leaves the page or signs out', async () => {
    const painter = await createPainter()
    const { user } = (await painter.get('/user/me')).body as { user: { id: string } }
    const { page, faults } = await openWebApp(webApp, { path: '/history', as: painter })
    const remove = async (prompt: string) => {
      await cell(page, prompt).hover()
      await cell(page, prompt).getByRole('button', { name: 'Delete' }).click()
      await cell(page, prompt).waitFor({ state: 'detached' })
    }
    await remove('open 1')
    await page.goto('/gallery')
    await waitFor('the first to be deleted', async () => !(await promptsOf(painter)).includes('open 1'))
    await page.goto('/history')
    await remove('open 3')
    await page.getByRole('button', { name: 'You', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('heading', { name: 'Your pictures are stored here' }).waitFor()
    const { rows } = await webApp.database.pool.query(
      `select prompt from generations where user_id = $1 and prompt like 'open %'`,
      [user.id],
    )
    expect(rows).toEqual([{ prompt: 'open 2' }])
    expect(withoutStatuses(faults, 401)).toEqual([])
  })

  it('says that there are no pictures instead of suggesting other words', async () => {
    const { client } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { path: '/history', as: client })
    await page.getByRole('heading', { name: 'You have drawn nothing yet' }).waitFor()
    expect(await page.getByText('No pictures match').count()).toBe(0)
    expect(faults).toEqual([])
  })

  it('removes a picture that was deleted in the large view, which then shows the next one', async () => {
    const painter = await createPainter()
    const { page, faults } = await openWebApp(webApp, { path: '/history', as: painter })
    await tile(page, 'open 1').click()
    await page.getByText('everybody').waitFor()
    const title = await page.getByRole('heading', { level: 1 }).textContent()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await waitFor('the next picture', async () => {
      const now = await page.getByRole('heading', { level: 1 }).textContent()
      return now !== null && now !== '' && now !== title
    })
    await page.keyboard.press('Escape')
    await page.getByText('4 pictures, and that is all.').waitFor()
    expect(await tile(page, 'open 1').count()).toBe(0)
    expect(faults).toEqual([])
  })

  it('shows running jobs on top until they are finished, and failed ones until they are dismissed', async () => {
    const painter = await createPainter()
    const gate = createGate()
    webApp.model.respondWith({
      kind: 'stream',
      steps: [smallPicture.slice(0, 40), gate.opened, smallPicture.slice(40)],
    })
    await painter.post('/svg/generate-svg', { prompt: 'a boat that takes its time', style: 'flat' })
    const { page, faults } = await openWebApp(webApp, { path: '/history', as: painter })
    const table = page.getByRole('region', { name: 'Being drawn' })
    await table.getByText('a boat that takes its time').waitFor()
    gate.open()
    await tile(page, 'a boat that takes its time').waitFor()
    await table.waitFor({ state: 'detached' })
    webApp.model.respondWith({ kind: 'stream', steps: [], refusal: 'no' })
    await painter.post('/svg/generate-svg', { prompt: 'something refused by the model', style: 'outline' })
    await table.getByText('something refused by the model').waitFor()
    const again = table.getByRole('link', { name: 'Draw again' })
    await again.waitFor()
    expect(await again.getAttribute('href')).toBe('/?prompt=something+refused+by+the+model&style=outline')
    await expectAccessible(page)
    await table.getByRole('button', { name: 'Dismiss' }).click()
    await page.reload()
    await tile(page, 'open 1').waitFor()
    expect(await table.count()).toBe(0)
    expect(faults).toEqual([])
  })
})
