import fc from 'fast-check'
import { expect, it } from 'vitest'
import { NamesByPlace } from './names-by-place.ts'

it('names at any place, in any order, have what belongs to them', () => {
  const all = new Map<string, number | null>([
    ['cx', 1],
    ['cy', 2],
    ['fill', 3],
    ['style', null],
  ])
  const calls = fc.array(fc.tuple(fc.constantFrom(...all.keys(), 'onload', '', 'toString'), fc.nat(40)), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(calls, (sequence) => {
      const names = new NamesByPlace(all)
      for (const [name, place] of sequence) expect(names.get(name, place)).toBe(all.get(name))
    }),
  )
})
