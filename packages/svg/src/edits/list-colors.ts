import { frameOf } from '../bounds.ts'
import { notDrawnInPlace } from '../expansion.ts'
import { multiply } from '../matrix.ts'
import { formatNumber } from '../numbers.ts'
import { type PictureElement, walkPicture } from '../picture.ts'
import { readLength } from '../shape-bounds.ts'
import { openPicture } from './apply-edits.ts'
import { CoverageGrid } from './coverage-grid.ts'
import type { EditedPicture, Space } from './edited-picture.ts'
import { stretchOf } from './hit-test.ts'
import { initialFill, isNone, strokeWidthOf } from './paints.ts'
import { targetOf } from './part-box.ts'
import { flatten, outlineOf } from './subpaths.ts'
import { layOutText } from './text-layout.ts'

export interface PictureColor {
  /** `#rrggbb` in lower case. */
  color: string
  /** Approximate share of the canvas that shows it, from 0 to 1. Strokes and texts are estimated. */
  area: number
}

/**
 * The colours of a picture, largest area first: of fills, strokes, texts, stops of gradients, patterns and
 * filters. Masks do not count.
 *
 * @param svg as `sanitizeSvg` writes it.
 * @throws EditsError for another text.
 */
export function listColors(svg: string, options: { idPrefix?: string | undefined } = {}): PictureColor[] {
  const picture = openPicture(svg, options.idPrefix)
  const survey = new Survey(picture)
  survey.addContent(picture.root, { ...startOf(picture), level: 0 })
  return survey.finish()
}

/** The position of content and the values that it inherits there, including those of a `use`. */
interface Place extends Space {
  fill: string
  stroke: string
  color: string
  alpha: number
  level: number
}

const startOf = (picture: EditedPicture): Omit<Place, 'level'> => ({
  ...picture.spaceOf(picture.root),
  fill: initialFill,
  stroke: 'none',
  color: initialFill,
  alpha: 1,
})

const levelsMax = 60
/** A paint with less opacity does not count as covering. */
const coveringMin = 0.5
/** Share of the box of a text that its letters fill. */
const letterShareOfText = 0.3

class Survey {
  readonly #picture: EditedPicture
  readonly #grid: CoverageGrid
  /** Areas that the grid does not count, by colour. */
  readonly #areas = new Map<string, number>()

  constructor(picture: EditedPicture) {
    this.#picture = picture
    this.#grid = new CoverageGrid(picture.viewBox)
  }

  addContent(holder: PictureElement, around: Place): void {
    const place = this.#enter(holder, around)
    if (place.level > levelsMax) return
    for (const child of holder.children)
      if (typeof child !== 'string' && child.rule.isRendered && !notDrawnInPlace.has(child.name))
        this.#addElement(child, place)
  }

  finish(): PictureColor[] {
    const canvas = this.#picture.viewBox[2] * this.#picture.viewBox[3]
    for (const [paints, area] of this.#grid.areas()) this.#addArea(paints, area)
    this.#addUnseen()
    return [...this.#areas]
      .map(([color, area]) => ({ color, area: Number(formatNumber(Math.min(1, area / canvas), 4)) }))
      .sort((one, other) => other.area - one.area)
  }

  #enter(element: PictureElement, around: Place): Place {
    const { attributes } = element
    return {
      ...around,
      fill: attributes.get('fill') ?? around.fill,
      stroke: attributes.get('stroke') ?? around.stroke,
      color: attributes.get('color') ?? around.color,
      alpha: around.alpha * Number(attributes.get('opacity') ?? 1),
    }
  }

  #addElement(element: PictureElement, around: Place): void {
    const { attributes } = element
    if (attributes.get('display') === 'none') return
    const frame = frameOf(element, around.viewport, null)
    const matrix = multiply(around.matrix, frame.matrix)
    const place = this.#enter(element, { ...around, matrix, viewport: frame.viewport })
    const { role } = element.rule
    if (role === 'shape') this.#addShape(element, place)
    else if (role === 'text') this.#addText(element, place)
    else if (role === 'use') this.#addShown(element, { ...place, viewport: around.viewport })
    else this.addContent(element, { ...place, level: place.level + 1 })
  }

