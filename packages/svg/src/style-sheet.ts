import { findOutside, isCssSpace, readName, splitOutside, withoutComments } from './css-text.ts'
import { type Declaration, readDeclaration } from './declarations.ts'
import { createLayerTree, type Layer, type LayerTree } from './layers.ts'
import type { SvgLimits } from './limits.ts'
import { conditionHolds, mediaListHolds, type Screen } from './media-queries.ts'
import type { StyleSheetSource } from './parse.ts'
import { type NoteBook, refuse } from './report.ts'
import { listOf, neverMatches, type Selector, type SelectorList } from './selector.ts'
import type { StepBudget } from './selector-matching.ts'
import { parseSelector } from './selectors.ts'

export interface StyleRule {
  selector: Selector
  declarations: Declaration[]
  layer: Layer
  /** Its position among all rules, which decides between equal specificities. */
  order: number
}

/** The `@property` rule of a custom property (CSS Properties and Values 1, section 2). */
export interface RegisteredProperty {
  initial: string | null
  inherits: boolean
}

export interface StyleRules {
  rules: StyleRule[]
  /** Every class that a selector uses. */
  classes: ReadonlySet<string>
  registered: ReadonlyMap<string, RegisteredProperty>
}

export interface SheetSurroundings {
  screen: Screen
  /** Whether a declaration is supported. */
  supports: (property: string, value: string) => boolean
  limits: SvgLimits
  notes: NoteBook
  budget: StepBudget
}

/**
 * Reads the rules of style sheets that apply to a still picture on a screen, nested ones included (CSS Syntax
 * 3, section 5.4; CSS Nesting 1). A selector that is invalid, or matches nothing in a still picture, is left
 * out of its list with a note. At-rules are evaluated, or left out with a note. It takes one pass over the
 * text. Incomplete once the budget is spent.
 */
export function parseStyleSheets(
  sheets: readonly StyleSheetSource[],
  surroundings: SheetSurroundings,
): StyleRules {
  const reading: Reading = {
    ...surroundings,
    rules: [],
    classes: new Set(),
    registered: new Map(),
    layers: createLayerTree(),
    selectors: 0,
  }
  for (const { text, media } of sheets) {
    if (mediaListHolds(media, surroundings.screen)) new SheetReader(withoutComments(text), reading).read()
    else surroundings.notes.add('style_rule_dropped', `style media=${media}`)
  }
  reading.layers.rankAll()
  return reading
}

/** The state of reading the sheets of one document. */
interface Reading extends SheetSurroundings {
  rules: StyleRule[]
  classes: Set<string>
  registered: Map<string, RegisteredProperty>
  layers: LayerTree
  /** Selectors and at-rules, kept or not. */
  selectors: number
}

/** The context of a rule. */
interface Place {
  layer: Layer
  /** The selectors of the rule around it; null outside of rules. */
  parent: SelectorList | null
  depth: number
}

const depthMax = 24
const layerCharsMax = 400
const namesMax = 200
/** The steps for reading and indexing a selector or an at-rule. */
const ruleSteps = 4
/** The characters that can be read in one step, as a power of two. */
const selectorShift = 3
const escapedShift = 1
const conditionShift = 2
const [at, semicolon, closeBrace, openBrace] = [64, 59, 125, 123] as const

class SheetReader {
  readonly #text: string
  readonly #reading: Reading
  readonly #namespaces = new Map<string, string>()
  #at = 0

  constructor(text: string, reading: Reading) {
    this.#text = text
    this.#reading = reading
  }

  read(): void {
    this.#readContents({ layer: this.#reading.layers.root, parent: null, depth: 0 })
  }

