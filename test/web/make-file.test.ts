import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { sceneImage } from '../harness/image-forms.ts'
import { keepForSuite } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'
import { expectAccessible, openWebApp, startWebApp, withoutStatuses } from '../harness/web-app.ts'
import { button } from './editor-page.ts'
import { credits, picture, prompt } from './make-page.ts'

const svgFile = (svg: string, name = 'my boat.svg') => ({
  name,
  mimeType: 'image/svg+xml',
  buffer: Buffer.from(svg),
})
const boat =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><title>A boat</title><path d="M8 40h48l-8 12H16z" fill="#b5341d"/></svg>'
const unsafe = boat.replace('</svg>', '<script>alert(1)</script><circle r="4" onclick="alert(2)"/></svg>')
const scene = async (name = 'holiday_photo.png') => ({
  name,
  mimeType: 'image/png',
  buffer: await sceneImage('png'),
})

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name })
const chooseFile = (page: Page, file: Parameters<ReturnType<Page['locator']>['setInputFiles']>[0]) =>
  page.locator('input[type=file]').setInputFiles(file)

/** A transfer of one file, as the browser makes it for a drop or a paste. */
const transferOf = ({ name, mimeType, buffer }: { name: string; mimeType: string; buffer: Buffer }) =>
  `(() => {
    const bytes = Uint8Array.from(atob(${JSON.stringify(buffer.toString('base64'))}), (one) => one.charCodeAt(0))
    const data = new DataTransfer()
    data.items.add(new File([bytes], ${JSON.stringify(name)}, { type: ${JSON.stringify(mimeType)} }))
    return data
  })()`

