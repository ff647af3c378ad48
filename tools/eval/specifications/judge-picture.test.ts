import { expect, test } from 'vitest'
import { emptyReport } from '../../../packages/composer/src/report/report.ts'
import { judgePicture } from './judge-picture.ts'
import type { Specification } from './specification.ts'
import { allNouns, specify } from './specify.ts'

const picture = (inside: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="256" height="256" viewBox="0 0 256 256"><title>t</title><g id="scene-back"><rect width="256" height="256" fill="#ffffff"/></g>${inside}</svg>`
const ball = (id: string, x: number, fill: string) =>
  `<g id="${id}"><circle cx="${x}" cy="128" r="40" fill="${fill}"/></g>`
const wanted: Specification = {
  category: 'test',
  sentence: 'a red ball left of a blue cat',
  things: [
    { noun: 'ball', count: 1, colour: 'red' },
    { noun: 'cat', count: 1, colour: 'blue' },
  ],
  relation: 'leftOf',
}

function faultsOf(inside: string, specification = wanted): string[] {
  const verdict = judgePicture(specification, picture(inside), emptyReport())
  return Object.entries(verdict).flatMap(([kind, list]) => (list.length > 0 ? [kind] : []))
}

test('a picture that shows what was requested has no fault', () => {
  expect(faultsOf(ball('ball', 60, '#e5343d') + ball('cat', 180, '#2a78e4'))).toEqual([])
})

test.each([
  ['a thing that is not there', ball('ball', 60, '#e5343d'), ['nouns']],
  ['a wrong colour', ball('ball', 60, '#36a852') + ball('cat', 180, '#2a78e4'), ['colour']],
  ['a wrong side', ball('ball', 180, '#e5343d') + ball('cat', 60, '#2a78e4'), ['relation']],
  ['a thing behind another', ball('ball', 60, '#e5343d') + ball('cat', 62, '#2a78e4'), ['relation', 'seen']],
  ['a thing off the canvas', ball('ball', 10, '#e5343d') + ball('cat', 180, '#2a78e4'), ['canvas']],
  [
    'a wrong number',
    `<g id="ball"><g id="ball-copy-1"><circle cx="40" cy="60" r="20" fill="#e5343d"/></g><g id="ball-copy-2"><circle cx="40" cy="160" r="20" fill="#e5343d"/></g></g>${ball('cat', 180, '#2a78e4')}`,
    ['count'],
  ],
])('the judge sees %s', (_fault, inside, kinds) => {
  expect(faultsOf(inside).sort()).toEqual(kinds.sort())
})

test('the judge requires legible letters, and a report of the words that are left out', () => {
  const letters = { category: 'test', sentence: 'the letter K', things: [], text: 'K' }
  const letter = (fill: string) =>
    `<g id="text"><path fill="${fill}" d="M60 40h40v160H60z" transform="translate(0 0)"/></g>`
  expect(faultsOf(letter('#222222'), letters)).toEqual([])
  expect(faultsOf(letter('#fafafa'), letters)).toEqual(['text'])
  expect(faultsOf('', letters)).toEqual(['text'])
  expect(faultsOf('', { category: 'test', sentence: 'a whisk', things: [], leftOut: 'whisk' })).toEqual([
    'report',
  ])
})

test('there are at least 600 specifications with 300 nouns, the same each time', () => {
  const list = specify()
  expect(list.length).toBeGreaterThanOrEqual(600)
  expect(new Set(allNouns).size).toBeGreaterThanOrEqual(300)
  expect(specify()).toEqual(list)
})
