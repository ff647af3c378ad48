import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { keepForSuite } from '../harness/keep.ts'
import { expectAccessible, openWebApp, startWebApp } from '../harness/web-app.ts'
import {
  button,
  clickAt,
  drag,
  drawPicture,
  keepChanges,
  openEditor,
  panel,
  shownMarkup,
  stage,
  tagsOf,
  versionsOf,
} from './editor-page.ts'

describe.runIf(canRunBrowser())('the editor, by hand', async () => {
  const webApp = keepForSuite(await startWebApp())

  it('selects a part, moves it, and keeps it as one version in which other elements have the same bytes', async () => {
    const editing = await openEditor(webApp)
    const { page, user, id, svg, faults } = editing
    await expect.poll(() => button(page, 'Keep').isEnabled()).toBe(false)
    await clickAt(page, 128, 180)
    await panel(page, 'House').waitFor()
    await page.getByRole('status').getByText('House, selected').waitFor({ state: 'attached' })
    await drag(page, [128, 180], [108, 190])
    await expectAccessible(page)
    await drag(page, [208, 48], [208, 88])
    await panel(page, 'Sun').waitFor()
    expect(await versionsOf(user, id)).toHaveLength(1)
    const kept = await keepChanges(editing)
    await page.getByText('Kept as a new version').waitFor()
    const untouched = tagsOf(svg).filter((tag) => /<(rect|path|text)\b/.test(tag))
    expect(untouched).toHaveLength(4)
    for (const tag of untouched) expect(kept.svg).toContain(tag)
    expect(tagsOf(kept.svg).filter((tag) => tag.startsWith('<circle'))).not.toEqual(
      tagsOf(svg).filter((tag) => tag.startsWith('<circle')),
    )
    expect(await versionsOf(user, kept.id)).toMatchObject([
      { id, parentId: null },
      { id: kept.id, parentId: id },
    ])
    expect(faults).toEqual([])
  })

  it('scales and turns with handles, and undoes everything byte for byte', async () => {
    const { page, faults } = await openEditor(webApp)
    const before = await shownMarkup(page)
    const states = [before]
    await clickAt(page, 208, 48)
    await drag(page, [232, 72], [244, 84])
    states.push(await shownMarkup(page))
    await clickAt(page, 128, 180)
    const turn = await button(page, 'Turn').boundingBox()
    if (!turn) throw new Error('no handle')
    await page.mouse.move(turn.x + turn.width / 2, turn.y + turn.height / 2)
    await page.mouse.down()
    await page.mouse.move(turn.x + 150, turn.y + 60, { steps: 4 })
    await page.getByText(/\d+°/).waitFor()
    await page.mouse.up()
    states.push(await shownMarkup(page))
    expect(new Set(states).size).toBe(3)
    for (const state of states.toReversed().slice(1)) {
      await page.keyboard.press('Control+z')
      await expect.poll(() => shownMarkup(page)).toBe(state)
    }
    await expect.poll(() => button(page, 'Keep').isEnabled()).toBe(false)
    for (const state of states.slice(1)) {
      await page.keyboard.press('Control+Shift+z')
      await expect.poll(() => shownMarkup(page)).toBe(state)
    }
    expect(faults).toEqual([])
  })

  it('changes a colour everywhere, in a part, and keeps colours for other pictures', async () => {
    const editing = await openEditor(webApp)
    const { page, faults } = editing
    await button(page, 'Keep these colours').click()
    const strip = page.getByRole('list', { name: 'Colours of the picture' })
    await strip.getByRole('button', { name: 'Change everywhere, #b5341d' }).click()
    const picker = page.getByRole('dialog', { name: 'Change everywhere' })
    await picker.getByLabel('Colour code').fill('#2A6FDB')
    await expect.poll(() => shownMarkup(page)).toContain('#2a6fdb')
    await expectAccessible(page)
    await picker.getByRole('button', { name: 'Use' }).click()
    await strip.getByRole('button', { name: 'Change everywhere, #2a6fdb' }).waitFor()
    await clickAt(page, 208, 48)
    await panel(page, 'Sun').getByRole('button', { name: /^Fill/ }).click()
    await page
      .getByRole('dialog', { name: 'Fill' })
      .getByRole('list', { name: 'Kept colours' })
      .getByRole('button', { name: '#b5341d' })
      .click()
    const { svg } = await keepChanges(editing)
    expect(tagsOf(svg).filter((tag) => tag.includes('#2a6fdb'))).toHaveLength(1)
    expect(svg).toMatch(/<circle[^>]*fill="#b5341d"/)
    await page.reload()
    await strip.getByRole('button').first().click()
    await page
      .getByRole('list', { name: 'Kept colours' })
      .getByRole('button', { name: 'Remove these colours' })
      .click()
    await expect.poll(() => page.getByRole('list', { name: 'Kept colours' }).count()).toBe(0)
    expect(faults).toEqual([])
  })

  it('reorders, renames and hides layers', async () => {
    const editing = await openEditor(webApp)
    const { page, faults } = editing
    await button(page, 'Layers').click()
    const layers = panel(page, 'Layers')
    const names = () => layers.locator('[data-name]').allInnerTexts()
    expect(await names()).toEqual(['“Home”', 'Sun', 'House', 'Rectangle'])
    const row = (name: string) => layers.locator('[data-layer]').filter({ hasText: name })
    const house = row('House')
    const height = (await house.boundingBox())?.height ?? 0
    await row('Sun')
      .locator('span')
      .first()
      .dragTo(house, { targetPosition: { x: 30, y: height - 5 } })
    await expect.poll(names).toEqual(['“Home”', 'House', 'Sun', 'Rectangle'])
    await layers.getByRole('button', { name: 'Sun', exact: true }).dblclick()
    await layers.getByRole('textbox', { name: 'Name' }).fill('moon')
    await page.keyboard.press('Enter')
    await layers.getByRole('button', { name: 'Hide Moon' }).click()
    await layers.getByRole('button', { name: 'Show Moon' }).waitFor()
    await expectAccessible(page)
    const { svg } = await keepChanges(editing)
    expect(svg.indexOf('<circle')).toBeLessThan(svg.indexOf('<g '))
    expect(svg).toMatch(/<circle[^>]*opacity="0"/)
    expect(svg).toContain('moon')
    expect(faults).toEqual([])
  })

  it('shows a hidden layer as faint as it was', async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><rect width="256" height="256" fill="#fdf6e3"/><circle id="sun" cx="128" cy="128" r="60" fill="#b5341d" opacity=".4"/></svg>'
    const { page, faults } = await openEditor(webApp, { svg })
    await button(page, 'Layers').click()
    await button(page, 'Hide Sun').click()
    await expect.poll(() => shownMarkup(page)).toContain('opacity="0"')
    await button(page, 'Show Sun').click()
    await expect.poll(() => shownMarkup(page)).toContain('opacity=".4"')
    expect(faults).toEqual([])
  })

  it('edits a text in place, and goes into a group', async () => {
    const editing = await openEditor(webApp)
    const { page, faults } = editing
    await clickAt(page, 128, 234)
    await clickAt(page, 128, 234)
    const words = page.getByRole('textbox', { name: 'The words' })
    await words.fill('Sweet home')
    await page.keyboard.press('Enter')
    await stage(page).getByText('Sweet home').waitFor()
    await clickAt(page, 128, 180)
    await clickAt(page, 128, 180)
    await panel(page, 'Rectangle').waitFor()
    await page.keyboard.press('Delete')
    await expect.poll(() => shownMarkup(page)).not.toContain('#c98d5e')
    await page.keyboard.press('Control+z')
    await panel(page, 'Rectangle').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await panel(page, 'House').waitFor()
    const { svg } = await keepChanges(editing)
    expect(svg).toContain('>Sweet home</text>')
    expect(svg).toContain('#c98d5e')
    expect(faults).toEqual([])
  })

  it('opens at the part that was clicked on the page of a picture, and asks before changes are lost', async () => {
    const { client: user } = await webApp.signUp()
    const { id } = await drawPicture(webApp, user)
    const { page, faults } = await openWebApp(webApp, { as: user, path: `/picture/${id}` })
    const image = page.getByRole('img', { name: 'a house' })
    await button(page, 'Change').waitFor()
    const box = await image.boundingBox()
    if (!box) throw new Error('no picture')
    await image.click({ position: { x: (208 / 256) * box.width, y: (48 / 256) * box.height } })
    await panel(page, 'Sun').waitFor()
    await page.keyboard.press('ArrowLeft')
    await page.evaluate('history.back()')
    const question = page.getByRole('dialog', { name: 'Keep your changes?' })
    await question.waitFor()
    await expectAccessible(page)
    await question.getByRole('button', { name: 'Stay' }).click()
    await page.getByRole('link', { name: 'Gallery' }).first().click()
    await question.waitFor()
    expect(new URL(page.url()).pathname).toBe(`/picture/${id}/edit`)
    await question.getByRole('button', { name: 'Leave without them' }).click()
    await page.waitForURL('**/gallery')
    expect(await versionsOf(user, id)).toHaveLength(1)

    await page.goto(`/picture/${id}/edit`)
    await clickAt(page, 208, 48)
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('link', { name: 'Gallery' }).first().click()
    await question.getByRole('button', { name: 'Keep and leave' }).click()
    await page.waitForURL('**/gallery')
    expect(await versionsOf(user, id)).toHaveLength(2)
    expect(faults).toEqual([])
  })

  it('opens from Make, and a copy of somebody else’s picture becomes one of your own', async () => {
    const { client: user } = await webApp.signUp()
    const { id } = await drawPicture(webApp, user)
    const { page, faults } = await openWebApp(webApp, { as: user })
    await page.getByRole('navigation', { name: 'Your latest pictures' }).getByRole('img').first().click()
    await button(page, 'Change').click()
    await page.waitForURL(`**/picture/${id}/edit`)
    expect(faults).toEqual([])

    const { client: other } = await webApp.signUp()
    const editing = {
      ...(await openWebApp(webApp, { as: other, path: `/picture/${id}` })),
      user: other,
      id,
      svg: '',
    }
    await button(editing.page, 'Change a copy').click()
    await clickAt(editing.page, 208, 48)
    await editing.page.keyboard.press('ArrowUp')
    const kept = await keepChanges(editing)
    expect(
      ((await other.get(`/svg/${kept.id}`)).body as { svgGeneration: object }).svgGeneration,
    ).toMatchObject({
      userId: ((await other.get('/auth/whoami')).body as { user: { id: string } }).user.id,
    })
    expect(await versionsOf(user, id)).toHaveLength(1)
    await editing.page.goto(`/picture/${kept.id}`)
    await editing.page.getByRole('link', { name: 'another picture' }).click()
    await editing.page.waitForURL(`**/picture/${id}`)
    expect(editing.faults).toEqual([])
  })
})
