import type { Matrix } from '../matrix.ts'
import type { PictureElement } from '../picture.ts'
import { readLength } from '../shape-bounds.ts'

/** In cells of the grid: outside of it nothing is painted. */
export type ClipBox = { left: number; top: number; right: number; bottom: number }

const rectangleAttributes = ['x', 'y', 'width', 'height']

/**
 * The box of a clip path that is one rectangle, after a matrix that does not turn it; null for all others.
 *
 * @param outer what cuts the content already.
 */
export function readClipBox(
  { attributes, children }: PictureElement,
  [a, b, c, d, e, f]: Matrix,
  outer: ClipBox | null,
): ClipBox | null {
  const [rectangle, ...others] = children
  if (attributes.size > 0 || b !== 0 || c !== 0 || others.length > 0) return null
  if (rectangle === undefined || typeof rectangle === 'string' || rectangle.name !== 'rect') return null
  for (let n = 0; n < rectangle.attributes.size; n++)
    if (!rectangleAttributes.includes(rectangle.attributes.nameAt(n))) return null
  const [x = 0, y = 0, width = 0, height = 0] = rectangleAttributes.map(
    (name) => readLength(rectangle, name, Number.NaN) ?? 0,
  )
  const xs = [a * x + e, a * (x + width) + e]
  const ys = [d * y + f, d * (y + height) + f]
  const box = { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
  if (!(width > 0 && height > 0 && Number.isFinite(box.left + box.top + box.right + box.bottom))) return null
  if (outer === null) return box
  return {
    left: Math.max(box.left, outer.left),
    top: Math.max(box.top, outer.top),
    right: Math.min(box.right, outer.right),
    bottom: Math.min(box.bottom, outer.bottom),
  }
}
