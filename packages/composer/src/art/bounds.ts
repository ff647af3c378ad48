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
  const extent = new Extent()
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
  const extent = new Extent()
  const fill = tag === 'path' ? walkFill(attributes, matrix, extent) : undefined
  if (fill === undefined) collect(node, identity, extent)
  const box = extent.box()
  const round = tag === 'circle' || tag === 'ellipse' ? Math.PI / 4 : 1
  node.measured = { box, fill: fill ?? (box ? box.width * box.height * round : 0) }
  return node.measured
}

function walkFill(attributes: ArtNode['attributes'], [a, b, c, d, e, f]: Matrix, extent: Extent): number {
  // Sums over subpaths: holes have the opposite direction, except under the even-odd rule.
  let signed = 0
  let sum = 0
  let largest = 0
  // Of the current subpath.
  let isOpen = false
  let area = 0
  let startX = 0
  let startY = 0
  let lastX = 0
  let lastY = 0
  const close = () => {
    if (!isOpen) return
    const whole = area + (lastX * startY - startX * lastY) / 2
    signed += whole
    sum += Math.abs(whole)
    largest = Math.max(largest, Math.abs(whole))
  }
  walkPath(
    attributes.d ?? '',
    (x, y) => {
      extent.add(a * x + c * y + e, b * x + d * y + f)
      area += (lastX * y - x * lastY) / 2
      lastX = x
      lastY = y
    },
    ({ x, y }) => {
      close()
      isOpen = true
      area = 0
      startX = x
      startY = y
      lastX = x
      lastY = y
    },
  )
  close()
  const covered = attributes['fill-rule'] === 'evenodd' ? Math.abs(2 * largest - sum) : Math.abs(signed)
  return covered * Math.abs(a * d - b * c)
}

class Extent {
  #left = Number.POSITIVE_INFINITY
  #top = Number.POSITIVE_INFINITY
  #right = Number.NEGATIVE_INFINITY
  #bottom = Number.NEGATIVE_INFINITY

  add(x: number, y: number): void {
    this.#left = Math.min(this.#left, x)
    this.#right = Math.max(this.#right, x)
    this.#top = Math.min(this.#top, y)
    this.#bottom = Math.max(this.#bottom, y)
  }

  box(): Box | undefined {
    if (!(this.#right >= this.#left)) return undefined
    return {
      x: this.#left,
      y: this.#top,
      width: this.#right - this.#left,
      height: this.#bottom - this.#top,
    }
  }
}

function collect(node: ArtNode, outer: Matrix, extent: Extent): void {
  const { tag, attributes } = node
  if (tag === 'defs' || tag === 'clipPath' || tag === 'mask' || tag.endsWith('Gradient')) return
  const matrix = attributes.transform ? multiply(outer, readTransform(attributes.transform)) : outer
  const [a, b, c, d, e, f] = matrix
  const add = (x: number, y: number) => extent.add(a * x + c * y + e, b * x + d * y + f)
  const number = (name: string) => Number.parseFloat(attributes[name] ?? '') || 0
  if (tag === 'path') walkPath(attributes.d ?? '', add)
  else if (tag === 'circle' || tag === 'ellipse') {
    const rx = number(tag === 'circle' ? 'r' : 'rx')
    const ry = tag === 'circle' ? rx : number('ry')
    const cx = number('cx')
    const cy = number('cy')
    // Without a turn, four of the directions reach farthest.
    const step = b === 0 && c === 0 ? 4 : 1
    for (let at = 0; at < roundDirections.length; at += step) {
      const [x, y] = roundDirections[at] ?? [0, 0]
      add(cx + rx * x, cy + ry * y)
    }
  } else if (tag === 'rect') {
    const x = number('x')
    const y = number('y')
    const width = number('width')
    const height = number('height')
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

const roundDirections = Array.from({ length: 16 }, (_, turn) => {
  const angle = (turn * Math.PI) / 8
  return [Math.cos(angle), Math.sin(angle)] as const
})

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
