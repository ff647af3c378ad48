import { readBracketed, readName, skipCssSpaces, splitOutside, startsName, unescapeCss } from './css-text.ts'
import { neverMatching, neverMatchingFunctions, oldPseudoElements, readStep } from './pseudo-classes.ts'
import {
  type Combinator,
  type Compound,
  listOf,
  type PlaceTest,
  type Selector,
  type SelectorList,
  type Test,
} from './selector.ts'

/** The context in which selectors are read. */
export interface SelectorContext {
  /** Prefixes of `@namespace`; the default one under ''. */
  namespaces: ReadonlyMap<string, string>
  /** The meaning of `&`; null outside of rules, where it is the root. */
  parent: SelectorList | null
  /** Collects every class that a selector uses. */
  classes: Set<string>
  /** Called for every selector of every list, also for invalid ones. */
  count: () => void
}

/**
 * Reads one complex selector of Selectors 4; null if it is invalid. Within a rule it may begin with a
 * combinator, and is relative to the rule's own selectors (CSS Nesting 1, section 3.1).
 */
export function parseSelector(text: string, context: SelectorContext, depth = 0): Selector | null {
  if (text === '' || text.length > selectorCharsMax || depth > depthMax) return null
  const reader = new SelectorReader(text, context, depth)
  return reader.read()
}

const compoundsMax = 24
const testsMax = 32
const selectorCharsMax = 4000
const depthMax = 8
const innerSelectorsMax = 1000
const languagesMax = 32
const classWeight = 1000
const idWeight = classWeight ** 2
const combinators = '>+~'

class SelectorReader {
  readonly #text: string
  readonly #context: SelectorContext
  readonly #depth: number
  #at = 0
  #specificity = 0
  #seesParent = false
  #tests: Test[] = []

  constructor(text: string, context: SelectorContext, depth: number) {
    this.#text = text
    this.#context = context
    this.#depth = depth
  }

