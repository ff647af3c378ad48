import { describe, expect, it } from 'vitest'
import { canRunBrowser } from '../harness/browser.ts'
import { keepForSuite } from '../harness/keep.ts'
import { findLedgerViolations } from '../harness/ledger.ts'
import { answerWith, createGate } from '../harness/scripted-model.ts'
import { expectAccessible, startWebApp } from '../harness/web-app.ts'
import { button, clickAt, openEditor, panel, shownMarkup, tagsOf, versionsOf } from './editor-page.ts'
import { credits } from './make-page.ts'

describe.runIf(canRunBrowser())('the editor, by a sentence', async () => {
  const webApp = keepForSuite(await startWebApp({ GENERATION_ATTEMPTS: '1' }))

  const sunIn = (fill: string) => JSON.stringify({ edits: [{ op: 'paint', target: { id: 'sun' }, fill }] })

  it('keeps what was changed by hand, then makes one more version for one credit', async () => {
    const { page, user, id, svg, faults } = await openEditor(webApp)
    await expect.poll(() => credits(page).innerText()).toMatch(/^9\b/)
    const gate = createGate()
    webApp.model.respondWith({ kind: 'stream', steps: ['{"edits":', gate.opened, sunIn('#00f').slice(9)] })
    await clickAt(page, 128, 180)
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('textbox', { name: 'Change this' }).fill('the sun in blue')
    await button(page, 'Keep and change · 1 credit').click()
    await page.getByRole('progressbar', { name: 'Changing' }).waitFor()
    await button(page, 'Stop').waitFor()
    await expectAccessible(page)
    gate.open()
    await expect.poll(() => shownMarkup(page)).toContain('#00f')
    await expect.poll(() => credits(page).innerText()).toMatch(/^8\b/)
    const [first, byHand, bySentence] = await versionsOf(user, id)
    expect([first, byHand, bySentence]).toMatchObject([
      { id, instruction: null },
      { parentId: id, instruction: null },
      { parentId: byHand?.id, instruction: 'the sun in blue' },
    ])
    const { svg: changed } = (await user.get(`/svg/${bySentence?.id}/source`)).body as { svg: string }
    for (const tag of tagsOf(svg).filter((one) => /<(rect|path|text)\b/.test(one)))
      expect(changed).toContain(tag)
    await button(page, 'Versions').click()
    await panel(page, 'Versions').getByText('the sun in blue').waitFor()
    expect(await page.getByRole('textbox', { name: 'Change this' }).inputValue()).toBe('')
    expect(await findLedgerViolations(webApp.database.pool)).toEqual([])
    expect(faults).toEqual([])
  })

  it('says why nothing was changed, gives the credit back, and keeps the sentence', async () => {
    const { page, user, id, faults } = await openEditor(webApp)
    const nowhere = answerWith(JSON.stringify({ edits: [{ op: 'remove', target: { id: 'moon' } }] }))
    webApp.model.respondWith(nowhere, nowhere)
    await page.getByRole('textbox', { name: 'Change this' }).fill('no moon, please')
    await button(page, 'Change · 1 credit').click()
    await page.getByRole('alert').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^9\b/)
    expect(await page.getByRole('textbox', { name: 'Change this' }).inputValue()).toBe('no moon, please')
    expect(await versionsOf(user, id)).toHaveLength(1)
    await expectAccessible(page)
    expect(faults).toEqual([])
  })

  it('is changed by the chosen model, which is remembered, for the price on the button', async () => {
    const { page, user, id, svg, faults } = await openEditor(webApp)
    const model = page.getByRole('combobox', { name: 'Model' })
    await expect
      .poll(() => model.locator('option').allInnerTexts())
      .toEqual(['scripted', 'Composer (offline)'])
    await model.selectOption({ label: 'Composer (offline)' })
    await page.reload()
    await expect.poll(() => model.locator('option:checked').innerText()).toBe('Composer (offline)')
    await expectAccessible(page)
    await page.getByRole('textbox', { name: 'Change this' }).fill('make the yellow part blue')
    await button(page, 'Change · 1 credit').click()
    await expect.poll(() => versionsOf(user, id)).toHaveLength(2)
    await expect.poll(() => credits(page).innerText()).toMatch(/^8\b/)
    expect(await versionsOf(user, id)).toMatchObject([
      {},
      { model: 'composer', instruction: 'make the yellow part blue' },
    ])
    await expect.poll(() => shownMarkup(page)).not.toContain('#f4c542')
    expect(await shownMarkup(page)).toContain(tagsOf(svg).find((tag) => tag.startsWith('<text')) ?? '?')
    await model.selectOption({ label: 'scripted' })
    webApp.model.respondWith({ kind: 'stream', steps: [sunIn('#0f0')] })
    await page.getByRole('textbox', { name: 'Change this' }).fill('the sun in green')
    await page.keyboard.press('Enter')
    await expect.poll(() => versionsOf(user, id)).toHaveLength(3)
    expect((await versionsOf(user, id)).at(-1)).toMatchObject({ model: 'scripted' })
    expect(faults).toEqual([])
  })

  it('stops on request', async () => {
    const { page, user, id, faults } = await openEditor(webApp)
    webApp.model.respondWith({ kind: 'stream', steps: ['{"edits":', new Promise(() => undefined)] })
    await page.getByRole('textbox', { name: 'Change this' }).fill('the sun in blue')
    await page.keyboard.press('Enter')
    await button(page, 'Stop').click()
    await page.getByRole('alert').waitFor()
    await expect.poll(() => credits(page).innerText()).toMatch(/^9\b/)
    expect(await versionsOf(user, id)).toHaveLength(1)
    expect(faults).toEqual([])
  })
})
