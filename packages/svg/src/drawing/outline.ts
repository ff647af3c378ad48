import type { Matrix } from '../matrix.ts'

/** A segment of an outline: its letter, and its control points and end as absolute positions. */
export type Segment = readonly [kind: 'M' | 'L' | 'Q' | 'C' | 'Z', ...values: number[]]

export type Outline = readonly Segment[]

export type Point = readonly [x: number, y: number]

/** A line through points. If it is closed, it returns from the last point to the first. */
export interface Polyline {
  points: Point[]
  isClosed: boolean
}

/** @param data absolute M, L, Q, C and Z with values between spaces, as `readDrawing` gets it. */
export function readOutline(data: string): Outline {
  const segments: [Segment[0], ...number[]][] = []
  for (const word of data.split(/[\s,]+/)) {
    if (/^[MLQCZ]$/.test(word)) segments.push([word as Segment[0]])
    else if (word !== '') segments.at(-1)?.push(Number(word))
  }
  return segments
}

export const writeOutline = (outline: Outline, decimals = 3): string =>
  outline
    .map(([kind, ...values]) => kind + values.map((value) => writeNumber(value, decimals)).join(' '))
    .join('')

/** Writes a digit before the decimal point, which some languages require. */
export const writeNumber = (value: number, decimals = 3): string => String(Number(value.toFixed(decimals)))

export function transformOutline(outline: Outline, [a, b, c, d, e, f]: Matrix): Outline {
  return outline.map(([kind, ...values]): Segment => {
    const moved = values.map((value, at) => {
      const [x = 0, y = 0] = at % 2 === 0 ? [value, values[at + 1]] : [values[at - 1], value]
      return at % 2 === 0 ? a * x + c * y + e : b * x + d * y + f
    })
    return [kind, ...moved]
  })
}

/** The same with cubic curves for quadratic ones. */
export function withCubics(outline: Outline): Outline {
  let [x, y] = [0, 0]
  return outline.map((segment): Segment => {
    const [kind, cx = 0, cy = 0, toX = 0, toY = 0] = segment
    const [fromX, fromY] = [x, y]
    const [endX, endY] = segment.slice(-2) as unknown as Point
    if (kind !== 'Z') [x, y] = [endX, endY]
    if (kind !== 'Q') return segment
    const third = (end: number, control: number) => (end + 2 * control) / 3
    return ['C', third(fromX, cx), third(fromY, cy), third(toX, cx), third(toY, cy), toX, toY]
  })
}

export interface OutlineBox {
  x: number
  y: number
  width: number
  height: number
}

/** The smallest box around some outlines; undefined when they have no point. */
export function boxOf(outlines: readonly Outline[]): OutlineBox | undefined {
  const xs: number[] = []
  const ys: number[] = []
  for (const outline of outlines) {
    let [x, y] = [0, 0]
    for (const [kind, ...values] of withCubics(outline)) {
      if (kind === 'Z') continue
      const [endX = 0, endY = 0] = values.slice(-2)
      xs.push(endX)
      ys.push(endY)
      if (kind === 'C') {
        const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = values
        xs.push(...turnsOf(x, x1, x2, endX))
        ys.push(...turnsOf(y, y1, y2, endY))
      }
      ;[x, y] = [endX, endY]
    }
  }
  if (xs.length === 0) return undefined
  const low = (list: number[]) => list.reduce((one, other) => Math.min(one, other))
  const high = (list: number[]) => list.reduce((one, other) => Math.max(one, other))
  const [left, top] = [low(xs), low(ys)]
  return { x: left, y: top, width: high(xs) - left, height: high(ys) - top }
}

/** Extrema of one coordinate of a cubic curve between its ends. */
function turnsOf(p0: number, p1: number, p2: number, p3: number): number[] {
  const square = p3 - 3 * p2 + 3 * p1 - p0
  const linear = 2 * (p2 - 2 * p1 + p0)
  const constant = p1 - p0
  const discriminant = linear * linear - 4 * square * constant
  if (discriminant < 0) return []
  const sum = -(linear + (linear < 0 ? -1 : 1) * Math.sqrt(discriminant)) / 2
  return [sum / square, constant / sum].flatMap((t) => {
    if (!(t > 0 && t < 1)) return []
    const s = 1 - t
    return [s * s * s * p0 + 3 * s * s * t * p1 + 3 * s * t * t * p2 + t * t * t * p3]
  })
}

