import { Attributes } from '../attributes.ts'
import { formatNumber } from '../numbers.ts'
import type { PictureElement } from '../picture.ts'
import type { ViewBox } from '../values.ts'
import { writeColor } from './colors-of-edits.ts'
import type { Box, Edit } from './edit.ts'
import { createElement, type EditedPicture } from './edited-picture.ts'
import { NotDone } from './edits-error.ts'
import { groundOf } from './ground.ts'
import { inheritedIn, keepInherited } from './inheritance-of-parts.ts'
import { isNone } from './paints.ts'

type EditOf<Op extends Edit['op']> = Extract<Edit, { op: Op }>

/** Paints the ground, or adds one behind everything; `none` removes it. */
export function setBackground(picture: EditedPicture, { color }: EditOf<'background'>): PictureElement[] {
  const ground = groundOf(picture)
  if (isNone(color)) {
    if (ground === null) throw new NotDone('nothing_changed', 'The picture has no background.')
    picture.remove(ground)
    return [picture.root]
  }
  const fill = writeColor(color) ?? color
  if (ground !== null) {
    ground.attributes.delete('fill-opacity')
    ground.attributes.set('fill', fill)
    return [ground]
  }
  const rect = createElement('rect', new Attributes())
  setBox(rect, picture.viewBox)
  rect.attributes.set('fill', fill)
  keepInherited(rect, new Map(), inheritedIn(picture, picture.root))
  const first = picture.root.children.findIndex((child) => typeof child !== 'string' && child.rule.isRendered)
  picture.insertInto(picture.root, [rect], first < 0 ? undefined : first)
  return [rect]
}

/**
 * Shows a part of the picture, at its current scale. Content outside of it stays in the file and is not
 * drawn.
 */
export function cropPicture(picture: EditedPicture, { box }: EditOf<'crop'>): PictureElement[] {
  const [, , width, height] = picture.viewBox
  const pixels = pixelsOf(picture)
  showBox(picture, box, (box.width * pixels.width) / width, (box.height * pixels.height) / height)
  return [picture.root]
}

/**
 * Gives the picture another size in pixels. `fit` shows all of it as large as the canvas allows; `keep` shows
 * it at its current scale, centred. No coordinate of the content changes.
 */
export function setCanvas(
  picture: EditedPicture,
  { width, height, content }: EditOf<'canvas'>,
): PictureElement[] {
  const [x, y, boxWidth, boxHeight] = picture.viewBox
  const pixels = pixelsOf(picture)
  const scaleX = content === 'keep' ? pixels.width / boxWidth : Math.min(width / boxWidth, height / boxHeight)
  const scaleY = content === 'keep' ? pixels.height / boxHeight : scaleX
  const size = { width: width / scaleX, height: height / scaleY }
  const box = { x: x + (boxWidth - size.width) / 2, y: y + (boxHeight - size.height) / 2, ...size }
  showBox(picture, box, width, height)
  return [picture.root]
}

function showBox(picture: EditedPicture, box: Box, widthPx: number, heightPx: number): void {
  const ground = groundOf(picture)
  const { attributes } = picture.root
  const viewBox: ViewBox = [round(box.x), round(box.y), round(box.width), round(box.height)]
  attributes.set('viewBox', viewBox.join(' '))
  attributes.set('width', formatNumber(Math.max(widthPx, 0.001), 4))
  attributes.set('height', formatNumber(Math.max(heightPx, 0.001), 4))
  // The ground covers the new canvas.
  if (ground === null || groundOf(picture) === ground) return
  const { attributes: own, name } = ground
  if (name === 'rect' && !own.has('transform') && picture.parentOf(ground) === picture.root)
    setBox(ground, viewBox)
}

const round = (value: number): number => Number(formatNumber(value, 6))

function setBox({ attributes }: PictureElement, [x, y, width, height]: ViewBox): void {
  for (const [name, value] of [
    ['x', x],
    ['y', y],
  ] as const)
    if (value === 0) attributes.delete(name)
    else attributes.set(name, formatNumber(value, 6))
  attributes.set('width', formatNumber(width, 6))
  attributes.set('height', formatNumber(height, 6))
}

function pixelsOf({ root, viewBox }: EditedPicture): { width: number; height: number } {
  const side = (name: string, units: number) => Number.parseFloat(root.attributes.get(name) ?? '') || units
  return { width: side('width', viewBox[2]), height: side('height', viewBox[3]) }
}
