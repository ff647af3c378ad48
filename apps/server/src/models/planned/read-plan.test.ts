import { relations, spots, validatePlan } from '@chatsvg/composer'
import { describe, expect, it } from 'vitest'
import { createRandom, pick } from '../../../../../tools/random/index.ts'
import { readPlan } from './read-plan.ts'

const request = { prompt: 'a cat on a table', style: 'flat', seed: 7 } as const

const thingsOf = (things: unknown) => readPlan(JSON.stringify({ things }), request).plan?.things
const placeOf = (place: unknown) =>
  thingsOf([{ id: 'cat', concept: 'cat', place }, { id: 'table-1', concept: 'table' }, 'lamp'])?.[0]?.place
const coloursOf = (thing: object) => thingsOf([{ concept: 'house', ...thing }])?.[0]?.colours

describe('a place is understood', () => {
  it.each<[unknown, unknown]>([
    [{ on: 'table-1' }, { on: 'table-1' }],
    [{ on: 'table' }, { on: 'table-1' }],
    [{ on: ['table'] }, { on: 'table-1' }],
    [{ on: { id: 'table-1' } }, { on: 'table-1' }],
    [{ left_of: 'lamp' }, { leftOf: 'lamp' }],
    [{ 'next to': 'lamps' }, { beside: 'lamp' }],
    [{ relation: 'in front of', to: 'table' }, { inFrontOf: 'table-1' }],
    [[{ under: 'table' }], { under: 'table-1' }],
    ['on top of the table', { on: 'table-1' }],
    ['top left', { at: 'top-left' }],
    ['in the sky', { at: 'sky' }],
    [{ at: 'BOTTOM_RIGHT' }, { at: 'bottom-right' }],
    [{ between: ['table', 'lamp'] }, { between: ['table-1', 'lamp'] }],
  ])('%j', (written, expected) => {
    expect(placeOf(written)).toEqual(expected)
  })

  it.each<[unknown]>([
    [{ on: 'cat' }],
    [{ on: 'sofa' }],
    [{ hiddenBy: 'lamp' }],
    [{ on: 'table', leftOf: 'lamp' }],
    [{ between: ['table'] }],
    ['somewhere nice'],
    [7],
  ])('or dropped: %j', (written) => {
    expect(placeOf(written)).toBeUndefined()
  })
})

describe('colours are understood', () => {
  it.each<[object, unknown]>([
    [{ color: 'Red' }, { all: 'Red' }],
    [{ colors: ['red', 'blue'] }, { all: 'red', second: 'blue' }],
    [{ colours: ['red', 'blue'], count: 2 }, { all: ['red', 'blue'] }],
    [{ colours: { all: 'red', roof: '#00f' } }, { all: 'red', roof: '#00f' }],
    [
      {
        colour: 'white',
        parts: [
          { part: 'roof', colour: 'red' },
          { part: 'door', color: 'blue' },
        ],
      },
      { all: 'white', roof: 'red', door: 'blue' },
    ],
    [{ colour: 'octarine', parts: { roof: 'red' } }, { roof: 'red' }],
    [{ colour: { '<b>': 'red' } }, undefined],
    [{ colour: 7 }, undefined],
  ])('%j', (written, expected) => {
    expect(coloursOf(written)).toEqual(expected)
  })
})

describe('a thing is one kind', () => {
  it.each<[object, object | undefined]>([
    [
      { concept: 'button', text: 'Go' },
      { text: 'Go', frame: 'button' },
    ],
    [{ text: 2026 }, { text: '2026' }],
    [{ shape: 'Hexagon', concept: 'hexagon' }, { shape: 'hexagon' }],
    [{ shape: 'dog' }, { concept: 'dog' }],
    [{ concept: 'kite', shape: 'diamond' }, { concept: 'kite' }],
    [{ id: 'fire_engine_2' }, { concept: 'fire engine' }],
    [
      { type: 'chart', chart: 'Bars', values: { a: '1', b: 2 } },
      { chart: 'bars', values: [1, 2] },
    ],
    [{ concept: 'dog', chart: 'none', text: null, shape: '' }, { concept: 'dog' }],
    [{ concept: 'dog', count: 0 }, undefined],
    [{ concept: { name: 'dog' } }, undefined],
  ])('%j', (written, expected) => {
    const [thing] = thingsOf([written, { id: 'other', concept: 'cat' }]) ?? []
    if (expected) expect(thing).toMatchObject(expected)
    else expect(thing).toMatchObject({ id: 'other' })
    const kinds = Object.keys(thing ?? {}).filter((key) => /^(?:concept|shape|text|chart)$/.test(key))
    expect(kinds).toHaveLength(1)
  })
})

