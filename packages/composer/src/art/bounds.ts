import { walkPath } from './path.ts'
import type { ArtNode } from './tree.ts'

export type Box = { x: number; y: number; width: number; height: number }

export type Matrix = readonly [number, number, number, number, number, number]

export const identity: Matrix = [1, 0, 0, 1, 0, 0]

/**
 * The box around what is visible, computed from sampled outlines. It is accurate to about one percent, which
 * is enough for the layout. Strokes are ignored, and so are clips that remove nothing. For an empty drawing
 * it is the whole canvas. An infinite canvas clips nothing.
 */
export function measureArt(nodes: readonly ArtNode[], canvas: number): Box {
  const extent = createExtent()
  for (const node of nodes) collect(node, identity, extent)
  const box = extent.box()
  return box ? clip(box, canvas) : { x: 0, y: 0, width: canvas, height: canvas }
}

/** The approximate area of one shape: the area of its box. It is only used to weight colours. */
export function measureShape(node: ArtNode): number {
  const box = boxOfShape(node)
  return box ? box.width * box.height : 0
}

/** The box around one shape, its own transform included; undefined for an empty one. */
export function boxOfShape(node: ArtNode): Box | undefined {
  return measure(node).box
}

/** The area that the fill of one shape covers, in square units of the drawing; curves by their samples. */
export function fillArea(node: ArtNode): number {
  return measure(node).fill
}

/**
 * Computes both together and caches them on the node, because a picture needs them several times, and reading
 * the path is the largest part of the cost. Copies of the node in other colours keep the cached values.
 */
function measure(node: ArtNode): NonNullable<ArtNode['measured']> {
  if (node.measured) return node.measured
  const { tag, attributes } = node
  const matrix = attributes.transform ? readTransform(attributes.transform) : identity
  const extent = createExtent()
  const fill = tag === 'path' ? walkFill(attributes, matrix, extent) : undefined
  if (fill === undefined) collect(node, identity, extent)
  const box = extent.box()
  const round = tag === 'circle' || tag === 'ellipse' ? Math.PI / 4 : 1
  node.measured = { box, fill: fill ?? (box ? box.width * box.height * round : 0) }
  return node.measured
}

function walkFill(attributes: ArtNode['attributes'], [a, b, c, d, e, f]: Matrix, extent: Extent): number {
  const areas: number[] = []
  let [startX, startY, lastX, lastY] = [0, 0, 0, 0]
  const edge = (x: number, y: number) => {
    areas[areas.length - 1] = (areas.at(-1) ?? 0) + (lastX * y - x * lastY) / 2
    lastX = x
    lastY = y
  }
  walkPath(
    attributes.d ?? '',
    (x, y) => {
      extent.add(a * x + c * y + e, b * x + d * y + f)
      edge(x, y)
    },
    ({ x, y }) => {
      if (areas.length > 0) edge(startX, startY)
      areas.push(0)
      ;[startX, startY, lastX, lastY] = [x, y, x, y]
    },
  )
  if (areas.length > 0) edge(startX, startY)
  const sum = areas.reduce((total, area) => total + Math.abs(area), 0)
  // Holes have the opposite direction, except under the even-odd rule.
  const area =
    attributes['fill-rule'] === 'evenodd'
      ? Math.abs(2 * Math.max(...areas.map(Math.abs), 0) - sum)
      : Math.abs(areas.reduce((total, one) => total + one, 0))
  return area * Math.abs(a * d - b * c)
}

function createExtent() {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  return {
    add(x: number, y: number) {
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    },
    box: (): Box | undefined =>
      right >= left ? { x: left, y: top, width: right - left, height: bottom - top } : undefined,
  }
}

type Extent = ReturnType<typeof createExtent>

function collect(node: ArtNode, outer: Matrix, extent: Extent): void {
  const { tag, attributes } = node
  if (tag === 'defs' || tag === 'clipPath' || tag === 'mask' || tag.endsWith('Gradient')) return
  const matrix = attributes.transform ? multiply(outer, readTransform(attributes.transform)) : outer
  const add = (x: number, y: number) =>
    extent.add(matrix[0] * x + matrix[2] * y + matrix[4], matrix[1] * x + matrix[3] * y + matrix[5])
  const number = (name: string, otherwise = 0) => Number.parseFloat(attributes[name] ?? '') || otherwise
  if (tag === 'path') walkPath(attributes.d ?? '', add)
  else if (tag === 'circle' || tag === 'ellipse') {
    const [rx, ry] = tag === 'circle' ? [number('r'), number('r')] : [number('rx'), number('ry')]
    for (let turn = 0; turn < 16; turn++) {
      const angle = (turn * Math.PI) / 8
      add(number('cx') + rx * Math.cos(angle), number('cy') + ry * Math.sin(angle))
    }
  } else if (tag === 'rect') {
    const [x, y, width, height] = [number('x'), number('y'), number('width'), number('height')]
    add(x, y)
    add(x + width, y)
    add(x, y + height)
    add(x + width, y + height)
  } else if (tag === 'line') {
    add(number('x1'), number('y1'))
    add(number('x2'), number('y2'))
  } else if (attributes.points) {
    const values = attributes.points.match(numberPattern)?.map(Number) ?? []
    for (let at = 0; at + 1 < values.length; at += 2) add(values[at] ?? 0, values[at + 1] ?? 0)
  }
  for (const child of node.children) collect(child, matrix, extent)
}

const numberPattern = /[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi

/** The matrix of a `transform` attribute. */
export function readTransform(text: string): Matrix {
  let matrix = identity
  for (const [, name, inner] of text.matchAll(/(\w+)\s*\(([^)]*)\)/g)) {
    const values = inner?.match(numberPattern)?.map(Number) ?? []
    matrix = multiply(matrix, stepMatrix(name ?? '', values))
  }
  return matrix
}

function stepMatrix(name: string, values: number[]): Matrix {
  const [a = 0, b, c = 0] = values
  if (name === 'matrix' && values.length === 6) return values as unknown as Matrix
  if (name === 'translate') return [1, 0, 0, 1, a, b ?? 0]
  if (name === 'scale') return [a, 0, 0, b ?? a, 0, 0]
  if (name === 'rotate') {
    const angle = (a * Math.PI) / 180
    const turn: Matrix = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0]
    if (b === undefined) return turn
    return multiply(multiply([1, 0, 0, 1, b, c], turn), [1, 0, 0, 1, -b, -c])
  }
  return identity
}

export function multiply(m: Matrix, n: Matrix): Matrix {
  return [
    m[0] * n[0] + m[2] * n[1],
    m[1] * n[0] + m[3] * n[1],
    m[0] * n[2] + m[2] * n[3],
    m[1] * n[2] + m[3] * n[3],
    m[0] * n[4] + m[2] * n[5] + m[4],
    m[1] * n[4] + m[3] * n[5] + m[5],
  ]
}

function clip(box: Box, canvas: number): Box {
  if (canvas === Number.POSITIVE_INFINITY) return box
  const x = Math.max(0, box.x)
  const y = Math.max(0, box.y)
  return {
    x,
    y,
    width: Math.max(1, Math.min(canvas, box.x + box.width) - x),
    height: Math.max(1, Math.min(canvas, box.y + box.height) - y),
  }
}
