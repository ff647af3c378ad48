import type { Matrix } from '../matrix.ts'
import type { PictureElement } from '../picture.ts'
import type { ViewBox } from '../values.ts'
import { CellGrid, cellsPerSide } from './cell-grid.ts'
import { Outline } from './outline.ts'
import { type Paint, readColor, readGradient } from './paint.ts'
import { isStroked, type Style, stretchesOf, surveyPicture } from './survey.ts'
import { traceShape } from './trace-shape.ts'

/**
 * Whether a rendering of the picture would certainly show something: at least some pixels that are opaque,
 * two different colours if it has more than one shape, and not mostly what lies outside of its canvas. It is
 * proved from the outlines and paints of shapes, from the front to the back, without rendering. False means
 * that it is not known: pictures with texts, filters, masks, patterns and other effects are never certain,
 * nor those that may take a renderer long.
 *
 * @param picture as `sanitizeSvg` gives it. @param viewBox of that picture. @param shapes its number of
 * shapes.
 * @example
 * const needsRendering = !isCertainlyVisible(result.picture, result.viewBox, result.shapes)
 */
export function isCertainlyVisible(picture: PictureElement, viewBox: ViewBox, shapes: number): boolean {
  if (!isOrdinary(viewBox) || shapes > shapesMax) return false
  const [x, y, width, height] = viewBox
  const scale = cellsPerSide / Math.max(width, height)
  const canvas = { columns: width * scale, rows: height * scale }
  const matrix: Matrix = [scale, 0, 0, scale, -x * scale, -y * scale]
  const size = { width, height }
  const survey = surveyPicture(picture, matrix, size, canvas)
  if (survey === null) return false
  const cellsNeeded = Math.max(cellsMin, insideShareMin * survey.outsideArea)
  grid.begin(Math.round(canvas.columns), Math.round(canvas.rows))
  for (const { shape, style } of survey.shapes) {
    traceShape(outline, shape, style.matrix, size, true)
    if (outline.isTooLong) return false
    putOnGrid(style, shape.name !== 'line')
    if (grid.stepsLeft < 0) return false
    if (grid.known >= cellsNeeded && (shapes <= 1 || grid.hasTwoColors)) return true
  }
  return grid.known >= cellsNeeded && grid.hasBareCell
}

const shapesMax = 1_000
const sidesRatioMax = 4
const lengthMin = 1e-3
const lengthMax = 1e6
/** In longer sides: positions are not exact enough in a view box that is farther away. */
const distanceMax = 100
/** Of cells that are known to be visible. */
const cellsMin = 8
/** In relation to the cells outside of the canvas that may be painted. */
const insideShareMin = 0.25

const grid = new CellGrid()
const outline = new Outline()

/** A canvas of which a renderer and the grid have the same idea. */
function isOrdinary([x, y, width, height]: ViewBox): boolean {
  const [longer, shorter] = [Math.max(width, height), Math.min(width, height)]
  return (
    shorter >= lengthMin &&
    longer <= lengthMax &&
    longer <= shorter * sidesRatioMax &&
    Math.abs(x) + Math.abs(y) <= distanceMax * longer
  )
}

/** The stroke is painted after the fill, so it comes first. */
function putOnGrid(style: Style, hasInside: boolean): void {
  const { isWhole, clip, matrix, strokeWidth } = style
  if (isStroked(style)) {
    const [narrow, wide] = stretchesOf(matrix)
    const isKnown = isWhole && clip === null && style.isStrokeOpaque && style.dashes === 0
    const caps = style.lineCap === 'square' ? Math.SQRT2 : 1
    const width = { least: (strokeWidth / 2) * narrow, most: (strokeWidth / 2) * wide * caps }
    grid.stroke(outline, width, miterOf(style, narrow, wide), isKnown ? readColor(style.stroke) : null)
  }
  if (style.fill !== 'none' && hasInside)
    grid.fill(outline, style.isEvenOdd, isWhole && style.isFillOpaque ? fillOf(style) : null, clip)
}

/** How far the corners of the stroke reach, as a multiple of half of its width. */
function miterOf({ lineJoin, miterLimit }: Style, narrow: number, wide: number): number {
  if (lineJoin === 'round' || lineJoin === 'bevel') return 1
  const isUniform = wide - narrow <= wide * uniformMax
  return lineJoin === 'miter' && isUniform ? outline.sharpestCorner(miterLimit) : miterLimit
}

const uniformMax = 1e-4

const fillOf = ({ fill, fillGradient }: Style): Paint | null =>
  fillGradient === null ? readColor(fill) : readGradient(fillGradient)
