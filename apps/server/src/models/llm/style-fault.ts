import type { SvgStyle } from '../port.ts'

/**
 * What in a sanitised picture contradicts its style, in words for the model that drew it; undefined when
 * nothing does. Only what can be counted: gradients, strokes and their width, fills, the number of shapes.
 * For picture text as `sanitizeSvg` writes it; reads it once.
 */
export function findStyleFault(svg: string, style: SvgStyle): string | undefined {
  const shapes = readShapes(svg)
  if (shapes.length === 0) return undefined
  return checks[style](shapes)
}

/**
 * One drawn shape, with its inherited values. Widths are fractions of the canvas' larger side, because
 * canvases differ.
 */
type Shape = { fill: string; stroke: string; strokeWidth: number; area: 'background' | 'part' }

type Check = (shapes: readonly Shape[]) => string | undefined

/** Two units of 256, with a tolerance for how a model rounds. */
const thinMax = 4.5 / 256
const minimalShapesMax = 16

const noGradients =
  (style: string): Check =>
  (shapes) =>
    shapes.some(({ fill, stroke }) => isGradient(fill) || isGradient(stroke))
      ? `The style "${style}" has no gradients`
      : undefined

const needsGradients =
  (style: string): Check =>
  (shapes) =>
    shapes.some(({ fill, stroke }) => isGradient(fill) || isGradient(stroke))
      ? undefined
      : `The style "${style}" needs gradients on its large shapes, and there is none`

const madeOfLines =
  (style: string): Check =>
  (shapes) => {
    const parts = shapes.filter(({ area }) => area === 'part')
    const filled = parts.filter(({ fill }) => fill !== 'none' && !isPale(fill))
    if (countStroked(parts) * 2 < parts.length)
      return `The style "${style}" is made of strokes, but most shapes have none`
    if (filled.length * 3 > parts.length)
      return `The style "${style}" has no coloured fills, but ${filled.length} shapes have one`
    return undefined
  }

const madeOfFills =
  (style: string): Check =>
  (shapes) =>
    countStroked(shapes.filter(({ fill }) => fill === 'none')) * 2 > shapes.length
      ? `The style "${style}" is made of filled shapes, but most are mere lines`
      : undefined

const all =
  (...list: Check[]): Check =>
  (shapes) => {
    for (const check of list) {
      const fault = check(shapes)
      if (fault !== undefined) return fault
    }
    return undefined
  }

const checks: Record<SvgStyle, Check> = {
  outline: all(noGradients('outline'), madeOfLines('outline')),
  'line-art': all(noGradients('line-art'), madeOfLines('line-art'), (shapes) => {
    const widths = shapes
      .filter(({ stroke }) => stroke !== 'none')
      .map(({ strokeWidth }) => strokeWidth)
      .sort((one, other) => one - other)
    const median = widths[Math.floor(widths.length / 2)] ?? 0
    return median > thinMax ? 'The style "line-art" has thin lines, stroke-width 2 to 4 of 256' : undefined
  }),
  filled: all(noGradients('filled'), madeOfFills('filled')),
  flat: all(noGradients('flat'), madeOfFills('flat')),
  minimal: all(noGradients('minimal'), (shapes) =>
    shapes.length > minimalShapesMax
      ? `The style "minimal" has at most 8 shapes, and there are ${shapes.length}`
      : undefined,
  ),
  modern: madeOfFills('modern'),
  gradient: needsGradients('gradient'),
  '3d': needsGradients('3d'),
  cartoon: (shapes) =>
    countStroked(shapes) * 4 < shapes.length
      ? 'The style "cartoon" has a dark outline around its shapes, but most have none'
      : undefined,
}

const countStroked = (shapes: readonly Shape[]): number =>
  shapes.filter(({ stroke, strokeWidth }) => stroke !== 'none' && strokeWidth > 0).length

const isGradient = (paint: string): boolean => paint.startsWith('url(')

