import { expect, it } from 'vitest'
import { copyComputed, initial } from './computed.ts'

it('a copy of a context has every field of it', () => {
  const changed = Object.fromEntries(Object.keys(initial).map((field, index) => [field, index + 1]))
  expect(copyComputed({ ...initial, ...changed })).toEqual(changed)
})
