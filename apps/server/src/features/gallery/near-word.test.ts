import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseNearWords, countSlips } from './near-word.ts'

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'é', '🦊'), maxLength: 8 })

describe('edits', () => {
  it.each([
    ['', '', 0],
    ['fox', 'fox', 0],
    ['fox', 'fix', 1],
    ['fxo', 'fox', 1],
    ['foxx', 'fox', 1],
    ['elefant', 'elephant', 2],
    ['🦊', '🐺', 1],
  ])('from %j to %j are %d', (one, other, slips) => expect(countSlips(one, other)).toBe(slips))

  it('are the same in both ways, and none between a word and itself alone', () => {
    fc.assert(
      fc.property(word, word, (one, other) => {
        expect(countSlips(one, other)).toBe(countSlips(other, one))
        expect(countSlips(one, other) === 0).toBe(one === other)
        expect(countSlips(one, other)).toBeLessThanOrEqual(Math.max([...one].length, [...other].length))
      }),
    )
  })
})

describe('similar words', () => {
  it('are the most similar first, and no dissimilar ones', () => {
    const known = ['horse', 'house', 'houses', 'mouse', 'lighthouse', 'hose']
    expect(chooseNearWords('hosue', known)).toEqual(['hose', 'house', 'houses'])
    expect(chooseNearWords('zebra', known)).toEqual([])
  })
})
