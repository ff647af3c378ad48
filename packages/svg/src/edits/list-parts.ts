import { toHexColor } from '../colors.ts'
import { formatNumber } from '../numbers.ts'
import type { PictureElement } from '../picture.ts'
import { openPicture } from './apply-edits.ts'
import type { Box } from './edit.ts'
import { type EditedPicture, elementsOf } from './edited-picture.ts'
import { stretchOf } from './hit-test.ts'
import { nameOf, wordsIn } from './names.ts'
import { drawnIn, isNone, paintOf, strokeWidthOf } from './paints.ts'
import { boxOf } from './part-box.ts'

/** An element that is drawn at its position in the tree. */
export interface PicturePart {
  /** Indexes of child elements from the root down, as in a target. */
  path: number[]
  id: string | null
  /** See the target `name`. */
  name: string | null
  /** Name of the element. */
  kind: string
  /**
   * `#rrggbb`, `none`, or `url(#id)` for a gradient or pattern. For a group, the common value of its shapes;
   * null if they differ.
   */
  fill: string | null
  stroke: string | null
  /** In units of the view box; null if nothing is stroked, or if shapes differ. */
  strokeWidth: number | null
  /** Its own, from 0 to 1. */
  opacity: number
  /** Without strokes, in units of the view box; null if nothing is drawn. */
  box: Box | null
  /** The words of a text. */
  text: string | null
  children: PicturePart[]
}

/**
 * The parts of a picture from the back to the front, those of groups within them.
 *
 * @param svg as `sanitizeSvg` writes it.
 * @throws EditsError for another text.
 */
export function listParts(svg: string, options: { idPrefix?: string | undefined } = {}): PicturePart[] {
  const picture = openPicture(svg, options.idPrefix)
  return partsIn(picture, picture.root, [])
}

function partsIn(picture: EditedPicture, holder: PictureElement, path: readonly number[]): PicturePart[] {
  const parts: PicturePart[] = []
  for (const [index, element] of elementsOf(holder).entries())
    if (element.rule.isRendered && element.rule.role !== 'text-part')
      parts.push(partOf(picture, element, [...path, index]))
  return parts
}

function partOf(picture: EditedPicture, element: PictureElement, path: number[]): PicturePart {
  const shapes = drawnIn(element)
  const box = boxOf(picture, [element])
  return {
    path,
    id: element.sourceId,
    name: nameOf(element, picture.idPrefix),
    kind: element.name,
    fill: common(shapes.map((shape) => plainPaint(paintOf(picture, shape, 'fill')))),
    stroke: common(shapes.map((shape) => plainPaint(paintOf(picture, shape, 'stroke')))),
    strokeWidth: common(
      shapes.map((shape) =>
        isNone(paintOf(picture, shape, 'stroke'))
          ? null
          : rounded(strokeWidthOf(picture, shape) * stretchOf(picture.spaceOf(shape).matrix)),
      ),
    ),
    opacity: Number(element.attributes.get('opacity') ?? 1),
    box: box && {
      x: rounded(box.x),
      y: rounded(box.y),
      width: rounded(box.width),
      height: rounded(box.height),
    },
    text: element.name === 'text' ? wordsIn(element) : null,
    children: element.rule.role === 'container' ? partsIn(picture, element, path) : [],
  }
}

const plainPaint = (paint: string): string => toHexColor(paint) ?? paint.replace(/\) .*$/, ')')

function common<Value>(values: readonly Value[]): Value | null {
  const [first] = values
  return first !== undefined && values.every((value) => value === first) ? first : null
}

const rounded = (value: number): number => Number(formatNumber(value, 3))
