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
  return nodes.flatMap((node) => visit(node, initialPaints, change, keep))
}

function visit(
  node: ArtNode,
  inherited: Paints,
  change: (shape: ArtNode, paints: Paints) => ArtNode[],
  keep: (definition: ArtNode) => ArtNode[],
): ArtNode[] {
  if (node.tag === 'defs' || node.tag === 'clipPath' || node.tag === 'mask' || node.tag.endsWith('Gradient'))
    return keep(node)
  const paints = {
    fill: readPaint(node.attributes.fill) ?? inherited.fill,
    stroke: readPaint(node.attributes.stroke) ?? inherited.stroke,
  }
  if (isShape(node)) return change(node, paints)
  const children = node.children.flatMap((child) => visit(child, paints, change, keep))
  return children.length > 0 ? [{ ...node, children }] : []
}

/** Colours with the area each covers, gradients counted by their stops. */
export function weighColours(nodes: readonly ArtNode[]): Map<string, number> {
  const gradients = readGradients(nodes)
  const weights = new Map<string, number>()
  const add = (hex: string, area: number) => weights.set(hex, (weights.get(hex) ?? 0) + area)
  mapShapes(nodes, (shape, { fill, stroke }) => {
    const area = fill === 'none' ? measureShape(shape) * 0.2 : fillArea(shape)
    const opacity = Number(shape.attributes.opacity ?? 1)
    for (const paint of [fill, fill === 'none' ? stroke : 'none']) {
      const stops = gradients.get(paint)
      if (stops) for (const stop of stops) add(stop, (area * opacity) / stops.length)
      else if (paint.startsWith('#')) add(paint, area * opacity)
    }
    return []
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
