import { identity, type Matrix, multiply } from '../matrix.ts'
import type { DrawnItem, DrawnPath, GradientPaint, Paint, Stroke } from './drawing.ts'
import { applyMatrix, invertMatrix, uniformScaleOf } from './matrices.ts'
import { type Outline, type Point, transformOutline } from './outline.ts'

/** One fill or one stroke of a path. */
export interface Painting {
  outline: Outline
  paint: Paint
  isEvenOdd: boolean
  /** null: a fill. */
  stroke: Stroke | null
}

/** What a path paints, in the order in which it is painted. */
export function listPaintings({ outline, fill, stroke, isEvenOdd, isStrokeFirst }: DrawnPath): Painting[] {
  const paintings: Painting[] = []
  if (fill !== null) paintings.push({ outline, paint: fill, isEvenOdd, stroke: null })
  if (stroke !== null) paintings.push({ outline, paint: stroke.paint, isEvenOdd, stroke })
  return isStrokeFirst ? paintings.reverse() : paintings
}

/** How many fills and strokes items have, up to `max`. */
export function countPaintings(items: readonly DrawnItem[], max: number): number {
  let count = 0
  for (const item of items) {
    if (count >= max) break
    count += item.kind === 'group' ? countPaintings(item.items, max) : listPaintings(item).length
  }
  return count
}

/** All outlines below an item, for its box: clips and strokes do not count (SVG 2, section 8.10). */
export function outlinesOf(item: DrawnItem, matrix: Matrix): Outline[] {
  if (item.kind === 'path')
    return [matrix === identity ? item.outline : transformOutline(item.outline, matrix)]
  return item.items.flatMap((child) => outlinesOf(child, multiply(matrix, item.matrix)))
}

/** A painting, and the matrix that could not be applied to it; most have none. */
export interface PlacedPainting extends Painting {
  matrix: Matrix | null
}

/**
 * Applies the matrix to the outline, the width and the gradient of a painting. If the matrix stretches a
 * stroke or a round gradient, this is not possible, and the matrix is returned with the painting.
 *
 * @returns undefined if the matrix makes the painting invisible.
 */
export function placePainting(painting: Painting, matrix: Matrix): PlacedPainting | undefined {
  const { outline, paint, stroke } = painting
  const scale = uniformScaleOf(matrix)
  if (stroke !== null && scale === null)
    return invertMatrix(matrix) === null ? undefined : { ...painting, matrix }
  if (stroke === null && paint.kind === 'radial') {
    const whole = multiply(matrix, paint.matrix)
    const back = invertMatrix(paint.matrix)
    if (back === null) return undefined
    if (uniformScaleOf(whole) === null)
      return {
        ...painting,
        outline: transformOutline(outline, back),
        paint: { ...paint, matrix: [1, 0, 0, 1, 0, 0] },
        matrix: whole,
      }
  }
  return {
    ...painting,
    outline: transformOutline(outline, matrix),
    paint: placePaint(paint, matrix),
    stroke: stroke && scaleStroke(stroke, scale ?? 1),
    matrix: null,
  }
}

function scaleStroke(stroke: Stroke, scale: number): Stroke {
  return {
    ...stroke,
    width: stroke.width * scale,
    dashes: stroke.dashes.map((length) => length * scale),
    dashOffset: stroke.dashOffset * scale,
  }
}

const placePaint = (paint: Paint, matrix: Matrix): Paint =>
  paint.kind === 'linear' || paint.kind === 'radial'
    ? { ...paint, matrix: multiply(matrix, paint.matrix) }
    : paint

/**
 * The ends of a linear gradient without its matrix. Lines of one colour stay lines under any matrix; the ends
 * are moved along them until they are at right angles again.
 */
export function linearEndsOf({ from, to, matrix }: GradientPaint & { kind: 'linear' }): [Point, Point] {
  const [start, end] = [applyMatrix(matrix, from), applyMatrix(matrix, to)]
  const across = applyMatrix(
    [matrix[0], matrix[1], matrix[2], matrix[3], 0, 0],
    [from[1] - to[1], to[0] - from[0]],
  )
  const normal: Point = [-across[1], across[0]]
  const length = normal[0] ** 2 + normal[1] ** 2
  if (length === 0) return [start, end]
  const along = ((end[0] - start[0]) * normal[0] + (end[1] - start[1]) * normal[1]) / length
  return [start, [start[0] + normal[0] * along, start[1] + normal[1] * along]]
}

/**
 * A round gradient without its matrix; a stretched one has the same area.
 *
 * @param leftOut receives the features of the gradient that the circle lacks. `hasFocus`: the format can move
 * the focus.
 */
export function circleOf(
  { center, radius, focus, matrix }: GradientPaint & { kind: 'radial' },
  leftOut: Set<string>,
  hasFocus = false,
) {
  const [a, b, c, d] = matrix
  const circle = {
    center: applyMatrix(matrix, center),
    focus: applyMatrix(matrix, focus),
    radius: radius * Math.sqrt(Math.abs(a * d - b * c)),
  }
  if (uniformScaleOf(matrix) === null) leftOut.add('stretched gradient')
  const off = Math.hypot(circle.focus[0] - circle.center[0], circle.focus[1] - circle.center[1])
  if (!hasFocus && off > circle.radius * centredShare) leftOut.add('focus of a gradient')
  return circle
}

const centredShare = 0.01
