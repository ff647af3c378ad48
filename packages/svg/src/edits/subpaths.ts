import type { Matrix } from '../matrix.ts'
import { readNumbers } from '../numbers.ts'
import {
  arc,
  close,
  cubic,
  line,
  move,
  PathSegments,
  quadratic,
  readSegments,
  valuesOfKind,
} from '../path-segments.ts'
import type { PictureElement } from '../picture.ts'
import { readLength, type Size } from '../shape-bounds.ts'

/** A run of lines and curves without a gap, in absolute coordinates. */
export interface Subpath {
  x: number
  y: number
  /** A line has the two numbers of its end; a cubic curve has two control points before them. */
  segments: (readonly number[])[]
  isClosed: boolean
}

/** Reads path data, and converts quadratic curves and arcs to cubic curves. */
export function readSubpaths(data: string): Subpath[] {
  const subpaths: Subpath[] = []
  let current: Subpath | null = null
  let [x, y] = [0, 0]
  forEachSegment(data, (kind, values) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values
    const [endX = 0, endY = 0] = values.slice(-2)
    if (kind === move) current = null
    else {
      if (current === null) {
        current = { x, y, segments: [], isClosed: false }
        subpaths.push(current)
      }
      if (kind === line) current.segments.push([a, b])
      else if (kind === cubic) current.segments.push([a, b, c, d, e, f])
      else if (kind === quadratic) current.segments.push(cubicOfQuadratic(x, y, a, b, c, d))
      else if (kind === arc) current.segments.push(...cubicsOfArc(x, y, values))
      else if (kind === close) {
        current.isClosed = true
        current = null
      }
    }
    x = endX
    y = endY
  })
  return subpaths
}

/** @param visit receives one of the kinds of `path-segments.ts` and its absolute values. */
function forEachSegment(data: string, visit: (kind: number, values: readonly number[]) => void): void {
  const bytes = new Uint8Array(data.length + 1)
  const { written } = new TextEncoder().encodeInto(data, bytes)
  const segments = new PathSegments(data.length)
  readSegments(bytes, written, readDecimals, segments)
  let at = 0
  for (let i = 0; i < segments.count; i++) {
    const kind = segments.kinds[i] ?? 0
    const count = valuesOfKind[kind] ?? 0
    const values = Array.from(segments.values.subarray(at, at + count), (value) => value / readScale)
    if (kind === arc) {
      values[2] = (segments.values[at + 2] ?? 0) / rotationScale
      values[3] = segments.values[at + 3] ?? 0
    }
    visit(kind, values)
    at += count
  }
}

const readDecimals = 9
const readScale = 1e9
const rotationScale = 1e8

/** The outline of any shape. */
export function outlineOf(shape: PictureElement, { width, height }: Size): Subpath[] {
  const at = (name: string, base: number) => readLength(shape, name, base) ?? 0
  switch (shape.name) {
    case 'path':
      return readSubpaths(shape.attributes.get('d') ?? '')
    case 'polyline':
    case 'polygon':
      return polygon(readNumbers(shape.attributes.get('points') ?? '') ?? [], shape.name === 'polygon')
    case 'line':
      return polygon([at('x1', width), at('y1', height), at('x2', width), at('y2', height)], false)
    case 'rect': {
      const [x, y, w, h] = [at('x', width), at('y', height), at('width', width), at('height', height)]
      const [rx, ry] = [readLength(shape, 'rx', width), readLength(shape, 'ry', height)]
      return roundedBox(x, y, w, h, Math.min(rx ?? ry ?? 0, w / 2), Math.min(ry ?? rx ?? 0, h / 2))
    }
    case 'circle':
    case 'ellipse': {
      const diagonal = Math.hypot(width, height) / Math.SQRT2
      const r = shape.name === 'circle' ? at('r', diagonal) : null
      const rx = r ?? readLength(shape, 'rx', width) ?? at('ry', height)
      const ry = r ?? readLength(shape, 'ry', height) ?? at('rx', width)
      return roundedBox(at('cx', width) - rx, at('cy', height) - ry, 2 * rx, 2 * ry, rx, ry)
    }
    default:
      return []
  }
}

/**
 * The points of an outline after a matrix, with each curve as a fixed number of lines. Each subpath is a list
 * in which x and y alternate.
 */
export function flatten(
  subpaths: readonly Subpath[],
  [a, b, c, d, e, f]: Matrix,
  linesPerCurve = 10,
): number[][] {
  return subpaths.map(({ x, y, segments, isClosed }) => {
    const points: number[] = []
    const add = (px: number, py: number) => points.push(a * px + c * py + e, b * px + d * py + f)
    let [fromX, fromY] = [x, y]
    add(x, y)
    for (const [p = 0, q = 0, r = 0, s = 0, t, u] of segments) {
      if (t === undefined || u === undefined) {
        add(p, q)
        fromX = p
        fromY = q
        continue
      }
      for (let n = 1; n <= linesPerCurve; n++) {
        const [px, py] = pointOnCubic(fromX, fromY, p, q, r, s, t, u, n / linesPerCurve)
        add(px, py)
      }
      fromX = t
      fromY = u
    }
    if (isClosed) add(x, y)
    return points
  })
}

