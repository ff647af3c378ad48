/** A drawing as a tree of elements. It has no text nodes, because icon sets contain no text. */
export type ArtNode = {
  tag: string
  attributes: Record<string, string>
  children: ArtNode[]
  /**
   * Box and filled area, once `bounds.ts` has measured them. Code that changes the geometry must create a new
   * node.
   */
  measured?: {
    box: { x: number; y: number; width: number; height: number } | undefined
    fill: number
  }
}

/** The art file stores drawings as lists, which are parsed several times as fast as markup. */
export type StoredNode = [tag: string, attributes: Record<string, string>, ...children: StoredNode[]]

export function storeNode({ tag, attributes, children }: ArtNode): StoredNode {
  return [tag, attributes, ...children.map(storeNode)]
}

export function restoreNode([tag, attributes, ...children]: StoredNode): ArtNode {
  return { tag, attributes, children: children.map(restoreNode) }
}

export function writeNode({ tag, attributes, children }: ArtNode): string {
  const start = `<${tag}${writeAttributes(attributes)}`
  if (children.length === 0) return `${start}/>`
  let inner = ''
  for (const child of children) inner += writeNode(child)
  return `${start}>${inner}</${tag}>`
}

export function writeAttributes(attributes: ArtNode['attributes']): string {
  let text = ''
  for (const name in attributes) text += ` ${name}="${escapeAttribute(attributes[name] ?? '')}"`
  return text
}

/**
 * Deep copies with ids and the references to them prefixed, so that drawings can share a document. Most
 * drawings have no ids; these are returned as they are.
 */
export function prefixIds(nodes: ArtNode[], prefix: string): ArtNode[] {
  return nodes.some(hasIds) ? nodes.map((node) => prefixNode(node, prefix)) : nodes
}

function hasIds({ attributes, children }: ArtNode): boolean {
  return attributes.id !== undefined || children.some(hasIds)
}

function prefixNode(node: ArtNode, prefix: string): ArtNode {
  const attributes: Record<string, string> = {}
  for (const [name, value] of Object.entries(node.attributes)) {
    if (name === 'id') attributes[name] = prefix + value
    else if (name === 'href') attributes[name] = value.replace(/^#/, `#${prefix}`)
    else attributes[name] = value.replace(/^url\(#/, `url(#${prefix}`)
  }
  return { ...node, attributes, children: node.children.map((child) => prefixNode(child, prefix)) }
}

export function element(
  tag: string,
  attributes: Record<string, string | number>,
  children: ArtNode[] = [],
): ArtNode {
  const written: Record<string, string> = {}
  for (const [name, value] of Object.entries(attributes)) {
    written[name] = typeof value === 'number' ? formatNumber(value) : value
  }
  return { tag, attributes: written, children }
}

/** Two decimals: a hundredth of a unit is invisible on a canvas of 256. */
export function formatNumber(value: number): string {
  return String(Math.round(value * 100) / 100)
}

export function escapeText(text: string): string {
  if (!/[&<>]/.test(text)) return text
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function escapeAttribute(value: string): string {
  return /[&<>"]/.test(value) ? escapeText(value).replaceAll('"', '&quot;') : value
}
