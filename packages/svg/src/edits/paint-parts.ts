import { formatNumber } from '../numbers.ts'
import type { PictureElement } from '../picture.ts'
import { walkPicture } from '../picture.ts'
import { writeColor } from './colors-of-edits.ts'
import type { Edit } from './edit.ts'
import type { EditedPicture } from './edited-picture.ts'
import { NotDone } from './edits-error.ts'
import { findTargets } from './find-targets.ts'
import { stretchOf } from './hit-test.ts'
import { withoutGround } from './move-parts.ts'
import { drawnIn, isNone, paintOf } from './paints.ts'
import { targetOf } from './part-box.ts'
import { separate } from './shared-definitions.ts'
import { showInPlace } from './use-in-place.ts'

type EditOf<Op extends Edit['op']> = Extract<Edit, { op: Op }>

/**
 * Paints every shape of the targets. In a group, shapes without a fill stay without one, because they are
 * drawn so on purpose. For the same reason only stroked shapes get another stroke, unless no shape is
 * stroked.
 */
export function paintParts(picture: EditedPicture, edit: EditOf<'paint'>): PictureElement[] {
  const targets = withoutGround(picture, edit.target).map((element) => showInPlace(picture, element))
  for (const target of targets) {
    separate(picture, target)
    for (const use of drawnIn(target))
      if (use.name === 'use' && !isPaintedWith(picture, use, target)) showInPlace(picture, use)
    const shapes = drawnIn(target).filter(({ name }) => name !== 'use')
    if (edit.fill !== undefined) {
      const filled = shapes.filter((shape) => !isNone(paintOf(picture, shape, 'fill')))
      setPaint(target === shapes[0] ? shapes : filled, 'fill', edit.fill)
    }
    if (edit.stroke !== undefined) {
      const stroked = shapes.filter((shape) => !isNone(paintOf(picture, shape, 'stroke')))
      setPaint(stroked.length === 0 || isNone(edit.stroke) ? shapes : stroked, 'stroke', edit.stroke)
    }
    if (edit.strokeWidth !== undefined)
      for (const shape of shapes)
        if (!isNone(paintOf(picture, shape, 'stroke'))) setStrokeWidth(picture, shape, edit.strokeWidth)
    if (edit.opacity !== undefined) setOpacity(target, edit.opacity)
  }
  return targets
}

/**
 * Sets the opacity of each target as a whole, in addition to that of its paints; for `all`, that of the
 * picture.
 */
export function setOpacities(picture: EditedPicture, { target, value }: EditOf<'opacity'>): PictureElement[] {
  const targets = findTargets(picture, target)
  if (targets.some(({ rule }) => rule.role === 'text-part'))
    throw new NotDone('not_possible', 'A part of a text has no opacity of its own.')
  if ('all' in target) setOpacity(picture.root, value)
  else
    for (const element of targets) {
      separate(picture, element)
      setOpacity(element, value)
    }
  return targets
}

function setOpacity({ attributes }: PictureElement, value: number): void {
  if (value >= 1) attributes.delete('opacity')
  else attributes.set('opacity', formatNumber(value, opacityDecimals))
}

const opacityDecimals = 4

function setPaint(shapes: readonly PictureElement[], name: 'fill' | 'stroke', value: string): void {
  const written = isNone(value) ? value : (writeColor(value) ?? value)
  for (const shape of shapes)
    walkPicture(shape, ({ attributes, rule }) => {
      if (rule.role === 'text-part' && shape.rule.role === 'text') {
        attributes.delete(name)
        attributes.delete(`${name}-opacity`)
      }
      return true
    })
  for (const { attributes } of shapes) {
    // The opacity of a colour replaces the previous opacity of the paint.
    if (written.startsWith('rgba(')) attributes.set(`${name}-opacity`, '1')
    attributes.set(name, written)
  }
}

/** @param width in units of the view box. */
function setStrokeWidth(picture: EditedPicture, shape: PictureElement, width: number): void {
  const stretch = stretchOf(picture.spaceOf(shape).matrix)
  if (stretch === 0) return
  shape.attributes.delete('vector-effect')
  shape.attributes.set('stroke-width', formatNumber(width / stretch, widthDecimals))
}

const widthDecimals = 6

/** Whether the element that a `use` shows is inside the part and is therefore painted with it. */
function isPaintedWith(picture: EditedPicture, use: PictureElement, part: PictureElement): boolean {
  const shown = targetOf(picture, use)
  return shown === undefined || (picture.isWithin(shown, part) && picture.isDrawn(shown))
}
