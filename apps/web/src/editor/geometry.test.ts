import { describe, expect, it } from 'vitest'
import {
  alignTo,
  alongOneAxis,
  boxAround,
  cornersOf,
  covers,
  roundTo,
  scaleByHandle,
  spread,
  stepOf,
  turnBetween,
} from './geometry.ts'

const box = { x: 10, y: 20, width: 40, height: 20 }

describe('handles', () => {
  it('keep the opposite corner and the proportions', () => {
    expect(scaleByHandle(box, 'se', { x: 40, y: 3 }, false)).toEqual({ x: 2, y: 2, about: { x: 10, y: 20 } })
    expect(scaleByHandle(box, 'nw', { x: -20, y: 0 }, false)).toEqual({
      x: 1.5,
      y: 1.5,
      about: { x: 50, y: 40 },
    })
    expect(scaleByHandle(box, 'ne', { x: 0, y: 10 }, false)).toEqual({
      x: 0.5,
      y: 0.5,
      about: { x: 10, y: 40 },
    })
  })

  it('stretch freely, or one side, without moving the opposite one', () => {
    expect(scaleByHandle(box, 'se', { x: 40, y: -10 }, true)).toMatchObject({ x: 2, y: 0.5 })
    expect(scaleByHandle(box, 'w', { x: 20, y: 99 }, false)).toEqual({
      x: 0.5,
      y: 1,
      about: { x: 50, y: 30 },
    })
  })

  it('never flip a part, and do not change a part without a size', () => {
    expect(scaleByHandle(box, 'e', { x: -900, y: 0 }, false).x).toBeGreaterThan(0)
    expect(scaleByHandle({ ...box, width: 0 }, 'e', { x: 5, y: 0 }, false).x).toBe(1)
  })
})

it('a turn takes the shorter direction, in steps if requested', () => {
  const middle = { x: 0, y: 0 }
  expect(turnBetween(middle, { x: 1, y: 0 }, { x: 0, y: 1 })).toBeCloseTo(90)
  expect(turnBetween(middle, { x: -1, y: -0.1 }, { x: -1, y: 0.1 })).toBeCloseTo(-11.42, 1)
  expect(turnBetween(middle, { x: 1, y: 0 }, { x: 1, y: 0.3 }, 15)).toBe(15)
})

it('a box is around its points, and covers what is within it', () => {
  expect(boxAround(cornersOf(box))).toEqual(box)
  expect(covers({ x: -1, y: 0.2, width: 99, height: 99 }, { x: 0, y: 0, width: 90, height: 90 })).toBe(true)
  expect(covers(box, { ...box, width: 60 })).toBe(false)
})

it('steps fit the picture, and numbers stay short', () => {
  expect([24, 256, 512, 4096].map((side) => stepOf({ x: 0, y: 0, width: side, height: side }))).toEqual([
    0.1, 1, 1, 10,
  ])
  expect(roundTo(1, 12.34567)).toBe(12.35)
  expect(roundTo(0.1, 1 / 3)).toBe(0.333)
  expect(alongOneAxis({ x: 3, y: -4 })).toEqual({ x: 0, y: -4 })
})

it('boxes are aligned at a side of the box around them', () => {
  const boxes = [
    { x: 0, y: 10, width: 20, height: 10 },
    { x: 40, y: 0, width: 10, height: 40 },
  ]
  expect(alignTo(boxes, 'left')).toEqual([
    { x: 0, y: 0 },
    { x: -40, y: 0 },
  ])
  expect(alignTo(boxes, 'right')).toEqual([
    { x: 30, y: 0 },
    { x: 0, y: 0 },
  ])
  expect(alignTo(boxes, 'centre')).toEqual([
    { x: 15, y: 0 },
    { x: -20, y: 0 },
  ])
  expect(alignTo(boxes, 'bottom')).toEqual([
    { x: 0, y: 20 },
    { x: 0, y: 0 },
  ])
  expect(alignTo(boxes, 'middle')).toEqual([
    { x: 0, y: 5 },
    { x: 0, y: 0 },
  ])
})

it('boxes are spread with equal gaps, in their order along the axis', () => {
  const boxes = [
    { x: 90, y: 0, width: 10, height: 10 },
    { x: 0, y: 0, width: 10, height: 10 },
    { x: 15, y: 5, width: 20, height: 10 },
  ]
  expect(spread(boxes, 'x')).toEqual([
    { x: 0, y: 0 },
    { x: 0, y: 0 },
    { x: 25, y: 0 },
  ])
})
