import { cssValue, expandShorthand } from './css-values.ts'
import { ELEMENTS } from './elements.ts'
import type { SvgLimits } from './limits.ts'
import type { SourceElement } from './parse.ts'
import { GEOMETRY_PROPERTIES, PROPERTIES, STYLE_ONLY } from './properties.ts'
import type { ReferenceGrammar } from './reference-values.ts'
import { type NoteBook, refuse } from './report.ts'
import { matches, type StepBudget } from './selectors.ts'
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
 */
export class Cascade {
  readonly #index: RuleIndex
  readonly #budget: StepBudget
  readonly #limits: SvgLimits
  readonly #notes: NoteBook

  constructor(styleSheets: readonly string[], limits: SvgLimits, notes: NoteBook) {
    this.#index = new RuleIndex(parseStyleSheets(styleSheets, limits, notes))
    this.#budget = { left: limits.styleStepsMax }
    this.#limits = limits
    this.#notes = notes
  }

  /** The element's attributes with its styles applied; the element's own map where there are none. */
  attributesOf(element: SourceElement): ReadonlyMap<string, string> {
    const inline = element.attributes.get('style')
    const rules = this.#index.empty ? [] : this.#matching(element)
    // As attributes these mean nothing; browsers know them in CSS only.
    for (const name of STYLE_ONLY) element.attributes.delete(name)
    if (inline === undefined && rules.length === 0) return element.attributes
    const merged = new Map(element.attributes)
    const own = inline === undefined ? [] : parseDeclarations(withoutComments(inline))
    for (const important of [false, true]) {
      for (const rule of rules) this.#apply(merged, element, rule.declarations, important)
      this.#apply(merged, element, own, important)
    }
    return merged
  }

  #matching(element: SourceElement): StyleRule[] {
    const found = this.#index
      .candidates(element)
      .filter((rule) => matches(rule.selector, element, this.#budget))
    if (this.#budget.left < 0)
      refuse(
        'style_too_large',
        `Matching the style rules takes more than ${this.#limits.styleStepsMax} steps.`,
      )
    return found.sort((a, b) => a.selector.specificity - b.selector.specificity || a.order - b.order)
  }

  #apply(
    merged: Map<string, string>,
    element: SourceElement,
    declarations: readonly Declaration[],
    important: boolean,
  ): void {
    for (const declaration of declarations) {
      if (declaration.important !== important) continue
      for (const [name, text] of expandShorthand(declaration.property, declaration.value)) {
        const grammar = propertyGrammar(name, element)
        if (grammar === null) continue
        const value = cssValue(name, text)
        if (value !== null && grammar(value) !== null) merged.set(name, value)
        else this.#notes.add('value_dropped', `${element.name}/${name}`)
      }
    }
  }
}

const propertyGrammar = (name: string, element: SourceElement): ReferenceGrammar | null => {
  const known = PROPERTIES.get(name)
  if (known !== undefined) return known
  const isRoot = element.parent === null
  if (name !== 'transform' && (isRoot || !GEOMETRY_PROPERTIES.has(name))) return null
  return ELEMENTS.get(element.name)?.attributes.get(name) ?? null
}

/** Finds the few rules that can concern an element by what their last compound asks for first. */
class RuleIndex {
  readonly empty: boolean
  readonly #byKey = new Map<string, StyleRule[]>()

  constructor(rules: readonly StyleRule[]) {
    this.empty = rules.length === 0
    for (const rule of rules) {
      const key = keyOf(rule)
      const bucket = this.#byKey.get(key)
      if (bucket === undefined) this.#byKey.set(key, [rule])
      else bucket.push(rule)
    }
  }

  candidates(element: SourceElement): StyleRule[] {
    const keys = new Set(['*', element.name, `#${element.attributes.get('id') ?? ''}`])
    const classes = element.attributes.get('class')
    if (classes !== undefined) for (const name of classes.split(/\s+/, CLASSES_MAX)) keys.add(`.${name}`)
    return [...keys].flatMap((key) => this.#byKey.get(key) ?? [])
  }
}

const CLASSES_MAX = 64

const keyOf = (rule: StyleRule): string => {
  const tests = rule.selector.compounds[0]?.tests ?? []
  for (const [kind, mark] of [
    ['id', '#'],
    ['class', '.'],
    ['type', ''],
  ] as const) {
    for (const test of tests) if (test.kind === kind && 'name' in test) return mark + test.name
  }
  return '*'
}