export function pointOnCubic(
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  x3: number,
  y3: number,
  t: number,
): [number, number] {
  const s = 1 - t
  const [i, j, k, l] = [s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t]
  return [i * x0 + j * x1 + k * x2 + l * x3, i * y0 + j * y1 + k * y2 + l * y3]
}

function polygon([x = 0, y = 0, ...rest]: readonly number[], isClosed: boolean): Subpath[] {
  const segments: number[][] = []
  for (let i = 0; i + 1 < rest.length; i += 2) segments.push([rest[i] ?? 0, rest[i + 1] ?? 0])
  return segments.length === 0 ? [] : [{ x, y, segments, isClosed }]
}

/** Distance of the control points of a quarter circle from its ends. */
const quarterControl = 0.5522847498

function roundedBox(x: number, y: number, width: number, height: number, rx: number, ry: number): Subpath[] {
  if (width <= 0 || height <= 0) return []
  const [right, bottom] = [x + width, y + height]
  if (rx <= 0 || ry <= 0) return polygon([x, y, right, y, right, bottom, x, bottom], true)
  const [kx, ky] = [rx * (1 - quarterControl), ry * (1 - quarterControl)]
  const segments = [
    [right - rx, y],
    [right - kx, y, right, y + ky, right, y + ry],
    [right, bottom - ry],
    [right, bottom - ky, right - kx, bottom, right - rx, bottom],
    [x + rx, bottom],
    [x + kx, bottom, x, bottom - ky, x, bottom - ry],
    [x, y + ry],
    [x, y + ky, x + kx, y, x + rx, y],
  ]
  return [{ x: x + rx, y, segments, isClosed: true }]
}

const cubicOfQuadratic = (
  x: number,
  y: number,
  x1: number,
  y1: number,
  endX: number,
  endY: number,
): number[] => [(x + 2 * x1) / 3, (y + 2 * y1) / 3, (endX + 2 * x1) / 3, (endY + 2 * y1) / 3, endX, endY]

/** SVG 2, appendix "Implementation notes", B.2.4 and B.2.5; one curve for each quarter of a turn at most. */
function cubicsOfArc(fromX: number, fromY: number, values: readonly number[]): number[][] {
  const [writtenX = 0, writtenY = 0, degrees = 0, flags = 0, x = 0, y = 0] = values
  let [rx, ry] = [Math.abs(writtenX), Math.abs(writtenY)]
  if (rx === 0 || ry === 0 || (fromX === x && fromY === y)) return [[x, y]]
  const rotation = (degrees * Math.PI) / 180
  const [cos, sin] = [Math.cos(rotation), Math.sin(rotation)]
  const [isLarge, isClockwise] = [flags >= 2, (flags & 1) === 1]
  const halfX = (cos * (fromX - x) + sin * (fromY - y)) / 2
  const halfY = (cos * (fromY - y) - sin * (fromX - x)) / 2
  const grown = Math.max(1, Math.hypot(halfX / rx, halfY / ry))
  rx *= grown
  ry *= grown
  const [unitX, unitY] = [halfX / rx, halfY / ry]
  const chord = unitX * unitX + unitY * unitY
  const beside = Math.sqrt(Math.max(0, 1 / chord - 1)) * (isLarge === isClockwise ? -1 : 1)
  const [centreX, centreY] = [beside * unitY, -beside * unitX]
  const from = Math.atan2(unitY - centreY, unitX - centreX)
  let sweep = Math.atan2(-unitY - centreY, -unitX - centreX) - from
  if (isClockwise && sweep < 0) sweep += 2 * Math.PI
  if (!isClockwise && sweep > 0) sweep -= 2 * Math.PI
  const count = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9))
  const step = sweep / count
  const control = (4 / 3) * Math.tan(step / 4)
  const place = (u: number, v: number): [number, number] => {
    const [px, py] = [(u + centreX) * rx, (v + centreY) * ry]
    return [cos * px - sin * py + (fromX + x) / 2, sin * px + cos * py + (fromY + y) / 2]
  }
  return Array.from({ length: count }, (_, index) => {
    const [start, end] = [from + step * index, from + step * (index + 1)]
    const first = place(
      Math.cos(start) - control * Math.sin(start),
      Math.sin(start) + control * Math.cos(start),
    )
    const second = place(Math.cos(end) + control * Math.sin(end), Math.sin(end) - control * Math.cos(end))
    const last = index === count - 1 ? [x, y] : place(Math.cos(end), Math.sin(end))
    return [...first, ...second, ...last]
  })
}
