import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { keepForSuite } from '../harness/keep.ts'
import { expectAccessible, startWebApp } from '../harness/web-app.ts'
import {
  button,
  clickAt,
  keepChanges,
  openEditor,
  panel,
  pointOf,
  shownMarkup,
  stage,
  startTouch,
  tagsOf,
  versionsOf,
} from './editor-page.ts'

describe.runIf(canRunBrowser())('the editor, for everybody', async () => {
  const webApp = keepForSuite(await startWebApp())

  it('works by keyboard alone, and says what happens', async () => {
    const editing = await openEditor(webApp)
    const { page, faults } = editing
    const said = (words: string) => page.getByRole('status').getByText(words).waitFor({ state: 'attached' })
    await stage(page).focus()
    await page.keyboard.press('PageUp')
    await said('“Home”, selected')
    await page.keyboard.press('PageDown')
    await said('Sun, selected')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Shift+ArrowDown')
    await said('Moved Sun')
    await expect
      .poll(() => shownMarkup(page))
      .toMatch(/<circle[^>]*(cx="207"[^>]*cy="58"|translate\(-1 10\))/)
    await page.getByRole('button', { name: 'Size, bottom right' }).press('Shift+ArrowRight')
    await said('Scaled Sun')
    await page.getByRole('button', { name: 'Turn' }).press('Shift+ArrowRight')
    await said('Turned Sun by 15 degrees')
    await stage(page).focus()
    await page.keyboard.press('PageDown')
    await page.keyboard.press('Enter')
    await said('In House')
    await page.keyboard.press('Delete')
    await said('Removed Rectangle')
    await page.keyboard.press('Control+z')
    await said('Undone: Removed Rectangle')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await panel(page, 'House').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('complementary').count()).toBe(0)

    await button(page, 'Layers').press('Enter')
    const layers = panel(page, 'Layers')
    await layers.getByRole('button', { name: 'Sun', exact: true }).press('Alt+ArrowUp')
    await said('Sun is now in front of “Home”')
    await expect.poll(() => page.locator(':focus').innerText()).toBe('Sun')
    await page.keyboard.press('F2')
    await layers.getByRole('textbox', { name: 'Name' }).fill('the sun')
    await page.keyboard.press('Enter')
    await said('Sun is now called the sun')
    const { svg } = await keepChanges(editing)
    expect(svg.indexOf('<circle')).toBeGreaterThan(svg.indexOf('<text'))
    expect(svg).toContain('aria-label="the sun"')
    expect(faults).toEqual([])
  })

  it('works with a finger: a tap selects, a drag moves, a double tap edits a text, two fingers zoom', async () => {
    const editing = await openEditor(webApp, { width: 390, height: 844, hasTouch: true })
    const { page, svg, faults } = editing
    const fingers = await startTouch(page)
    const tap = async (x: number, y: number) => {
      const at = await pointOf(page, x, y)
      await page.touchscreen.tap(at.x, at.y)
    }
    await tap(210, 50)
    await panel(page, 'Sun').waitFor()
    const sheet = await panel(page, 'Sun').boundingBox()
    const picture = await stage(page).boundingBox()
    // The sheet comes from below, and leaves the picture free.
    expect(sheet?.y).toBeGreaterThan((picture?.y ?? 0) + (picture?.height ?? 0))
    await fingers.drag([[await pointOf(page, 208, 48), await pointOf(page, 150, 60)]])
    await expect.poll(() => shownMarkup(page)).not.toContain('cx="208" cy="48" r="24" fill="#f4c542"/>')
    const moved = await shownMarkup(page)
    await fingers.drag([
      [await pointOf(page, 110, 160), await pointOf(page, 70, 120)],
      [await pointOf(page, 140, 190), await pointOf(page, 200, 250)],
    ])
    await expect
      .poll(() => page.getByRole('button', { name: /show the whole picture/ }).innerText())
      .not.toBe('100%')
    expect(await shownMarkup(page)).toBe(moved)
    await page.getByRole('button', { name: /show the whole picture/ }).click()
    await tap(128, 234)
    await tap(128, 234)
    await page.getByRole('textbox', { name: 'The words' }).fill('Hut')
    await page.keyboard.press('Enter')
    const kept = await keepChanges(editing)
    expect(kept.svg).toContain('>Hut</text>')
    for (const tag of tagsOf(svg).filter((one) => /<(rect|path|g)\b/.test(one)))
      expect(kept.svg).toContain(tag)
    expect(faults).toEqual([])
  })

  it('lists versions, compares two with a slider, restores one, and continues from another', async () => {
    const editing = await openEditor(webApp)
    const { page, user, id, svg, faults } = editing
    await clickAt(page, 208, 48)
    await page.keyboard.press('Delete')
    const kept = await keepChanges(editing)
    await button(page, 'Versions').click()
    const versions = panel(page, 'Versions')
    await versions.getByText('Changed by hand').waitFor()
    await versions.getByText('Original').waitFor()
    await versions.getByRole('button', { name: 'Compare Version 1 with now' }).click()
    const slider = page.getByRole('slider', { name: 'Between Version 1 and now' })
    await slider.press('Home')
    await expect.poll(() => slider.inputValue()).toBe('0')
    await slider.press('End')
    await expect.poll(() => slider.inputValue()).toBe('100')
    await page.getByRole('img', { name: 'Version 1' }).waitFor()
    await page.getByRole('img', { name: 'Now' }).waitFor()
    await expectAccessible(page)
    const at = await slider.boundingBox()
    if (!at) throw new Error('no slider')
    await page.mouse.click(at.x + at.width / 4, at.y + at.height / 2)
    expect(Number(await slider.inputValue())).toBeCloseTo(25, -1)
    await button(page, 'Stop comparing').click()
    await versions.getByRole('button', { name: 'Restore Version 1' }).click()
    await page.getByText('Version 1 is the newest version again').waitFor()
    await expect.poll(() => versionsOf(user, id)).toHaveLength(3)
    const [, , restored] = await versionsOf(user, id)
    expect(restored?.parentId).toBe(id)
    await expect.poll(() => shownMarkup(page)).toContain('r="24"')
    expect(((await user.get(`/svg/${restored?.id}/source`)).body as { svg: string }).svg).toBe(svg)
    await versions.getByRole('link', { name: 'Continue from Version 2' }).click()
    await page.waitForURL(`**/picture/${kept.id}/edit`)
    await expect.poll(() => shownMarkup(page)).not.toContain('r="24"')
    const first = versions.getByText('Version 1', { exact: true })
    for (const undo of [true, false]) {
      await versions.getByRole('button', { name: 'Delete Version 1' }).click()
      await first.waitFor({ state: 'detached' })
      if (undo) await page.getByRole('button', { name: 'Undo', exact: true }).last().click()
      if (undo) await first.waitFor()
    }
    await page.goto('/gallery')
    await expect.poll(() => versionsOf(user, kept.id)).toHaveLength(2)
    expect((await versionsOf(user, kept.id)).map((version) => version.id)).toEqual([kept.id, restored?.id])
    expect(faults).toEqual([])
  })

  it('says that a picture is gone which was deleted meanwhile', async () => {
    const { page, user, id } = await openEditor(webApp)
    await clickAt(page, 208, 48)
    await page.keyboard.press('ArrowLeft')
    expect((await user.delete(`/user/generations/${id}`)).status).toBe(200)
    await button(page, 'Keep').click()
    await page.getByText('This picture is no longer there.').waitFor()
  })

  it.each([
    [390, 844, 'light', 'mouse'],
    [820, 1180, 'dark', 'finger'],
    [1440, 900, 'light', 'mouse'],
    [320, 640, 'dark', 'finger'],
  ] as const)(
    'passes axe and fits a window of %s x %s, in the %s theme, with a %s',
    async (width, height, colorScheme, pointer) => {
      const { page, faults } = await openEditor(webApp, {
        width,
        height,
        colorScheme,
        hasTouch: pointer === 'finger',
        reducedMotion: 'reduce',
      })
      const fits = async () =>
        expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
      await expectAccessible(page)
      await fits()
      await clickAt(page, 208, 48)
      await panel(page, 'Sun').waitFor()
      await expectAccessible(page)
      await page.keyboard.press('ArrowLeft')
      await fits()
      await button(page, 'Layers').click()
      await expectAccessible(page)
      await button(page, 'Versions').click()
      await panel(page, 'Versions').getByText('Version 1').waitFor()
      await expectAccessible(page)
      await fits()
      expect(faults).toEqual([])
    },
  )
})