  #addShown(use: PictureElement, place: Place): void {
    const target = targetOf(this.#picture, use)
    if (target === undefined || place.level > levelsMax) return
    const x = readLength(use, 'x', place.viewport.width) ?? 0
    const y = readLength(use, 'y', place.viewport.height) ?? 0
    const inside = { ...place, matrix: multiply(place.matrix, [1, 0, 0, 1, x, y]), level: place.level + 1 }
    if (target.name !== 'symbol') {
      this.#addElement(target, inside)
      return
    }
    const { matrix, viewport } = frameOf(target, place.viewport, use)
    this.addContent(target, { ...inside, matrix: multiply(inside.matrix, matrix), viewport })
  }

  #addShape(shape: PictureElement, place: Place): void {
    const lines = flatten(outlineOf(shape, place.viewport), place.matrix, 6)
    const picture = this.#picture
    const alpha = place.alpha * Number(picture.inheritedValue(shape, 'fill-opacity')?.value ?? 1)
    const fill = this.#colorsOf(place.fill, place.color)
    if (fill.length > 0 && alpha > 0) {
      const isEvenOdd = picture.inheritedValue(shape, 'fill-rule')?.value === 'evenodd'
      const missed = this.#grid.paint(lines, isEvenOdd, alpha >= coveringMin ? fill : null)
      this.#addArea(fill, missed * alpha)
    }
    const stroke = this.#colorsOf(place.stroke, place.color)
    if (stroke.length === 0) return
    const width = strokeWidthOf(picture, shape) * stretchOf(place.matrix)
    this.#addArea(stroke, lines.reduce((sum, points) => sum + lengthOf(points), 0) * width * place.alpha)
  }

  #addText(text: PictureElement, place: Place): void {
    const scale = stretchOf(place.matrix) ** 2
    const area = layOutText(this.#picture, text).reduce((sum, { width, height }) => sum + width * height, 0)
    this.#addArea(this.#colorsOf(place.fill, place.color), area * scale * letterShareOfText * place.alpha)
  }

  #addArea(colors: readonly string[], area: number): void {
    for (const color of colors) this.#areas.set(color, (this.#areas.get(color) ?? 0) + area / colors.length)
  }

  /** A colour, or those of the gradient or pattern that a paint refers to. */
  #colorsOf(paint: string, currentColor: string): string[] {
    if (isNone(paint)) return []
    const id = /^url\(#([^)]*)\)/.exec(paint)?.[1]
    if (id === undefined) return this.#hexOf(paint === 'currentColor' ? currentColor : paint)
    let definition = this.#picture.byId(id)
    for (let steps = 0; steps < levelsMax && definition?.children.length === 0; steps++)
      definition = this.#picture.byId((definition.attributes.get('href') ?? '').slice(1))
    const found: string[] = []
    if (definition !== undefined)
      walkPicture(definition, ({ name, attributes }) => {
        if (name === 'stop') found.push(...this.#hexOf(attributes.get('stop-color') ?? initialFill))
        else if (attributes.has('fill')) found.push(...this.#hexOf(attributes.get('fill') ?? ''))
        return true
      })
    return found
  }

  #hexOf(value: string): string[] {
    const number = this.#picture.colorOf(value)
    return number < 0 ? [] : [`#${number.toString(16).padStart(6, '0')}`]
  }

  /** Colours that cover no cell: those of filters, patterns and hidden parts. */
  #addUnseen(): void {
    walkPicture(this.#picture.root, ({ name, attributes }) => {
      if (name === 'mask') return false
      for (const attribute of ['fill', 'stroke', 'stop-color', 'flood-color', 'lighting-color'])
        this.#addArea(this.#hexOf(attributes.get(attribute) ?? 'none'), 0)
      return true
    })
  }
}

function lengthOf(points: readonly number[]): number {
  let sum = 0
  for (let i = 2; i < points.length; i += 2)
    sum += Math.hypot((points[i] ?? 0) - (points[i - 2] ?? 0), (points[i + 1] ?? 0) - (points[i - 1] ?? 0))
  return sum
}
