import type { Matrix } from '../matrix.ts'
import { borrowBytes, borrowSegments, fillBytes } from '../path-scratch.ts'
import {
  arc,
  close,
  cubic,
  line,
  move,
  type PathSegments,
  quadratic,
  readPoints,
  readSegments,
  rotationDecimals,
  valuesOfKind,
} from '../path-segments.ts'
import type { PictureElement } from '../picture.ts'
import { readLength, type Size } from '../shape-bounds.ts'
import type { Outline } from './outline.ts'

/**
 * Draws the outline of a shape after a matrix. An outline with a length that is unknown here gets positions
 * that are not numbers.
 *
 * @param keepsLines as for `Outline.begin`.
 */
export function traceShape(
  outline: Outline,
  shape: PictureElement,
  matrix: Matrix,
  size: Size,
  keepsLines: boolean,
): void {
  outline.begin(matrix, keepsLines)
  switch (shape.name) {
    case 'path':
      tracePath(outline, readPath(shape.attributes.get('d') ?? ''))
      break
    case 'polyline':
    case 'polygon':
      tracePoints(outline, readPointList(shape.attributes.get('points') ?? ''), shape.name === 'polygon')
      break
    case 'line':
      outline.moveTo(lengthOf(shape, 'x1', size.width), lengthOf(shape, 'y1', size.height))
      outline.lineTo(lengthOf(shape, 'x2', size.width), lengthOf(shape, 'y2', size.height))
      break
    case 'rect':
      traceRectangle(outline, shape, size)
      break
    default:
      traceEllipse(outline, shape, size)
  }
  outline.finish()
}

const lengthOf = (shape: PictureElement, name: string, base: number): number =>
  readLength(shape, name, base) ?? 0

/** In the units of the text. */
function readPath(text: string): PathSegments {
  const segments = borrowSegments(text.length)
  const bytes = borrowBytes(text.length + 1)
  readSegments(bytes, fillBytes(bytes, text), 0, segments)
  return segments
}

function readPointList(text: string): PathSegments {
  const segments = borrowSegments(text.length)
  const bytes = borrowBytes(text.length + 1)
  readPoints(bytes, fillBytes(bytes, text), 0, segments)
  return segments
}

function tracePoints(outline: Outline, { values, count }: PathSegments, isClosed: boolean): void {
  for (let n = 0; n < count - 1; n++) {
    const x = values[2 * n] ?? 0
    const y = values[2 * n + 1] ?? 0
    if (n === 0) outline.moveTo(x, y)
    else outline.lineTo(x, y)
  }
  if (isClosed && count > 0) outline.close()
}

function tracePath(outline: Outline, { kinds, values, count }: PathSegments): void {
  let at = 0
  for (let n = 0; n < count && !outline.isTooLong; n++) {
    const kind = kinds[n] ?? 0
    const end = at + (valuesOfKind[kind] ?? 0)
    const fromX = values[at - 2] ?? 0
    const fromY = values[at - 1] ?? 0
    const x = values[end - 2] ?? 0
    const y = values[end - 1] ?? 0
    if (kind === move) outline.moveTo(x, y)
    else if (kind === line) outline.lineTo(x, y)
    else if (kind === cubic)
      outline.cubicTo(values[at] ?? 0, values[at + 1] ?? 0, values[at + 2] ?? 0, values[at + 3] ?? 0, x, y)
    else if (kind === quadratic) outline.quadraticTo(fromX, fromY, values[at] ?? 0, values[at + 1] ?? 0, x, y)
    else if (kind === arc) traceArc(outline, fromX, fromY, values, at)
    else if (kind === close) outline.close()
    at = end
  }
}

const rotationScale = 10 ** rotationDecimals / (Math.PI / 180)

