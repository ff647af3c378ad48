import type { Attributes } from './attributes.ts'
import { initial } from './computed.ts'
import { notDrawnInPlace } from './expansion.ts'
import type { PictureElement } from './picture.ts'
import { readTransform } from './transforms.ts'
import type { ViewBox } from './values.ts'

/** One thing that a picture draws where it stands, with the paints that it inherits. */
export interface DrawnShape {
  /** As the picture writes them: a colour, `none`, or `url(#id)`. */
  fill: string
  stroke: string
  /** In units of the picture's view box, transforms worked in. */
  strokeWidth: number
  /** A rectangle as large as the picture. */
  isGround: boolean
}

/**
 * Lists shapes, texts and uses in document order. What a `use` shows counts as one, with the paints of the
 * `use`.
 *
 * @param picture as `sanitizeSvg` or `readPicture` gives it. @param viewBox of that picture.
 * @example
 * const isOutline = listDrawnShapes(result.picture, result.viewBox).every(({ fill }) => fill === 'none')
 */
export function listDrawnShapes(picture: PictureElement, [, , width, height]: ViewBox): DrawnShape[] {
  const shapes: DrawnShape[] = []
  const stack = [{ element: picture, from: initialPaint }]
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { element } = entry
    if (notDrawnInPlace.has(element.name)) continue
    const { strokeWidth, scale, ...own } = inheritPaint(entry.from, element.attributes)
    const { role } = element.rule
    if (role === 'shape' || role === 'use' || role === 'text')
      shapes.push({ ...own, strokeWidth: strokeWidth * scale, isGround: isGround(element, width, height) })
    for (const child of element.children.toReversed())
      if (typeof child !== 'string') stack.push({ element: child, from: { strokeWidth, scale, ...own } })
  }
  return shapes
}

/** Paint as an element has it, and how much the transforms around it stretch. */
export interface Paint {
  fill: string
  stroke: string
  strokeWidth: number
  /** How much the transforms around stretch, as one number. */
  scale: number
}

export const initialPaint: Paint = { fill: '#000', stroke: 'none', strokeWidth: 1, scale: 1 }
const groundPartMin = 0.95

export function inheritPaint(from: Paint, attributes: Attributes): Paint {
  const width = Number.parseFloat(attributes.get('stroke-width') ?? '')
  return {
    fill: attributes.get('fill') ?? from.fill,
    stroke: attributes.get('stroke') ?? from.stroke,
    strokeWidth: Number.isFinite(width) ? width : from.strokeWidth,
    scale: from.scale * stretchOf(attributes.get('transform')),
  }
}

/** The root of the determinant. */
function stretchOf(transform: string | undefined): number {
  if (transform === undefined) return 1
  const [a, b, c, d] = readTransform(transform, initial, noBox)?.matrix ?? [1, 0, 0, 1]
  return Math.sqrt(Math.abs(a * d - b * c))
}

const noBox = { x: 0, y: 0, width: 0, height: 0 }

const isGround = ({ name, attributes }: PictureElement, width: number, height: number): boolean =>
  name === 'rect' &&
  covers(attributes.get('width') ?? '0', width) &&
  covers(attributes.get('height') ?? '0', height)

const covers = (length: string, side: number): boolean =>
  length === '100%' || Number.parseFloat(length) >= side * groundPartMin
