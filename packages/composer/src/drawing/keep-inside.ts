import { type Box, boxOfShape, type Matrix, multiply, readTransform } from '../art/bounds.ts'
import { type ArtNode, element, formatNumber } from '../art/tree.ts'

/**
 * How many units a shape may extend beyond the canvas: enough for rounding, and for half the width of a line
 * along the edge.
 */
const tolerance = 1

/**
 * Removes shapes that are wholly outside the canvas, and clips each group that has a shape partly outside.
 * Otherwise, programs that open a picture for editing would show what is outside, and exports would have it.
 */
export function keepInside(groups: readonly ArtNode[], canvas: { width: number; height: number }): ArtNode[] {
  return groups.flatMap((group) => {
    const found = { crosses: false }
    const kept = keepShapes(group, identity, canvas, found)
    if (!kept || !found.crosses) return kept ? [kept] : []
    const whole = kept.tag === 'g' ? kept : element('g', {}, [kept])
    return [groups.length > 1 ? clipGroup(whole, canvas) : clipParts(whole, canvas, identity, nameOf(whole))]
  })
}

const identity: Matrix = [1, 0, 0, 1, 0, 0]
const effects = ['clip-path', 'mask', 'filter', 'opacity', 'mix-blend-mode']
const nameOf = ({ attributes: { id = 'ground' } }: ArtNode) => `${id}-canvas`

/**
 * Whether a box is further inside the canvas than any line or white border is wide. No part of a thing in
 * such a box can cross the edge of the canvas.
 */
export function isWellInside(
  { x, y, width, height }: Box,
  canvas: { width: number; height: number },
): boolean {
  const edge = Math.min(x, y, canvas.width - x - width, canvas.height - y - height)
  return edge >= borderMax
}

const borderMax = 16

/** The node without the shapes that are outside, undefined if nothing of it is left. */
function keepShapes(
  node: ArtNode,
  outer: Matrix,
  canvas: { width: number; height: number },
  found: { crosses: boolean },
): ArtNode | undefined {
  if (node.tag === 'defs' || node.tag === 'clipPath' || node.tag === 'mask') return node
  if (node.tag === 'g') {
    const { transform } = node.attributes
    const matrix = transform === undefined ? outer : multiply(outer, readTransform(transform))
    const kept = node.children.map((child) => keepShapes(child, matrix, canvas, found))
    if (kept.every((child, at) => child === node.children[at])) return node
    const children = kept.filter((child) => child !== undefined)
    return children.some(({ tag }) => tag !== 'defs') ? { ...node, children } : undefined
  }
  const box = boxOfShape(node)
  if (!box) return node
  const { left, top, right, bottom } = edgesOf(box, outer, lineOf(node))
  if (left >= canvas.width || top >= canvas.height || right <= 0 || bottom <= 0) return undefined
  if (Math.max(-left, -top, right - canvas.width, bottom - canvas.height) > tolerance) found.crosses = true
  return node
}

/**
 * Half the width of the shape's own stroke. Inherited strokes do not count: only shapes of icons have them,
 * and icons are well inside.
 */
function lineOf({ attributes: { stroke, 'stroke-width': width } }: ArtNode): number {
  return stroke === undefined || stroke === 'none' ? 0 : Number(width ?? 1) / 2
}

/** The edges of a box with a line around it, after a matrix. */
function edgesOf({ x, y, width, height }: Box, [a, b, c, d, e, f]: Matrix, line: number) {
  const [x1, x2] = [x - line, x + width + line]
  const [y1, y2] = [y - line, y + height + line]
  return {
    left: Math.min(a * x1, a * x2) + Math.min(c * y1, c * y2) + e,
    right: Math.max(a * x1, a * x2) + Math.max(c * y1, c * y2) + e,
    top: Math.min(b * x1, b * x2) + Math.min(d * y1, d * y2) + f,
    bottom: Math.max(b * x1, b * x2) + Math.max(d * y1, d * y2) + f,
  }
}

/** The children of a picture's only group are its parts, which can move and be edited separately. */
function clipParts(
  group: ArtNode,
  canvas: { width: number; height: number },
  outer: Matrix,
  clip: string,
): ArtNode {
  if (effects.some((name) => group.attributes[name] !== undefined)) return clipGroup(group, canvas)
  const { transform } = group.attributes
  const matrix = transform === undefined ? outer : multiply(outer, readTransform(transform))
  const [only, ...others] = group.children.filter(({ tag }) => tag !== 'defs')
  if (
    only?.tag === 'g' &&
    others.length === 0 &&
    effects.every((name) => only.attributes[name] === undefined)
  )
    return {
      ...group,
      children: group.children.map((child) =>
        child === only ? clipParts(only, canvas, matrix, clip) : child,
      ),
    }
  const children = group.children.map((child) => {
    const found = { crosses: false }
    keepShapes(child, matrix, canvas, found)
    return found.crosses ? element('g', { 'clip-path': `url(#${clip})` }, [child]) : child
  })
  return { ...group, children: [element('defs', {}, [clipOf(clip, canvas, matrix)]), ...children] }
}

/**
 * A clip path is in the coordinates of the element that has it, so its rectangle has the inverse of the
 * transform of these coordinates.
 */
function clipOf(id: string, { width, height }: { width: number; height: number }, space: Matrix): ArtNode {
  const isSame = space.every((value, at) => value === identity[at])
  const rect = element('rect', { width, height, ...(!isSame && { transform: writeInverse(space) }) })
  return element('clipPath', { id }, [rect])
}

function clipGroup(group: ArtNode, canvas: { width: number; height: number }): ArtNode {
  const { transform } = group.attributes
  const clip = nameOf(group)
  const definition = clipOf(clip, canvas, transform === undefined ? identity : readTransform(transform))
  const [first, ...others] = group.children
  const children =
    first?.tag === 'defs'
      ? [{ ...first, children: [...first.children, definition] }, ...others]
      : [element('defs', {}, [definition]), ...group.children]
  return { ...group, attributes: { ...group.attributes, 'clip-path': `url(#${clip})` }, children }
}

function writeInverse([a, b, c, d, e, f]: Matrix): string {
  const size = a * d - b * c
  const entries = [d, -b, -c, a, c * f - d * e, b * e - a * f].map((value) => value / size)
  return `matrix(${entries.map((value, at) => (at < 4 ? String(Math.round(value * 1e5) / 1e5) : formatNumber(value))).join(' ')})`
}
