import { initial } from '../computed.ts'
import { type Matrix, multiply } from '../matrix.ts'
import type { PictureElement } from '../picture.ts'
import { readLength, type Size } from '../shape-bounds.ts'
import { readTransform } from '../transforms.ts'
import { cellsPerSide } from './cell-grid.ts'
import { type ClipBox, readClipBox } from './clip-box.ts'
import { Outline, pointsMax } from './outline.ts'
import { isPlainReference, isWithoutEffect } from './plain-content.ts'
import { traceShape } from './trace-shape.ts'

/** Properties of an element, inherited ones included, in units of its own space. */
export type Style = {
  /** To cells of the grid. */
  matrix: Matrix
  fill: string
  /** The gradient that it is. */
  fillGradient: PictureElement | null
  stroke: string
  strokeWidth: number
  lineJoin: string
  lineCap: string
  miterLimit: number
  /** The length of one pattern of dashes; 0 for a line without dashes. */
  dashes: number
  isEvenOdd: boolean
  isFillOpaque: boolean
  isStrokeOpaque: boolean
  isHidden: boolean
  /** Nothing around it makes it translucent, or cuts it in other ways than `clip`. */
  isWhole: boolean
  clip: ClipBox | null
  level: number
}

export type SurveyedShape = { shape: PictureElement; style: Style }

export type Survey = {
  /** Those that are painted, from the front to the back. */
  shapes: SurveyedShape[]
  /** In cells: the area outside of the canvas that they may cover, and a cell around it. */
  outsideArea: number
}

/** Groups that a renderer draws separately, and nested groups. */
const layersMax = 60
const levelsMax = 60
/** Dashes of all shapes together. */
const dashesMax = 20_000
/** Renderers compute with 32 bits, so positions beyond this many canvases are not exact enough. */
const distanceMax = 100

const outline = new Outline()

/**
 * Lists the shapes of a picture.
 *
 * @param matrix from the picture's units to cells. @param columns, @param rows of the canvas, in cells.
 * @returns null if it contains something of which nothing can be said here, that may take a renderer long, or
 * that is far away from the canvas.
 */
export function surveyPicture(
  picture: PictureElement,
  matrix: Matrix,
  size: Size,
  { columns, rows }: { columns: number; rows: number },
): Survey | null {
  const shapes: SurveyedShape[] = []
  let [minX, minY, maxX, maxY] = [0, 0, columns, rows]
  let [layers, dashes, points] = [0, 0, 0]

  function visit(element: PictureElement, around: Style): boolean {
    const { role } = element.rule
    if (role !== 'shape' && role !== 'container' && role !== 'text' && role !== 'use') return true
    const style = readStyle(element, around, element === picture)
    if (style === null) return false
    if (style.level < 0) return true
    if (isLayer(element)) layers++
    if (layers > layersMax) return false
    if (role === 'shape') return addShape(element, style)
    if (element.name !== 'g' && element !== picture) return false
    for (let n = element.children.length - 1; n >= 0; n--) {
      const child = element.children[n]
      if (child !== undefined && typeof child !== 'string' && !visit(child, style)) return false
    }
    return true
  }

  function addShape(shape: PictureElement, style: Style): boolean {
    const hasStroke = isStroked(style)
    if (style.isHidden || (style.fill === 'none' && !hasStroke)) return true
    traceShape(outline, shape, style.matrix, size, false)
    points += outline.count
    if (outline.count === 0) return true
    let beyond = 0
    if (hasStroke) {
      if (!(style.strokeWidth > 0 && style.miterLimit >= 1)) return false
      const [narrow, wide] = stretchesOf(style.matrix)
      beyond = (style.strokeWidth / 2) * wide * Math.max(style.miterLimit, Math.SQRT2)
      if (style.dashes !== 0) dashes += (outline.count * 5 * cellsPerSide) / (style.dashes * narrow)
    }
    if (points > pointsMax || !(dashes <= dashesMax)) return false
    shapes.push({ shape, style })
    return grow(beyond, style.clip)
  }

  function grow(beyond: number, clip: ClipBox | null): boolean {
    const left = outline.minX - beyond
    const top = outline.minY - beyond
    const right = outline.maxX + beyond
    const bottom = outline.maxY + beyond
    minX = Math.min(minX, Math.max(left, clip?.left ?? left))
    minY = Math.min(minY, Math.max(top, clip?.top ?? top))
    maxX = Math.max(maxX, Math.min(right, clip?.right ?? right))
    maxY = Math.max(maxY, Math.min(bottom, clip?.bottom ?? bottom))
    return left >= -columns && top >= -rows && right <= 2 * columns && bottom <= 2 * rows
  }

  if (!visit(picture, { ...initialStyle, matrix })) return null
  const isInside = minX >= 0 && minY >= 0 && maxX <= columns && maxY <= rows
  const outsideArea = isInside ? 0 : (maxX - minX + 2) * (maxY - minY + 2) - columns * rows
  return { shapes, outsideArea }
}