const stepsMax = 64

/** Curves as lines that are at most `tolerance` away from them. */
export function flattenOutline(outline: Outline, tolerance: number): Polyline[] {
  const lines: Polyline[] = []
  let current: Polyline | undefined
  const begin = (point: Point): Polyline => {
    current = { points: [point], isClosed: false }
    lines.push(current)
    return current
  }
  for (const [kind, ...values] of withCubics(outline)) {
    if (kind === 'M') {
      begin(values as unknown as Point)
      continue
    }
    const line: Polyline =
      current === undefined || current.isClosed ? begin(current?.points[0] ?? [0, 0]) : current
    if (kind === 'Z') line.isClosed = true
    else if (kind === 'L') line.points.push(values as unknown as Point)
    else flattenCubic(line.points, values, tolerance)
  }
  return lines.filter(({ points, isClosed }) => points.length > 1 || isClosed)
}

/** The error of n chords is at most sqrt(3)/18 of the largest second difference, over n squared. */
function flattenCubic(points: Point[], values: readonly number[], tolerance: number): void {
  const [x0, y0] = points.at(-1) ?? [0, 0]
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0, x3 = 0, y3 = 0] = values
  const bend = Math.max(
    Math.hypot(x0 - 2 * x1 + x2, y0 - 2 * y1 + y2),
    Math.hypot(x1 - 2 * x2 + x3, y1 - 2 * y2 + y3),
  )
  const steps = Math.min(stepsMax, Math.max(1, Math.ceil(Math.sqrt((0.75 * bend) / tolerance))))
  for (let step = 1; step <= steps; step++) {
    const t = step / steps
    const s = 1 - t
    const [a, b, c, d] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
    points.push([a * x0 + b * x1 + c * x2 + d * x3, a * y0 + b * y1 + c * y2 + d * y3])
  }
}

const dashesMax = 20_000

/**
 * The dashes of lines as separate lines (SVG 2, section 13.5.6). If a pattern has more dashes than can be
 * seen, the line is drawn without gaps.
 */
export function dashLines(
  lines: readonly Polyline[],
  pattern: readonly number[],
  offset: number,
): Polyline[] {
  const period = pattern.reduce((sum, length) => sum + length, 0)
  if (!(period > 0)) return [...lines]
  return lines.flatMap((line) => {
    const points = line.isClosed ? [...line.points, line.points[0] ?? [0, 0]] : line.points
    const length = points.reduce((sum, point, at) => sum + distance(points[at - 1] ?? point, point), 0)
    if ((length / period) * pattern.length > dashesMax) return [line]
    return dashLine(points, pattern, ((offset % period) + period) % period)
  })
}

function dashLine(points: readonly Point[], pattern: readonly number[], offset: number): Polyline[] {
  let index = 0
  let left = offset
  while (left >= (pattern[index] ?? 0)) {
    left -= pattern[index] ?? 0
    index = (index + 1) % pattern.length
  }
  left = (pattern[index] ?? 0) - left
  const dashes: Polyline[] = []
  let [from] = points
  if (from === undefined) return []
  let dash: Point[] = [from]
  const finish = () => {
    if (index % 2 === 0 && dash.length > 1) dashes.push({ points: dash, isClosed: false })
  }
  for (const to of points.slice(1)) {
    let rest = distance(from, to)
    while (rest > left) {
      const part: number = left / rest
      from = [from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]
      rest -= left
      dash.push(from)
      finish()
      dash = [from]
      index = (index + 1) % pattern.length
      left = pattern[index] ?? 0
      if (left === 0) {
        index = (index + 1) % pattern.length
        left = pattern[index] ?? 0
      }
    }
    left -= rest
    dash.push(to)
    from = to
  }
  finish()
  return dashes
}

const distance = ([x, y]: Point, [toX, toY]: Point): number => Math.hypot(toX - x, toY - y)

export const outlineOf = (lines: readonly Polyline[]): Outline =>
  lines.flatMap(({ points, isClosed }) => [
    ...points.map(([x, y], at): Segment => [at === 0 ? 'M' : 'L', x, y]),
    ...(isClosed ? [['Z'] as const] : []),
  ])