  /** Up to the brace that ends it, or the end of the sheet. */
  #readContents(place: Place): void {
    let declarations: Declaration[] = []
    const keep = (): void => {
      if (declarations.length > 0 && place.parent !== null)
        this.#addRules(place.parent.selectors, declarations, place.layer)
      declarations = []
    }
    const ends = place.parent !== null ? '{};' : place.depth > 0 ? '{}' : '{'
    while (this.#skipBlank(place) && this.#reading.budget.left >= 0) {
      const first = this.#text.charCodeAt(this.#at)
      if (first === closeBrace && place.depth > 0) break
      if (first === at) {
        keep()
        this.#readAtRule(place)
        continue
      }
      const start = this.#at
      let end = findOutside(this.#text, start, ends)
      if (end < this.#text.length && this.#text.charCodeAt(end) === openBrace) {
        const prelude = this.#text.slice(start, end).trim()
        if (place.parent === null || !/^--[^\s:]+\s*:/.test(prelude)) {
          keep()
          this.#at = end + 1
          this.#readRule(prelude, place)
          continue
        }
        // The value of a custom property may contain blocks.
        end = findOutside(this.#text, start, ';}')
      }
      this.#at = end
      const { budget, notes } = this.#reading
      const declaration = readDeclaration(this.#text, start, end, budget, notes)
      if (declaration !== null && lacksUnit(declaration)) notes.add('value_dropped', declaration.property)
      else if (declaration !== null) declarations.push(declaration)
    }
    this.#at++
    keep()
  }

  /** Skips white space, and other text without meaning between rules. Returns whether anything follows. */
  #skipBlank({ parent, depth }: Place): boolean {
    const text = this.#text
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at)
      if (isCssSpace(code) || (code === semicolon && parent !== null)) this.#at++
      else if (depth === 0 && text.startsWith('<!--', this.#at)) this.#at += 4
      else if (depth === 0 && text.startsWith('-->', this.#at)) this.#at += 3
      else return true
    }
    return false
  }

  #skipBlock(): void {
    this.#at = findOutside(this.#text, this.#at, '}') + 1
  }

  #readRule(prelude: string, place: Place): void {
    const selectors = this.#readSelectors(prelude, place.parent)
    if (selectors.length === 0) this.#skipBlock()
    else this.#enter({ layer: place.layer, parent: listOf(selectors), depth: place.depth + 1 }, prelude)
  }

  #enter(place: Place, prelude: string): void {
    if (place.depth <= depthMax) {
      this.#readContents(place)
      return
    }
    this.#reading.notes.add('style_rule_dropped', prelude)
    this.#skipBlock()
  }

  /**
   * Browsers drop an entire list if they do not support one of its selectors. Here the others are kept,
   * because their meaning is clear.
   */
  #readSelectors(prelude: string, parent: SelectorList | null): Selector[] {
    const { limits, notes, classes, budget } = this.#reading
    const selectors: Selector[] = []
    const context = { namespaces: this.#namespaces, parent, classes, count: () => this.#count() }
    for (const text of splitOutside(prelude, ',', limits.styleRulesMax + 1)) {
      this.#count()
      budget.left -= text.length >> (text.includes('\\') ? escapedShift : selectorShift)
      const selector = parseSelector(text, context)
      if (selector === null || neverMatches(selector)) notes.add('style_rule_dropped', text)
      else selectors.push(selector)
    }
    return selectors
  }

