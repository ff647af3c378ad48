export type Rectangle = { x: number; y: number; width: number; height: number }
export type Point = readonly [x: number, y: number]

/**
 * The part of a filled outline that is inside a rectangle. Its curves become lines. The covered area inside
 * the rectangle does not change under either fill rule, because the polygon is clipped at one side after the
 * other (Sutherland and Hodgman).
 *
 * @param outline absolute segments M, L, Q, C and Z. @param place moves its points to the rectangle's space.
 * @returns polygons in the rectangle's space; empty if nothing is inside.
 */
export function trimOutline(outline: string, place: (point: Point) => Point, inside: Rectangle): Point[][] {
  const { x, y, width, height } = inside
  const sides: Side[] = [
    { axis: 0, at: x, sign: 1 },
    { axis: 0, at: x + width, sign: -1 },
    { axis: 1, at: y, sign: 1 },
    { axis: 1, at: y + height, sign: -1 },
  ]
  const unit = Math.max(width, height) / pointsAcross
  return polygonsOf(outline, place, unit)
    .map((polygon) => sides.reduce(cut, polygon))
    .filter(({ length }) => length > 2)
}

/** The side of the rectangle in the unit for dividing curves, which is a pixel of the largest image. */
const pointsAcross = 2_048
type Side = { axis: 0 | 1; at: number; sign: 1 | -1 }

function polygonsOf(outline: string, place: (point: Point) => Point, unit: number): Point[][] {
  const polygons: Point[][] = []
  for (const [, command, rest = ''] of outline.matchAll(/([MLQC])([^MLQCZ]*)/g)) {
    const numbers = (rest.match(/-?[\d.]+(?:e[-+]?\d+)?/g) ?? []).map(Number)
    const points = Array.from({ length: numbers.length / 2 }, (_, at) =>
      place([numbers[at * 2] ?? 0, numbers[at * 2 + 1] ?? 0]),
    )
    const last = polygons.at(-1)
    const start = last?.at(-1)
    if (command === 'M' || !last || !start) polygons.push(points)
    else if (command === 'L') last.push(...points)
    else last.push(...flatten([start, ...points], unit))
  }
  return polygons
}

/** Points along a Bézier curve, without its first one; their lines are less than a `unit` away from it. */
function flatten(control: readonly Point[], unit: number): Point[] {
  const length = control.slice(1).reduce((sum, [x, y], at) => {
    const [fromX, fromY] = control[at] ?? [x, y]
    return sum + Math.hypot(x - fromX, y - fromY)
  }, 0)
  const steps = Math.min(400, Math.ceil(2 * Math.sqrt(length / unit)) + 1)
  return Array.from({ length: steps }, (_, at) => pointAt(control, (at + 1) / steps))
}

/** De Casteljau's algorithm. */
function pointAt(control: readonly Point[], share: number): Point {
  const [first = [0, 0], ...others] = control
  if (others.length === 0) return first
  const between = others.map(([x, y], at): Point => {
    const [fromX, fromY] = control[at] ?? [x, y]
    return [fromX + (x - fromX) * share, fromY + (y - fromY) * share]
  })
  return pointAt(between, share)
}

function cut(polygon: readonly Point[], { axis, at, sign }: Side): Point[] {
  const depth = (point: Point) => (point[axis] - at) * sign
  return polygon.flatMap((point, index) => {
    const before = polygon.at(index - 1) ?? point
    const [from, to] = [depth(before), depth(point)]
    const share = from / (from - to)
    const crossing: Point = [
      before[0] + (point[0] - before[0]) * share,
      before[1] + (point[1] - before[1]) * share,
    ]
    if (from >= 0 === to >= 0) return to >= 0 ? [point] : []
    return to >= 0 ? [crossing, point] : [crossing]
  })
}
