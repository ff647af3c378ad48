import { expect, test } from 'vitest'
import { composeSentence, openComposer } from '../open-composer.ts'

const composer = await openComposer()

function read(sentence: string) {
  const composed = composeSentence(composer, sentence, { style: 'flat', seed: 1 })
  const things = composed.kind === 'picture' ? composed.plan.things : []
  return {
    things: things.map((thing) => ({
      name: 'concept' in thing ? thing.concept : 'shape' in thing ? thing.shape : '',
      count: thing.count ?? 1,
      point: thing.point,
    })),
    leftOut: composed.report.leftOut.map(({ words }) => words),
  }
}

test('a mark on a city is at the position of the city on the map of its country', () => {
  const places = [
    ['a map of France with a dot on Paris', 0.5, 0.23],
    ['a map of Germany with a pin on Berlin', 0.82, 0.32],
    ['a map of Spain with a star on Madrid', 0.43, 0.44],
    ['a map of the USA with a pin on Chicago', 0.8, 0.64],
  ] as const
  for (const [sentence, x, y] of places) {
    const { things, leftOut } = read(sentence)
    expect(things[1]?.point?.x, sentence).toBeCloseTo(x, 1)
    expect(things[1]?.point?.y, sentence).toBeCloseTo(y, 1)
    expect(leftOut, sentence).toEqual([])
  }
})

test('marks have their requested number, or one for each named city', () => {
  expect(read('a world map with three red dots').things).toEqual([
    { name: 'world map', count: 1, point: undefined },
    { name: 'circle', count: 3, point: undefined },
  ])
  expect(read('a map of Italy with red dots on Rome and Milan').things).toHaveLength(3)
})

test('a marked country becomes its map, and a place that is not on the map is reported as left out', () => {
  expect(read('a pin on Japan').things.map(({ name }) => name)).toEqual(['map of japan', 'round pushpin'])
  const { things, leftOut } = read('a map of Brazil with a dot on London')
  expect(things.map(({ name }) => name)).toEqual(['map of brazil', 'circle'])
  expect(leftOut).toEqual(['london'])
})

test('sentences without a map keep their dots, pins, stars and flags', () => {
  expect(read('a girl with a flag on a boat').things.map(({ name }) => name)).toEqual([
    'girl',
    'flag',
    'boat',
  ])
  expect(read('a star on a tree').things.map(({ name }) => name)).toEqual(['star', 'tree'])
  expect(read('a cat with a star on a mountain').leftOut).toEqual([])
})
