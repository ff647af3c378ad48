import type { Extent } from './extent.ts'
import type { Matrix } from './matrix.ts'
import { scanNumber } from './numbers.ts'
import { addPath, addPoints } from './path-bounds.ts'
import type { PictureElement } from './picture.ts'

/** In user units. */
export interface Size {
  width: number
  height: number
}

export const shapes: ReadonlySet<string> = new Set([
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
  'path',
])

/**
 * Adds a shape after it was transformed by `matrix`. Percentages refer to `viewport`. A rectangle or ellipse
 * without a size counts as its position.
 */
export function addShape(extent: Extent, shape: PictureElement, matrix: Matrix, viewport: Size): void {
  switch (shape.name) {
    case 'path':
      addPath(extent, shape.attributes.get('d') ?? '', matrix)
      break
    case 'polyline':
    case 'polygon':
      addPoints(extent, shape.attributes.get('points') ?? '', matrix)
      break
    case 'line': {
      const { width, height } = viewport
      for (const end of ['1', '2'])
        extent.addPoint(
          readLength(shape, `x${end}`, width) ?? 0,
          readLength(shape, `y${end}`, height) ?? 0,
          matrix,
        )
      break
    }
    case 'rect': {
      const half = readHalfSize(shape, viewport)
      const x = (readLength(shape, 'x', viewport.width) ?? 0) + half.width
      const y = (readLength(shape, 'y', viewport.height) ?? 0) + half.height
      const radii = readRadii(shape, viewport)
      const rounding = {
        width: Math.min(radii.width, half.width),
        height: Math.min(radii.height, half.height),
      }
      extent.addRoundedBox(x, y, half, rounding, matrix)
      break
    }
    default: {
      const half = readHalfSize(shape, viewport)
      const x = readLength(shape, 'cx', viewport.width) ?? 0
      const y = readLength(shape, 'cy', viewport.height) ?? 0
      extent.addRoundedBox(x, y, half, half, matrix)
      break
    }
  }
}

/**
 * Whether a shape is not rendered because it has no size (SVG 2, sections 10.2 to 10.4). Then it does not
 * count in the box of its parent.
 */
export function isZeroSized(shape: PictureElement, viewport: Size): boolean {
  if (shape.name !== 'rect' && shape.name !== 'circle' && shape.name !== 'ellipse') return false
  const { width, height } = readHalfSize(shape, viewport)
  return width === 0 || height === 0
}

/** A length in user units; null if there is none or it is `auto`, NaN if its unit is unknown here. */
export function readLength(element: PictureElement, name: string, base: number): number | null {
  const value = element.attributes.get(name)
  if (value === undefined || value === 'auto') return null
  const end = scanNumber(value, 0)
  if (end === value.length || value.slice(end) === 'px') return Number(value.slice(0, end))
  return value.slice(end) === '%' ? (Number(value.slice(0, end)) / 100) * base : Number.NaN
}

function readHalfSize(shape: PictureElement, viewport: Size): Size {
  if (shape.name === 'rect') {
    const width = readLength(shape, 'width', viewport.width) ?? 0
    const height = readLength(shape, 'height', viewport.height) ?? 0
    return { width: Math.max(0, width / 2), height: Math.max(0, height / 2) }
  }
  if (shape.name === 'ellipse') return readRadii(shape, viewport)
  const diagonal = Math.hypot(viewport.width, viewport.height) / Math.SQRT2
  const radius = Math.max(0, readLength(shape, 'r', diagonal) ?? 0)
  return { width: radius, height: radius }
}

/** If one of two radii is missing, it is equal to the other. */
function readRadii(shape: PictureElement, viewport: Size): Size {
  const rx = readLength(shape, 'rx', viewport.width)
  const ry = readLength(shape, 'ry', viewport.height)
  return { width: Math.max(0, rx ?? ry ?? 0), height: Math.max(0, ry ?? rx ?? 0) }
}
