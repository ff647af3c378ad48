import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { expectAccessible, openWebApp, startWebApp, type WebApp } from '../harness/web-app.ts'
import { hangPictures } from './gallery-seed.ts'

describe.runIf(canRunBrowser())('likes', { timeout: 90_000 }, () => {
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
    await page.getByRole('searchbox').fill('wall')
    await page.getByText('3 pictures, and that is all.').waitFor()
    expect(faults).toEqual([])
  })

  it('of visitors begin with a sign-in, which returns to the picture', async () => {
    const { page, faults } = await openWebApp(webApp, { path: `/picture/${ids[0]}` })
    await page.getByRole('link', { name: /^Like/ }).click()
    await page.waitForURL(`**/signin?next=${encodeURIComponent(`/picture/${ids[0]}`)}`)
    expect(faults).toEqual([])
  })
})