  read(): Selector | null {
    const text = this.#text
    const isNested = this.#context.parent !== null && this.#depth === 0
    const compounds: Compound[] = []
    let combinator: Combinator = ''
    const isRelative = isNested && combinators.includes(text.charAt(0))
    if (isRelative) combinator = this.#readCombinator()
    while (this.#at < text.length || combinator !== '') {
      const tests = this.#readCompound()
      if (tests === null || compounds.length >= compoundsMax) return null
      compounds.unshift({ tests, combinator, found: null })
      combinator = this.#at < text.length ? this.#readCombinator() : ''
      if (this.#at < text.length && combinator === '') return null
    }
    const first = compounds.at(-1)
    if (first === undefined) return null
    if (isNested && (isRelative || !this.#seesParent)) {
      if (first.combinator === '') first.combinator = ' '
      this.#tests = []
      this.#addParent()
      compounds.push({ tests: this.#tests, combinator: '', found: null })
    }
    return { compounds, specificity: this.#specificity }
  }

  /** The tests up to a combinator or the end; null if there are none, or if something else follows. */
  #readCompound(): Test[] | null {
    const start = this.#at
    this.#tests = []
    if (!this.#readType()) return null
    while (this.#at < this.#text.length && this.#tests.length <= testsMax) {
      const mark = this.#text[this.#at]
      const known =
        mark === '.' || mark === '#'
          ? this.#readNamed(mark)
          : mark === '['
            ? this.#readAttribute()
            : mark === ':'
              ? this.#readPseudo()
              : mark === '&'
                ? this.#readParent()
                : null
      if (known === false) return null
      if (known === null) break
    }
    return this.#at === start || this.#tests.length > testsMax ? null : this.#tests
  }

  #readCombinator(): Combinator {
    const blank = skipCssSpaces(this.#text, this.#at)
    const mark = this.#text.charAt(blank)
    if (mark !== '' && combinators.includes(mark)) {
      this.#at = skipCssSpaces(this.#text, blank + 1)
      return mark as Combinator
    }
    const found = blank > this.#at ? ' ' : ''
    this.#at = blank
    return found
  }

  /** `name`, `*`, `prefix|name`, or nothing. */
  #readType(): boolean {
    const first = this.#readNameOrStar()
    const hasBar = this.#text[this.#at] === '|' && this.#text[this.#at + 1] !== '='
    if (!hasBar) {
      const assumed = this.#context.namespaces.get('')
      if (assumed !== undefined) this.#tests.push({ kind: 'namespace', name: assumed })
      if (first !== null) this.#addType(first)
      return true
    }
    this.#at++
    const local = this.#readNameOrStar()
    if (local === null) return false
    if (first !== '*') {
      const namespace = first === null ? '' : this.#context.namespaces.get(first)
      if (namespace === undefined) return false
      this.#tests.push({ kind: 'namespace', name: namespace })
    }
    this.#addType(local)
    return true
  }

  #addType(name: string): void {
    if (name === '*') return
    this.#specificity += 1
    this.#tests.push({ kind: 'type', name })
  }

  #readNameOrStar(): string | null {
    if (this.#text[this.#at] === '*') {
      this.#at++
      return '*'
    }
    return startsName(this.#text, this.#at) ? this.#takeName() : null
  }

  #takeName(): string {
    const { name, end } = readName(this.#text, this.#at)
    this.#at = end
    return name
  }

  #readNamed(mark: '.' | '#'): boolean {
    this.#at++
    if (!startsName(this.#text, this.#at)) return false
    const name = this.#takeName()
    if (mark === '.') this.#context.classes.add(name)
    this.#tests.push({ kind: mark === '.' ? 'class' : 'id', name })
    this.#specificity += mark === '.' ? classWeight : idWeight
    return true
  }

  /** Selectors 4, section 6. */
  #readAttribute(): boolean {
    const { inside, end } = readBracketed(this.#text, this.#at)
    if (this.#text[end - 1] !== ']') return false
    const found = attribute.exec(inside)
    if (found === null) return false
    const [, prefix, written = '', operator = '', double, single, bare = '', flag = ''] = found
    const namespace =
      prefix === undefined || prefix === '|'
        ? undefined
        : prefix === '*|'
          ? '*'
          : this.#context.namespaces.get(unescapeCss(prefix.slice(0, -1)))
    if (namespace === undefined && prefix !== undefined && prefix !== '|') return false
    const name = unescapeCss(written)
    const value = unescapeCss(double ?? single ?? bare)
    if (operator === '' && found[0].includes('=')) return false
    this.#at = end
    this.#specificity += classWeight
    this.#tests.push({
      kind: 'attribute',
      name,
      namespace,
      operator,
      value,
      ignoresCase: flag.toLowerCase() === 'i',
    })
    return true
  }

  #readParent(): boolean {
    this.#at++
    this.#addParent()
    return true
  }

  /** `&`: the rule's own selectors as one (CSS Nesting 1, section 3.2). */
  #addParent(): void {
    const { parent } = this.#context
    this.#seesParent = true
    this.#tests.push(parent === null ? { kind: 'root' } : { kind: 'list', list: parent, negated: false })
    this.#specificity += parent === null ? classWeight : parent.specificity
  }

  #readPseudo(): boolean {
    const isElement = this.#text[this.#at + 1] === ':'
    this.#at += isElement ? 2 : 1
    if (!startsName(this.#text, this.#at)) return false
    const name = this.#takeName().toLowerCase()
    const isFunction = this.#text[this.#at] === '('
    let inside = ''
    if (isFunction) {
      const bracketed = readBracketed(this.#text, this.#at)
      this.#at = bracketed.end
      inside = bracketed.inside.trim()
    }
    if (isElement || oldPseudoElements.has(name)) {
      // A pseudo-element, which does not exist in pictures; within `:is()` it is an error.
      this.#tests.push(never)
      this.#specificity += 1
      return this.#depth === 0
    }
    if (isFunction) return this.#addFunction(name, inside)
    this.#specificity += classWeight
    const test = plainPseudoClasses.get(name) ?? (neverMatching.has(name) ? [never] : null)
    if (test !== null) this.#tests.push(...test)
    return test !== null
  }

  #addFunction(name: string, inside: string): boolean {
    if (name === 'is' || name === 'where' || name === 'matches' || name === '-webkit-any' || name === 'not')
      return this.#addList(name, inside)
    const place = places.get(name)
    if (place !== undefined) return this.#addPlace(place, inside)
    if (name === 'has') return this.#addHolds(inside)
    this.#specificity += classWeight
    if (name === 'lang') {
      const ranges = splitOutside(inside, ',', languagesMax).map((range) =>
        unescapeCss(range.replace(/^(["'])(.*)\1$/, '$2')),
      )
      this.#tests.push({ kind: 'language', name: ranges.join(',').toLowerCase() })
      return true
    }
    this.#tests.push(never)
    return neverMatchingFunctions.has(name)
  }

  /**
   * Sections 4.2 to 4.4: invalid selectors are left out in `:is()` and `:where()`, and make `:not()` invalid.
   */
  #addList(name: string, inside: string): boolean {
    const list = this.#readList(inside, name !== 'not')
    if (list === null) return false
    if (name !== 'where') this.#specificity += list.specificity
    this.#tests.push({ kind: 'list', list, negated: name === 'not' })
    return true
  }

  #readList(text: string, forgiving: boolean): SelectorList | null {
    const selectors: Selector[] = []
    for (const part of splitOutside(text, ',', innerSelectorsMax)) {
      const selector = this.#readInner(part)
      if (selector !== null) selectors.push(selector)
      else if (!forgiving) return null
    }
    return listOf(selectors)
  }

  #readInner(text: string): Selector | null {
    this.#context.count()
    if (text.includes('&')) this.#seesParent = true
    return parseSelector(text, this.#context, this.#depth + 1)
  }

  /** Section 13.3: `an+b`, or `an+b of` a list. */
  #addPlace({ fromEnd, ofType }: Omit<PlaceTest, 'kind' | 'step' | 'of'>, inside: string): boolean {
    const split = ofType ? null : /^(.*?)\sof\s(.*)$/is.exec(inside)
    const step = readStep(split?.[1] ?? inside)
    const of = split === null ? null : this.#readList(split[2] ?? '', false)
    if (step === null || (split !== null && of === null)) return false
    this.#specificity += classWeight + (of?.specificity ?? 0)
    this.#tests.push({ kind: 'place', step, fromEnd, ofType, of })
    return true
  }

  /** Section 4.5, for relative selectors of one compound; longer ones match nothing here. */
  #addHolds(inside: string): boolean {
    const parts: { combinator: Combinator; compound: Compound }[] = []
    let most = 0
    for (const part of splitOutside(inside, ',', innerSelectorsMax)) {
      const mark = combinators.includes(part.charAt(0)) ? part.charAt(0) : ''
      const selector = this.#readInner(part.slice(mark.length).trim())
      if (selector === null) return false
      const [compound] = selector.compounds
      most = Math.max(most, selector.specificity)
      if (selector.compounds.length > 1 || compound === undefined) this.#tests.push(never)
      else parts.push({ combinator: mark === '' ? ' ' : (mark as Combinator), compound })
    }
    this.#specificity += most
    this.#tests.push({ kind: 'holds', parts })
    return parts.length > 0
  }
}

const namePart = String.raw`(?:[-\w\u0080-\uffff]|\\.)+`
/** Prefix, name, operator, a value in one of three notations, and whether case matters. */
const attribute = new RegExp(
  String.raw`^\s*((?:${namePart}|\*)?\|(?!=))?(${namePart})\s*(?:([~|^$*]?=)\s*(?:"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|(${namePart}))\s*([is])?)?\s*$`,
  'i',
)

const never: Test = { kind: 'never' }
const placeOf = (fromEnd: boolean, ofType: boolean): Test => ({
  kind: 'place',
  step: { a: 0, b: 1 },
  fromEnd,
  ofType,
  of: null,
})
const plainPseudoClasses: ReadonlyMap<string, readonly Test[]> = new Map<string, readonly Test[]>([
  ['root', [{ kind: 'root' }]],
  ['scope', [{ kind: 'root' }]],
  ['empty', [{ kind: 'empty' }]],
  ['link', [{ kind: 'link' }]],
  ['any-link', [{ kind: 'link' }]],
  ['defined', []],
  ['first-child', [placeOf(false, false)]],
  ['last-child', [placeOf(true, false)]],
  ['only-child', [placeOf(false, false), placeOf(true, false)]],
  ['first-of-type', [placeOf(false, true)]],
  ['last-of-type', [placeOf(true, true)]],
  ['only-of-type', [placeOf(false, true), placeOf(true, true)]],
])
const places = new Map([
  ['nth-child', { fromEnd: false, ofType: false }],
  ['nth-last-child', { fromEnd: true, ofType: false }],
  ['nth-of-type', { fromEnd: false, ofType: true }],
  ['nth-last-of-type', { fromEnd: true, ofType: true }],
])