/** White or nearly: a fill that only hides what is behind it. */
function isPale(paint: string): boolean {
  if (paint === 'white' || paint === 'transparent') return true
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(paint)?.[1]
  if (!digits) return false
  const size = digits.length / 3
  return [0, 1, 2].every((part) => {
    const value = Number.parseInt(
      digits.slice(part * size, part * size + size).padEnd(2, digits.charAt(part)),
      16,
    )
    return value >= 0xe8
  })
}

const drawn = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'use'])
const undrawn = new Set(['defs', 'clipPath', 'mask', 'pattern', 'marker', 'symbol'])

type Inherited = { fill: string; stroke: string; strokeWidth: number; scale: number; hidden: boolean }

function readShapes(svg: string): Shape[] {
  const side = readSide(svg)
  const stack: Inherited[] = [{ fill: '#000', stroke: 'none', strokeWidth: 1, scale: 1, hidden: false }]
  const shapes: Shape[] = []
  for (const [, closing, name = '', attributes = '', selfClosing] of svg.matchAll(
    /<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>/g,
  )) {
    if (closing) {
      if (stack.length > 1) stack.pop()
      continue
    }
    const own = inherit(stack.at(-1), name, attributes)
    if (!selfClosing) stack.push(own)
    if (!drawn.has(name) || own.hidden) continue
    const { fill, stroke, scale } = own
    const area = name === 'rect' && coversCanvas(attributes, side) ? 'background' : 'part'
    shapes.push({ fill, stroke, strokeWidth: (own.strokeWidth * scale) / side, area })
  }
  return shapes
}

function inherit(from: Inherited | undefined, name: string, attributes: string): Inherited {
  const width = Number.parseFloat(readOne(attributePatterns.strokeWidth, attributes) ?? '')
  return {
    fill: readOne(attributePatterns.fill, attributes) ?? from?.fill ?? '#000',
    stroke: readOne(attributePatterns.stroke, attributes) ?? from?.stroke ?? 'none',
    strokeWidth: Number.isFinite(width) ? width : (from?.strokeWidth ?? 1),
    scale: (from?.scale ?? 1) * readScale(readOne(attributePatterns.transform, attributes) ?? ''),
    hidden: from?.hidden === true || undrawn.has(name),
  }
}

const attributePatterns = {
  fill: /\sfill="([^"]*)"/,
  stroke: /\sstroke="([^"]*)"/,
  strokeWidth: /\sstroke-width="([^"]*)"/,
  transform: /\stransform="([^"]*)"/,
  width: /\swidth="([^"]*)"/,
  height: /\sheight="([^"]*)"/,
}

const readOne = (pattern: RegExp, attributes: string): string | undefined =>
  pattern.exec(attributes)?.[1]?.trim()

/** The scale of a transform list, as one number: the root of its determinant. */
function readScale(transform: string): number {
  let area = 1
  for (const [, name, body = ''] of transform.matchAll(/(scale|matrix)\(([^)]*)\)/g)) {
    const [a = 1, b = 0, c = 0, d = 1] = body
      .trim()
      .split(/[\s,]+|(?<=\d)(?=-)/)
      .map(Number)
    area *= name === 'scale' ? a * (body.trim().search(/[\s,]/) < 0 ? a : b) : a * d - b * c
  }
  return Number.isFinite(area) ? Math.sqrt(Math.abs(area)) : 1
}

function readSide(svg: string): number {
  const [, , width = 0, height = 0] = (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').split(/[\s,]+/).map(Number)
  const side = Math.max(width, height)
  return side > 0 ? side : 256
}

function coversCanvas(attributes: string, side: number): boolean {
  const sizes = [attributePatterns.width, attributePatterns.height].map(
    (pattern) => readOne(pattern, attributes) ?? '0',
  )
  return sizes.every((size) => size === '100%' || Number.parseFloat(size) >= side * 0.95)
}
