import { ELEMENTS, TRANSLATED } from './elements.ts'
import type { SvgLimits } from './limits.ts'
import { appendChild } from './picture.ts'
import { type NoteBook, Refusal, type RejectionCode, refuse } from './report.ts'
import { surveySource } from './survey.ts'
import { readXml, type XmlListener } from './xml.ts'

/** An element as the source has it: SVG namespace only, name without prefix, `xlink:href` as `href`. */
export interface SourceElement {
  name: string
  attributes: Map<string, string>
  children: (SourceElement | string)[]
  parent: SourceElement | null
  /** Its text is drawn, or says something. */
  keepsText: boolean
  /** Its place among the children of its parent. */
  index: number
  /** Its end was seen. Always true in a whole document. */
  closed: boolean
}

export interface SourceDocument {
  root: SourceElement
  /** Text of the style sheets in document order. */
  styleSheets: string[]
  /** Whether there are `use` elements. */
  uses: boolean
}

export interface ParseOptions {
  /** The source may stop anywhere; what has begun is kept with `closed: false`. */
  unfinished?: boolean
}

/**
 * Parses strictly (XML 1.0, as `xml.ts` reads it) into a tree of the elements we know.
 * Throws `Refusal` at the first error or exceeded limit; nothing after that point is read.
 */
export const parseSvg = (
  source: string,
  limits: SvgLimits,
  notes: NoteBook,
  options: ParseOptions = {},
): SourceDocument => {
  checkText(source, limits)
  surveySource(source, limits)
  const builder = new TreeBuilder(limits, notes)
  readXml(source, builder, options.unfinished === true)
  return builder.finish()
}

const SVG_NAMESPACE = 'http://www.w3.org/2000/svg'
const XLINK_NAMESPACE = 'http://www.w3.org/1999/xlink'
/** Elements that no picture misses: nobody needs a note about them. */
const SILENT = new Set(['metadata'])

const checkText = (source: string, limits: SvgLimits): void => {
  // A UTF-16 unit takes at least one byte, so the cheap test comes first.
  if (source.length > limits.bytesMax || Buffer.byteLength(source) > limits.bytesMax) {
    refuse('too_large', `The document is larger than ${limits.bytesMax} bytes.`)
  }
  if (!source.isWellFormed()) refuse('bad_characters', 'The document holds half of a surrogate pair.')
  if (source.includes('\0')) refuse('bad_characters', 'The document holds a NUL character.')
}

/** Prefix to namespace; shared by all elements below the one that declares it. */
type Scope = ReadonlyMap<string, string>

class TreeBuilder implements XmlListener {
  readonly #limits: SvgLimits
  readonly #notes: NoteBook
  readonly #scopes: Scope[] = [new Map()]
  readonly #styleSheets: string[] = []
  #root: SourceElement | null = null
  #current: SourceElement | null = null
  /** Open elements below and including the outermost one that is being skipped; 0 while nothing is. */
  #skipped = 0
  #elements = 0
  #attributes = 0
  #elementAttributes = 0
  #textChars = 0
  #namespaces = 0
  #uses = false

  constructor(limits: SvgLimits, notes: NoteBook) {
    this.#limits = limits
    this.#notes = notes
  }

