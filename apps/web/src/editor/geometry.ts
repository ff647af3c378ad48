/**
 * Boxes, handles and angles of the editor. All lengths are in units of the picture's view box, x to the right
 * and y down; angles are in degrees clockwise.
 */

export type Point = { x: number; y: number }
export type Box = Point & { width: number; height: number }

/** Handles are named after the sides of the box: n is the top, e the right side. */
export const handles = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const
export type Handle = (typeof handles)[number]

/** Factors along x and y about a fixed point. */
export type Scaling = { x: number; y: number; about: Point }

/** Smaller parts could not be grabbed again. */
const factorMin = 0.02

/** The smallest upright box around the points. */
export function boxAround(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}

export const cornersOf = ({ x, y, width, height }: Box): Point[] => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
]

export const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 })

/** A side to which parts are moved, or the middle between two sides. */
export type Side = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom'

/** How far each box has to be moved, so that all are aligned at a side of the box around them. */
export function alignTo(boxes: readonly Box[], side: Side): Point[] {
  const outer = boxAround(boxes.flatMap(cornersOf))
  const share = { left: 0, top: 0, centre: 0.5, middle: 0.5, right: 1, bottom: 1 }[side]
  return boxes.map(({ x, y, width, height }) =>
    side === 'left' || side === 'centre' || side === 'right'
      ? { x: outer.x - x + (outer.width - width) * share, y: 0 }
      : { x: 0, y: outer.y - y + (outer.height - height) * share },
  )
}

/** How far each box has to be moved, so that the gaps between them are equal. The outermost stay. */
export function spread(boxes: readonly Box[], axis: 'x' | 'y'): Point[] {
  const length = axis === 'x' ? 'width' : 'height'
  const order = boxes.toSorted((one, other) => middleOf(one)[axis] - middleOf(other)[axis])
  const outer = boxAround(boxes.flatMap(cornersOf))
  const filled = boxes.reduce((sum, box) => sum + box[length], 0)
  const gap = (outer[length] - filled) / Math.max(boxes.length - 1, 1)
  const moves = new Map<Box, number>()
  let at = outer[axis]
  for (const box of order) {
    moves.set(box, at - box[axis])
    at += box[length] + gap
  }
  return boxes.map((box) => ({ x: 0, y: 0, [axis]: moves.get(box) ?? 0 }))
}

/** Whether the inner box is within the outer one, up to a hundredth of its size. */
export function covers(outer: Box, inner: Box): boolean {
  const [byX, byY] = [inner.width / 100, inner.height / 100]
  return (
    outer.x <= inner.x + byX &&
    outer.y <= inner.y + byY &&
    outer.x + outer.width >= inner.x + inner.width - byX &&
    outer.y + outer.height >= inner.y + inner.height - byY
  )
}

/** The position of a handle on the box, from 0 to 1 along each side. */
export const placeOf = (handle: Handle): Point => ({
  x: handle.includes('w') ? 0 : handle.includes('e') ? 1 : 0.5,
  y: handle.includes('n') ? 0 : handle.includes('s') ? 1 : 0.5,
})

/**
 * The scaling when a handle is moved by `by`. The opposite side stays. Corner handles keep the proportions
 * unless `isFree`; side handles change one direction.
 */
export function scaleByHandle(box: Box, handle: Handle, by: Point, isFree: boolean): Scaling {
  const at = placeOf(handle)
  const about = { x: box.x + box.width * (1 - at.x), y: box.y + box.height * (1 - at.y) }
  const x = at.x === 0.5 ? 1 : factorOf(box.width, at.x === 1 ? by.x : -by.x)
  const y = at.y === 0.5 ? 1 : factorOf(box.height, at.y === 1 ? by.y : -by.y)
  if (handle.length === 1 || isFree) return { x, y, about }
  // The direction of the larger movement decides.
  const both = Math.abs(x - 1) * box.width >= Math.abs(y - 1) * box.height ? x : y
  return { x: both, y: both, about }
}

function factorOf(length: number, by: number): number {
  if (length <= 0) return 1
  return Math.max((length + by) / length, factorMin)
}

/**
 * The turn from one point to another about the middle, from -180 to 180; in whole steps if a step is given.
 */
export function turnBetween(middle: Point, from: Point, to: Point, stepDegrees = 0): number {
  const angleOf = ({ x, y }: Point) => (Math.atan2(y - middle.y, x - middle.x) * 180) / Math.PI
  const turn = ((angleOf(to) - angleOf(from) + 540) % 360) - 180
  return stepDegrees > 0 ? Math.round(turn / stepDegrees) * stepDegrees : turn
}

/** Keeps only the longer direction. */
export const alongOneAxis = ({ x, y }: Point): Point =>
  Math.abs(x) >= Math.abs(y) ? { x, y: 0 } : { x: 0, y }

/** One step of an arrow key: a power of ten, about a two-hundredth of the picture. */
export const stepOf = ({ width, height }: Box): number =>
  10 ** Math.floor(Math.log10(Math.max(width, height, Number.MIN_VALUE) / 200) + 0.01)

/** Rounds to a hundredth of an arrow key's step, which is not visible, so that numbers stay short. */
export function roundTo(step: number, value: number): number {
  const unit = step / 100
  return Number((Math.round(value / unit) * unit).toPrecision(12))
}
