import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { keepForSuite } from '../harness/keep.ts'
import { createGate, smallPicture } from '../harness/scripted-model.ts'
import { expectAccessible, openWebApp, startWebApp, withoutStatuses } from '../harness/web-app.ts'
import { ask, begun, credits, ended, more, picture, prompt, sentence } from './make-page.ts'

type Box = { x: number; y: number; width: number; height: number }
const right = ({ x, width }: Box) => x + width

describe.runIf(canRunBrowser())('Make at first sight', async () => {
  const webApp = keepForSuite(await startWebApp({ SUPPORT_INBOX_EMAIL: 'help@example.com' }))

  it('shows visitors their sentence and the free pictures, first on the sign-up page, then on the sign-in page', async () => {
    const { page, faults } = await openWebApp(webApp)
    await page.getByRole('banner').getByRole('link', { name: 'Sign up' }).waitFor()
    await ask(page, 'قطة على الأريكة')
    await page.waitForURL('**/signup')
    const kept = page.getByRole('main').getByText('قطة على الأريكة')
    await kept.waitFor()
    expect(await kept.evaluate((element) => getComputedStyle(element as Element).direction)).toBe('rtl')
    await page.getByText('10 pictures free').waitFor()
    await expectAccessible(page)
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    await kept.waitFor()
    expect(faults).toEqual([])
  })

  it.each([1440, 1920])(
    'at %s px logo, sheet, caption and prompt share their edges, and the sheet takes the room',
    async (width) => {
      const { page, faults } = await openWebApp(webApp, {
        as: (await webApp.signUp()).client,
        width,
        height: 900,
      })
      await ask(page)
      await page.getByRole('button', { name: 'Download' }).waitFor()
      const boxOf = async (selector: string): Promise<Box> => {
        const box = await page.locator(selector).first().boundingBox()
        if (!box) throw new Error(`${selector} is not there`)
        return box
      }
      const logo = await boxOf('header a[href="/"]')
      const sheet = await boxOf('section[aria-label="The picture"] [data-ground]')
      const written = await boxOf('textarea')
      const caption = await boxOf('section[aria-label="The picture"] p')
      const draw = await boxOf('button[type="submit"]')
      const account = await boxOf('header button[aria-label="You"]')
      for (const left of [logo.x, written.x, caption.x]) expect(Math.abs(left - sheet.x)).toBeLessThan(4)
      expect(Math.abs(right(draw) - right(sheet))).toBeLessThan(4)
      expect(right(account)).toBeLessThanOrEqual(right(sheet) + 4)
      expect(sheet.width).toBeGreaterThan(width * 0.9)
      const shown = await boxOf('section[aria-label="The picture"] [role=img]')
      expect(Math.min(shown.width, shown.height)).toBeGreaterThan(500)
      expect(faults).toEqual([])
    },
  )

  it('shows the sentence once: under the picture only if the prompt is different', async () => {
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    const caption = picture(page).getByText(sentence, { exact: true })
    expect(await caption.count()).toBe(0)
    await prompt(page).fill('something else')
    await caption.waitFor()
    expect(faults).toEqual([])
  })

  it('says what each action costs, and more like this are other variations of the picture', async () => {
    const { client: user } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { as: user })
    await page.getByLabel('Model').selectOption({ label: 'Composer (offline)' })
    await page.getByRole('button', { name: 'Draw 1 credit' }).waitFor()
    await ask(page, 'a cat on a sofa')
    await page.getByRole('button', { name: 'Again 1 credit' }).waitFor()
    await page.getByRole('button', { name: '4 more like this 4 credits' }).click()
    await page.getByText('4 pictures. Choose one').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^5\b/)
    const { generations } = (await user.get('/user/generations')).body as { generations: { id: string }[] }
    const pictures = await Promise.all(
      generations.map(async ({ id }) => ((await user.get(`/svg/${id}/source`)).body as { svg: string }).svg),
    )
    const withoutIds = pictures.map((svg) => svg.replace(/\bid="[^"]*"|#[\w-]+(?=\))/g, ''))
    expect(new Set(withoutIds).size).toBe(5)
    // A sentence with only one composition is not charged again.
    await page.getByRole('radio', { name: 'Outline' }).check({ force: true })
    await ask(page, 'a house')
    await page.getByText('Outline · Composer').waitFor()
    await page.getByRole('button', { name: '4 more like this 4 credits' }).click()
    await page.getByText('There is no other way to draw this.').waitFor()
    await picture(page).getByRole('img', { name: 'a house' }).first().waitFor()
    await expectAccessible(page)
    await expect.poll(() => credits(page).innerText()).toMatch(/^4\b/)
    expect(withoutStatuses(faults, 422)).toEqual([])
  })

  it('without credits leads to the page where credits are bought and asked for', async () => {
    const { client: poor } = await webApp.signUp()
    await webApp.database.pool.query(
      `with entry as (
         insert into credit_entries (id, user_id, delta, reason, note)
         select gen_random_uuid(), id, -credits, 'GRANT', 'spent elsewhere' from users where id = $1
       ) update users set credits = 0 where id = $1`,
      [((await poor.get('/user/me')).body as { user: { id: string } }).user.id],
    )
    const { page, faults } = await openWebApp(webApp, { as: poor })
    await page.getByText('You have no credits left.').waitFor()
    await page.getByRole('link', { name: 'Get credits' }).click()
    await page.getByRole('heading', { name: 'Billing', level: 1 }).waitFor()
    await page.getByText('Credits do not renew by themselves.').waitFor()
    await page.getByLabel('What do you need credits for?').fill('Icons for our school')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Ask for credits' }).click()
    await page.getByText('Sent. The administrators have your message and your address.').waitFor()
    const { rows } = await webApp.database.pool.query(`select message from support_messages`)
    expect(rows).toEqual([{ message: 'Icons for our school' }])
    expect(faults).toEqual([])
  })

  it('keeps a sentence that is too long, also after a reload, and says how much', async () => {
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    const long = `${'a very long story '.repeat(40)}end`
    await ask(page, long)
    await page.getByText('That is too long: at most 500 characters.').waitFor()
    await page.reload()
    expect(await prompt(page).inputValue()).toBe(long)
    await page.getByText(`${long.length - 500} characters too many`).waitFor()
    expect(faults).toEqual([])
  })

  it('draws with the user’s own palette, which the request contains', async () => {
    const { client: user } = await webApp.signUp()
    await user.send('PUT', '/palettes/0b132b-1c2541-3a506b-5bc0be-ff8800')
    const { page, faults } = await openWebApp(webApp, { as: user })
    await page.getByLabel('Model').selectOption({ label: 'Composer (offline)' })
    await page.getByRole('button', { name: 'Palette: Any colours' }).click()
    await page.getByRole('button', { name: 'Kept' }).click()
    await page.getByRole('button', { name: 'Remove colour 5' }).click()
    await page.getByLabel('Colour 1', { exact: true }).fill('#aa0000')
    await page.getByRole('button', { name: 'Add a colour' }).click()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await ask(page, 'a cat on a sofa')
    await page.getByRole('button', { name: 'Download' }).waitFor()
    const { jobs } = (await user.get('/svg/generation-jobs')).body as { jobs: { options: object }[] }
    expect(jobs[0]?.options).toEqual({ palette: ['#aa0000', '#1c2541', '#3a506b', '#5bc0be', '#5bc0be'] })
    expect(faults).toEqual([])
  })

  it('offers each model once, and its plan as a switch', async () => {
    const { client: user } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { as: user })
    const models = page.getByRole('combobox', { name: 'Model' })
    await expect
      .poll(() => models.locator('option').allInnerTexts())
      .toEqual(['scripted', 'Composer (offline)'])
    await page.getByLabel('Plan first').check()
    await page.reload()
    expect(await page.getByLabel('Plan first').isChecked()).toBe(true)
    await ask(page)
    await expect
      .poll(async () => ((await user.get('/svg/generation-jobs')).body as { jobs: object[] }).jobs)
      .toMatchObject([{ model: 'scripted:planned' }])
    await page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' })
    await models.selectOption({ label: 'Composer (offline)' })
    expect(await page.getByLabel('Plan first').count()).toBe(0)
    expect(faults).toEqual([])
  })

  it('says that a picture is corrected while its model repairs it', async () => {
    const gate = createGate()
    const broken =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><circle cx="900" cy="900" r="9"/></svg>'
    webApp.model.respondWith(
      { kind: 'stream', steps: [broken] },
      { kind: 'stream', steps: [begun, more, gate.opened, ended] },
    )
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await ask(page)
    await page.getByText('Checking and correcting').waitFor()
    gate.open()
    await page.getByRole('button', { name: 'Download' }).waitFor()
    expect(faults).toEqual([])
  })

  it('has no notification about a picture that was watched, and one about a picture that was not', async () => {
    const { client: user } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { as: user })
    await page.getByRole('button', { name: 'Notifications, 1 new' }).waitFor()
    await ask(page)
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await expect.poll(async () => (await user.get('/notification/badge')).body).toEqual({ unreadCount: 1 })
    const gate = createGate()
    webApp.model.respondWith({
      kind: 'stream',
      steps: [smallPicture.slice(0, 40), gate.opened, smallPicture.slice(40)],
    })
    await ask(page, 'a boat that takes its time')
    await page.getByRole('button', { name: 'Stop' }).waitFor()
    await page.getByRole('link', { name: 'Gallery' }).click()
    gate.open()
    await page.getByRole('button', { name: 'Notifications, 2 new' }).waitFor()
    expect(faults).toEqual([])
  })

  it.each([
    [320, 640],
    [640, 430],
  ])('in a window of %s by %s px has room for the sentence and the account', async (width, height) => {
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client, width, height })
    await ask(page, 'a long sentence about a lighthouse by the sea')
    await page.getByRole('button', { name: 'Download' }).waitFor()
    await prompt(page).fill('another')
    for (const locator of [prompt(page), picture(page).getByText('a long sentence about')])
      expect((await locator.boundingBox())?.width).toBeGreaterThan(200)
    const account = await page.getByRole('button', { name: 'You', exact: true }).boundingBox()
    expect(account && right(account)).toBeLessThanOrEqual(width)
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    for (const name of ['You', 'More', 'Download']) {
      await page.getByRole('button', { name, exact: true }).click()
      const menu = await page.getByRole('menu', { name }).boundingBox()
      if (!menu) throw new Error(`${name} has no menu`)
      expect(Math.min(menu.x, menu.y)).toBeGreaterThanOrEqual(0)
      expect(right(menu)).toBeLessThanOrEqual(width)
      expect(menu.y + menu.height).toBeLessThanOrEqual(height)
      await page.keyboard.press('Escape')
    }
    expect(faults).toEqual([])
  })
})
