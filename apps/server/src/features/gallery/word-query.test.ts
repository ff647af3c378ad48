import { expect, it } from 'vitest'
import { buildWordQuery, type WordStatistics } from './word-query.ts'

const unknown: WordStatistics = { pictures: 0, shares: new Map() }
const build = (words: readonly string[], statistics = unknown) =>
  buildWordQuery(
    words.map((word) => [word]),
    statistics,
  )

const ofMillions = (pictures: number, shares: Record<string, number>): WordStatistics => ({
  pictures,
  shares: new Map(Object.entries(shares)),
})

it('has every word, and asks the index for the longest of those that are equally common', () => {
  const words = ['a', 'quiet', 'harbour', 'at', 'dusk', 'with', 'boats']
  const equal = ofMillions(200_000, Object.fromEntries(words.map((word) => [word, 0.5])))
  expect(build(words, equal)?.index).toBe(`('harbour':*) & ('quiet':*) & ('boats':*) & ('dusk':*)`)
  expect(build(words, equal)?.whole.split(' & ')).toHaveLength(words.length)
})

it('asks the index for rare words alone', () => {
  const statistics = ofMillions(10_000_000, { red: 0.1, fox: 0.1, quilt: 0.01, loom: 0.015, zebra: 1e-5 })
  const indexOf = (...words: string[]) => build(words, statistics)?.index
  expect(indexOf('red', 'zebra')).toBe(`('zebra':*)`)
  expect(indexOf('loom', 'quilt')).toBe(`('quilt':*) & ('loom':*)`)
  expect(indexOf('red', 'quilt', 'loom')).toBe(`('quilt':*) & ('loom':*)`)
  expect(indexOf('red', 'qwertyz', 'zyx')).toBe(`('qwertyz':*) & ('zyx':*)`)
})

it('does not use the index for words that are too common, alone or together', () => {
  const statistics = ofMillions(10_000_000, { red: 0.1, fox: 0.1, quilt: 0.01 })
  for (const words of [['red'], ['red', 'fox'], ['red', 'quilt']])
    expect(build(words, statistics)).toMatchObject({
      index: undefined,
      whole: expect.stringContaining('red'),
    })
})

it('accepts one of several words, which are as common as all of them, and quotes operators', () => {
  expect(buildWordQuery([['hosue', 'house']], unknown)?.whole).toBe(`('hosue':* | 'house':*)`)
  const near = ofMillions(10_000_000, { hosue: 0, house: 0.1 })
  expect(buildWordQuery([['hosue', 'house']], near)?.index).toBeUndefined()
  expect(build([`it's`, 'a\\b'])?.whole).toBe(`('it''s':*) & ('a\\\\b':*)`)
})

it('ignores punctuation, unless there is nothing else', () => {
  expect(build(['fox', '-', 'dog'])?.whole).toBe(`('fox':*) & ('dog':*)`)
  expect(build(['++'])?.whole).toBe(`('++':*)`)
  expect(build([])).toBeUndefined()
})
