import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { keepForSuite } from '../harness/keep.ts'
import { expectAccessible, openWebApp, startWebApp } from '../harness/web-app.ts'
import { hangPictures } from './gallery-seed.ts'

const webApp = keepForSuite(await startWebApp())
const { client: painter, id: userId } = await webApp.signUp()
await hangPictures(webApp, { userId, count: 1, prompt: 'green boat' })
await hangPictures(webApp, { userId, count: 1, prompt: 'secret', privacy: true })
const { generations } = (await painter.get('/user/generations')).body as {
  generations: { id: string; privacy: boolean }[]
}
const shown = generations.find(({ privacy }) => !privacy)?.id ?? ''
const secret = generations.find(({ privacy }) => privacy)?.id ?? ''

async function openExport(page: Page) {
  await page.getByRole('button', { name: 'Download' }).click()
  await page.getByRole('menuitem', { name: 'More formats' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.getByRole('img').first().waitFor()
  return dialog
}

describe.runIf(canRunBrowser())('the exports of a picture', () => {
  it('are saved as files and copied as code, an image and a link', async () => {
    const { page, faults } = await openWebApp(webApp, { as: painter, path: `/picture/${shown}` })
    const dialog = await openExport(page)
    await expectAccessible(page)
    const saved = async (name: string) => {
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        dialog.getByRole('button', { name, exact: true }).click(),
      ])
      await dialog.getByRole('status').getByText('saved').waitFor()
      return file.suggestedFilename()
    }
    expect(await saved('PDF')).toBe('green-boat-1.pdf')
    expect(await saved('SwiftUI view')).toBe('green-boat-1.swift')
    expect(await saved('Spins, SVG')).toBe('green-boat-1-spin.svg')
    expect(await saved('Fades in, Lottie')).toBe('green-boat-1-fade.json')

    const copied = async (name: string) => {
      await dialog.getByRole('button', { name, exact: true }).click()
      await dialog.getByRole('status').getByText(`${name} copied`).waitFor()
      return page.evaluate<string>('navigator.clipboard.readText()')
    }
    expect(await copied('Vue')).toContain('<template>')
    expect(await copied('Svelte')).toContain('$props()')
    expect(await copied('Angular')).toContain("from '@angular/core'")
    const { svg } = (await painter.get(`/svg/${shown}/source`)).body as { svg: string }
    const uri = await copied('Data URI')
    expect(decodeURIComponent(uri.replace('data:image/svg+xml,', ''))).toBe(svg)
    expect(await copied('Link')).toBe(`${new URL(page.url()).origin}/picture/${shown}`)
    expect(await copied('<img> tag')).toContain(`/api/svg/${shown}/file.svg" alt="green boat 1"`)
    await dialog.getByRole('button', { name: 'Copy PNG' }).click()
    await dialog.getByRole('status').getByText('PNG copied').waitFor()
    const types = await page.evaluate<string[]>(
      'navigator.clipboard.read().then((items) => items.flatMap((item) => item.types))',
    )
    expect(types).toContain('image/png')
    expect(faults).toEqual([])
  })

  it('can be dragged out as a file', async () => {
    const { page, faults } = await openWebApp(webApp, { as: painter, path: `/picture/${shown}` })
    await openExport(page)
    const given = await page.evaluate<string>(`(() => {
      const dataTransfer = new DataTransfer()
      document.querySelector('dialog img').dispatchEvent(new DragEvent('dragstart', { bubbles: true, dataTransfer }))
      return dataTransfer.getData('DownloadURL')
    })()`)
    expect(given).toBe(
      `image/svg+xml:green-boat-1.svg:${new URL(page.url()).origin}/api/svg/${shown}/file.svg`,
    )
    expect(faults).toEqual([])
  })

  it('of a private picture offer no link, and say why', async () => {
    const { page, faults } = await openWebApp(webApp, { as: painter, path: `/picture/${secret}` })
    const dialog = await openExport(page)
    for (const name of ['Link', '<img> tag'])
      expect(await dialog.getByRole('button', { name, exact: true }).isDisabled()).toBe(true)
    await dialog.getByText('need a public picture').waitFor()
    expect(faults).toEqual([])
  })

  it('fit on a screen of 320 pixels, and are reached by keyboard alone', async () => {
    const { page, faults } = await openWebApp(webApp, { as: painter, path: `/picture/${shown}` })
    await page.setViewportSize({ width: 320, height: 560 })
    await page.getByRole('button', { name: 'Download' }).focus()
    await page.keyboard.press('Enter')
    await page.locator('[role=menuitem]:focus').waitFor()
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Export' })
    await dialog.waitFor()
    const sizes = await page.evaluate<{ page: number; dialog: number; widest: number }>(`({
      page: document.documentElement.scrollWidth,
      dialog: document.querySelector('dialog').scrollWidth - document.querySelector('dialog').clientWidth,
      widest: Math.max(...[...document.querySelectorAll('dialog button, dialog img, dialog p')].map((one) => one.getBoundingClientRect().right)),
    })`)
    expect(sizes.page).toBeLessThanOrEqual(320)
    expect(sizes.dialog).toBe(0)
    expect(sizes.widest).toBeLessThanOrEqual(320)
    const reached = new Set<string>()
    for (let at = 0; at < 40; at += 1) {
      await page.keyboard.press('Tab')
      reached.add(await page.evaluate<string>('document.activeElement.textContent'))
    }
    for (const name of ['PDF', 'Svelte', 'Link', 'Copy PNG']) expect([...reached]).toContain(name)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(faults).toEqual([])
  })
})