describe('a plan without its end', () => {
  const read = (answer: string) => {
    const { plan, report } = readPlan(answer, request)
    return { things: plan?.things, leftOut: report.leftOut }
  }

  it('has nothing that is half written: "cat" is not the beginning of a caterpillar', () => {
    const fox = { id: 'fox', concept: 'fox' }
    expect(read('{"things":[{"concept":"fox"},{"concept":"cat')).toEqual({ things: [fox], leftOut: [] })
    expect(read('[{"concept":"fox","colour":"re')).toEqual({ things: [fox], leftOut: [] })
  })

  it('is of no use before its first thing, although it has a scene', () => {
    expect(read('{"background":{"scene":"beach"},"things":[')).toEqual({ things: undefined, leftOut: [] })
    expect(read('{"background":{"scene":"beach"},"things":[]}').things).toEqual([])
  })
})

const keys = (
  'id concept shape text chart values count colour colours parts size place at on between pose facing ' +
  'frame mood looks box texture things background scene light emblem version __proto__ constructor things[0].x'
).split(' ')
const texts = [
  'fox',
  'Tree 2',
  'red',
  '#12',
  'beach',
  'auto',
  'hexagon',
  'bars',
  '',
  '\u0000',
  '\ud800',
  'ÄÖ',
]
const numbers = [0, -1, 0.5, 3, 31, 1e300, 4294967296]

/** Objects and lists of what a plan has, put together at random. */
function randomValue(random: () => number, depth: number): unknown {
  const turn = random()
  if (depth > 4 || turn < 0.35) return pick(random, [...texts, ...relations, ...spots])
  if (turn < 0.45) return pick(random, [...numbers, true, null])
  const inner = () => randomValue(random, depth + 1)
  if (turn < 0.65) return Array.from({ length: Math.floor(random() * 16) }, inner)
  return Object.fromEntries(
    Array.from({ length: Math.floor(random() * 8) }, () => [pick(random, keys), inner()]),
  )
}

it('a picture of a set is an emblem on no background, whatever the model says', () => {
  const written = JSON.stringify({
    emblem: false,
    background: { scene: 'beach' },
    things: [{ concept: 'house' }],
  })
  const asked = { ...request, background: 'none', set: {} }
  expect(readPlan(written, asked).plan).toMatchObject({ emblem: true, background: 'none' })
  expect(readPlan(written, request).plan?.emblem).toBeUndefined()
})

describe('whatever a model writes', () => {
  it('becomes a valid plan or none, and a report that may be stored', () => {
    const random = createRandom(16)
    let plans = 0
    for (let turn = 0; turn < 600; turn += 1) {
      const things = Array.from({ length: Math.floor(random() * 15) }, () => randomValue(random, 1))
      const text = JSON.stringify(random() < 0.8 ? { things } : randomValue(random, 0))
      // Half of the answers lose a piece.
      const at = Math.floor(random() * text.length * 2)
      const { plan, report } = readPlan(text.slice(0, at) + text.slice(at + 3), request)
      if (plan) expect(validatePlan(plan)).toEqual({ ok: true, plan })
      expect([...report.leftOut, ...report.changed].every(({ words }) => words.length <= 80)).toBe(true)
      expect(report.leftOut.length).toBeLessThanOrEqual(40)
      expect(JSON.stringify({ plan, report })).not.toMatch(/\\u0000|\\ud[89a-f]/)
      plans += plan ? 1 : 0
    }
    expect(plans).toBeGreaterThan(200)
  })

  it.each<[string, string]>([
    ['brackets without an end', '['.repeat(32_000)],
    ['objects without an end', '{"a":'.repeat(6_000)],
    ['quotes', `{"things":${'"x'.repeat(16_000)}`],
    ['apostrophes', `{"things":'${"'".repeat(32_000)}`],
    [
      'unknown fields',
      `{"things":[{"concept":"fox",${Array.from({ length: 2_500 }, (_, at) => `"k${at}":1`).join()}}]}`,
    ],
    ['ambiguous quotes', `{"things":['a${"'b".repeat(8_000)}]}`],
    ['ambiguous commas', `{"a": "x${', y "z'.repeat(5_000)}}`],
    ['many ambiguous quotes', `{"a":['a${"'b".repeat(400)}]} `.repeat(30)],
    ['many things', `{"things":[${'"fox",'.repeat(5_000)}"fox"]}`],
    ['many plans', '{"things":[]} '.repeat(2_300)],
  ])('is read in less than a second of CPU time: %s', (_name, answer) => {
    const before = process.cpuUsage()
    readPlan(answer, request)
    const { user, system } = process.cpuUsage(before)
    expect((user + system) / 1_000).toBeLessThan(1_000)
  })

  it.each([{ prompt: '' }, { prompt: '\ud800'.repeat(600) }])('for a request like %j', (asked) => {
    expect(readPlan('{"things":["fox"]}', { ...request, ...asked }).plan?.things).toHaveLength(1)
  })
})
