import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { keepForSuite } from '../harness/keep.ts'
import { expectAccessible, startWebApp } from '../harness/web-app.ts'
import {
  button,
  clickAt,
  drag,
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

const sun: [number, number] = [208, 48]
const house: [number, number] = [128, 180]

async function addByClick(page: Page, [x, y]: [number, number], key: 'Shift' | 'Control' = 'Shift') {
  await page.keyboard.down(key)
  await clickAt(page, x, y)
  await page.keyboard.up(key)
}

const circleIn = (markup: string) => {
  const [tag = ''] = /<circle[^>]*>/.exec(markup) ?? []
  return tag
}

describe.runIf(canRunBrowser())('several parts in the editor', async () => {
  const webApp = keepForSuite(await startWebApp())

  it('are selected with Shift or Control, moved and scaled together, each as one step', async () => {
    const editing = await openEditor(webApp)
    const { page, user, id, svg, faults } = editing
    const steps = [await shownMarkup(page)]
    await clickAt(page, ...sun)
    await addByClick(page, house)
    await panel(page, '2 parts').waitFor()
    await page.getByRole('status').getByText('2 parts, selected').waitFor({ state: 'attached' })
    await expectAccessible(page)
    await drag(page, house, [118, 190])
    steps.push(await shownMarkup(page))
    expect(circleIn(steps[1] ?? '')).toMatch(/cx="198"|translate\(-10/)
    // The corner of the box around both.
    await drag(page, [222, 220], [242, 242])
    steps.push(await shownMarkup(page))
    await panel(page, '2 parts').getByLabel('Width').fill('82')
    await page.keyboard.press('Enter')
    steps.push(await shownMarkup(page))
    expect(new Set(steps).size).toBe(4)
    // In the field, the browser undoes what was typed.
    await stage(page).focus()
    for (const step of steps.toReversed().slice(1)) {
      await page.keyboard.press('Control+z')
      await expect.poll(() => shownMarkup(page)).toBe(step)
    }
    await expect.poll(() => button(page, 'Keep').isEnabled()).toBe(false)
    await panel(page, '2 parts').waitFor()
    await page.keyboard.press('Control+Shift+z')
    // A click without a key selects one of them.
    await clickAt(page, 118, 190)
    await panel(page, 'House').waitFor()
    await addByClick(page, [198, 58], 'Control')
    await panel(page, '2 parts').waitFor()
    await addByClick(page, [198, 58], 'Control')
    await panel(page, 'House').waitFor()
    const kept = await keepChanges(editing)
    for (const tag of tagsOf(svg).filter((one) => /<(rect|text) /.test(one))) expect(kept.svg).toContain(tag)
    expect(await versionsOf(user, id)).toHaveLength(2)
    expect(faults).toEqual([])
  })

  it('are aligned, coloured, copied and removed together', async () => {
    const editing = await openEditor(webApp)
    const { page, faults } = editing
    await clickAt(page, ...sun)
    await addByClick(page, [128, 236])
    const both = panel(page, '2 parts')
    await both.getByRole('button', { name: 'Fill, several' }).click()
    await page
      .getByRole('dialog', { name: 'Fill' })
      .getByRole('list', { name: 'In the picture' })
      .getByRole('button', { name: '#b5341d' })
      .click()
    await both.getByRole('button', { name: 'Fill, #b5341d' }).waitFor()
    await both.getByRole('button', { name: 'Align' }).click()
    await expectAccessible(page)
    await page.getByRole('menuitem', { name: 'Right edges' }).click()
    await both.getByRole('button', { name: 'Align' }).click()
    await page.getByRole('menuitem', { name: 'Centres, left to right' }).click()
    const aligned = await shownMarkup(page)
    await addByClick(page, house)
    const all = panel(page, '3 parts')
    await all.getByRole('list', { name: 'Colours of 3 parts' }).waitFor()
    await all.getByRole('button', { name: 'Copy' }).click()
    await expect.poll(async () => ((await shownMarkup(page)).match(/<circle/g) ?? []).length).toBe(2)
    await page.keyboard.press('Delete')
    await expect.poll(() => shownMarkup(page)).toBe(aligned)
    const { svg } = await keepChanges(editing)
    expect(svg.match(/fill="#b5341d"/g)).toHaveLength(3)
    expect(faults).toEqual([])
  })

  it('are grouped by hand and taken apart again, byte for byte as they were after undo', async () => {
    const editing = await openEditor(webApp)
    const { page, faults } = editing
    const before = await shownMarkup(page)
    await clickAt(page, ...sun)
    await addByClick(page, [128, 236])
    await panel(page, '2 parts').getByRole('button', { name: 'Group', exact: true }).click()
    await panel(page, 'Group').getByLabel('Name').fill('the sky')
    await page.keyboard.press('Enter')
    await expectAccessible(page)
    await panel(page, 'The sky').getByRole('button', { name: 'Ungroup' }).click()
    await panel(page, '2 parts').waitFor()
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Control+z')
    await expect.poll(() => shownMarkup(page)).toBe(before)
    await stage(page).focus()
    await page.keyboard.press('Control+g')
    await panel(page, 'Group').waitFor()
    await page.keyboard.press('Control+Shift+g')
    await panel(page, '2 parts').waitFor()
    await page.keyboard.press('Control+g')
    const { svg } = await keepChanges(editing)
    expect(svg).toMatch(/<g>\s*<circle[^>]*\/><text/)
    expect(faults).toEqual([])
  })

  it('are selected by keyboard alone, on the picture and in the layers', async () => {
    const { page, faults } = await openEditor(webApp)
    await stage(page).focus()
    await page.keyboard.press('PageUp')
    await page.keyboard.press('Shift+PageDown')
    await panel(page, '2 parts').waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('status').getByText('Moved 2 parts').waitFor({ state: 'attached' })
    await page.keyboard.press('Shift+PageUp')
    await panel(page, '“Home”').waitFor()
    await page.keyboard.press('Control+a')
    await panel(page, '3 parts').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => page.getByRole('complementary').count()).toBe(0)
    await button(page, 'Layers').press('Enter')
    const layers = panel(page, 'Layers')
    await layers.getByRole('button', { name: 'Sun', exact: true }).press('Enter')
    await page.keyboard.press('Shift+ArrowDown')
    await panel(page, '2 parts').waitFor()
    expect(await layers.getByRole('button', { pressed: true }).allInnerTexts()).toEqual(['Sun', 'House'])
    await page.keyboard.press('Shift+ArrowUp')
    await panel(page, 'Sun').waitFor()
    await layers.getByRole('button', { name: 'Rectangle', exact: true }).click({ modifiers: ['Shift'] })
    await panel(page, '3 parts').waitFor()
    await layers.getByRole('button', { name: 'House', exact: true }).click({ modifiers: ['Control'] })
    await panel(page, '2 parts').waitFor()
    await layers.getByRole('button', { name: 'Select several' }).press('Enter')
    await layers.getByRole('button', { name: '“Home”', exact: true }).press('Enter')
    await panel(page, '3 parts').waitFor()
    await expectAccessible(page)
    expect(faults).toEqual([])
  })

  it('are selected with a finger', async () => {
    const { page, faults } = await openEditor(webApp, { width: 390, height: 844, hasTouch: true })
    const fingers = await startTouch(page)
    const tap = async (x: number, y: number) => {
      const at = await pointOf(page, x, y)
      await page.touchscreen.tap(at.x, at.y)
    }
    await tap(...sun)
    await panel(page, 'Sun').getByRole('button', { name: 'Select several' }).tap()
    await tap(...house)
    await panel(page, '2 parts').waitFor()
    await expectAccessible(page)
    const before = circleIn(await shownMarkup(page))
    await fingers.drag([[await pointOf(page, 128, 180), await pointOf(page, 100, 180)]])
    await expect.poll(async () => circleIn(await shownMarkup(page))).not.toBe(before)
    await panel(page, '2 parts').waitFor()
    await tap(100, 180)
    await panel(page, 'Sun').waitFor()
    await panel(page, 'Sun').getByRole('button', { name: 'Select several' }).tap()
    await tap(100, 180)
    await panel(page, 'House').waitFor()
    expect(faults).toEqual([])
  })

  it('a kept palette is previewed, and used for the whole picture as one step', async () => {
    const editing = await openEditor(webApp)
    const { page, faults, user } = editing
    expect(await page.getByRole('button', { name: 'Kept colours' }).count()).toBe(0)
    await page.evaluate(
      `localStorage.setItem('chatsvg.palettes', '[["#101820","#d94400","#f2c14e","#faf7f1"],["#000000","#ffffff"]]')`,
    )
    await page.reload()
    await stage(page).getByRole('img', { name: 'a house' }).waitFor()
    const before = await shownMarkup(page)
    await button(page, 'Kept colours').click()
    // Those that this browser had are the account's now.
    await expect.poll(() => page.evaluate(`localStorage.getItem('chatsvg.palettes')`)).toBe(null)
    expect((await user.get('/palettes')).body).toMatchObject({
      palettes: [
        { colors: ['#101820', '#d94400', '#f2c14e', '#faf7f1'] },
        { colors: ['#000000', '#ffffff'] },
      ],
    })
    const palettes = panel(page, 'Kept colours')
    await palettes.getByRole('button', { name: /^Preview #101820/ }).click()
    await expect.poll(() => shownMarkup(page)).toContain('#d94400')
    const previewed = await shownMarkup(page)
    for (const old of ['#fdf6e3', '#c98d5e', '#b5341d', '#f4c542', '#1d1b18'])
      expect(previewed).not.toContain(old)
    expect(await button(page, 'Keep').isEnabled()).toBe(false)
    await expectAccessible(page)
    await palettes.getByRole('button', { name: 'Close' }).click()
    await expect.poll(() => shownMarkup(page)).toBe(before)
    await button(page, 'Kept colours').click()
    await palettes.getByRole('button', { name: /^Preview #101820/ }).press('Enter')
    await palettes.getByRole('button', { name: 'Use these colours' }).press('Enter')
    await expect.poll(() => button(page, 'Keep').isEnabled()).toBe(true)
    expect(await shownMarkup(page)).toBe(previewed)
    await page.keyboard.press('Control+z')
    await expect.poll(() => shownMarkup(page)).toBe(before)
    await page.keyboard.press('Control+Shift+z')
    const { svg } = await keepChanges(editing)
    expect(new Set(svg.match(/#(?:101820|d94400|f2c14e|faf7f1)\b/g))).toEqual(
      new Set(['#101820', '#d94400', '#f2c14e', '#faf7f1']),
    )
    expect(faults).toEqual([])
  })

  it.each([
    [320, 640, 'light'],
    [768, 1024, 'dark'],
    [1440, 900, 'light'],
  ] as const)('fit a window of %s x %s, and pass axe in the %s theme', async (width, height, colorScheme) => {
    const { page, faults } = await openEditor(webApp, { width, height, colorScheme, reducedMotion: 'reduce' })
    const fits = async () =>
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    await clickAt(page, ...sun)
    await addByClick(page, [128, 236])
    await panel(page, '2 parts').waitFor()
    await expectAccessible(page)
    await fits()
    // On a phone, the sheet with the parts is in front of the colours.
    await page.keyboard.press('Escape')
    await button(page, 'Keep these colours').click()
    await button(page, 'Kept colours').click()
    await panel(page, 'Kept colours')
      .getByRole('button', { name: /^Preview/ })
      .click()
    await expectAccessible(page)
    await fits()
    expect(faults).toEqual([])
  })
})
