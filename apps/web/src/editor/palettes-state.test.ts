import { expect, it } from 'vitest'
import { palettesMax, parsePalettes, readHexColor, withoutPalette, withPalette } from './palettes-state.ts'

it('a palette is kept once, the newest first, and can be dropped', () => {
  const two = withPalette(withPalette([], ['#111111']), ['#222222', '#333333'])
  expect(withPalette(two, ['#111111'])).toEqual([['#111111'], ['#222222', '#333333']])
  expect(withoutPalette(two, ['#111111'])).toEqual([['#222222', '#333333']])
  expect(withPalette(two, [])).toBe(two)
  const many = Array.from({ length: 20 }, (_, at) => `#0000${String(at + 10)}`)
  expect(many.reduce((kept, color) => withPalette(kept, [color]), withPalette([], []))).toHaveLength(
    palettesMax,
  )
})

it('invalid stored data is ignored', () => {
  expect(parsePalettes('[["#aabbcc"],["red"],"#aabbcc",[],[3]]')).toEqual([['#aabbcc']])
  expect(parsePalettes('{')).toEqual([])
  expect(parsePalettes('{}')).toEqual([])
  expect(parsePalettes(null)).toEqual([])
})

it('colours are read as people type them', () => {
  expect([' #Abc', 'd9442b', '#d9442b ', 'red', '#12', ''].map(readHexColor)).toEqual([
    '#aabbcc',
    '#d9442b',
    '#d9442b',
    undefined,
    undefined,
    undefined,
  ])
})
