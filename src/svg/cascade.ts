import { cssValue, expandShorthand } from './css-values.ts'
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

  /** The element's attributes with its styles applied; the element's own map where there are none. */
  attributesOf(element: SourceElement): ReadonlyMap<string, string> {
    const inline = element.attributes.get('style')
    const rules = this.#index.empty ? NO_RULES : this.#index.matching(element)
    this.#checkBudget()
    // As attributes these mean nothing; browsers know them in CSS only.
    for (const name of STYLE_ONLY) element.attributes.delete(name)
    if (inline === undefined && rules.length === 0) return element.attributes
    const merged = new Map(element.attributes)
    const sheet = rules.length === 0 ? NOTHING : this.#outcomeOfRules(rules, element)
    const own = inline === undefined ? NOTHING : this.#outcomeOfText(inline, element)
    for (const outcome of [sheet, own]) this.#apply(merged, element, outcome.normal)
    for (const outcome of [sheet, own]) this.#apply(merged, element, outcome.important)
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
    const resolve = (): Outcome => {
      const outcome = newOutcome()
      this.#resolve(outcome, parseDeclarations(withoutComments(text), this.#budget), element)
      return outcome
    }
    // Long ones are hardly ever repeated, and would only be kept.
    return text.length > REMEMBERED_CHARS_MAX ? resolve() : remembered(this.#ofText, text, element, resolve)
  }

  #resolve(outcome: Outcome, declarations: readonly Declaration[], element: SourceElement): void {
    this.#budget.left -= declarations.length
    for (const { property, value: text, important } of declarations) {
      for (const [name, longhand] of expandShorthand(property, text)) {
        const grammar = propertyGrammar(name, element)
        if (grammar === null) continue
        const value = cssValue(name, longhand)
        const assignments = important ? outcome.important : outcome.normal
        if (value !== null && grammar(value) !== null) assignments.set(name, value)
        else if (!assignments.has(name)) assignments.set(name, null)
      }
    }
  }

  #apply(merged: Map<string, string>, element: SourceElement, assignments: Assignments): void {
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
  const outcomes = memory.get(key) ?? new Map<string, Outcome>()
  if (outcomes.size === 0) memory.set(key, outcomes)
  const outcome = outcomes.get(kind) ?? resolve()
  outcomes.set(kind, outcome)
  return outcome
}

const propertyGrammar = (name: string, element: SourceElement): ReferenceGrammar | null => {
  const known = PROPERTIES.get(name)
  if (known !== undefined) return known
  const isRoot = element.parent === null
  if (name !== 'transform' && (isRoot || !GEOMETRY_PROPERTIES.has(name))) return null
  return ELEMENTS.get(element.name)?.attributes.get(name) ?? null
}
