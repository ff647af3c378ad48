import { frameOf } from '../bounds.ts'
import { notDrawnInPlace } from '../expansion.ts'
import { Extent } from '../extent.ts'
import { type Matrix, multiply } from '../matrix.ts'
import type { PictureElement } from '../picture.ts'
import { addShape, isZeroSized, readLength, shapes } from '../shape-bounds.ts'
import type { Box } from './edit.ts'
import type { EditedPicture, Space } from './edited-picture.ts'
import { layOutText } from './text-layout.ts'

/**
 * The box around what elements draw, in units of the view box: their geometry without strokes. Texts are
 * estimated, since no font is measured. Null if nothing is drawn.
 */
export function boxOf(picture: EditedPicture, elements: readonly PictureElement[]): Box | null {
  const extent = new Extent()
  for (const element of elements) addElement(extent, picture, element, picture.spaceAround(element), null, 0)
  if (extent.isEmpty || !Number.isFinite(extent.maxX - extent.minX + extent.maxY - extent.minY)) return null
  const { minX: x, minY: y } = extent
  return { x, y, width: extent.maxX - x, height: extent.maxY - y }
}

/** `use` elements may lead to each other. */
const levelsMax = 60

function addElement(
  extent: Extent,
  picture: EditedPicture,
  element: PictureElement,
  around: Space,
  use: PictureElement | null,
  level: number,
): void {
  if (level > levelsMax || element.attributes.get('display') === 'none') return
  if (use === null && notDrawnInPlace.has(element.name)) return
  const frame = frameOf(element, around.viewport, use)
  const matrix = multiply(around.matrix, frame.matrix)
  if (shapes.has(element.name)) {
    if (!isZeroSized(element, frame.viewport)) addShape(extent, element, matrix, frame.viewport)
  } else if (element.name === 'text') {
    for (const { x, y, width, height } of layOutText(picture, element))
      addBox(extent, x, y, width, height, matrix)
  } else if (element.name === 'use') {
    const target = targetOf(picture, element)
    if (target === undefined) return
    const x = readLength(element, 'x', around.viewport.width) ?? 0
    const y = readLength(element, 'y', around.viewport.height) ?? 0
    const moved = multiply(matrix, [1, 0, 0, 1, x, y])
    addElement(extent, picture, target, { matrix: moved, viewport: around.viewport }, element, level + 1)
  } else {
    for (const child of element.children)
      if (typeof child !== 'string' && child.rule.isRendered)
        addElement(extent, picture, child, { matrix, viewport: frame.viewport }, null, level + 1)
  }
}

/** The element that a `use` shows. */
export const targetOf = (
  picture: EditedPicture,
  { attributes }: PictureElement,
): PictureElement | undefined => picture.byId((attributes.get('href') ?? '').slice(1))

function addBox(extent: Extent, x: number, y: number, width: number, height: number, matrix: Matrix): void {
  extent.addPoint(x, y, matrix)
  extent.addPoint(x + width, y, matrix)
  extent.addPoint(x, y + height, matrix)
  extent.addPoint(x + width, y + height, matrix)
}