/** SVG 2, appendix "Implementation notes", B.2.4 and B.2.5; one curve for each eighth of a turn. */
function traceArc(outline: Outline, fromX: number, fromY: number, values: Float64Array, at: number): void {
  const x = values[at + 4] ?? 0
  const y = values[at + 5] ?? 0
  const writtenX = Math.abs(values[at] ?? 0)
  const writtenY = Math.abs(values[at + 1] ?? 0)
  if (writtenX === 0 || writtenY === 0 || (fromX === x && fromY === y)) {
    outline.lineTo(x, y)
    return
  }
  const rotation = (values[at + 2] ?? 0) / rotationScale
  const flags = values[at + 3] ?? 0
  const cos = Math.cos(rotation)
  const sin = Math.sin(rotation)
  const isClockwise = (flags & 1) === 1
  // On the unit circle: half of the chord, and the centre beside the middle of it.
  const halfX = (cos * (fromX - x) + sin * (fromY - y)) / 2
  const halfY = (cos * (fromY - y) - sin * (fromX - x)) / 2
  const grown = Math.max(1, Math.hypot(halfX / writtenX, halfY / writtenY))
  const rx = writtenX * grown
  const ry = writtenY * grown
  const unitX = halfX / rx
  const unitY = halfY / ry
  const chord = unitX * unitX + unitY * unitY
  const beside = Math.sqrt(Math.max(0, 1 / chord - 1)) * (flags >= 2 === isClockwise ? -1 : 1)
  const centreX = beside * unitY
  const centreY = -beside * unitX
  const from = Math.atan2(unitY - centreY, unitX - centreX)
  let sweep = Math.atan2(-unitY - centreY, -unitX - centreX) - from
  if (isClockwise && sweep < 0) sweep += 2 * Math.PI
  if (!isClockwise && sweep > 0) sweep -= 2 * Math.PI
  const pieces = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 4)))
  const step = sweep / pieces
  const control = (4 / 3) * Math.tan(step / 4)
  const placeX = (u: number, v: number) =>
    cos * (u + centreX) * rx - sin * (v + centreY) * ry + (fromX + x) / 2
  const placeY = (u: number, v: number) =>
    sin * (u + centreX) * rx + cos * (v + centreY) * ry + (fromY + y) / 2
  for (let n = 0; n < pieces; n++) {
    const start = from + step * n
    const end = start + step
    const u1 = Math.cos(start) - control * Math.sin(start)
    const v1 = Math.sin(start) + control * Math.cos(start)
    const u2 = Math.cos(end) + control * Math.sin(end)
    const v2 = Math.sin(end) - control * Math.cos(end)
    const isLast = n === pieces - 1
    const endX = isLast ? x : placeX(Math.cos(end), Math.sin(end))
    const endY = isLast ? y : placeY(Math.cos(end), Math.sin(end))
    outline.cubicTo(placeX(u1, v1), placeY(u1, v1), placeX(u2, v2), placeY(u2, v2), endX, endY)
  }
}

function traceRectangle(outline: Outline, shape: PictureElement, size: Size): void {
  const width = lengthOf(shape, 'width', size.width)
  const height = lengthOf(shape, 'height', size.height)
  const rx = readLength(shape, 'rx', size.width)
  const ry = readLength(shape, 'ry', size.height)
  const x = lengthOf(shape, 'x', size.width)
  const y = lengthOf(shape, 'y', size.height)
  traceBox(
    outline,
    x,
    y,
    width,
    height,
    Math.min(rx ?? ry ?? 0, width / 2),
    Math.min(ry ?? rx ?? 0, height / 2),
  )
}

function traceEllipse(outline: Outline, shape: PictureElement, size: Size): void {
  const x = lengthOf(shape, 'cx', size.width)
  const y = lengthOf(shape, 'cy', size.height)
  const isCircle = shape.name === 'circle'
  const diagonal = Math.hypot(size.width, size.height) / Math.SQRT2
  const radius = isCircle ? lengthOf(shape, 'r', diagonal) : null
  const writtenX = isCircle ? null : readLength(shape, 'rx', size.width)
  const writtenY = isCircle ? null : readLength(shape, 'ry', size.height)
  const rx = radius ?? writtenX ?? writtenY ?? 0
  const ry = radius ?? writtenY ?? writtenX ?? 0
  traceBox(outline, x - rx, y - ry, 2 * rx, 2 * ry, rx, ry)
}

/** Distance of the control points of a quarter circle from its ends. */
const quarterControl = 0.5522847498

/** Without a size nothing is drawn (SVG 2, sections 10.2 to 10.4). */
function traceBox(
  outline: Outline,
  x: number,
  y: number,
  width: number,
  height: number,
  rx: number,
  ry: number,
): void {
  if (width <= 0 || height <= 0) return
  const right = x + width
  const bottom = y + height
  if (rx <= 0 || ry <= 0) {
    outline.moveTo(x, y)
    outline.lineTo(right, y)
    outline.lineTo(right, bottom)
    outline.lineTo(x, bottom)
    outline.close()
    return
  }
  const kx = rx * (1 - quarterControl)
  const ky = ry * (1 - quarterControl)
  outline.moveTo(x + rx, y)
  outline.lineTo(right - rx, y)
  outline.cubicTo(right - kx, y, right, y + ky, right, y + ry)
  outline.lineTo(right, bottom - ry)
  outline.cubicTo(right, bottom - ky, right - kx, bottom, right - rx, bottom)
  outline.lineTo(x + rx, bottom)
  outline.cubicTo(x + kx, bottom, x, bottom - ky, x, bottom - ry)
  outline.lineTo(x, y + ry)
  outline.cubicTo(x, y + ky, x + kx, y, x + rx, y)
  outline.close()
}
