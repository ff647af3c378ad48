import { Trait } from './attribute-traits.ts'
import { Attributes } from './attributes.ts'
import { checkElementCounts } from './count-elements.ts'
import { elementRules, translated } from './elements.ts'
import type { SvgLimits } from './limits.ts'
import { appendChild, emptyList } from './picture.ts'
import { type NoteBook, Refusal, type RejectionCode, refuse } from './report.ts'
import { readXml, type XmlListener } from './xml.ts'

/** An element as the source has it: SVG namespace only, name without prefix, `xlink:href` as `href`. */
export interface SourceElement {
  name: string
  attributes: Attributes
  children: (SourceElement | string)[]
  parent: SourceElement | null
  /** Whether its text is kept, because it is drawn or describes something. */
  keepsText: boolean
  /** Its index among the elements of its parent, skipped ones included. */
  index: number
  /** The number of its child elements, skipped ones included. */
  elements: number
  /** Skipped elements without their content, because selectors count siblings. */
  skipped: SourceElement[] | null
  /** The namespace of a skipped element; null for SVG's. */
  namespace: string | null
  /** Whether it contains text, also white space, so that it is not `:empty`. */
  hasText: boolean
  /** Whether its href was written as `xlink:href`. */
  usesXlink: boolean
  /** Whether its end tag was read. Always true in a complete document. */
  closed: boolean
}

export interface SourceDocument {
  root: SourceElement
  /** In document order. */
  styleSheets: StyleSheetSource[]
  /** Whether a value refers to a variable. Most documents have none and need not be searched. */
  usesVariables: boolean
  /** Whether there are `use` elements. */
  uses: boolean
  /** Characters of path data and point lists together. */
  pathChars: number
}

export interface StyleSheetSource {
  text: string
  /** The media query list under which it applies; empty for always. */
  media: string
}

export interface ParseOptions {
  /** Whether the source may end anywhere. Elements that are open then are kept with `closed: false`. */
  unfinished?: boolean
}

/**
 * Parses strictly (XML 1.0, as `xml.ts` reads it) into a tree of the elements that we support. Throws
 * `Refusal` at the first error or exceeded limit; nothing after that point is read.
 */
export function parseSvg(
  source: string,
  limits: SvgLimits,
  notes: NoteBook,
  options: ParseOptions = {},
): SourceDocument {
  checkText(source, limits)
  checkElementCounts(source, limits)
  const builder = new TreeBuilder(limits, notes)
  readXml(source, builder, options.unfinished === true)
  return builder.finish(mayUseVariables(source))
}

const svgNamespace = 'http://www.w3.org/2000/svg'
const xlinkNamespace = 'http://www.w3.org/1999/xlink'
const inkscapeNamespace = 'http://www.inkscape.org/namespaces/inkscape'
/**
 * Programs do not write other mixtures of cases. In styles, every mixture is found. The engine searches for
 * the first character, and "e" is in every tag, so the end of "env(" is searched for before the whole.
 */
const mayUseVariables = (source: string): boolean =>
  source.includes('var(') ||
  source.includes('VAR(') ||
  (source.includes('v(') && source.includes('env(')) ||
  source.includes('ENV(')
/** Elements that do not affect the picture, so they get no note. */
const silent = new Set(['metadata'])

const sizeOf = (source: string): number => new TextEncoder().encode(source).length

