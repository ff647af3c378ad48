import { expect, it } from 'vitest'
import { buildWordQuery } from './word-query.ts'

it('has every word, and asks the index for the longest', () => {
  const words = ['a', 'quiet', 'harbour', 'at', 'dusk', 'with', 'boats']
  const { index, whole } = buildWordQuery(words.map((word) => [word])) ?? { index: '', whole: '' }
  expect(index).toBe(`('harbour':*) & ('quiet':*) & ('boats':*) & ('dusk':*)`)
  expect(whole.split(' & ')).toHaveLength(words.length)
})

it('accepts one of several words, and quotes operators', () => {
  expect(buildWordQuery([['hosue', 'house']])?.whole).toBe(`('hosue':* | 'house':*)`)
  expect(buildWordQuery([[`it's`], ['a\\b']])?.whole).toBe(`('it''s':*) & ('a\\\\b':*)`)
})

it('ignores punctuation, unless there is nothing else', () => {
  expect(buildWordQuery([['fox'], ['-'], ['dog']])?.whole).toBe(`('fox':*) & ('dog':*)`)
  expect(buildWordQuery([['++']])?.whole).toBe(`('++':*)`)
  expect(buildWordQuery([])).toBeUndefined()
})
