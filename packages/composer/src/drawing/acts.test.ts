import { expect, test } from 'vitest'
import { type Composed, composeSentence, openComposer } from '../open-composer.ts'
import type { actRelations } from '../plan/scene-plan.ts'

const composer = await openComposer()
type Picture = Extract<Composed, { kind: 'picture' }> & { svg: string }

function draw(prompt: string, seed = 1): Picture {
  const composed = composeSentence(composer, prompt, { style: 'flat', seed })
  if (composed.kind !== 'picture') throw new Error(`${prompt} is not drawn`)
  return { ...composed, svg: composed.pieces.join('') }
}

const leftOut = (prompt: string) => draw(prompt).report.leftOut.map(({ words }) => words)

/** Where a group begins on the canvas, and whether it is mirrored. */
function placeOf(svg: string, id: string): { x: number; mirrored: boolean } {
  const [, x, scale] =
    new RegExp(`<g id="${id}" transform="translate\\(([\\d.-]+) [\\d.-]+\\) scale\\((-?)`).exec(svg) ?? []
  if (x === undefined) throw new Error(`No group ${id}`)
  return { x: Number(x), mirrored: scale === '-' }
}

test('every act has a verb or a phrase that the reader knows, and is drawn completely', () => {
  const sentences: Readonly<Record<(typeof actRelations)[number], string>> = {
    chasedBy: 'a man chasing a dog',
    followedBy: 'a man following a dog',
    fedBy: 'a man feeding a horse',
    flownBy: 'a man flying a kite',
    pushedBy: 'a man pushing a cart',
    pulledBy: 'a man pulling a sled',
    ledBy: 'a man walking a dog',
    kickedBy: 'a man kicking a ball',
    thrownBy: 'a man throwing a ball',
    caughtBy: 'a man catching a ball',
    huggedBy: 'a man hugging a dog',
    paintedBy: 'a man painting a house',
    wateredBy: 'a man watering a flower',
    pointedAtBy: 'a man pointing at a map',
    playedBy: 'a man playing the guitar',
    playedWithBy: 'a man playing with a cat',
    climbedBy: 'a man climbing a tree',
    eatenBy: 'a man eating an apple',
  }
  for (const [relation, sentence] of Object.entries(sentences)) {
    const { plan, report } = draw(sentence)
    expect(plan.things[1]?.place, sentence).toEqual({ [relation]: 'man' })
    expect(report.leftOut, sentence).toEqual([])
  }
})

test('a chasing and a chased animal run in the same direction, one before the other', () => {
  for (const seed of [1, 2, 3, 4]) {
    const { svg, report } = draw('a dog chasing a cat', seed)
    const [dog, cat] = [placeOf(svg, 'dog'), placeOf(svg, 'cat')]
    expect(dog.mirrored).toBe(cat.mirrored)
    // Both are drawn to the left; a mirrored group begins at its right edge.
    if (dog.mirrored) expect(cat.x).toBeGreaterThan(dog.x)
    else expect(cat.x).toBeLessThan(dog.x)
    expect(report.drawn.map(({ pose }) => pose)).toEqual(['running', 'running'])
  }
})

test('a connection between two things is drawn: a string, a leash, a rope, water, an easel', () => {
  const joined = [
    ['a boy flying a kite', 'kite-string'],
    ['a woman walking a dog', 'dog-leash'],
    ['a man pulling a sled', 'sled-rope'],
    ['a girl watering a flower', 'flower-water'],
    ['a man painting a picture', 'framed-picture-easel'],
    ['a boy kicking a ball', 'ball-motion'],
    ['a man fishing', 'man-fishing-rod'],
  ] as const
  for (const [sentence, id] of joined) expect(draw(sentence).svg).toContain(`<g id="${id}"`)
  expect(draw('a boy and a kite').svg).not.toContain('kite-string')
})

test('a tool that an act needs is drawn, but is not listed as a thing of the picture', () => {
  const { svg, report } = draw('a girl feeding a rabbit')
  expect(svg).toContain('<g id="girl-carrot"')
  expect(report.drawn.map(({ name }) => name)).toEqual(['girl', 'rabbit'])
  expect(draw('a boy reading').svg).toContain('<g id="boy-open-book"')
  expect(draw('a boy reading a newspaper').svg).not.toContain('<g id="boy-open-book"')
})

test('an act that the drawing of the actor cannot show is reported as left out', () => {
  expect(leftOut('a bear dancing')).toEqual(['dancing'])
  expect(leftOut('a lion chasing a zebra')).toEqual(['chasing'])
  expect(leftOut('a squirrel climbing a tree')).toEqual(['climbing'])
  expect(leftOut('a cat painting a house')).toEqual(['painting'])
  expect(leftOut('a baby sleeping')).toEqual(['sleeping'])
  expect(leftOut('an owl flying')).toEqual(['flying'])
  expect(leftOut('a frog jumping')).toEqual(['jumping'])
  expect(leftOut('a man holding')).toEqual(['holding'])
})

test('animals sleep, lie, jump, swim and fly in separate drawings', () => {
  const plain = draw('a cat').svg
  for (const verb of ['sleeping', 'lying', 'jumping', 'swimming', 'sitting', 'running']) {
    const { svg, report } = draw(`a cat ${verb}`)
    expect(report.leftOut, verb).toEqual([])
    expect(report.drawn[0]?.pose).toBe(verb)
    expect(svg, verb).not.toBe(plain)
  }
  expect(draw('a cat sleeping').svg).toContain('<g id="cat-sleep"')
  expect(leftOut('a bird flying over a house')).toEqual([])
})

test('two actors that are named together do the same', () => {
  const { report } = draw('a boy and a girl dancing')
  expect(report.drawn.map(({ pose }) => pose)).toEqual(['dancing', 'dancing'])
})

test('a drink in a cup is one cup, and both are reported as drawn', () => {
  const { svg, report } = draw('coffee in a cup')
  expect(svg.match(/<g id="(?:coffee|cup)"/g)).toEqual(['<g id="cup"'])
  expect(report.drawn.map(({ name }) => name).toSorted()).toEqual(['coffee', 'cup'])
})
