import { expect, test } from 'vitest'
import { openComposer } from '../open-composer.ts'
import { drawingStyleNames, type PlanThing, type ScenePlan } from '../plan/scene-plan.ts'
import { validatePlan } from '../plan/validate-plan.ts'

const composer = await openComposer()

const plan: ScenePlan = {
  version: 1,
  seed: 7,
  style: 'flat',
  canvas: { width: 256, height: 256 },
  background: 'auto',
  things: [
    { id: 'cat', concept: 'cat', colours: { all: 'orange' } },
    { id: 'dog', concept: 'dog', place: { rightOf: 'cat' } },
    { id: 'ball', concept: 'soccer ball', place: { leftOf: 'cat' } },
  ],
}

const draw = (changed: Partial<ScenePlan> = {}) => composer.drawPlan({ ...plan, ...changed })

function groupOf(pieces: readonly string[], id: string): string {
  const svg = pieces.join('')
  const start = svg.indexOf(`<g id="${id}"`)
  expect(start, id).toBeGreaterThanOrEqual(0)
  let depth = 0
  for (const match of svg.slice(start).matchAll(/<g[ >]|<\/g>/g)) {
    depth += match[0] === '</g>' ? -1 : 1
    if (depth === 0) return svg.slice(start, start + match.index + 4)
  }
  throw new Error(`${id} does not end`)
}

test('the same plan gives the same bytes, in every style', async () => {
  const other = await openComposer()
  for (const style of drawingStyleNames)
    expect(other.drawPlan({ ...plan, style }).pieces).toEqual(draw({ style }).pieces)
})

test('a change of colour to one thing leaves the bytes of all other things', () => {
  for (const style of drawingStyleNames) {
    const [cat, dog, ball] = plan.things as [PlanThing, PlanThing, PlanThing]
    const before = draw({ style }).pieces
    const after = draw({ style, things: [{ ...cat, colours: { all: 'purple' } }, dog, ball] }).pieces
    expect(groupOf(after, 'cat'), style).not.toBe(groupOf(before, 'cat'))
    expect(groupOf(after, 'dog'), style).toBe(groupOf(before, 'dog'))
    expect(groupOf(after, 'ball'), style).toBe(groupOf(before, 'ball'))
  }
})

test('what a reading makes is a valid plan, and drawing its JSON gives the same picture', () => {
  for (const sentence of [
    'a woman riding a red bicycle between two trees at sunset',
    'a sign that says "Bean & Co" above a cup of coffee',
    'bar chart with values 3, 5 and 8',
    'three green hexagons in the top left corner',
  ]) {
    const reading = composer.readSentence(sentence, { style: 'cartoon', seed: 3 })
    if (reading.kind !== 'plan') throw new Error(`${sentence} was not understood`)
    const stored = validatePlan(JSON.parse(JSON.stringify(reading.plan)))
    if (!stored.ok) throw new Error(JSON.stringify(stored.faults))
    expect(composer.drawPlan(stored.plan).pieces).toEqual(composer.drawPlan(reading.plan).pieces)
  }
})

test('things that no set draws, and relations that cannot hold, are reported', () => {
  const { report } = draw({
    things: [
      { id: 'widgetron', concept: 'widgetron' },
      { id: 'cat', concept: 'cat', place: { on: 'dog' } },
      { id: 'dog', concept: 'dog', place: { on: 'cat' } },
      { id: 'word', text: '漢' },
    ],
  })
  expect(report.drawn.map(({ name }) => name)).toEqual(['cat', 'dog', '“漢”'])
  expect(report.leftOut.map(({ words }) => words)).toEqual(['widgetron', '漢', 'cat on dog', 'dog on cat'])
})

test('an exact box wins over a place', () => {
  const box = { x: 10, y: 20, width: 40, height: 40 }
  const { pieces } = draw({ things: [{ id: 'dot', shape: 'circle', box, place: { at: 'top' } }] })
  expect(pieces.join('')).toContain('<g id="dot" transform="translate(10 20) scale(0.4)">')
})
