import createDomPurify from 'dompurify'
import { type DomNode, type DomWindow, JSDOM } from 'jsdom'

/** Independent checks of a sanitised picture, which share no table with the policy. */
export interface Oracles {
  /** Parts that would run, load something, or style the page; empty if there are none. */
  findActive(svg: string): string[]
  /** Parts that DOMPurify would remove. */
  findImpure(svg: string): string[]
  /** The trees that an XML parser and an HTML parser read, as comparable text. */
  readAsXml(svg: string): string
  readAsHtml(svg: string): string
  close(): void
}

export const openOracles = (): Oracles => {
  const { window } = new JSDOM('<!doctype html><body></body>')
  const purifier = createDomPurify(window as unknown as Parameters<typeof createDomPurify>[0])
  return {
    findActive: (svg) => findActive(parseXml(window, svg)),
    findImpure: (svg) => {
      purifier.sanitize(svg, PURIFY)
      // DOMPurify always reports the body that it adds, which is not in the SVG profile.
      return purifier.removed
        .map((item) => ('attribute' in item ? `@${item.attribute?.name}` : item.element.nodeName))
        .filter((name) => name !== 'BODY')
    },
    readAsXml: (svg) => printTree(parseXml(window, svg)),
    readAsHtml: (svg) => printTree(parseHtml(window, svg)),
    close: () => window.close(),
  }
}

/**
 * The SVG profile with a few additions: `use`, which may only have local references here, attributes of
 * SVG 1.1 and 2, and `role`, of which the policy keeps those without behaviour.
 */
const PURIFY = {
  USE_PROFILES: { svg: true, svgFilters: true },
  ADD_TAGS: ['use'],
  ADD_ATTR: ['fr', 'side', 'limitingConeAngle', 'pointsAtX', 'pointsAtY', 'pointsAtZ', 'role'],
}

const NAMESPACE = 'http://www.w3.org/2000/svg'
const ACTIVE_ELEMENTS =
  /^(?:script|handler|listener|foreignobject|animate.*|set|discard|mpath|a|image|feimage|style|metadata|iframe|embed|object|link|audio|video|font.*|glyph|cursor|view|tref)$/i
const PAGE_PROPERTIES = /position|margin|padding|inset|width|height|z-index|background|content|behavior|binding|animation|transition|cursor|outline|shadow\s*:/i

const findActive = (root: DomNode): string[] => {
  const found: string[] = []
  visitElements(root, (element) => {
    if (element.namespaceURI !== NAMESPACE) found.push(`namespace of ${element.nodeName}`)
    if (ACTIVE_ELEMENTS.test(element.localName)) found.push(`element ${element.nodeName}`)
    for (const { name, value } of element.attributes) {
      const subject = `${element.nodeName} ${name}="${value}"`
      if (/^on|^xlink:|^xml:base|^data-|^class$|^tabindex$|^name$|^target$/i.test(name)) found.push(subject)
      if (name === 'href' && !/^#[\w.-]+$/.test(value)) found.push(subject)
      if (name === 'style' && PAGE_PROPERTIES.test(value)) found.push(subject)
      // A label is read aloud, and nowhere as an address.
      if (name === 'aria-label') continue
      if (name !== 'xmlns' && /script:|https?:|data:|\/\/|@import|expression\(|\\|\bvar\(/i.test(value)) found.push(subject)
      for (const [, target = ''] of value.matchAll(/url\(([^)]*)\)?/gi)) if (!/^#[\w.-]+$/.test(target)) found.push(subject)
    }
  })
  for (const { name, value } of root.attributes) {
    if (/^(?:overflow|transform|filter|style|x|y)$/.test(name)) found.push(`root ${name}`)
    if (/^(?:width|height)$/.test(name) && (Number.parseFloat(value) > 4096 || /v[whmi]/.test(value))) found.push(`root ${name}="${value}"`)
  }
  return found
}

const parseXml = (window: DomWindow, svg: string): DomNode => {
  const document = new window.DOMParser().parseFromString(svg, 'image/svg+xml')
  const root = document.querySelector('svg')
  if (root === null || document.querySelector('parsererror') !== null) throw new Error(`Not XML: ${svg.slice(0, 200)}`)
  return root
}

const parseHtml = (window: DomWindow, svg: string): DomNode => {
  const { body } = new window.DOMParser().parseFromString(`<!doctype html><body>${svg}`, 'text/html') as unknown as { body: DomNode }
  const [first, ...rest] = body.childNodes
  if (first === undefined || rest.length > 0) throw new Error(`Not one element in HTML: ${svg.slice(0, 200)}`)
  return first
}

const ELEMENT = 1

const visitElements = (root: DomNode, visit: (element: DomNode) => void): void => {
  const stack = [root]
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.nodeType !== ELEMENT) continue
    visit(node)
    stack.push(...[...node.childNodes].reverse())
  }
}

const printTree = (root: DomNode): string => {
  const lines: string[] = []
  const stack: { node: DomNode; depth: number }[] = [{ node: root, depth: 0 }]
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { node, depth } = entry
    const attributes = node.nodeType === ELEMENT ? [...node.attributes].map(({ name, value }) => `${name}=${JSON.stringify(value)}`) : []
    const text = node.nodeType === ELEMENT ? '' : JSON.stringify(node.textContent)
    // The HTML standard restores the case of this name (section 13.2.6.5); jsdom's parser does not.
    const name = node.nodeName === 'fedropshadow' ? 'feDropShadow' : node.nodeName
    lines.push(`${' '.repeat(depth)}${node.namespaceURI ?? ''} ${name} ${attributes.sort().join(' ')}${text}`)
    for (const child of [...node.childNodes].reverse()) stack.push({ node: child, depth: depth + 1 })
  }
  return lines.join('\n')
}
