import { expect, test } from 'vitest'
import { hueDistance, readHex } from '../colour.ts'
import { openComposer } from '../open-composer.ts'
import { drawingStyleNames, type PlanThing, type ScenePlan, textureNames } from '../plan/scene-plan.ts'

const composer = await openComposer()

const draw = (thing: PlanThing, style: ScenePlan['style'] = 'flat') => drawAll([thing], style)

function drawAll(things: PlanThing[], style: ScenePlan['style'] = 'flat') {
  const plan: ScenePlan = {
    version: 1,
    seed: 1,
    style,
    canvas: { width: 256, height: 256 },
    background: 'none',
    things,
  }
  const { pieces, report } = composer.drawPlan(plan)
  return { svg: pieces.join(''), report }
}

const car: PlanThing = { id: 'car', concept: 'car' }

test.each([
  ['house', 'roof'],
  ['car', 'wheel'],
  ['cat', 'eye'],
  ['apple', 'leaf'],
  ['turtle', 'shell'],
  ['sailboat', 'sail'],
])('a %s has its %s in a colour of its own, and the rest as it was', (concept, part) => {
  const plain = draw({ id: 'it', concept }).svg
  const { svg, report } = draw({ id: 'it', concept, colours: { [part]: '#c020c0' } })
  const fills = (text: string) => [...text.matchAll(/fill="(#\w{6})"/g)].map(([, fill]) => fill)
  const kept = fills(plain).filter((fill, at) => fills(svg)[at] === fill)
  expect(report.leftOut).toEqual([])
  expect(svg).toMatch(/fill="#c020c0"/)
  expect(kept.length).toBeGreaterThan(0)
})

test('a part that a drawing does not have is reported', () => {
  expect(draw({ ...car, colours: { beak: 'red' } }).report.leftOut).toEqual([
    { words: 'red beak', reason: 'not_drawable', kind: 'part' },
  ])
})

test.each(drawingStyleNames)('%s: every texture is a pattern that the thing is painted with', (style) => {
  for (const texture of textureNames) {
    const { svg, report } = draw({ ...car, texture }, style)
    expect(svg, texture).toContain('<pattern id="car-texture"')
    expect(svg, texture).toContain('fill="url(#car-texture)"')
    expect(report.leftOut).toEqual([])
  }
})

test.each(drawingStyleNames)(
  '%s: what is asked for in purple has purple paint, which it has not else',
  (style) => {
    const hasPurple = (text: string) =>
      [...text.matchAll(/="(#\w{6})"/g)].some(([, hex = '']) => {
        const colour = readHex(hex)
        return (
          colour !== undefined && colour.c > 0.12 && hueDistance(colour.h, readHex('#8b46d6')?.h ?? 0) < 34
        )
      })
    expect(hasPurple(draw({ ...car, colours: { all: '#8b46d6' } }, style).svg)).toBe(true)
    expect(hasPurple(draw(car, style).svg)).toBe(false)
  },
)

test('a sleeping animal has its eyes closed, and one that cannot run says so', () => {
  const cat: PlanThing = { id: 'cat', concept: 'cat' }
  const asleep = draw({ ...cat, pose: 'lying' })
  expect(asleep.svg).not.toBe(draw(cat).svg)
  expect(asleep.report.leftOut).toEqual([])
  expect(draw({ ...cat, pose: 'dancing' }).report.leftOut).toMatchObject([
    { words: 'dancing', kind: 'action' },
  ])
})

test.each(['cat', 'dog', 'bear', 'lion', 'mouse', 'pig'])(
  'a %s that sits has a drawing of its own',
  (concept) => {
    const standing = draw({ id: 'it', concept })
    const sitting = draw({ id: 'it', concept, pose: 'sitting' })
    expect(sitting.svg).not.toBe(standing.svg)
    expect(sitting.report).toMatchObject({ drawn: [{ name: concept, pose: 'sitting' }], leftOut: [] })
  },
)

