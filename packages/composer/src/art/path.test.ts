import { expect, test } from 'vitest'
import { walkPath } from './path.ts'

const pointsOf = (data: string): number[][] => {
  const points: number[][] = []
  walkPath(data, (x, y) => points.push([x, y]))
  return points
}

test('numbers need no separator where a sign, a point or an exponent ends the one before', () => {
  expect(pointsOf('M1-2L.5.5 1e1+3.')).toEqual([
    [1, -2],
    [0.5, 0.5],
    [10, 3],
  ])
})

test('flags of an arc need no separator', () => {
  expect(pointsOf('M0 0a5 5 0 0110 0').at(-1)).toEqual([10, 0])
  expect(pointsOf('M0 0a5 5 0 2 1 10 0')).toEqual([[0, 0]])
})

test.each(['M1 2x5 5L9 9', 'M1 2 e5L9 9', 'M1 2L3', 'M1 2L..L9 9', 'M1 2 #'])(
  'the first error ends the path: %s',
  (data) => {
    expect(pointsOf(data)).toEqual([[1, 2]])
  },
)
