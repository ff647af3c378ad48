import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { expectAccessible, openWebApp, startWebApp, type WebApp } from '../harness/web-app.ts'
import { hangPictures } from './gallery-seed.ts'

describe.runIf(canRunBrowser())('likes', () => {
  let webApp: WebApp
  let ids: string[]

  beforeAll(async () => {
    webApp = await startWebApp()
    ids = await hangPictures(webApp, {
      userId: (await webApp.client().register()).id,
      count: 3,
      prompt: 'wall',
    })
  })
  afterAll(async () => {
    await webApp?.[Symbol.asyncDispose]()
  })

  it('are added and removed on the page of a picture, and order the gallery', async () => {
    const { page, faults } = await openWebApp(webApp, {
      path: `/picture/${ids[2]}`,
      as: (await webApp.signUp()).client,
    })
    await page.getByRole('button', { name: 'Like, 0 likes' }).click()
    await page.getByRole('button', { name: 'Like, 1 like', pressed: true }).waitFor()
    await expectAccessible(page)
    await page.reload()
    await page.getByRole('button', { name: 'Like, 1 like', pressed: true }).waitFor()

    await page.goto('/gallery')
    await page.getByRole('grid').waitFor()
    await page.getByRole('combobox', { name: 'Order' }).selectOption({ label: 'Most liked' })
    await page.getByText('One picture, and that is all.').waitFor()
    expect(new URL(page.url()).search).toBe('?sort=liked')
    await expectAccessible(page)
    await page.getByRole('grid').getByRole('link').filter({ hasText: 'wall 3' }).click()
    await page.getByRole('button', { name: 'Like, 1 like' }).click()
    await page.getByRole('button', { name: 'Like, 0 likes', pressed: false }).waitFor()
    await expect
      .poll(async () => (await webApp.client().get('/gallery/most-liked')).body)
      .toMatchObject({ publicGenerations: [] })
    await page.goto('/gallery?sort=liked')
    await page.getByRole('heading', { name: 'Nobody has liked a picture yet' }).waitFor()
    expect(faults).toEqual([])
  })

  it('order what a search finds', async () => {
    const [{ client: one, id: userId }, { client: two }] = [await webApp.signUp(), await webApp.signUp()]
    const boats = await hangPictures(webApp, { userId, count: 2, prompt: 'a boat' })
    const [kite = ''] = await hangPictures(webApp, { userId, count: 1, prompt: 'a kite', style: 'cartoon' })
    for (const id of [...boats, kite]) await one.send('PUT', `/gallery/${id}/like`)
    await two.send('PUT', `/gallery/${boats[1]}/like`)
    // The service keeps the list, which the previous test has read, for most of a second.
    await expect
      .poll(async () => (await webApp.client().get('/gallery/most-liked')).body)
      .toMatchObject({ publicGenerations: [{}, {}, {}] })
    const { page, faults } = await openWebApp(webApp, { path: '/gallery?sort=liked' })
    await page.getByText('3 pictures, and that is all.').waitFor()
    await page.getByRole('searchbox').fill('boat')
    await page.getByText('2 pictures, and that is all.').waitFor()
    const prompts = await page.getByRole('gridcell').allInnerTexts()
    expect(prompts.map((text) => /boat \d/.exec(text)?.[0])).toEqual(['boat 2', 'boat 1'])
    expect(new URL(page.url()).search).toBe('?q=boat&sort=liked')
    await page.getByRole('radio', { name: 'Cartoon' }).check({ force: true })
    await page.getByRole('heading', { name: 'No pictures match' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('searchbox').fill('')
    await page.getByText('One picture, and that is all.').waitFor()
    await page.getByRole('combobox', { name: 'Order' }).selectOption({ label: 'Newest first' })
    await page.getByRole('grid').getByRole('link').filter({ hasText: 'a kite' }).waitFor()
    expect(new URL(page.url()).search).toBe('?style=cartoon')
    await webApp.database.pool.query('delete from picture_likes where picture_id = any($1)', [
      [...boats, kite],
    ])
    expect(faults).toEqual([])
  })

  it('of visitors begin with a sign-in, which returns to the picture', async () => {
    const { page, faults } = await openWebApp(webApp, { path: `/picture/${ids[0]}` })
    await page.getByRole('link', { name: /^Like/ }).click()
    await page.waitForURL(`**/signin?next=${encodeURIComponent(`/picture/${ids[0]}`)}`)
    expect(faults).toEqual([])
  })
})