test('an animal without such a drawing is reported as not sitting, whatever it is on', () => {
  const { report } = composer.drawPlan({
    version: 1,
    seed: 1,
    style: 'flat',
    canvas: { width: 256, height: 256 },
    background: 'auto',
    things: [
      { id: 'horse', concept: 'horse', pose: 'sitting', place: { on: 'chair' } },
      { id: 'chair', concept: 'chair' },
    ],
  })
  expect(report.drawn[0]).not.toHaveProperty('pose')
  expect(report.leftOut).toMatchObject([{ words: 'sitting', kind: 'action' }])
})

test('counts are described with correct plurals', () => {
  const desc = (thing: PlanThing) => /<desc>(.*?)<\/desc>/.exec(draw(thing).svg)?.[1]
  expect(desc({ id: 'it', concept: 'fox', count: 2, colours: { all: 'red' } })).toBe('2 red foxes.')
  expect(desc({ id: 'it', concept: 'sheep', count: 3 })).toBe('3 sheep.')
  expect(desc({ id: 'it', concept: 'kitchen knife', count: 2 })).toBe('2 kitchen knives.')
})

test('a description names each thing once, and again only with a place of its own', () => {
  const describe = (...things: PlanThing[]) => /<desc>(.*?)<\/desc>/.exec(drawAll(things).svg)?.[1]
  const tree: PlanThing = { id: 'tree', concept: 'tree' }
  const fox: PlanThing = { id: 'fox', concept: 'fox', colours: { all: 'red' }, place: { under: 'tree' } }
  expect(describe(fox, tree)).toBe('A red fox under a tree.')
  expect(describe(tree, fox)).toBe('A tree, a red fox under the tree.')
  const owl: PlanThing = { id: 'owl', concept: 'owl', place: { on: 'tree' } }
  expect(describe(fox, owl, tree)).toBe('A red fox under a tree, an owl on the tree.')
  const placed: PlanThing = { ...tree, place: { beside: 'house' } }
  expect(describe(fox, placed, { id: 'house', concept: 'house' })).toBe(
    'A red fox under a tree, the tree beside a house.',
  )
})

test('a face is drawn on things alone', () => {
  const looks = { face: 'smiling' }
  const count = (thing: PlanThing) => draw(thing).svg.match(/<(?:path|ellipse|circle)/g)?.length ?? 0
  expect(count({ id: 'it', concept: 'cloud', looks })).toBeGreaterThan(count({ id: 'it', concept: 'cloud' }))
  expect(count({ id: 'it', concept: 'cat', looks })).toBe(count({ id: 'it', concept: 'cat' }))
})

test('letters of an arc are turned, and all of them are there', () => {
  const { svg } = draw({ id: 'badge', text: 'Camp Pine', frame: 'badge', arc: true })
  expect(svg.match(/transform="rotate\(-?[\d.]+\) translate/g)).toHaveLength(8)
})

test('labels of a flowchart that no face has are reported', () => {
  expect(draw({ id: 'flow', diagram: 'flowchart', labels: ['漢', 'Done'] }).report.leftOut).toMatchObject([
    { words: '漢', kind: 'text' },
  ])
})

test('people whose action no joint can do are the drawings of a set', () => {
  const licenceOf = (concept: string) =>
    /<metadata>(.*?)<\/metadata>/s.exec(draw({ id: 'person', concept }).svg)?.[1] ?? ''
  const own = licenceOf('woman running')
  for (const concept of [
    'woman surfing',
    'person climbing',
    'woman biking',
    'mermaid',
    'man lifting weights',
  ])
    expect(licenceOf(concept), concept).not.toBe(own)
})

test.each(drawingStyleNames)('a flag has its colours in %s', (style) => {
  const { svg, report } = draw({ id: 'flag', concept: 'flag of Ukraine' }, style)
  expect(report).toMatchObject({ drawn: [{ count: 1 }], leftOut: [] })
  const hues = [...svg.matchAll(/#(?:[0-9a-f]{3}){1,2}\b/g)].flatMap(([hex]) => {
    const colour = readHex(hex)
    return colour && colour.c > 0.05 ? [colour.h] : []
  })
  for (const own of ['#338af3', '#ffda44'])
    expect(
      hues.some((hue) => hueDistance(hue, readHex(own)?.h ?? 0) < 25),
      own,
    ).toBe(true)
})
