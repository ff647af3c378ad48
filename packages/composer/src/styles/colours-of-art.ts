import { fillArea, measureShape } from '../art/bounds.ts'
import type { ArtNode } from '../art/tree.ts'
import { mixHex, readHex } from '../colour.ts'

const shapeTags = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon'])

function isShape(node: ArtNode): boolean {
  return shapeTags.has(node.tag)
}

/** The paints of a shape after inheritance: `#rrggbb`, `url(#id)` or `none`. */
export type Paints = { fill: string; stroke: string }

const initialPaints: Paints = { fill: '#000000', stroke: 'none' }

/**
 * Rewrites every visible shape. `change` gets the shape with its effective paints and returns the shapes that
 * replace it. `keep` is called for definitions (gradients, clips, masks).
 */
export function mapShapes(
  nodes: readonly ArtNode[],
  change: (shape: ArtNode, paints: Paints) => ArtNode[],
  keep: (definition: ArtNode) => ArtNode[] = (definition) => [definition],
): ArtNode[] {
  const rewrite = (node: ArtNode, inherited: Paints): ArtNode[] => {
    if (isDefinition(node)) return keep(node)
    const paints = paintsOf(node, inherited)
    if (isShape(node)) return change(node, paints)
    const children = node.children.flatMap((child) => rewrite(child, paints))
    return children.length > 0 ? [{ ...node, children }] : []
  }
  return nodes.flatMap((node) => rewrite(node, initialPaints))
}

/** Calls `look` for every visible shape with its effective paints, in document order. */
export function eachShape(
  nodes: readonly ArtNode[],
  look: (shape: ArtNode, paints: Paints) => void,
  inherited = initialPaints,
): void {
  for (const node of nodes) {
    if (isDefinition(node)) continue
    const paints = paintsOf(node, inherited)
    if (isShape(node)) look(node, paints)
    else eachShape(node.children, look, paints)
  }
}

function isDefinition({ tag }: ArtNode): boolean {
  return tag === 'defs' || tag === 'clipPath' || tag === 'mask' || tag.endsWith('Gradient')
}

function paintsOf({ attributes: { fill, stroke } }: ArtNode, inherited: Paints): Paints {
  if (fill === undefined && stroke === undefined) return inherited
  return { fill: readPaint(fill) ?? inherited.fill, stroke: readPaint(stroke) ?? inherited.stroke }
}

/** Colours with the area each covers, gradients counted by their stops. */
export function weighColours(nodes: readonly ArtNode[]): Map<string, number> {
  const gradients = readGradients(nodes)
  const weights = new Map<string, number>()
  const add = (hex: string, area: number) => weights.set(hex, (weights.get(hex) ?? 0) + area)
  eachShape(nodes, (shape, { fill, stroke }) => {
    const area = fill === 'none' ? measureShape(shape) * 0.2 : fillArea(shape)
    const opacity = Number(shape.attributes.opacity ?? 1)
    for (const paint of [fill, fill === 'none' ? stroke : 'none']) {
      const stops = gradients.get(paint)
      if (stops) for (const stop of stops) add(stop, (area * opacity) / stops.length)
      else if (paint.startsWith('#')) add(paint, area * opacity)
    }
  })
  return weights
}

/** One plain colour for a paint: the middle of a gradient. `none` is returned unchanged. */
export function createSolidReader(nodes: readonly ArtNode[]): (paint: string) => string {
  const gradients = readGradients(nodes)
  return (paint) => {
    const stops = gradients.get(paint)
    if (!stops) return paint.startsWith('url(') ? 'none' : paint
    const [first = '#888888'] = stops
    return stops.slice(1).reduce((mixed, stop, at) => mixHex(mixed, stop, 1 / (at + 2)), first)
  }
}

/** Rewrites every plain colour in place, gradient stops included. */
export function mapColours(nodes: readonly ArtNode[], change: (hex: string) => string): ArtNode[] {
  const changed = (value: string) => (value.startsWith('#') ? change(value) : value)
  const mapNode = (node: ArtNode): ArtNode => {
    const attributes = { ...node.attributes }
    for (const name of ['fill', 'stroke', 'stop-color']) {
      const paint = readPaint(attributes[name])
      if (paint !== undefined) attributes[name] = changed(paint)
    }
    return { ...node, attributes, children: node.children.map(mapNode) }
  }
  // The initial fill is written out, so that a shape without one is changed like the others.
  return mapShapes(nodes.map(mapNode), (shape, { fill }) => {
    if (shape.attributes.fill !== undefined || fill !== initialPaints.fill) return [shape]
    return [{ ...shape, attributes: { ...shape.attributes, fill: change('#000000') } }]
  })
}

function readGradients(nodes: readonly ArtNode[]): Map<string, string[]> {
  const gradients = new Map<string, string[]>()
  const links = new Map<string, string>()
  const visitNode = (node: ArtNode): void => {
    if (node.tag.endsWith('Gradient') && node.attributes.id !== undefined) {
      const stops = node.children
        .filter(({ attributes }) => Number(attributes['stop-opacity'] ?? 1) > 0.3)
        .flatMap(({ attributes }) => readPaint(attributes['stop-color']) ?? [])
      const key = `url(#${node.attributes.id})`
      if (stops.length > 0) gradients.set(key, stops)
      else if (node.attributes.href) links.set(key, `url(${node.attributes.href})`)
    }
    node.children.forEach(visitNode)
  }
  nodes.forEach(visitNode)
  for (const [key, target] of links) {
    const stops = gradients.get(target)
    if (stops) gradients.set(key, stops)
  }
  return gradients
}

const colourNames: Record<string, string> = { white: '#ffffff', black: '#000000', currentColor: '#000000' }

function readPaint(value: string | undefined): string | undefined {
  if (value === undefined) return undefined
  if (value === 'none' || value.startsWith('url(')) return value
  const hex = colourNames[value] ?? value
  if (/^#[0-9a-f]{3}$/i.test(hex))
    return `#${[...hex.slice(1)].map((digit) => digit + digit).join('')}`.toLowerCase()
  return readHex(hex) ? hex.toLowerCase() : '#888888'
}
