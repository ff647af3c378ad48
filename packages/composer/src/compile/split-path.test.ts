import { expect, test } from 'vitest'
import { splitPath } from './split-path.ts'

test('subpaths that lie apart become paths of their own, from absolute points', () => {
  expect(splitPath('m2 2h2v2h-2zm10 0 2 0v2h-2z')).toEqual(['M2 2h2v2h-2z', 'M12 2l2 0v2h-2z'])
  expect(splitPath('M5 5a2 2 0 1 1-4 0a2 2 0 0 1 4 0m9 0a2 2 0 1 1-4 0a2 2 0 0 1 4 0')).toHaveLength(2)
})

test('a hole stays with its outline', () => {
  const ring = 'M0 0h10v10H0zm3 3h4v4H3z'
  expect(splitPath(ring)).toEqual([ring])
})
