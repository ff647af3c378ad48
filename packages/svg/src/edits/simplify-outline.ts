import { fitCubic } from './fit-cubic.ts'
import { pointOnCubic, type Subpath } from './subpaths.ts'

/** A line or curve with its starting point, so that its neighbours can be removed. */
type Piece = readonly number[]

/**
 * Simplifies an outline without moving any point of it by more than the tolerance: curves that are nearly
 * straight become lines, corners of lines are removed (Douglas and Peucker), and curves that continue
 * smoothly become one.
 */
export function simplifySubpath(subpath: Subpath, tolerance: number): Subpath {
  const { x, y, isClosed } = subpath
  const segments = isClosed ? closedSegments(subpath) : subpath.segments
  const halves = tolerance / 2
  const written: (readonly number[])[] = []
  let [atX, atY] = [x, y]
  let lines = [x, y]
  let curves: Piece[] = []
  const endLines = () => {
    const kept = simplifyLine(lines, halves)
    for (let i = 2; i < kept.length; i += 2) written.push([kept[i] ?? 0, kept[i + 1] ?? 0])
  }
  const endCurves = () => {
    written.push(...mergeCurves(curves, tolerance))
    curves = []
  }
  for (const segment of segments) {
    const [endX = 0, endY = 0] = segment.slice(-2)
    if (segment.length === 2 || isNearlyStraight(atX, atY, segment, halves)) {
      if (curves.length > 0) {
        endCurves()
        lines = [atX, atY]
      }
      lines.push(endX, endY)
    } else {
      if (curves.length === 0) endLines()
      curves.push([atX, atY, ...segment])
    }
    atX = endX
    atY = endY
  }
  if (curves.length > 0) endCurves()
  else endLines()
  // Closing the path draws the last line.
  if (isClosed && written.length > 1 && written.at(-1)?.length === 2) written.pop()
  return { x, y, segments: written.length === 0 ? [[atX, atY]] : written, isClosed }
}

/** Includes the line that closing the path draws. */
function closedSegments({ x, y, segments }: Subpath): (readonly number[])[] {
  const [endX, endY] = segments.at(-1)?.slice(-2) ?? []
  return endX === x && endY === y ? segments : [...segments, [x, y]]
}

/** Longer lines are processed in parts, because the worst case of the search is quadratic. */
const pointsMax = 4000

/**
 * The points of a line that are needed so that all others are within the tolerance of it (Douglas and
 * Peucker). The first and the last stay.
 *
 * @param points x and y in turn.
 */
export function simplifyLine(points: readonly number[], tolerance: number): number[] {
  const count = points.length / 2
  const isKept = new Uint8Array(count)
  const stack: [number, number][] = []
  for (let from = 0; from < count - 1; from += pointsMax)
    stack.push([from, Math.min(count - 1, from + pointsMax)])
  isKept[0] = 1
  for (const [, to] of stack) isKept[to] = 1
  for (let range = stack.pop(); range !== undefined; range = stack.pop()) {
    const [from, to] = range
    let furthest = tolerance
    let place = -1
    for (let i = from + 1; i < to; i++) {
      const distance = distanceToChord(points, i, from, to)
      if (distance <= furthest) continue
      furthest = distance
      place = i
    }
    if (place < 0) continue
    isKept[place] = 1
    stack.push([from, place], [place, to])
  }
  return points.filter((_, index) => isKept[index >> 1] === 1)
}

function distanceToChord(points: readonly number[], index: number, from: number, to: number): number {
  const at = (i: number): [number, number] => [points[2 * i] ?? 0, points[2 * i + 1] ?? 0]
  return distanceToSegment(...at(index), ...at(from), ...at(to))
}

function distanceToSegment(x: number, y: number, x1: number, y1: number, x2: number, y2: number): number {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - x1) * dx + (y - y1) * dy) / length))
  return Math.hypot(x - x1 - t * dx, y - y1 - t * dy)
}

/** A curve is inside the convex hull of its control points. */
function isNearlyStraight(x: number, y: number, curve: readonly number[], tolerance: number): boolean {
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, endX = 0, endY = 0] = curve
  return (
    distanceToSegment(x1, y1, x, y, endX, endY) <= tolerance &&
    distanceToSegment(x2, y2, x, y, endX, endY) <= tolerance
  )
}

/** Maximum of curves that are merged into one. */
const mergedMax = 64
const samplesPerCurve = 12
/** Minimum cosine of the angle between two curves that continue smoothly. */
const smoothCosine = 0.94

/** Merges as many consecutive curves as possible. */
function mergeCurves(curves: readonly Piece[], tolerance: number): (readonly number[])[] {
  const merged: (readonly number[])[] = []
  for (let from = 0; from < curves.length; ) {
    let best: readonly number[] = curves[from]?.slice(2) ?? []
    let count = 1
    for (let wanted = 2; from + wanted <= curves.length && wanted <= mergedMax; wanted++) {
      const [last, next] = [curves[from + wanted - 2], curves[from + wanted - 1]]
      if (last === undefined || next === undefined || !goesOn(last, next)) break
      const fitted = fitRun(curves.slice(from, from + wanted), tolerance)
      if (fitted === null) break
      best = fitted
      count = wanted
    }
    merged.push(best)
    from += count
  }
  return merged
}

function goesOn(curve: Piece, next: Piece): boolean {
  const [ax, ay] = endDirection(curve)
  const [bx, by] = startDirection(next)
  return ax * bx + ay * by >= smoothCosine
}

function fitRun(curves: readonly Piece[], tolerance: number): readonly number[] | null {
  const [first, last] = [curves[0], curves.at(-1)]
  if (first === undefined || last === undefined) return null
  const points: number[] = [first[0] ?? 0, first[1] ?? 0]
  for (const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] of curves)
    for (let n = 1; n <= samplesPerCurve; n++)
      points.push(...pointOnCubic(x0, y0, x1, y1, x2, y2, x3, y3, n / samplesPerCurve))
  const [ex, ey] = endDirection(last)
  // Between the samples the distance is slightly larger.
  return fitCubic(points, startDirection(first), [-ex, -ey], tolerance * 0.8)
}

const startDirection = (curve: Piece): readonly [number, number] => directionOf(curve, [0, 2, 4, 6])
const endDirection = (curve: Piece): readonly [number, number] => {
  const [x, y] = directionOf(curve, [6, 4, 2, 0])
  return [-x, -y]
}

/** The direction from the first point to the next one at a different position. */
function directionOf(curve: Piece, [first = 0, ...others]: readonly number[]): readonly [number, number] {
  const [x, y] = [curve[first] ?? 0, curve[first + 1] ?? 0]
  for (const other of others) {
    const [dx, dy] = [(curve[other] ?? 0) - x, (curve[other + 1] ?? 0) - y]
    const length = Math.hypot(dx, dy)
    if (length > 1e-9) return [dx / length, dy / length]
  }
  return [0, 0]
}
