import { SaxesParser, type SaxesTagPlain } from 'saxes'
import { ELEMENTS } from './elements.ts'
import { PROPERTIES } from './properties.ts'

export interface ReactComponentOptions {
  /** Of the component: an ASCII letter in upper case, then letters and digits. */
  name: string
  /** With types, for a `.tsx` file; without, for `.jsx`. */
  typescript: boolean
}

/**
 * The source of a React component that draws the picture. What it is given as props goes on the root, after the picture's own attributes. Texts and values are
 * string literals, so nothing in the picture can become code or markup. For React 18.3 and later, with the automatic JSX runtime.
 *
 * @param svg as `sanitizeSvg` or `optimizeSvg` writes it.
 * @throws TypeError for a name that is none, and for a picture that the policy would not have written.
 */
export const toReactComponent = (svg: string, { name, typescript }: ReactComponentOptions): string => {
  if (!/^[A-Z][A-Za-z0-9]{0,79}$/.test(name))
    throw new TypeError(`Not a component's name: ${JSON.stringify(name)}`)
  const header = typescript ? "import type { SVGProps } from 'react'\n\n" : ''
  const props = typescript ? 'props: SVGProps<SVGSVGElement>' : 'props'
  const markup = writeMarkup(svg, typescript)
  return `${header}export function ${name}(${props}) {\n  return (\n${markup}  )\n}\n\nexport default ${name}\n`
}

/** Attributes that React hands on under their own name only. */
const NAMED_AS_IN_SVG = new Set(['text-orientation', 'mask-type'])
/** Attributes that React knows and its types do not; they pass as a spread object. */
const UNTYPED = new Set(['transform-origin', 'side'])
const INDENT = 4

const writeMarkup = (svg: string, typescript: boolean): string => {
  const writer = new MarkupWriter(typescript)
  const parser = new SaxesParser({ xmlns: false, position: false })
  parser.on('error', () => refusePicture('malformed XML'))
  parser.on('doctype', () => refusePicture('a document type'))
  parser.on('processinginstruction', () => refusePicture('a processing instruction'))
  parser.on('opentag', (tag) => writer.open(tag))
  parser.on('closetag', (tag) => writer.close(tag))
  parser.on('text', (text) => writer.addText(text))
  parser.on('cdata', (text) => writer.addText(text))
  parser.write(svg).close()
  return writer.text
}

const refusePicture = (what: string): never => {
  throw new TypeError(`Not a picture of the policy: it has ${what}.`)
}

class MarkupWriter {
  text = ''
  readonly #typescript: boolean
  #depth = 0
  #words = ''

  constructor(typescript: boolean) {
    this.#typescript = typescript
  }

  open(tag: SaxesTagPlain): void {
    this.#flushWords()
    const attributes = writeAttributes(tag, this.#typescript)
    if (this.#depth === 0) attributes.push('{...props}')
    const start = [`<${tag.name}`, ...attributes].join(' ')
    this.#line(tag.isSelfClosing ? `${start} />` : `${start}>`)
    if (!tag.isSelfClosing) this.#depth++
  }

  close(tag: SaxesTagPlain): void {
    if (tag.isSelfClosing) return
    this.#flushWords()
    this.#depth--
    this.#line(`</${tag.name}>`)
  }

  addText(text: string): void {
    if (this.#depth > 0) this.#words += text
  }

  /** White space may matter inside of text, and does no harm elsewhere. */
  #flushWords(): void {
    if (this.#words !== '') this.#line(`{${literal(this.#words)}}`)
    this.#words = ''
  }

  #line(code: string): void {
    this.text += `${' '.repeat(INDENT + this.#depth * 2)}${code}\n`
  }
}

const writeAttributes = ({ name: element, attributes }: SaxesTagPlain, typescript: boolean): string[] => {
  const known = ELEMENTS.get(element)?.attributes
  if (known === undefined) return refusePicture(`an element ${element}`)
  return Object.entries(attributes).map(([name, value]) => {
    if (name === 'style') return `style={{ ${writeStyle(value)} }}`
    if (
      !known.has(name) &&
      !PROPERTIES.has(name) &&
      name !== 'id' &&
      name !== 'xmlns' &&
      name !== 'xml:space'
    )
      return refusePicture(`an attribute ${name}`)
    const written = NAMED_AS_IN_SVG.has(name) ? name : camelCase(name)
    if (typescript && UNTYPED.has(name)) return `{...{ ${written}: ${literal(value)} }}`
    return /^[^"&{}<>\\\p{C}]*$/u.test(value) ? `${written}="${value}"` : `${written}={${literal(value)}}`
  })
}

/** The policy writes a handful of properties here, none of which has a colon or a semicolon in its value. */
const writeStyle = (value: string): string =>
  value
    .split(';')
    .filter((declaration) => declaration.trim() !== '')
    .map((declaration) => {
      const [name = '', text = ''] = declaration.split(':')
      if (!PROPERTIES.has(name.trim())) return refusePicture(`a style ${name}`)
      return `${camelCase(name.trim())}: ${literal(text.trim())}`
    })
    .join(', ')

const camelCase = (name: string): string =>
  name.replace(/[-:](\p{L})/gu, (_, letter: string) => letter.toUpperCase())

/** A string literal of ECMAScript. Line separators are escaped for tools that still take them as line breaks. */
const literal = (text: string): string =>
  JSON.stringify(text).replace(/[\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16)}`)
