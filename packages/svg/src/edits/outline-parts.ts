import { Attributes } from '../attributes.ts'
import { frameOf } from '../bounds.ts'
import { formatNumber } from '../numbers.ts'
import { type PictureElement, walkPicture } from '../picture.ts'
import { writeMatrix } from '../transforms.ts'
import { writeColor } from './colors-of-edits.ts'
import type { Edit } from './edit.ts'
import { copyOf, createElement, type EditedPicture, elementsOf } from './edited-picture.ts'
import { stretchOf } from './hit-test.ts'
import { wholeParts } from './move-parts.ts'
import { drawnIn, isNone, paintOf, strokeWidthOf } from './paints.ts'
import { separate } from './shared-definitions.ts'
import { showInPlace } from './use-in-place.ts'

/**
 * Draws a line of a given width around parts, outside of them and behind them. A shape without a stroke gets
 * one that is painted before its fill. For all other parts, a copy of their outlines is put behind them. An
 * earlier outline is replaced; a width of 0 or the colour `none` removes it.
 */
export function outlineParts(
  picture: EditedPicture,
  { target, stroke, width }: Extract<Edit, { op: 'outline' }>,
): PictureElement[] {
  const isGone = width === 0 || isNone(stroke)
  const color = writeColor(stroke) ?? stroke
  return wholeParts(picture, target).map((part) => {
    separate(picture, part)
    dropOutline(picture, part)
    if (isGone) return part
    if (canHaveStrokeBehind(picture, part)) strokeBehind(picture, part, color, width)
    else return putBehind(picture, part, color, width)
    return part
  })
}

/** Marks a group of outlines as written by this operation. */
const markOfOutlines: readonly (readonly [string, string])[] = [
  ['role', 'presentation'],
  ['fill', 'none'],
  ['stroke-linejoin', 'round'],
]
const strokeOfShape = [
  'stroke',
  'stroke-width',
  'stroke-linejoin',
  'paint-order',
  'stroke-opacity',
  'stroke-dasharray',
]

const isOutlined = ({ attributes }: PictureElement): boolean =>
  attributes.get('paint-order') === 'stroke' && attributes.get('stroke-linejoin') === 'round'

const isOutline = ({ name, attributes }: PictureElement): boolean =>
  name === 'g' && markOfOutlines.every(([attribute, value]) => attributes.get(attribute) === value)

function dropOutline(picture: EditedPicture, part: PictureElement): void {
  if (part.rule.role === 'shape' || part.rule.role === 'text') {
    if (isOutlined(part)) for (const name of strokeOfShape) part.attributes.delete(name)
    const before = elementsOf(picture.parentOf(part) ?? picture.root)
    const outline = before[before.indexOf(part) - 1]
    if (outline !== undefined && isOutline(outline)) picture.remove(outline)
    return
  }
  const first = elementsOf(part).find(({ rule }) => rule.isRendered)
  if (first !== undefined && isOutline(first)) picture.remove(first)
}

const canHaveStrokeBehind = (picture: EditedPicture, part: PictureElement): boolean =>
  (part.rule.role === 'shape' || part.rule.role === 'text') &&
  isNone(paintOf(picture, part, 'stroke')) &&
  !isNone(paintOf(picture, part, 'fill')) &&
  !elementsOf(part).some(({ attributes }) => attributes.has('stroke'))

function strokeBehind(picture: EditedPicture, part: PictureElement, color: string, width: number): void {
  const { attributes } = part
  if (picture.inheritedValue(part, 'stroke-opacity') !== undefined) attributes.set('stroke-opacity', '1')
  if (picture.inheritedValue(part, 'stroke-dasharray') !== undefined)
    attributes.set('stroke-dasharray', 'none')
  attributes.delete('vector-effect')
  attributes.set('stroke', color)
  attributes.set('stroke-width', inUserUnits(picture, part, 2 * width))
  attributes.set('stroke-linejoin', 'round')
  attributes.set('paint-order', 'stroke')
}

function inUserUnits(picture: EditedPicture, shape: PictureElement, width: number): string {
  const stretch = stretchOf(picture.spaceOf(shape).matrix)
  return formatNumber(stretch === 0 ? width : width / stretch, 6)
}

/** @returns the group that holds the part and its outlines: the part itself if it is a group. */
function putBehind(
  picture: EditedPicture,
  part: PictureElement,
  color: string,
  width: number,
): PictureElement {
  const holder = part.name === 'g' ? part : wrapWithName(picture, part)
  const copies = elementsOf(holder)
    .filter(({ rule }) => rule.isRendered)
    .map(copyOf)
  for (const copy of copies) dropIds(copy)
  picture.makeRoomFor(copies)
  const outlines = createElement('g', new Attributes(), copies)
  const first = holder.children.findIndex((child) => typeof child !== 'string' && child.rule.isRendered)
  picture.insertInto(holder, [outlines], Math.max(0, first))
  for (const use of usesIn(outlines)) showInPlace(picture, use)
  const widths = new Map<PictureElement, string>()
  for (const shape of drawnIn(outlines)) {
    const isStroked = !isNone(paintOf(picture, shape, 'stroke'))
    if (!isStroked && isNone(paintOf(picture, shape, 'fill'))) continue
    const own = isStroked ? strokeWidthOf(picture, shape) * stretchOf(picture.spaceOf(shape).matrix) : 0
    widths.set(shape, inUserUnits(picture, shape, own + 2 * width))
  }
  for (const copy of elementsOf(outlines)) toOutline(picture, copy, widths)
  for (const [name, value] of markOfOutlines) outlines.attributes.set(name, value)
  outlines.attributes.set('stroke', color)
  return holder
}

/** References inside the copy still lead to the originals. */
function dropIds(copy: PictureElement): void {
  walkPicture(copy, (element) => {
    element.sourceId = null
    return true
  })
}

function wrapWithName(picture: EditedPicture, part: PictureElement): PictureElement {
  const label = part.attributes.get('aria-label')
  part.attributes.delete('aria-label')
  return picture.wrap(part, new Attributes(label === undefined ? [] : ['aria-label', label]))
}

function usesIn(top: PictureElement): PictureElement[] {
  return drawnIn(top).filter(({ name }) => name === 'use')
}

/** Attributes that paint or name an element. */
const isPaint = (name: string): boolean =>
  /^(?:fill|stroke|opacity|filter|mask|marker|paint-order|mix-blend-mode|isolation|color|vector-effect|aria-label|role)/.test(
    name,
  )

function toOutline(
  picture: EditedPicture,
  element: PictureElement,
  widths: ReadonlyMap<PictureElement, string>,
): void {
  const { attributes, rule } = element
  const isLeaf = rule.role === 'shape' || rule.role === 'text'
  for (const [name] of [...attributes]) if (isPaint(name)) attributes.delete(name)
  if (isLeaf) {
    const width = widths.get(element)
    if (width === undefined) {
      picture.remove(element)
      return
    }
    attributes.set('stroke-width', width)
  }
  for (const child of element.children) {
    if (typeof child === 'string') continue
    if (child.rule.isRendered) toOutline(picture, child, widths)
    else picture.remove(child)
  }
  if (element.name === 'svg') replaceViewport(picture, element)
}

/** A viewport would clip the outline; a group does not. */
function replaceViewport(picture: EditedPicture, viewport: PictureElement): void {
  const { matrix } = frameOf(viewport, picture.spaceAround(viewport).viewport, null)
  const attributes = new Attributes(['transform', writeMatrix(matrix, 9)])
  picture.replace(viewport, [createElement('g', attributes, viewport.children)])
}
