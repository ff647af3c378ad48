import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import type { Client } from '../harness/client.ts'
import {
  expectAccessible,
  openWebApp,
  startWebApp,
  type WebApp,
  withoutStatuses,
} from '../harness/web-app.ts'
import { hangPictures } from './gallery-seed.ts'

let webApp: WebApp
let painter: Client
let painterId: string
let ids: string[]

beforeAll(async () => {
  webApp = await startWebApp()
  painter = webApp.client()
  painterId = (await painter.register()).id
  ids = await hangPictures(webApp, { userId: painterId, count: 4, prompt: 'wall' })
})
afterAll(async () => {
  await webApp?.[Symbol.asyncDispose]()
})

/** What is wider than its room: the page, or an open dialog. */
const findOverflow = (page: Page) =>
  page.evaluate<string[]>(`[
    ...(document.documentElement.scrollWidth > innerWidth ? ['page'] : []),
    ...[...document.querySelectorAll('dialog')].filter((one) => one.scrollWidth > one.clientWidth).map(() => 'dialog'),
  ]`)

async function makeCollection(client: Client, name: string, pictures: readonly string[]): Promise<string> {
  const made = await client.post('/collections', { name, privacy: false })
  const { id } = (made.body as { collection: { id: string } }).collection
  for (const picture of pictures) await client.send('PUT', `/collections/${id}/pictures/${picture}`)
  return id
}

describe.runIf(canRunBrowser())('collections', () => {
  it('are made and filled by keyboard from the menu of a picture, published, changed and deleted', async () => {
    const user = (await webApp.signUp()).client
    const { page, faults } = await openWebApp(webApp, { path: `/picture/${ids[0]}`, as: user })
    await page.getByRole('button', { name: 'More', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menuitem', { name: 'Add to a collection' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Add to a collection' })
    await dialog.getByText('You have no collections yet').waitFor()
    await dialog.getByLabel('New collection').fill('Walls')
    await page.keyboard.press('Enter')
    await dialog.getByRole('checkbox', { name: /Walls.*private, 1 picture/, checked: true }).waitFor()
    await dialog.getByRole('checkbox').press('Space')
    await dialog.getByRole('checkbox', { name: /0 pictures/, checked: false }).waitFor()
    await dialog.getByRole('checkbox').press('Space')
    await dialog.getByRole('checkbox', { name: /1 picture/, checked: true }).waitFor()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })

    await page.getByRole('button', { name: 'You' }).click()
    await page.getByRole('menuitem', { name: 'Collections' }).click()
    await page.getByRole('link', { name: /Walls/ }).waitFor()
    await expectAccessible(page)
    await page.getByRole('link', { name: /Walls/ }).click()
    const tile = page.getByRole('grid', { name: 'Walls' }).getByRole('link', { name: /wall 1/ })
    await tile.waitFor()
    await expectAccessible(page)
    await tile.focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Nothing is in it yet' }).waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await tile.waitFor()

    const visitor = await openWebApp(webApp, { path: new URL(page.url()).pathname })
    await visitor.page.getByRole('heading', { name: 'Collection not found' }).waitFor()
    await page.getByRole('button', { name: 'Change', exact: true }).click()
    await page.getByLabel('Name', { exact: true }).fill('Red walls')
    await page.getByLabel('Description').fill('All of them red.')
    await page.getByLabel('Everybody can see it').check()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByRole('heading', { name: 'Red walls', level: 1 }).waitFor()
    await page.getByText('everybody can see it').waitFor()
    await visitor.page.reload()
    await visitor.page.getByText('All of them red.').waitFor()
    expect(await visitor.page.getByRole('button', { name: 'Delete' }).count()).toBe(0)
    await visitor.page
      .getByRole('grid', { name: 'Red walls' })
      .getByRole('link', { name: /wall 1/ })
      .click()
    await visitor.page.getByRole('button', { name: 'Collection', exact: true }).click()
    await visitor.page.getByRole('heading', { name: 'Red walls' }).waitFor()

    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByRole('button', { name: 'Delete it' }).click()
    await page.getByRole('heading', { name: 'You have no collections yet' }).waitFor()
    await expectAccessible(page)
    expect(faults).toEqual([])
    expect(withoutStatuses(visitor.faults, 404)).toEqual([])
  })

  it('are filled by touch on a narrow phone, where nothing is wider than the screen', async () => {
    const user = (await webApp.signUp()).client
    const id = await makeCollection(
      user,
      'A name that has many words so that it needs more than one line',
      ids,
    )
    await makeCollection(user, 'Others', [])
    const phone = { width: 320, height: 640, hasTouch: true, as: user }
    const { page, faults } = await openWebApp(webApp, { ...phone, path: `/picture/${ids[1]}` })
    await page.getByRole('button', { name: 'More', exact: true }).tap()
    await page.getByRole('menuitem', { name: 'Add to a collection' }).tap()
    await page.getByRole('checkbox', { name: /^Others/ }).tap()
    await page.getByRole('checkbox', { name: /^Others.*1 picture$/, checked: true }).waitFor()
    expect(await findOverflow(page)).toEqual([])
    await expectAccessible(page)
    for (const path of ['/collections', `/collection/${id}`]) {
      await page.goto(path)
      await page.getByText('4 pictures').first().waitFor()
      expect([path, await findOverflow(page)]).toEqual([path, []])
      await expectAccessible(page)
    }
    expect(faults).toEqual([])
  })

  it('of visitors begin with a sign-in, which returns to the picture', async () => {
    const { page, faults } = await openWebApp(webApp, { path: `/picture/${ids[0]}` })
    await page.getByRole('button', { name: 'More', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Add to a collection' }).click()
    await page.waitForURL(`**/signin?next=${encodeURIComponent(`/picture/${ids[0]}`)}`)
    await page.goto('/collections')
    await page.getByRole('heading', { name: 'Your collections are stored here' }).waitFor()
    await expectAccessible(page)
    expect(faults).toEqual([])
  })
})