function checkText(source: string, limits: SvgLimits): void {
  // A UTF-16 unit takes one to three bytes, so the bytes of most sources need not be counted.
  const mayBeLarger = source.length * 3 > limits.bytesMax
  if (mayBeLarger && (source.length > limits.bytesMax || sizeOf(source) > limits.bytesMax)) {
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
  readonly #styleSheets: StyleSheetSource[] = []
  #root: SourceElement | null = null
  #current: SourceElement | null = null
  /** Open elements from the outermost skipped one on; 0 while nothing is skipped. */
  #skipped = 0
  #elements = 0
  #attributes = 0
  #elementAttributes = 0
  #textChars = 0
  #namespaces = 0
  #uses = false
  #pathChars = 0
  /** A scope in which names without a prefix are those of SVG. */
  #plainScope: Scope | null = null

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

  open(tag: string, written: Attributes): void {
    if (this.#skipped > 0) {
      this.#skipped++
      return
    }
    const qualified = (written.traits & Trait.qualified) !== 0
    const outer = this.#scopes[this.#scopes.length - 1] ?? noScope
    const scope = qualified ? this.#scopeOf(written, outer) : outer
    const name = this.#nameOf(tag, scope)
    const parent = this.#current
    const element: SourceElement = {
      name: name ?? tag.slice(tag.indexOf(':') + 1),
      attributes: qualified ? unqualified(written, scope) : written,
      children: noChildren,
      keepsText: name !== null && (textKeepers.has(name) || (name === 'a' && parent?.keepsText === true)),
      parent,
      index: parent?.elements ?? 0,
      elements: 0,
      skipped: null,
      namespace: null,
      hasText: false,
      usesXlink: qualified && linksByXlink(written),
      closed: false,
    }
    if (parent !== null) parent.elements++
    if (name === null) {
      this.#skipped = 1
      const namespace = scope.get(tag.slice(0, Math.max(0, tag.indexOf(':')))) ?? svgNamespace
      if (namespace !== svgNamespace) element.namespace = namespace
      if (parent?.skipped === null) parent.skipped = [element]
      else parent?.skipped?.push(element)
      return
    }
    if (parent !== null) appendChild(parent, element)
    this.#root ??= element
    if (name === 'use') this.#uses = true
    if ((written.traits & Trait.path) !== 0)
      this.#pathChars += written.get('d')?.length ?? written.get('points')?.length ?? 0
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
    if (this.#current === null || this.#skipped > 0) return false
    this.#current.hasText = true
    return this.#current.keepsText
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
    // Thousands of empty sections would slow down the search for a sibling.
    if (typeof before === 'string') element.children[last] = before + text
    else if (text !== '') appendChild<SourceElement | string>(element, text)
  }

  finish(usesVariables: boolean): SourceDocument {
    if (this.#root === null) throw new Refusal({ code: 'not_svg', message: 'There is no svg element.' })
    return {
      root: this.#root,
      styleSheets: this.#styleSheets,
      usesVariables,
      uses: this.#uses,
      pathChars: this.#pathChars,
    }
  }

  #scopeOf(written: Attributes, outer: Scope): Scope {
    let scope: Map<string, string> | null = null
    for (let i = 0; i < written.size; i++) {
      const name = written.nameAt(i)
      if (!name.startsWith('xmlns')) continue
      if (name.length > 5 && name[5] !== ':') continue
      const prefix = name.slice(6)
      const namespace = written.valueAt(i).trim()
      // Some programs repeat on every element a declaration that applies already.
      if ((scope ?? outer).get(prefix) === namespace) continue
      // A scope with new declarations is a copy of the outer scope.
      if (++this.#namespaces > this.#limits.namespacesMax)
        tooMany('too_many_attributes', this.#limits.namespacesMax, 'namespace declarations')
      scope ??= new Map(outer)
      scope.set(prefix, namespace)
    }
    return scope ?? outer
  }

  /** The local name of a supported element; null for one that is skipped with its content. */
  #nameOf(qualified: string, scope: Scope): string | null {
    if (scope === this.#plainScope && isSupported(qualified)) return qualified
    const colon = qualified.indexOf(':')
    const prefix = colon < 0 ? '' : qualified.slice(0, colon)
    const local = colon < 0 ? qualified : qualified.slice(colon + 1)
    const namespace = scope.get(prefix)
    const isRoot = this.#root === null
    const assumed = namespace === undefined && (prefix === '' || prefix === 'svg')
    if (isRoot && (local !== 'svg' || !(assumed || namespace === svgNamespace))) {
      return refuse('not_svg', 'The root is not an svg element of the SVG namespace.')
    }
    if (isRoot && assumed) this.#notes.add('namespace_assumed', qualified)
    if (namespace !== svgNamespace && !assumed) {
      this.#notes.add('element_dropped', 'foreign namespace')
      return null
    }
    if (isSupported(local)) {
      if (prefix === '') this.#plainScope = scope
      return local
    }
    if (!silent.has(local)) this.#notes.add('element_dropped', local)
    return null
  }

  /**
   * SVG 2, section 6.2: a sheet is CSS unless its type is another one. Case and parameters of the type are
   * ignored.
   */
  #keepStyleSheet(element: SourceElement): void {
    const type = (element.attributes.get('type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
    const text = element.children.join('')
    if (type === '' || type === 'text/css')
      this.#styleSheets.push({ text, media: element.attributes.get('media') ?? '' })
    else if (text.trim() !== '') this.#notes.add('style_rule_dropped', `style type=${type}`)
  }
}

const isSupported = (name: string): boolean => elementRules.has(name) || translated.has(name)
/** Most elements have none; they share this, which `appendChild` replaces. */
const noChildren: (SourceElement | string)[] = emptyList('')
const noScope: Scope = new Map()

/**
 * Without prefixes: `xlink:href` as `href`, `xml:space` and `xml:lang` as they are, and Inkscape's `label` as
 * `data-name`, as Illustrator calls it. All other attributes with a namespace are left out.
 */
function unqualified(written: Attributes, scope: Scope): Attributes {
  const attributes = new Attributes()
  for (let i = 0; i < written.size; i++) {
    const name = written.nameAt(i)
    const value = written.valueAt(i)
    const colon = name.indexOf(':')
    if (colon < 0) {
      if (name !== 'xmlns') attributes.add(name, value)
      continue
    }
    const prefix = name.slice(0, colon)
    const local = name.slice(colon + 1)
    if (prefix === 'xml' && (local === 'space' || local === 'lang')) attributes.set(name, value)
    const namespace = scope.get(prefix) ?? (prefix === 'xlink' ? xlinkNamespace : '')
    // SVG 2, section 16.1.2: a plain href takes precedence over xlink:href.
    if (namespace === xlinkNamespace && local === 'href' && !written.has('href'))
      attributes.set('href', value)
    if (namespace === inkscapeNamespace && local === 'label' && !written.has('data-name'))
      attributes.set('data-name', value)
  }
  return attributes
}

function linksByXlink(written: Attributes): boolean {
  if (written.has('href')) return false
  for (let i = 0; i < written.size; i++) if (written.nameAt(i).endsWith(':href')) return true
  return false
}

const tooMany = (code: RejectionCode, max: number, what: string): never =>
  refuse(code, `The document has more than ${max} ${what}.`)

/** Links inside them contain text as well. */
const textKeepers = new Set(['text', 'tspan', 'textPath', 'title', 'desc', 'style'])
