import { expect, it } from 'vitest'
import { chooseKept } from './palettes.ts'

it('kept palettes that begin with the same colours are offered once', () => {
  const eight = Array.from({ length: 8 }, (_, at) => `#00000${at}`)
  const kept = [[...eight, '#111111'], ['#ffffff'], [...eight, '#222222'], eight]
  expect(chooseKept(kept).map(({ colours }) => colours)).toEqual([eight, ['#ffffff']])
})