describe.runIf(canRunBrowser())('a file on Make', async () => {
  const webApp = keepForSuite(await startWebApp())

  it('that is an SVG is stored free of charge, with a report of what was left out, and shown', async () => {
    const { client: user } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { as: user })
    await button(page, 'Use a file').click()
    await expectAccessible(page)
    await chooseFile(page, svgFile(unsafe))
    await dialog(page, 'Use a file').getByRole('img', { name: 'Your file my boat.svg' }).waitFor()
    await expectAccessible(page)
    await dialog(page, 'Use a file').getByLabel('Who sees it').selectOption({ label: 'Only you' })
    await button(page, 'Add it, free').click()
    const leftOut = page.getByRole('list', { name: 'Left out' })
    await leftOut.getByText('<script> was left out').waitFor()
    await leftOut.getByText(/onclick/).waitFor()
    await expectAccessible(page)
    await button(page, 'Show the picture').click()
    await picture(page).getByRole('img', { name: 'A boat' }).waitFor()
    await picture(page).getByText('Flat · Uploaded · only you').waitFor()
    // It was not drawn from a sentence, so there is nothing to draw again.
    expect(await page.getByRole('button', { name: /^Again/ }).count()).toBe(0)
    const { generations } = (await user.get('/user/generations')).body as { generations: object[] }
    expect(generations).toMatchObject([{ prompt: 'A boat', model: 'upload', privacy: true }])
    await expect.poll(() => credits(page).innerText()).toMatch(/^10\b/)
    await page.getByRole('navigation', { name: 'Your latest pictures' }).getByRole('button').waitFor()
    await button(page, 'Change').click()
    await page.waitForURL('**/edit')
    expect(faults).toEqual([])
  })

  it('without anything to report is shown at once, and gets the title that was given', async () => {
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await button(page, 'Use a file').click()
    await chooseFile(page, svgFile(boat))
    await dialog(page, 'Use a file').getByLabel('Title').fill('Our boat')
    await page.keyboard.press('Enter')
    await picture(page).getByRole('img', { name: 'Our boat' }).waitFor()
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(faults).toEqual([])
  })

  it('that cannot be used is refused with the reason', async () => {
    const { page, faults } = await openWebApp(webApp, { as: (await webApp.signUp()).client })
    await button(page, 'Use a file').click()
    await chooseFile(page, { name: 'a.gif', mimeType: 'image/gif', buffer: Buffer.from('GIF89a') })
    await page.getByRole('alert').getByText('Choose an SVG, PNG, JPEG or WebP file.').waitFor()
    await chooseFile(page, svgFile('<svg xmlns="http://www.w3.org/2000/svg"><g></svg>'))
    await button(page, 'Add it, free').click()
    await page
      .getByRole('alert')
      .getByText(/cannot be stored: .*line 1/)
      .waitFor()
    await expectAccessible(page)
    await chooseFile(page, { ...(await scene()), buffer: Buffer.from('no image') })
    await page.getByRole('button', { name: 'Trace 1 credit' }).click()
    await page.getByRole('alert').getByText('Image must be a PNG, JPEG or WebP file').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^10\b/)
    expect(withoutStatuses(faults, 400, 422)).toEqual([])
  })

  it('that is an image is traced for a credit, with the options, and followed like a drawing', async () => {
    const { client: user } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { as: user })
    await button(page, 'Use a file').click()
    await chooseFile(page, await scene())
    const tracing = dialog(page, 'Trace an image')
    await tracing.getByRole('img', { name: 'Your file holiday_photo.png' }).waitFor()
    expect(await tracing.getByLabel('Title').inputValue()).toBe('holiday photo')
    await tracing.getByRole('radio', { name: 'Fine' }).check({ force: true })
    await tracing.getByLabel('Number of colours').selectOption({ label: 'At most 2 colours' })
    await expectAccessible(page)
    await tracing.getByRole('button', { name: 'Trace 1 credit' }).click()
    await picture(page).getByRole('img', { name: 'holiday photo' }).waitFor()
    await picture(page).getByText('Flat · Traced').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^9\b/)
    const { jobs } = (await user.get('/svg/generation-jobs')).body as { jobs: object[] }
    expect(jobs).toMatchObject([
      { status: 'SUCCEEDED', model: 'vectorizer', options: { trace: { detail: 'high', colors: 2 } } },
    ])
    expect(await findLedgerViolations(webApp.database.pool)).toEqual([])
    expect(faults).toEqual([])
  })

  it('can be dropped on the page or pasted into it', async () => {
    const { client: user } = await webApp.signUp()
    const { page, faults } = await openWebApp(webApp, { as: user })
    await prompt(page).fill('a sentence that stays')
    const svg = await page.evaluateHandle(transferOf(svgFile(boat)))
    await page.dispatchEvent('textarea', 'dragover', { dataTransfer: svg })
    await page.locator('[data-takes-file]').waitFor()
    await page.dispatchEvent('textarea', 'drop', { dataTransfer: svg })
    await dialog(page, 'Use a file').getByRole('img', { name: 'Your file my boat.svg' }).waitFor()
    expect(await page.locator('[data-takes-file]').count()).toBe(0)
    await page.keyboard.press('Escape')
    await prompt(page).focus()
    await page.evaluate(
      `document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: ${transferOf(await scene('pasted.png'))}, bubbles: true, cancelable: true }))`,
    )
    const tracing = dialog(page, 'Trace an image')
    await tracing.getByRole('button', { name: /^Palette/ }).click()
    await page.getByRole('button', { name: 'Print' }).click()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await tracing.getByRole('button', { name: 'Trace 1 credit' }).press('Enter')
    await picture(page).getByRole('img', { name: 'pasted' }).waitFor()
    const { jobs } = (await user.get('/svg/generation-jobs')).body as { jobs: object[] }
    expect(jobs).toMatchObject([
      { options: { palette: ['#1d1b18', '#d9442b', '#f2c14e', '#3b7a9e', '#faf7f1'] } },
    ])
    expect(await prompt(page).inputValue()).toBe('a sentence that stays')
    expect(faults).toEqual([])
  })

  it('is not offered to visitors', async () => {
    const { page, faults } = await openWebApp(webApp)
    await page.getByRole('banner').getByRole('link', { name: 'Sign up' }).waitFor()
    expect(await button(page, 'Use a file').count()).toBe(0)
    await page.evaluate(
      `window.dispatchEvent(new DragEvent('drop', { dataTransfer: ${transferOf(svgFile(boat))}, cancelable: true }))`,
    )
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(faults).toEqual([])
  })

  it.each([
    [320, 640, 'dark'],
    [768, 1024, 'light'],
    [1440, 900, 'dark'],
  ] as const)(
    'fits a window of %s x %s, and passes axe in the %s theme',
    async (width, height, colorScheme) => {
      const hasTouch = width < 1000
      const { page, faults } = await openWebApp(webApp, {
        as: (await webApp.signUp()).client,
        ...{ width, height, colorScheme, hasTouch, reducedMotion: 'reduce' },
      })
      await button(page, 'Use a file').click()
      await chooseFile(page, await scene())
      await dialog(page, 'Trace an image').getByRole('button', { name: 'Trace 1 credit' }).waitFor()
      await expectAccessible(page)
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      expect(faults).toEqual([])
    },
  )
})
