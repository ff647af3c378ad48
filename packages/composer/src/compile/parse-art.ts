import { SaxesParser } from 'saxes'
import type { ArtNode } from '../art/tree.ts'
import { splitPath } from './split-path.ts'

/** Elements that draw something or define how it is drawn. Drawings with other elements are not used. */
const knownTags = new Set([
  'g',
  'path',
  'rect',
  'circle',
  'ellipse',
  'line',
  'polyline',
  'polygon',
  'defs',
  'linearGradient',
  'radialGradient',
  'stop',
  'clipPath',
  'mask',
  'use',
])

/**
 * Parses the markup of a drawing, with every `use` replaced by the element that it refers to, so that
 * restyling only handles plain shapes. Returns undefined for drawings with elements that are not in
 * `knownTags`.
 */
export function parseArt(markup: string): ArtNode[] | undefined {
  const root: ArtNode = { tag: 'g', attributes: {}, children: [] }
  const open: ArtNode[] = [root]
  const byId = new Map<string, ArtNode>()
  let usable = true
  const parser = new SaxesParser()
  parser.on('opentag', ({ name, attributes }) => {
    if (!knownTags.has(name)) usable = false
    const node: ArtNode = {
      tag: name,
      attributes: keepDrawing(attributes as Record<string, string>),
      children: [],
    }
    const id = node.attributes.id
    if (id !== undefined) byId.set(id, node)
    open.at(-1)?.children.push(node)
    open.push(node)
  })
  parser.on('closetag', () => void open.pop())
  parser.on('error', () => {
    usable = false
  })
  parser.write(`<g>${markup}</g>`).close()
  if (!usable) return undefined
  const [wrapper] = root.children
  return wrapper?.children.flatMap((node) => replaceUses(node, byId, 0)).map(splitPaths)
}

function keepDrawing(attributes: Record<string, string>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'xlink:href') kept.href = value
    else if (!name.includes(':') && !name.startsWith('xmlns') && name !== 'class') kept[name] = value
  }
  return kept
}

const usesDeepMax = 4

function replaceUses(node: ArtNode, byId: Map<string, ArtNode>, depth: number): ArtNode[] {
  if (node.tag !== 'use') {
    return [{ ...node, children: node.children.flatMap((child) => replaceUses(child, byId, depth)) }]
  }
  const target = byId.get((node.attributes.href ?? '').slice(1))
  if (!target || depth >= usesDeepMax) return []
  const { href: _href, x, y, width: _width, height: _height, ...own } = node.attributes
  const { id: _id, ...theirs } = target.attributes
  const shifted = x !== undefined || y !== undefined
  const transforms = [own.transform, shifted ? `translate(${x ?? 0} ${y ?? 0})` : undefined, theirs.transform]
  const transform = transforms.filter((part) => part !== undefined).join(' ')
  const copy: ArtNode = {
    tag: target.tag,
    // Attributes of the target take precedence over those that it inherits from the reference.
    attributes: { ...own, ...theirs, ...(transform ? { transform } : {}) },
    children: target.children,
  }
  return replaceUses(copy, byId, depth + 1)
}

/**
 * Eyes, wheels and spots that are one path become one shape each, so that styles and colours can tell them
 * apart.
 */
function splitPaths(node: ArtNode): ArtNode {
  const children = node.children.flatMap((child) => {
    const { d, stroke } = child.attributes
    if (child.tag !== 'path' || d === undefined || stroke !== undefined || node.tag === 'clipPath')
      return [splitPaths(child)]
    return splitPath(d).map((part) => ({ ...child, attributes: { ...child.attributes, d: part } }))
  })
  return { ...node, children }
}
