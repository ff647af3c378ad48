import { expect, it } from 'vitest'
import { chosenOf, emptySelection, type PictureSelection, withRange, withToggled } from './selection-state.ts'

const listed = ['a', 'b', 'c', 'd', 'e']
const idsOf = ({ ids }: PictureSelection) => [...ids].toSorted()

it('pictures are chosen one by one, and a range in both directions', () => {
  const one = withToggled(emptySelection, 'b')
  expect(idsOf(one)).toEqual(['b'])
  expect(idsOf(withToggled(one, 'b'))).toEqual([])
  expect(idsOf(withRange(one, listed, 'd'))).toEqual(['b', 'c', 'd'])
  expect(idsOf(withRange(withToggled(emptySelection, 'd'), listed, 'b'))).toEqual(['b', 'c', 'd'])
  expect(idsOf(withRange(emptySelection, listed, 'c'))).toEqual(['c'])
})

it('a range that begins at a deselected picture deselects', () => {
  const all = { ids: new Set(listed), anchor: undefined }
  expect(idsOf(withRange(withToggled(all, 'b'), listed, 'd'))).toEqual(['a', 'e'])
})

it('pictures that are no longer in the list are not chosen', () => {
  const chosen = { ids: new Set(['a', 'x']), anchor: 'x' }
  expect(chosenOf(chosen, [{ id: 'a' }, { id: 'b' }])).toEqual([{ id: 'a' }])
  expect(idsOf(withRange(chosen, listed, 'b'))).toEqual(['a', 'b', 'x'])
})
