import { frameOf } from '../bounds.ts'
import { notDrawnInPlace } from '../expansion.ts'
import { type Matrix, multiply } from '../matrix.ts'
import type { PictureElement } from '../picture.ts'
import { readLength } from '../shape-bounds.ts'
import type { Point } from './edit.ts'
import type { EditedPicture, Space } from './edited-picture.ts'
import { inverseOf } from './inverse-matrix.ts'
import { isNone, paintOf, strokeWidthOf } from './paints.ts'
import { targetOf } from './part-box.ts'
import { flatten, outlineOf } from './subpaths.ts'
import { layOutText } from './text-layout.ts'

/**
 * The foremost shape, text or `use` that draws at a point of the view box; null if nothing does. Masks are
 * ignored.
 */
export function shapeAt(picture: EditedPicture, point: Point): PictureElement | null {
  return foremost(picture, picture.root, picture.spaceOf(picture.root), point, 0)
}

const levelsMax = 60

function foremost(
  picture: EditedPicture,
  holder: PictureElement,
  space: Space,
  point: Point,
  level: number,
): PictureElement | null {
  if (level > levelsMax) return null
  for (const child of holder.children.toReversed()) {
    if (typeof child === 'string' || !child.rule.isRendered || isHidden(child)) continue
    const found = hit(picture, child, space, point, level)
    if (found !== null) return found
  }
  return null
}

const isHidden = ({ name, attributes }: PictureElement): boolean =>
  notDrawnInPlace.has(name) ||
  attributes.get('display') === 'none' ||
  attributes.get('visibility') === 'hidden' ||
  attributes.get('opacity') === '0'

function hit(
  picture: EditedPicture,
  element: PictureElement,
  around: Space,
  point: Point,
  level: number,
): PictureElement | null {
  const frame = frameOf(element, around.viewport, null)
  const matrix = multiply(around.matrix, frame.matrix)
  const space = { matrix, viewport: frame.viewport }
  if (!isInsideClip(picture, element, space, point)) return null
  switch (element.rule.role) {
    case 'shape':
      return touches(picture, element, space, point) ? element : null
    case 'text':
      return isInText(picture, element, matrix, point) ? element : null
    case 'use': {
      const target = targetOf(picture, element)
      if (target === undefined) return null
      const x = readLength(element, 'x', around.viewport.width) ?? 0
      const y = readLength(element, 'y', around.viewport.height) ?? 0
      const moved = { matrix: multiply(matrix, [1, 0, 0, 1, x, y]), viewport: around.viewport }
      if (target.name !== 'symbol') return hit(picture, target, moved, point, level + 1) && element
      const inner = frameOf(target, around.viewport, element)
      const inside = { matrix: multiply(moved.matrix, inner.matrix), viewport: inner.viewport }
      return foremost(picture, target, inside, point, level + 1) && element
    }
    default:
      return foremost(picture, element, space, point, level + 1)
  }
}

function isInsideClip(picture: EditedPicture, element: PictureElement, space: Space, point: Point): boolean {
  const id = /^url\(#(.*)\)$/.exec(element.attributes.get('clip-path') ?? '')?.[1]
  const clip = id === undefined ? undefined : picture.byId(id)
  if (clip === undefined || clip.attributes.get('clipPathUnits') === 'objectBoundingBox') return true
  const { matrix } = frameOf(clip, space.viewport, null)
  const around = { matrix: multiply(space.matrix, matrix), viewport: space.viewport }
  return clip.children.some((child) => {
    if (typeof child === 'string' || child.rule.role !== 'shape') return false
    const own = multiply(around.matrix, frameOf(child, space.viewport, null).matrix)
    return isFilledAt(flatten(outlineOf(child, space.viewport), own), point, false)
  })
}

function touches(
  picture: EditedPicture,
  shape: PictureElement,
  { matrix, viewport }: Space,
  point: Point,
): boolean {
  const lines = flatten(outlineOf(shape, viewport), matrix)
  const isEvenOdd = picture.inheritedValue(shape, 'fill-rule')?.value === 'evenodd'
  if (!isNone(paintOf(picture, shape, 'fill')) && isFilledAt(lines, point, isEvenOdd)) return true
  if (isNone(paintOf(picture, shape, 'stroke'))) return false
  const width = strokeWidthOf(picture, shape) * stretchOf(matrix)
  return lines.some((points) => distanceTo(points, point) <= width / 2)
}

export const stretchOf = ([a, b, c, d]: Matrix): number => Math.sqrt(Math.abs(a * d - b * c))

function isInText(picture: EditedPicture, text: PictureElement, matrix: Matrix, point: Point): boolean {
  const back = inverseOf(matrix)
  if (back === null) return false
  const [a, b, c, d, e, f] = back
  const [x, y] = [a * point.x + c * point.y + e, b * point.x + d * point.y + f]
  return layOutText(picture, text).some(
    (box) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height,
  )
}

/** By the winding number of the outline around the point. */
function isFilledAt(lines: readonly number[][], { x, y }: Point, isEvenOdd: boolean): boolean {
  let winding = 0
  for (const points of lines) {
    const { length } = points
    for (let i = 0; i < length; i += 2) {
      const next = (i + 2) % length
      const [x1 = 0, y1 = 0] = [points[i], points[i + 1]]
      const [x2 = 0, y2 = 0] = [points[next], points[next + 1]]
      if (y1 <= y === y2 <= y) continue
      if (x < x1 + ((y - y1) / (y2 - y1)) * (x2 - x1)) winding += y2 > y1 ? 1 : -1
    }
  }
  return isEvenOdd ? winding % 2 !== 0 : winding !== 0
}

function distanceTo(points: readonly number[], { x, y }: Point): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i + 3 < points.length; i += 2) {
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = points.slice(i, i + 4)
    const [dx, dy] = [x2 - x1, y2 - y1]
    const along = dx === 0 && dy === 0 ? 0 : ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy)
    const t = Math.min(1, Math.max(0, along))
    least = Math.min(least, Math.hypot(x - x1 - t * dx, y - y1 - t * dy))
  }
  return least
}
