import { applyEdits, sanitizeSvg } from '@chatsvg/svg'
import { expect, test } from 'vitest'
import { composeSentence, openComposer } from '../open-composer.ts'
import type { ScenePlan } from '../plan/scene-plan.ts'

const composer = await openComposer()
const idPrefix = 'p0123456789-'

function sanitize(svg: string): string {
  const result = sanitizeSvg(svg, { idPrefix })
  if (!result.ok) throw new Error(result.rejection.message)
  return result.svg
}

const composed = composeSentence(composer, 'a house next to two trees and a yellow sun', {
  style: 'flat',
  seed: 1,
})
if (composed.kind !== 'picture') throw new Error('not drawn')
const { plan } = composed
const drawn = sanitize(composed.pieces.join(''))

/** The picture after instructions, each read as the service reads it. */
function change(...instructions: string[]) {
  let picture: { svg: string; plan?: ScenePlan } = { svg: drawn, plan }
  for (const instruction of instructions) {
    const reading = composer.readInstruction(instruction, picture)
    expect(reading.edits.length, instruction).toBeGreaterThan(0)
    picture = { svg: applyEdits(picture.svg, reading.edits, { idPrefix }).svg }
  }
  return { svg: picture.svg, history: { svg: drawn, plan, instructions } }
}

test('an edited picture is drawn again in another style with its changes', () => {
  const edited = change('make the house blue', 'remove the sun')
  const { plan: restyled, edits, report } = composer.readInstruction('make it minimal', edited)
  expect(restyled?.style).toBe('minimal')
  expect(report.leftOut).toEqual([])
  const redrawn = sanitize(composer.drawPlan(restyled as ScenePlan).pieces.join(''))
  expect(redrawn).toContain('-sun"')
  const { svg } = applyEdits(redrawn, edits, { idPrefix })
  expect(svg).not.toContain('-sun"')
  expect(svg).not.toBe(redrawn)
})

test('a change that does not fit the new drawing is reported', () => {
  const edited = change('make the house blue', 'make the sky pink')
  const { plan: restyled, report } = composer.readInstruction('in line art style', edited)
  expect(restyled?.style).toBe('line-art')
  // A drawing of lines has no sky.
  expect(report.leftOut).toMatchObject([{ words: 'make the sky pink', reason: 'not_in_picture' }])
})

test('a second style after the first keeps the changes too', () => {
  const { svg, history } = change('remove the sun')
  const first = composer.readInstruction('make it minimal', { svg, history })
  const redrawn = sanitize(composer.drawPlan(first.plan as ScenePlan).pieces.join(''))
  const minimal = applyEdits(redrawn, first.edits, { idPrefix }).svg
  const again = { svg: drawn, plan, instructions: [...history.instructions, 'make it minimal'] }
  const second = composer.readInstruction('make it a cartoon', { svg: minimal, history: again })
  expect(second.plan?.style).toBe('cartoon')
  expect(second.edits.length).toBeGreaterThan(0)
})

test('nothing is drawn again where the instructions do not give the picture: changes would be lost', () => {
  const { svg, history } = change('make the house blue')
  const byHand = svg.replace('<title>', '<title>my ')
  const {
    plan: restyled,
    edits,
    report,
  } = composer.readInstruction('make it minimal', { svg: byHand, history })
  expect(restyled).toBeUndefined()
  expect(edits).toEqual([])
  expect(report.leftOut).not.toEqual([])
})

test('other instructions are read as before', () => {
  const { svg, history } = change('make the house blue')
  const instruction = 'make the sun red'
  expect(composer.readInstruction(instruction, { svg, history })).toEqual(
    composer.readInstruction(instruction, { svg }),
  )
})
