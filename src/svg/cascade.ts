import { cssValue, expandShorthand } from './css-values.ts'
import { INITIAL } from './computed.ts'
import { ELEMENTS } from './elements.ts'
import type { SvgLimits } from './limits.ts'
import type { SourceElement } from './parse.ts'
import { GEOMETRY_PROPERTIES, PROPERTIES, STYLE_ONLY } from './properties.ts'
import type { ReferenceGrammar } from './reference-values.ts'
import { type NoteBook, refuse } from './report.ts'
import { RuleIndex } from './rule-index.ts'
import type { StepBudget } from './selectors.ts'
import {
  type Declaration,
  parseDeclarations,
  parseStyleSheets,
  type StyleRule,
  withoutComments,
} from './style-sheet.ts'

/**
 * Turns style sheets and style attributes into attributes, in the order of CSS Cascade 5: presentation attributes, rules by specificity
 * and place, the style attribute; then the important ones in the same order. Values that the grammar refuses lose, as in a browser.
 * What a block of declarations comes to is worked out once for all elements of a kind that have it.
 */
export class Cascade {
  readonly #index: RuleIndex
  readonly #budget: StepBudget
  readonly #limits: SvgLimits
  readonly #notes: NoteBook
  /** By the rules that an element has, and by its style attribute; then by the kind of element. */
  readonly #ofRules = new Map<readonly StyleRule[], Map<string, Outcome>>()
  readonly #ofText = new Map<string, Map<string, Outcome>>()

  constructor(styleSheets: readonly string[], limits: SvgLimits, notes: NoteBook) {
    this.#budget = { left: limits.styleStepsMax }
    this.#limits = limits
    this.#notes = notes
    this.#index = new RuleIndex(parseStyleSheets(styleSheets, limits, notes, this.#budget), this.#budget)
    this.#checkBudget()
  }

  /**
   * The element's attributes with its styles applied, for the caller to keep and change: the element's own map, unless a rule may ask for
   * it later. To be called once for each element, in document order.
   */
  takeAttributes(element: SourceElement): Map<string, string> {
    const inline = element.attributes.get('style')
    const rules = this.#index.empty ? NO_RULES : this.#index.matching(element)
    this.#checkBudget()
    const merged = this.#index.looksAround ? new Map(element.attributes) : element.attributes
    // As attributes these mean nothing; browsers know them in CSS only.
    for (const name of STYLE_ONLY) merged.delete(name)
    if (inline === undefined && rules.length === 0) return merged
    const sheet = rules.length === 0 ? NOTHING : this.#outcomeOfRules(rules, element)
    const own = inline === undefined ? NOTHING : this.#outcomeOfText(inline, element)
    this.#apply(merged, element, sheet.normal)
    this.#apply(merged, element, own.normal)
    this.#apply(merged, element, sheet.important)
    this.#apply(merged, element, own.important)
    this.#checkBudget()
    return merged
  }

  #checkBudget(): void {
    if (this.#budget.left < 0) {
      const most = this.#limits.styleStepsMax
      refuse('style_too_large', `Matching and applying the styles takes more than ${most} steps.`)
    }
  }

  #outcomeOfRules(rules: readonly StyleRule[], element: SourceElement): Outcome {
    return remembered(this.#ofRules, rules, element, () => {
      const outcome = newOutcome()
      for (const rule of rules) this.#resolve(outcome, rule.declarations, element)
      return outcome
    })
  }

  #outcomeOfText(text: string, element: SourceElement): Outcome {
    // Long ones are hardly ever repeated, and would only be kept.
    if (text.length > REMEMBERED_CHARS_MAX) return this.#readText(text, element)
    return remembered(this.#ofText, text, element, () => this.#readText(text, element))
  }

  #readText(text: string, element: SourceElement): Outcome {
    const outcome = newOutcome()
    this.#resolve(outcome, parseDeclarations(withoutComments(text), this.#budget), element)
    return outcome
  }

  #resolve(outcome: Outcome, declarations: readonly Declaration[], element: SourceElement): void {
    this.#budget.left -= declarations.length
    for (const { property, value: text, important } of declarations) {
      for (const [name, longhand] of expandShorthand(property, text)) {
        const grammar = propertyGrammar(name, element)
        if (grammar === null) continue
        const value = cssValue(name, longhand)
        const assignments = important ? outcome.important : outcome.normal
        if (value !== null && grammar(value, INITIAL) !== null) assignments.set(name, value)
        else if (!assignments.has(name)) assignments.set(name, null)
      }
    }
  }

  #apply(merged: Map<string, string>, element: SourceElement, assignments: Assignments): void {
    if (assignments.size === 0) return
    this.#budget.left -= assignments.size >> CHEAP_SHIFT
    for (const [name, value] of assignments) {
      if (value !== null) merged.set(name, value)
      else this.#notes.add('value_dropped', `${element.name}/${name}`)
    }
  }
}

/** The last good value of each property; null where there were only bad ones. */
type Assignments = Map<string, string | null>

interface Outcome {
  normal: Assignments
  important: Assignments
}

const REMEMBERED_CHARS_MAX = 500
/** Copying a value is a small part of a step of matching. */
const CHEAP_SHIFT = 2
const NO_RULES: readonly StyleRule[] = []

const newOutcome = (): Outcome => ({ normal: new Map(), important: new Map() })
const NOTHING: Outcome = newOutcome()

const remembered = <Key>(
  memory: Map<Key, Map<string, Outcome>>,
  key: Key,
  element: SourceElement,
  resolve: () => Outcome,
): Outcome => {
  // The root takes fewer properties than an svg inside of it.
  const kind = element.parent === null ? '' : element.name
  const outcomes = memory.get(key)
  const known = outcomes?.get(kind)
  if (known !== undefined) return known
  const outcome = resolve()
  if (outcomes === undefined) memory.set(key, new Map([[kind, outcome]]))
  else outcomes.set(kind, outcome)
  return outcome
}

const propertyGrammar = (name: string, element: SourceElement): ReferenceGrammar | null => {
  const known = PROPERTIES.get(name)
  if (known !== undefined) return known
  const isRoot = element.parent === null
  const isSize = name === 'width' || name === 'height'
  if (name !== 'transform' && !(isRoot && isSize) && (isRoot || !GEOMETRY_PROPERTIES.has(name))) return null
  return ELEMENTS.get(element.name)?.attributes.get(name) ?? null
}
