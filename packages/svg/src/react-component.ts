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
 * The source of a React component that draws the picture. What it is given as props goes on the root, after
 * the picture's own attributes. Texts and values are string literals, so nothing in the picture can become
 * code or markup. For React 18.3 and later, with the automatic JSX runtime; with types, it compiles under
 * `strict`.
 *
 * @param svg as `sanitizeSvg` writes it.
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

const wordsOf = (text: string): string[] => text.split(/\s+/)

/** Attributes that React hands on under their own name only. */
const NAMED_AS_IN_SVG = new Set(['text-orientation', 'mask-type'])
/** Attributes that React knows and its types do not. */
const UNTYPED_NAMES = new Set(['transform-origin', 'side'])
/**
 * Attributes of which React's types (@types/react 19) list the words that they take, in one case, while CSS
 * ignores case. The types lack some words of SVG 2 and CSS.
 */
const TYPED_WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  [
    'alignment-baseline',
    wordsOf(`auto baseline before-edge text-before-edge middle central after-edge text-after-edge ideographic
      alphabetic hanging mathematical inherit`),
  ],
  [
    'dominant-baseline',
    wordsOf(`auto use-script no-change reset-size ideographic alphabetic hanging mathematical central middle
      text-after-edge text-before-edge inherit`),
  ],
  ['color-interpolation-filters', wordsOf('auto sRGB linearRGB inherit')],
  ['fill-rule', wordsOf('nonzero evenodd inherit')],
  ['stroke-linecap', wordsOf('butt round square inherit')],
  ['stroke-linejoin', wordsOf('miter round bevel inherit')],
  ['text-anchor', wordsOf('start middle end inherit')],
])
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
    const word = TYPED_WORDS.get(name)?.find((known) => known.toLowerCase() === value.toLowerCase())
    const isUntyped = UNTYPED_NAMES.has(name) || (TYPED_WORDS.has(name) && word === undefined)
    // The types look into an object that is spread, unless it is of a type without properties.
    if (typescript && isUntyped) return `{...({ ${written}: ${literal(value)} } as object)}`
    const text = word ?? value
    return /^[^"&{}<>\\\p{C}]*$/u.test(text) ? `${written}="${text}"` : `${written}={${literal(text)}}`
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
      return `${camelCase(name.trim())}: ${literal(lowerWord(text.trim()))}`
    })
    .join(', ')

/** The types of styles have words in lower case; CSS ignores it. */
const lowerWord = (text: string): string => (/^[a-z-]+$/i.test(text) ? text.toLowerCase() : text)

const camelCase = (name: string): string =>
  name.replace(/[-:](\p{L})/gu, (_, letter: string) => letter.toUpperCase())

/**
 * A string literal of ECMAScript. Line separators are escaped for tools that still take them as line breaks.
 */
const literal = (text: string): string =>
  JSON.stringify(text).replace(/[\u2028\u2029]/g, (found) => `\\u${found.charCodeAt(0).toString(16)}`)