describe.runIf(canRunBrowser())('the page of an author', () => {
  it('is switched on in the account, linked from every public picture, and gone when it is switched off', async () => {
    const collectionId = await makeCollection(painter, 'Best walls', [ids[2] ?? ''])
    await painter.send('PUT', `/gallery/${ids[3]}/like`)
    const { page, faults } = await openWebApp(webApp, { path: '/account#public-page', as: painter })
    await page.getByLabel('I have a public page').check()
    await page.getByLabel('Handle').fill('admin')
    await page.getByLabel('Name on the page').fill('Grace Hopper')
    await page.getByLabel('About you').fill('Walls.\nOnly walls.')
    const save = page.locator('#public-page').getByRole('button', { name: 'Save' })
    await save.click()
    await page.getByText('This handle is reserved. Please choose another one.').waitFor()
    await page.getByLabel('Handle').fill('Grace')
    await save.click()
    await page.getByText('Saved. Everybody can see your page.').waitFor()
    await expectAccessible(page)

    const visitor = await openWebApp(webApp, { path: '/gallery' })
    const tile = visitor.page.getByRole('grid').getByRole('gridcell').filter({ hasText: 'wall 1' })
    await tile.hover()
    await expectAccessible(visitor.page)
    await tile.getByRole('link', { name: 'Grace Hopper' }).click()
    await visitor.page.getByRole('heading', { name: 'Grace Hopper', level: 1 }).waitFor()
    await visitor.page.getByText('Only walls.').waitFor()
    await visitor.page.getByText('4 pictures, and that is all.').waitFor()
    await expectAccessible(visitor.page)
    await visitor.page.getByRole('combobox', { name: 'Order' }).selectOption({ label: 'Most liked' })
    await visitor.page.getByText('One picture, and that is all.').waitFor()
    await visitor.page
      .getByRole('grid')
      .getByRole('link', { name: /wall 4/ })
      .click()
    await visitor.page.getByRole('link', { name: 'Grace Hopper' }).click()
    await visitor.page.getByRole('link', { name: /Best walls/ }).click()
    await visitor.page.waitForURL(`**/collection/${collectionId}`)
    await visitor.page.getByRole('main').getByRole('link', { name: 'Grace Hopper' }).first().waitFor()

    await page.getByLabel('I have a public page').uncheck()
    await save.click()
    await page.getByText('Saved. You have no public page.').waitFor()
    for (const path of ['/gallery', `/picture/${ids[0]}`, `/collection/${collectionId}`]) {
      await visitor.page.goto(path)
      await visitor.page
        .getByText(/wall \d/)
        .first()
        .waitFor()
      expect(await visitor.page.getByText('Grace Hopper').count()).toBe(0)
    }
    await visitor.page.goto('/author/grace')
    await visitor.page.getByRole('heading', { name: 'There is no such page' }).waitFor()
    await expectAccessible(visitor.page)
    expect(withoutStatuses(faults, 400)).toEqual([])
    expect(withoutStatuses(visitor.faults, 404)).toEqual([])
  })

  it('fits a narrow phone, however long its name is', async () => {
    await painter.send('PUT', '/user/author', {
      body: {
        handle: 'grace',
        displayName: 'A name of eighty characters '.repeat(3).slice(0, 80),
        isPublic: true,
      },
    })
    const { page, faults } = await openWebApp(webApp, {
      path: '/author/grace',
      ...{ width: 320, height: 640, hasTouch: true },
    })
    await page.getByText('4 pictures, and that is all.').waitFor()
    expect(await findOverflow(page)).toEqual([])
    await page.goto('/gallery')
    await page
      .getByRole('grid')
      .getByRole('link', { name: /^A name/ })
      .first()
      .tap()
    await page.getByRole('heading', { level: 1, name: /^A name/ }).waitFor()
    await expectAccessible(page)
    expect(faults).toEqual([])
  })
})