export const isStroked = ({ stroke, strokeWidth }: Style): boolean => stroke !== 'none' && strokeWidth !== 0

/** The factors by which a matrix stretches the most narrow and the widest direction: its singular values. */
export function stretchesOf([a, b, c, d]: Matrix): [narrow: number, wide: number] {
  const sum = Math.hypot(a + d, b - c)
  const difference = Math.hypot(a - d, b + c)
  return [Math.abs(sum - difference) / 2, (sum + difference) / 2]
}

const initialStyle: Omit<Style, 'matrix'> = {
  fill: '#000',
  fillGradient: null,
  stroke: 'none',
  strokeWidth: 1,
  lineJoin: 'miter',
  lineCap: 'butt',
  miterLimit: 4,
  dashes: 0,
  isEvenOdd: false,
  isFillOpaque: true,
  isStrokeOpaque: true,
  isHidden: false,
  isWhole: true,
  clip: null,
  level: 0,
}

/** The style of an element that is not rendered at all. */
const notRendered = -1

/** Null if the element has an effect of which nothing can be said here. */
function readStyle(element: PictureElement, around: Style, isRoot: boolean): Style | null {
  const { attributes, references } = element
  if (attributes.size === 0) return around
  const style: Style = { ...around, level: around.level + 1 }
  if (style.level > levelsMax || !references.every(isPlainReference)) return null
  for (let n = 0; n < attributes.size; n++) {
    const value = attributes.valueAt(n)
    switch (attributes.nameAt(n)) {
      case 'display':
        if (value === 'none') return { ...style, level: notRendered }
        break
      case 'visibility':
        style.isHidden = value !== 'visible'
        break
      case 'fill':
        style.fill = value
        style.fillGradient = references.find(({ attribute }) => attribute === 'fill')?.targets[0] ?? null
        break
      case 'stroke':
        style.stroke = value
        break
      case 'fill-rule':
        style.isEvenOdd = value === 'evenodd'
        break
      case 'fill-opacity':
        style.isFillOpaque = value === '1'
        break
      case 'stroke-opacity':
        style.isStrokeOpaque = value === '1'
        break
      case 'stroke-width':
        style.strokeWidth = readLength(element, 'stroke-width', Number.NaN) ?? Number.NaN
        break
      case 'stroke-linejoin':
        style.lineJoin = value
        break
      case 'stroke-linecap':
        style.lineCap = value
        break
      case 'stroke-miterlimit':
        style.miterLimit = Number(value)
        break
      case 'stroke-dasharray':
        style.dashes = readDashes(value)
        break
      case 'opacity':
        style.isWhole &&= value === '1'
        break
      case 'transform': {
        const found = readTransform(value, initial, noBox)
        if (found === null || isRoot) return null
        style.matrix = multiply(around.matrix, found.matrix)
        if (!(Math.abs(style.matrix[4]) + Math.abs(style.matrix[5]) <= distanceMax * cellsPerSide))
          return null
        break
      }
      case 'clip-path':
        break
      default:
        if (!isWithoutEffect(attributes.nameAt(n), value)) return null
    }
  }
  const clipPath = references.find(({ attribute }) => attribute === 'clip-path')?.targets[0]
  return clipPath === undefined ? style : clipBy(clipPath, style)
}

/** The policy writes no percentages in transforms. */
const noBox = { x: 0, y: 0, width: 0, height: 0 }

const isLayer = ({ attributes }: PictureElement): boolean =>
  attributes.has('clip-path') || (attributes.get('opacity') ?? '1') !== '1'

function clipBy(clipPath: PictureElement, style: Style): Style {
  const clip = readClipBox(clipPath, style.matrix, style.clip)
  return clip === null ? { ...style, isWhole: false } : { ...style, clip }
}

/** Not a number if it is no list of lengths, or if a line would have endless dashes. */
function readDashes(value: string): number {
  if (value === 'none') return 0
  let sum = 0
  for (const length of value.split(/[\s,]+/)) sum += Number(length)
  return sum > 0 ? sum : Number.NaN
}
