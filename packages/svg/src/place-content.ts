import { Attributes } from './attributes.ts'
import { inheritPaint, initialPaint } from './drawn-shapes.ts'
import { elementRules } from './elements.ts'
import { formatNumber } from './numbers.ts'
import { newElement, type PictureElement } from './picture.ts'
import { readPicture } from './read-picture.ts'
import { serializePicture } from './serialize.ts'

export interface Placement {
  /** About the origin, before the move. */
  scale: number
  /** In user units of the picture. */
  x: number
  y: number
  /** Of every stroke after scaling, in user units. Unless given, strokes are scaled with the rest. */
  strokeWidth?: number | undefined
}

/**
 * The picture with its content scaled and moved, on the same canvas. The policy would write the result
 * differently, so sanitise it before it is stored.
 *
 * @param svg as `sanitizeSvg` writes it.
 * @throws TypeError for a text that the policy would not have written.
 * @example
 * const half = placeContent(result.svg, { scale: 0.5, x: 64, y: 64, strokeWidth: 4 })
 */
export function placeContent(svg: string, { scale, x, y, strokeWidth }: Placement): string {
  const root = readPicture(svg)
  if (strokeWidth !== undefined) setStrokeWidths(root, strokeWidth / scale)
  const rule = elementRules.get('g')
  if (!rule) throw new Error('the policy knows no groups')
  const transform = `translate(${write(x)} ${write(y)}) scale(${write(scale)})`
  const group = newElement('g', rule, null, new Attributes(['transform', transform]))
  const isInPlace = (child: PictureElement | string) => typeof child !== 'string' && staying.has(child.name)
  group.children = root.children.filter((child) => !isInPlace(child))
  root.children = [...root.children.filter(isInPlace), group]
  return serializePicture(root).svg
}

/** They describe the picture, or are drawn only where something refers to them. */
const staying = new Set(['title', 'desc', 'metadata', 'defs'])
const strokeless = new Set(['clipPath', 'mask', 'pattern', 'marker', 'linearGradient', 'radialGradient'])
const decimals = 5
const write = (value: number) => formatNumber(value, decimals)

/** Gives every shape that is stroked this width, whatever the transforms around it. */
function setStrokeWidths(root: PictureElement, width: number): void {
  const stack = [{ element: root, from: initialPaint }]
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { element, from } = entry
    if (strokeless.has(element.name)) continue
    const paint = inheritPaint(from, element.attributes)
    const { role } = element.rule
    if ((role === 'shape' || role === 'text') && paint.stroke !== 'none') {
      element.attributes.set('stroke-width', write(width / paint.scale))
      element.attributes.delete('vector-effect')
    }
    for (const child of element.children)
      if (typeof child !== 'string') stack.push({ element: child, from: paint })
  }
}