  #addRules(selectors: readonly Selector[], declarations: Declaration[], layer: Layer): void {
    const { rules } = this.#reading
    for (const selector of selectors) rules.push({ selector, declarations, layer, order: rules.length })
  }

  #count(): void {
    const { styleRulesMax } = this.#reading.limits
    this.#reading.budget.left -= ruleSteps
    if (++this.#reading.selectors > styleRulesMax)
      refuse('style_too_large', `The style sheets have more than ${styleRulesMax} selectors.`)
  }

  #readAtRule(place: Place): void {
    this.#count()
    const start = this.#at
    const { name, end } = readName(this.#text, start + 1)
    const open = findOutside(this.#text, end, place.depth > 0 ? '{;}' : '{;')
    const hasBlock = this.#text.charCodeAt(open) === openBrace
    const prelude = this.#text.slice(end, open).trim()
    this.#reading.budget.left -= prelude.length >> conditionShift
    const lower = name.toLowerCase()
    this.#at = this.#text.charCodeAt(open) === closeBrace ? open : open + 1
    const inner = hasBlock
      ? this.#placeInside(lower, prelude, place)
      : this.#obeys(lower, prelude, place)
        ? place
        : null
    if (inner === null) this.#reading.notes.add('style_rule_dropped', `@${lower} ${prelude}`.trim())
    if (!hasBlock) return
    if (inner === null) this.#skipBlock()
    else if (inner === place) this.#register(prelude)
    else this.#enter(inner, prelude)
  }

  /**
   * The context of the rules in an at-rule's block; the same context for blocks with descriptors; null if the
   * block is left out.
   */
  #placeInside(name: string, prelude: string, place: Place): Place | null {
    const { screen, layers } = this.#reading
    const inner = { ...place, depth: place.depth + 1 }
    switch (name) {
      case 'media':
        return mediaListHolds(prelude, screen) ? inner : null
      case 'supports':
        return conditionHolds(prelude, (part) => this.#supports(part), 0) === true ? inner : null
      case 'layer':
        return isLayerName(prelude) ? { ...inner, layer: layers.open(place.layer, prelude) } : null
      case 'property':
        return prelude.startsWith('--') ? place : null
      default:
        return null
    }
  }

  /** At-rules that are statements. Those without an effect on a picture get no note. */
  #obeys(name: string, prelude: string, place: Place): boolean {
    if (name === 'charset') return true
    if (name === 'layer') {
      const names = splitOutside(prelude, ',', namesMax)
      for (const layer of names) {
        this.#count()
        if (layer === '' || !isLayerName(layer)) return false
        this.#reading.layers.open(place.layer, layer)
      }
      return true
    }
    if (name !== 'namespace') return false
    const found = namespace.exec(prelude)
    if (found === null) return false
    const [, prefix = '', double, single, bare = ''] = found
    this.#namespaces.set(prefix, double ?? single ?? bare)
    return true
  }

  /** CSS Conditional 3, section 6, and `selector()` of level 4. */
  #supports(part: string): boolean {
    const selector = /^selector\((.*)\)$/is.exec(part)?.[1]
    if (selector !== undefined) {
      const context = {
        namespaces: this.#namespaces,
        parent: null,
        classes: new Set<string>(),
        count: () => this.#count(),
      }
      return parseSelector(selector.trim(), context) !== null
    }
    const colon = part.indexOf(':')
    const property = part.slice(0, colon).trim()
    const value = part.slice(colon + 1).trim()
    if (colon < 0 || value === '') return false
    return property.startsWith('--') || this.#reading.supports(property.toLowerCase(), value)
  }

  #register(name: string): void {
    const end = findOutside(this.#text, this.#at, '}')
    const descriptors = new Map<string, string>()
    for (const part of splitOutside(this.#text.slice(this.#at, end), ';', namesMax)) {
      const colon = part.indexOf(':')
      descriptors.set(part.slice(0, Math.max(0, colon)).trim().toLowerCase(), part.slice(colon + 1).trim())
    }
    this.#at = end + 1
    this.#reading.registered.set(name, {
      initial: descriptors.get('initial-value') ?? null,
      inherits: descriptors.get('inherits') !== 'false',
    })
  }
}

const namespace =
  /^(?:([-_a-z\u0080-\uffff][-\w\u0080-\uffff]*)\s+)?(?:url\(\s*)?(?:"([^"]*)"|'([^']*)'|([^\s"'()]+))\s*\)?$/i

const isLayerName = (text: string): boolean =>
  text.length <= layerCharsMax && /^(?:[-\w\u0080-\uffff]+(?:\.[-\w\u0080-\uffff]+)*)?$/.test(text)

/**
 * In a style sheet, lengths of CSS properties that are not SVG properties need a unit, as in browsers.
 * Attributes and style attributes of SVG may have plain numbers.
 */
function lacksUnit({ property, value }: Declaration): boolean {
  return lengthsWithUnit.has(property) && plainNumber.test(value) && Number(value) !== 0
}

const lengthsWithUnit = new Set(['font-size', 'letter-spacing', 'word-spacing', 'width', 'height'])
const plainNumber = /^[+-]?(?:\d+\.?|\d*\.\d+)(?:e[+-]?\d+)?$/i