  countElement(): void {
    if (++this.#elements > this.#limits.elementsMax)
      tooMany('too_many_elements', this.#limits.elementsMax, 'elements')
    if (this.#scopes.length + this.#skipped > this.#limits.depthMax)
      tooMany('too_deep', this.#limits.depthMax, 'levels')
    this.#elementAttributes = 0
  }

  countAttribute(): void {
    const { attributesMax, elementAttributesMax } = this.#limits
    if (++this.#attributes > attributesMax) tooMany('too_many_attributes', attributesMax, 'attributes')
    if (++this.#elementAttributes > elementAttributesMax) {
      tooMany('too_many_attributes', elementAttributesMax, 'attributes on one element')
    }
  }

  open(tag: string, written: Map<string, string>, qualified: boolean): void {
    if (this.#skipped > 0) {
      this.#skipped++
      return
    }
    const outer = this.#scopes[this.#scopes.length - 1] ?? NO_SCOPE
    const scope = qualified ? this.#scopeOf(written, outer) : outer
    const name = this.#nameOf(tag, scope)
    if (name === null) {
      this.#skipped = 1
      return
    }
    const element: SourceElement = {
      name,
      attributes: qualified ? unqualified(written, scope) : written,
      children: [],
      keepsText: TEXT_KEEPERS.has(name) || (name === 'a' && this.#current?.keepsText === true),
      parent: this.#current,
      index: this.#current?.children.length ?? 0,
      closed: false,
    }
    if (this.#current !== null) appendChild(this.#current, element)
    this.#root ??= element
    if (name === 'use') this.#uses = true
    this.#current = element
    this.#scopes.push(scope)
  }

  close(): void {
    if (this.#skipped > 0) {
      this.#skipped--
      return
    }
    const element = this.#current
    if (element === null) return
    element.closed = true
    this.#current = element.parent
    this.#scopes.pop()
    if (element.name === 'style') this.#keepStyleSheet(element)
  }

  instruction(target: string): void {
    this.#notes.add('instruction_dropped', target)
  }

  wantsText(): boolean {
    return this.#current !== null && this.#skipped === 0 && this.#current.keepsText
  }

  text(text: string): void {
    const element = this.#current
    if (element === null) return
    if (element.name !== 'style') this.#textChars += text.length
    if (this.#textChars > this.#limits.textCharsMax) {
      tooMany('too_much_text', this.#limits.textCharsMax, 'characters of text')
    }
    const last = element.children.length - 1
    const before = element.children[last]
    // Thousands of empty sections would be as many steps for whoever looks for a sibling.
    if (typeof before === 'string') element.children[last] = before + text
    else if (text !== '') appendChild<SourceElement | string>(element, text)
  }

  finish(): SourceDocument {
    if (this.#root === null) throw new Refusal({ code: 'not_svg', message: 'There is no svg element.' })
    return { root: this.#root, styleSheets: this.#styleSheets, uses: this.#uses }
  }

  #scopeOf(written: ReadonlyMap<string, string>, outer: Scope): Scope {
    let scope: Map<string, string> | null = null
    for (const [name, value] of written) {
      if (!name.startsWith('xmlns')) continue
      if (name.length > 5 && name[5] !== ':') continue
      const prefix = name.slice(6)
      const namespace = value.trim()
      // Some programs declare on every element what holds there anyway.
      if ((scope ?? outer).get(prefix) === namespace) continue
      // Every other scope is a copy of the one around it.
      if (++this.#namespaces > this.#limits.namespacesMax)
        tooMany('too_many_attributes', this.#limits.namespacesMax, 'namespace declarations')
      scope ??= new Map(outer)
      scope.set(prefix, namespace)
    }
    return scope ?? outer
  }

  /** The local name of an element that we know, null for one to be skipped with all it holds. */
  #nameOf(qualified: string, scope: Scope): string | null {
    const colon = qualified.indexOf(':')
    const prefix = colon < 0 ? '' : qualified.slice(0, colon)
    const local = colon < 0 ? qualified : qualified.slice(colon + 1)
    const namespace = scope.get(prefix)
    const isRoot = this.#root === null
    const assumed = namespace === undefined && (prefix === '' || prefix === 'svg')
    if (isRoot && (local !== 'svg' || !(assumed || namespace === SVG_NAMESPACE))) {
      return refuse('not_svg', 'The root is not an svg element of the SVG namespace.')
    }
    if (isRoot && assumed) this.#notes.add('namespace_assumed', qualified)
    if (namespace !== SVG_NAMESPACE && !assumed) {
      this.#notes.add('element_dropped', 'foreign namespace')
      return null
    }
    if (ELEMENTS.has(local) || TRANSLATED.has(local)) return local
    if (!SILENT.has(local)) this.#notes.add('element_dropped', local)
    return null
  }

  #keepStyleSheet(element: SourceElement): void {
    const type = element.attributes.get('type') ?? 'text/css'
    const media = element.attributes.get('media') ?? 'all'
    if (type !== 'text/css' && type !== '') return
    if (/^(?:all|screen)?$/.test(media.trim())) this.#styleSheets.push(element.children.join(''))
  }
}

const NO_SCOPE: Scope = new Map()

/** Without prefixes: `xlink:href` as `href`, `xml:space` as it is, everything else of other namespaces left out. */
const unqualified = (written: ReadonlyMap<string, string>, scope: Scope): Map<string, string> => {
  const attributes = new Map<string, string>()
  for (const [name, value] of written) {
    const colon = name.indexOf(':')
    if (colon < 0) {
      if (name !== 'xmlns') attributes.set(name, value)
      continue
    }
    const prefix = name.slice(0, colon)
    const local = name.slice(colon + 1)
    if (prefix === 'xml' && local === 'space') attributes.set(name, value)
    const namespace = scope.get(prefix) ?? (prefix === 'xlink' ? XLINK_NAMESPACE : '')
    // SVG 2, section 16.1.2: a plain href wins over xlink:href.
    if (namespace === XLINK_NAMESPACE && local === 'href' && !written.has('href'))
      attributes.set('href', value)
  }
  return attributes
}

const tooMany = (code: RejectionCode, max: number, what: string): never =>
  refuse(code, `The document has more than ${max} ${what}.`)

/** Links inside of them hold text as well. */
const TEXT_KEEPERS = new Set(['text', 'tspan', 'textPath', 'title', 'desc', 'style'])
