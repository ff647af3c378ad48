import type { PictureElement } from '../picture.ts'
import type { EditedPicture } from './edited-picture.ts'
import { isNone, paintOf } from './paints.ts'
import { flatten, outlineOf } from './subpaths.ts'

/**
 * The shape behind everything else that fills the view box, such as a background; null if there is none. If
 * the picture has only one shape, that shape is not a ground.
 */
export function groundOf(picture: EditedPicture): PictureElement | null {
  const first = firstDrawn(picture.root)
  if (first === null || first.isOnly || first.shape.rule.role !== 'shape') return null
  const { shape } = first
  if (isNone(paintOf(picture, shape, 'fill'))) return null
  if (shape.attributes.has('clip-path') || shape.attributes.has('mask')) return null
  const { matrix, viewport } = picture.spaceOf(shape)
  const [corners, ...others] = flatten(outlineOf(shape, viewport), matrix, 2)
  if (corners === undefined || others.length > 0 || corners.length > cornersMax * 2) return null
  const [x, y, width, height] = picture.viewBox
  const covered = areaWithin(corners, x, y, x + width, y + height)
  return covered >= width * height * coveredMin ? shape : null
}

const cornersMax = 24
const coveredMin = 0.97

/** The shape that is drawn first, through groups around it. */
function firstDrawn(root: PictureElement): { shape: PictureElement; isOnly: boolean } | null {
  let holder = root
  let isOnly = true
  for (;;) {
    const drawn = holder.children.filter((child) => typeof child !== 'string' && child.rule.isRendered)
    const [first] = drawn
    if (first === undefined || typeof first === 'string') return null
    if (drawn.length > 1) isOnly = false
    if (first.name !== 'g') return { shape: first, isOnly }
    holder = first
  }
}

/** The area of a polygon inside a box, computed by clipping it at each side. */
function areaWithin(
  points: readonly number[],
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  let corners = [...points]
  for (const [axis, limit, sign] of [
    [0, left, 1],
    [0, right, -1],
    [1, top, 1],
    [1, bottom, -1],
  ] as const)
    corners = cutAt(corners, axis, limit, sign)
  let sum = 0
  for (let i = 0; i < corners.length; i += 2) {
    const next = (i + 2) % corners.length
    sum += (corners[i] ?? 0) * (corners[next + 1] ?? 0) - (corners[next] ?? 0) * (corners[i + 1] ?? 0)
  }
  return Math.abs(sum) / 2
}

/** Keeps the part of the polygon beyond a limit on one axis (Sutherland and Hodgman). */
function cutAt(corners: readonly number[], axis: 0 | 1, limit: number, sign: 1 | -1): number[] {
  const kept: number[] = []
  for (let i = 0; i < corners.length; i += 2) {
    const next = (i + 2) % corners.length
    const from = [corners[i] ?? 0, corners[i + 1] ?? 0] as const
    const to = [corners[next] ?? 0, corners[next + 1] ?? 0] as const
    const before = (from[axis] - limit) * sign
    const after = (to[axis] - limit) * sign
    if (before >= 0) kept.push(...from)
    if (before >= 0 !== after >= 0) {
      const t = before / (before - after)
      kept.push(from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t)
    }
  }
  return kept
}
