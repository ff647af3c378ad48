import { expect, it } from 'vitest'
import { addressOf, hasPalette, parsePalettes, readHexColor, withoutPalette } from './palettes-state.ts'

it('a palette is found by its colours and their order', () => {
  const palettes = [['#111111'], ['#222222', '#333333']]
  expect(hasPalette(palettes, ['#222222', '#333333'])).toBe(true)
  expect(hasPalette(palettes, ['#333333', '#222222'])).toBe(false)
  expect(withoutPalette(palettes, ['#222222', '#333333'])).toEqual([['#111111']])
  expect(addressOf(['#222222', '#333333'])).toBe('222222-333333')
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
