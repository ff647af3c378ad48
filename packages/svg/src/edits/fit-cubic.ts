import { pointOnCubic } from './subpaths.ts'

/**
 * Fits one cubic curve to points, with given directions at both ends. The distances of the control points are
 * found by least squares, and the parameters of the points are improved by Newton's method (P. Schneider, "An
 * algorithm for automatically fitting digitized curves", 1990).
 *
 * @param points x and y in turn.
 * @param start of length 1, from the first point into the curve.
 * @param end of length 1, from the last point back into the curve.
 * @returns control points and end, null if a point is further from the curve than the tolerance.
 */
export function fitCubic(
  points: readonly number[],
  start: readonly [number, number],
  end: readonly [number, number],
  tolerance: number,
): readonly number[] | null {
  let parameters = byLength(points)
  for (let round = 0; round < roundsMax; round++) {
    const curve = leastSquares(points, parameters, start, end)
    const error = furthest(points, parameters, curve)
    if (error <= tolerance) return curve.slice(2)
    if (error > tolerance * hopeless) return null
    parameters = parameters.map((t, index) =>
      improved(curve, points[2 * index] ?? 0, points[2 * index + 1] ?? 0, t),
    )
  }
  return null
}

const roundsMax = 4
/** If the error exceeds the tolerance by more than this factor, better parameters do not help. */
const hopeless = 6

function byLength(points: readonly number[]): number[] {
  const lengths = [0]
  let sum = 0
  for (let i = 2; i < points.length; i += 2) {
    sum += Math.hypot((points[i] ?? 0) - (points[i - 2] ?? 0), (points[i + 1] ?? 0) - (points[i - 1] ?? 0))
    lengths.push(sum)
  }
  return lengths.map((length) => (sum === 0 ? 0 : length / sum))
}

function leastSquares(
  points: readonly number[],
  parameters: readonly number[],
  [sx, sy]: readonly [number, number],
  [ex, ey]: readonly [number, number],
): number[] {
  const [x0 = 0, y0 = 0] = points
  const [x3 = 0, y3 = 0] = points.slice(-2)
  let [c00, c01, c11, r0, r1] = [0, 0, 0, 0, 0]
  for (const [index, t] of parameters.entries()) {
    const s = 1 - t
    const [b0, b1, b2, b3] = [s * s * s, 3 * t * s * s, 3 * t * t * s, t * t * t]
    const [ax, ay, bx, by] = [sx * b1, sy * b1, ex * b2, ey * b2]
    c00 += ax * ax + ay * ay
    c01 += ax * bx + ay * by
    c11 += bx * bx + by * by
    const dx = (points[2 * index] ?? 0) - (x0 * (b0 + b1) + x3 * (b2 + b3))
    const dy = (points[2 * index + 1] ?? 0) - (y0 * (b0 + b1) + y3 * (b2 + b3))
    r0 += ax * dx + ay * dy
    r1 += bx * dx + by * dy
  }
  const determinant = c00 * c11 - c01 * c01
  const chord = Math.hypot(x3 - x0, y3 - y0)
  let first = determinant === 0 ? 0 : (r0 * c11 - r1 * c01) / determinant
  let second = determinant === 0 ? 0 : (c00 * r1 - c01 * r0) / determinant
  // Control points behind the ends would make loops.
  if (first < chord * 1e-6 || second < chord * 1e-6) first = second = chord / 3
  return [x0, y0, x0 + sx * first, y0 + sy * first, x3 + ex * second, y3 + ey * second, x3, y3]
}

type Cubic = readonly number[]

function pointAt([x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0]: Cubic, t: number) {
  return pointOnCubic(x0, y0, x1, y1, x2, y2, x3, y3, t)
}

function furthest(points: readonly number[], parameters: readonly number[], curve: Cubic): number {
  let most = 0
  for (const [index, t] of parameters.entries()) {
    const [x, y] = pointAt(curve, t)
    most = Math.max(most, Math.hypot(x - (points[2 * index] ?? 0), y - (points[2 * index + 1] ?? 0)))
  }
  return most
}

/** A step of Newton's method towards the parameter of the nearest point. */
function improved(curve: Cubic, px: number, py: number, t: number): number {
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = curve
  const s = 1 - t
  const [x, y] = pointAt(curve, t)
  const first = (a: number, b: number, c: number, d: number) =>
    3 * (s * s * (b - a) + 2 * s * t * (c - b) + t * t * (d - c))
  const second = (a: number, b: number, c: number, d: number) =>
    6 * (s * (c - 2 * b + a) + t * (d - 2 * c + b))
  const [dx, dy] = [first(x0, x1, x2, x3), first(y0, y1, y2, y3)]
  const [ddx, ddy] = [second(x0, x1, x2, x3), second(y0, y1, y2, y3)]
  const slope = dx * dx + dy * dy + (x - px) * ddx + (y - py) * ddy
  if (slope === 0) return t
  return Math.min(1, Math.max(0, t - ((x - px) * dx + (y - py) * dy) / slope))
}
