import { type DrawnShape, listDrawnShapes, type PictureElement, type ViewBox } from '@chatsvg/svg'
import type { SvgStyle } from '../port.ts'

/** As `findFault`, of its style alone: gradients, strokes and their width, fills, the number of shapes. */
export function findStyleFault(
  { picture, viewBox }: { picture: PictureElement; viewBox: ViewBox },
  style: SvgStyle,
): string | undefined {
  const side = Math.max(viewBox[2], viewBox[3])
  const patterns = new Set(listPatterns(picture))
  const asPattern = (paint: string) => (patterns.has(paint) ? 'pattern' : paint)
  const shapes = listDrawnShapes(picture, viewBox).map((shape) => ({
    ...shape,
    fill: asPattern(shape.fill),
    stroke: asPattern(shape.stroke),
    strokeWidth: shape.strokeWidth / side,
  }))
  if (shapes.length === 0) return undefined
  return checks[style](shapes)
}

/** Paints that are patterns: brick and wood may be requested in any style, and are not gradients. */
function listPatterns({ attributes, references, children }: PictureElement): string[] {
  const own = references.flatMap(({ attribute, targets }) =>
    targets.some(({ name }) => name === 'pattern') ? [attributes.get(attribute) ?? ''] : [],
  )
  return [...own, ...children.flatMap((child) => (typeof child === 'string' ? [] : listPatterns(child)))]
}

/**
 * Stroke widths are fractions of the canvas' larger side, because canvases differ; a pattern is `pattern`.
 */
type Shape = DrawnShape

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
    const parts = shapes.filter(({ isGround }) => !isGround)
    const filled = parts.filter(({ fill }) => fill !== 'none' && fill !== 'pattern' && !isPale(fill))
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
