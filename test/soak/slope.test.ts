import { expect, it } from 'vitest'
import { estimateSlope } from './slope.ts'

const line = (count: number) => Array.from({ length: count }, (_, x) => ({ x, y: 3 * x + 7 }))

it('the slope of a line is found', () => {
  expect(estimateSlope(line(2))).toBe(3)
  expect(estimateSlope(line(9))).toBe(3)
})

it('a quarter of the points may be outliers', () => {
  const points = line(12).map(({ x, y }) => ({ x, y: x % 4 === 1 ? y + 1_000 * (x - 3) : y }))
  expect(estimateSlope(points)).toBeCloseTo(3)
})

it('there is no slope of a point', () => {
  expect(estimateSlope(line(1))).toBeNaN()
  expect(
    estimateSlope([
      { x: 1, y: 1 },
      { x: 1, y: 2 },
    ]),
  ).toBeNaN()
})
