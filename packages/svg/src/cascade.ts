import { Trait, traitsOf } from './attribute-traits.ts'
import type { Attributes } from './attributes.ts'
import { withoutComments } from './css-text.ts'
import { CustomProperties, hasReference } from './custom-properties.ts'
import {
  createDeclarationReader,
  type Declaration,
  type DeclarationReader,
  type DeclaredValue,
  type PendingValue,
} from './declarations.ts'
import { declaredValues, isSupported, plainValue, substitutedValue, unset } from './declared-values.ts'
import { wideKeyword } from './initial-values.ts'
import type { SvgLimits } from './limits.ts'
import type { SourceDocument, SourceElement } from './parse.ts'
import { propertyGrammars } from './properties.ts'
import { type NoteBook, refuse } from './report.ts'
import { RuleIndex } from './rule-index.ts'
import { screenOf } from './screen.ts'
import type { StepBudget } from './selector-matching.ts'
import { parseStyleSheets, type RegisteredProperty, type StyleRule, type StyleRules } from './style-sheet.ts'

/**
 * Turns style sheets and style attributes into attributes, in the order of CSS Cascade 5, section 6:
 * presentation attributes, rules by layer, specificity and place, the style attribute; then the important
 * ones in the same order, except that layers are in reverse order. Invalid values are ignored, as in a
 * browser. The result of a block of declarations is computed once for all elements of a kind.
 */
export class Cascade {
  /** Null if there is no rule. */
  readonly #index: RuleIndex | null
  readonly #budget: StepBudget
  readonly #limits: SvgLimits
  readonly #notes: NoteBook
  /** By the rules that an element has, and by its style attribute; then by the kind of element. */
  readonly #ofRules: Memory<readonly StyleRule[]> = new Map()
  readonly #ofText: Memory<string> = new Map()
  readonly #declarations: DeclarationReader
  readonly #usesVariables: boolean
  readonly #registered: ReadonlyMap<string, RegisteredProperty>
  #rootCustomOnce: CustomProperties | null = null
  /** Of elements that are not as their parents. */
  readonly #custom = new Map<SourceElement, CustomProperties>()

  constructor(document: SourceDocument, limits: SvgLimits, notes: NoteBook) {
    this.#budget = { left: limits.styleStepsMax }
    this.#limits = limits
    this.#notes = notes
    this.#declarations = createDeclarationReader(this.#budget, notes)
    const sheets = document.styleSheets.length === 0 ? null : this.#readSheets(document)
    this.#index = sheets === null || sheets.rules.length === 0 ? null : new RuleIndex(sheets, this.#budget)
    this.#usesVariables = document.usesVariables
    this.#registered = sheets?.registered ?? noRegistered
    this.#checkBudget()
  }

  /**
   * The element's attributes with its styles applied, for the caller to keep and change: the element's own
   * map, unless a rule may ask for it later. Must be called once for each element, in document order, parents
   * before children.
   */
  takeAttributes(element: SourceElement): Attributes {
    const { traits } = element.attributes
    const inline = (traits & Trait.style) === 0 ? undefined : element.attributes.get('style')
    const rules = this.#index?.matching(element) ?? noRules
    this.#checkBudget()
    const merged = this.#index?.looksAround === true ? element.attributes.copy() : element.attributes
    // They have no meaning as attributes, because browsers support them only in CSS.
    if ((traits & Trait.styleOnly) !== 0) {
      for (let i = merged.size - 1; i >= 0; i--)
        if ((traitsOf(merged.nameAt(i)) & Trait.styleOnly) !== 0) merged.removeAt(i)
    }
    if (
      rules.length === 0 &&
      !this.#usesVariables &&
      (inline === undefined || this.#applyPlain(merged, inline))
    )
      return merged
    const sheet = rules.length === 0 ? nothing : this.#outcomeOfRules(rules, element)
    const own = inline === undefined ? nothing : this.#outcomeOfText(inline, element)
    const custom = this.#usesVariables ? this.#customOf(element, sheet, own) : this.#rootCustom
    if (this.#usesVariables) this.#substituteAttributes(merged, element, custom)
    this.#apply(merged, element, sheet.normal, custom)
    this.#apply(merged, element, own.normal, custom)
    this.#apply(merged, element, sheet.important, custom)
    this.#apply(merged, element, own.important, custom)
    this.#checkBudget()
    return merged
  }

  /** What was spent so far of `limits.styleStepsMax`. */
  get steps(): number {
    return this.#limits.styleStepsMax - this.#budget.left
  }

  /** Made when it is first needed: most documents have plain declarations only. */
  get #rootCustom(): CustomProperties {
    this.#rootCustomOnce ??= new CustomProperties(null, noCustom, this.#registered)
    return this.#rootCustomOnce
  }

  #readSheets({ styleSheets, root }: SourceDocument): StyleRules {
    return parseStyleSheets(styleSheets, {
      screen: screenOf(root),
      supports: isSupported,
      limits: this.#limits,
      notes: this.#notes,
      budget: this.#budget,
    })
  }

  #checkBudget(): void {
    if (this.#budget.left < 0) {
      const most = this.#limits.styleStepsMax
      refuse('style_too_large', `Reading, matching and applying the styles takes more than ${most} steps.`)
    }
  }

  #outcomeOfRules(rules: readonly StyleRule[], element: SourceElement): Outcome {
    const known = rememberedOutcome(this.#ofRules, rules, element)
    if (known !== undefined) return known
    const outcome = newOutcome()
    const byImportance = orderOfImportant(rules)
    if (byImportance === rules) {
      for (const { declarations } of rules)
        for (const declaration of declarations) this.#declare(outcome, declaration, element)
    } else {
      for (const important of [false, true])
        for (const { declarations } of important ? byImportance : rules)
          for (const declaration of declarations)
            if (declaration.important === important) this.#declare(outcome, declaration, element)
    }
    return remember(this.#ofRules, rules, element, outcome)
  }

  #outcomeOfText(text: string, element: SourceElement): Outcome {
    // Long ones are rarely repeated, so they are not cached.
    if (text.length > rememberedCharsMax) return this.#readText(text, element)
    return (
      rememberedOutcome(this.#ofText, text, element) ??
      remember(this.#ofText, text, element, this.#readText(text, element))
    )
  }

  /**
   * Applies a short style of plain declarations, which takes no longer than finding what one came to before.
   * False if it has others. Then some may have been applied, which does not matter, because they are the
   * first ones and will be applied again.
   */
  #applyPlain(merged: Attributes, text: string): boolean {
    const reader = this.#declarations
    if (text.length > plainCharsMax || text.includes('/*')) return false
    for (let i = 0; i < text.length && this.#budget.left >= 0; i = reader.end + 1) {
      const declaration = reader.readKnown(text, i)
      if (declaration === undefined) return false
      if (declaration === null) continue
      if (declaration.plain === null) {
        this.#budget.left -= newValueSteps
        declaration.plain = plainValue(declaration)
      }
      if (declaration.plain === null) return false
      merged.set(declaration.property, declaration.plain)
    }
    this.#checkBudget()
    return true
  }

  #readText(text: string, element: SourceElement): Outcome {
    const outcome = newOutcome()
    this.#declarations.read(withoutComments(text), (declaration) => {
      this.#declare(outcome, declaration, element)
    })
    return outcome
  }

  #declare(outcome: Outcome, declaration: Declaration, element: SourceElement): void {
    const { property, important } = declaration
    let { values } = declaration
    this.#budget.left -= values === null ? newValueSteps : knownValueSteps
    if (values === null) {
      const found = declaredValues(declaration, element, this.#notes)
      values = found.values
      if (found.everywhere) declaration.values = values
    }
    if (property.startsWith('--')) {
      const place = important ? 'importantCustom' : 'custom'
      outcome[place] ??= new Map()
      outcome[place].set(property, declaration.value)
      return
    }
    if (values.length === 0) return
    const place = important ? 'important' : 'normal'
    outcome[place] ??= { names: [], values: [] }
    const assignments = outcome[place]
    for (let i = 0; i < values.length; i++) {
      const pair = values[i]
      if (pair !== undefined) assign(assignments, pair[0], pair[1])
    }
  }

  #apply(
    merged: Attributes,
    element: SourceElement,
    assignments: Assignments | null,
    custom: CustomProperties,
  ): void {
    if (assignments === null) return
    const { names, values } = assignments
    this.#budget.left -= names.length >> cheapShift
    for (let i = 0; i < names.length; i++) {
      const name = names[i] ?? ''
      const assigned = values[i] ?? null
      const value =
        assigned !== null && typeof assigned === 'object'
          ? this.#resolvePending(assigned, element, custom)
          : assigned
      if (value === unset) merged.delete(name)
      else if (value !== null) merged.set(name, value)
      else this.#notes.add('value_dropped', `${element.name}/${name}`)
    }
  }

  /** CSS Variables 1, section 3.1: an invalid value acts as `unset`. */
  #resolvePending(pending: PendingValue, element: SourceElement, custom: CustomProperties): string {
    const known = custom.resolved.get(pending)
    const found = known === undefined ? this.#substitute(pending, element, custom) : known
    if (known === undefined) custom.resolved.set(pending, found)
    if (found === null) this.#notes.add('value_dropped', `${element.name}/${pending.name}`)
    return found ?? unset
  }

  #substitute(pending: PendingValue, element: SourceElement, custom: CustomProperties): string | null {
    const text = custom.substitute(pending.text, this.#budget)
    return text === null ? null : substitutedValue(pending, text, element)
  }

  /** Browsers read presentation attributes as CSS, so that they may refer to custom properties. */
  #substituteAttributes(merged: Attributes, element: SourceElement, custom: CustomProperties): void {
    for (let i = merged.size - 1; i >= 0; i--) {
      const name = merged.nameAt(i)
      const value = merged.valueAt(i)
      if (!hasReference(value) || !propertyGrammars.has(name)) continue
      const text = custom.substitute(value, this.#budget)
      if (text === null) this.#notes.add('value_dropped', `${element.name}/${name}`)
      const wide = text === null ? 'unset' : wideKeyword(text)
      if (text === null || wide === 'unset' || wide === 'revert' || wide === 'revert-layer')
        merged.removeAt(i)
      else merged.setAt(i, text)
    }
  }

  #customOf(element: SourceElement, sheet: Outcome, own: Outcome): CustomProperties {
    const outer = (element.parent === null ? undefined : this.#custom.get(element.parent)) ?? this.#rootCustom
    const sets = setsCustom(sheet) || setsCustom(own)
    // Its target is drawn with the custom properties of where it stands, not of where it is used.
    if (sets && element.name === 'use') this.#notes.add('value_dropped', 'use/--*')
    const custom =
      sets || this.#rootCustom.areParted
        ? outer.inside(sheet, own, () => this.#mergeCustom(sheet, own))
        : outer
    if (custom !== this.#rootCustom) this.#custom.set(element, custom)
    return custom
  }

  #mergeCustom(sheet: Outcome, own: Outcome): Map<string, string> {
    const merged = new Map<string, string>()
    for (const properties of [sheet.custom, own.custom, sheet.importantCustom, own.importantCustom]) {
      if (properties === null) continue
      this.#budget.left -= properties.size
      for (const [name, value] of properties) {
        const wide = wideKeyword(value)
        if (wide === undefined) merged.set(name, value)
        else if (wide === 'initial') merged.set(name, invalid)
        else merged.delete(name)
      }
    }
    return merged
  }
}

/** Refers to a custom property that nobody can set. */
const invalid = 'var(-)'

/** The last valid value of each property, at the index of its name; null if all were invalid. */
interface Assignments {
  names: string[]
  values: DeclaredValue[]
}

function assign({ names, values }: Assignments, name: string, value: DeclaredValue): void {
  const known = names.indexOf(name)
  if (known < 0) {
    names.push(name)
    values.push(value)
  } else if (value !== null) values[known] = value
}

/**
 * The results of declarations. Null for kinds of attributes that none of them sets: most elements have a few
 * plain ones.
 */
interface Outcome {
  normal: Assignments | null
  important: Assignments | null
  custom: Map<string, string> | null
  importantCustom: Map<string, string> | null
}

const rememberedCharsMax = 500
const plainCharsMax = 60
/** Of looking up what a declaration comes to, and of working it out. */
const knownValueSteps = 0.25
const newValueSteps = 1
/** Copying a value is a small part of a step of matching. */
const cheapShift = 2
const noRules: readonly StyleRule[] = []
const noCustom: ReadonlyMap<string, string> = new Map()
const noRegistered: ReadonlyMap<string, RegisteredProperty> = new Map()

const newOutcome = (): Outcome => ({ normal: null, important: null, custom: null, importantCustom: null })
const nothing: Outcome = newOutcome()

const setsCustom = ({ custom, importantCustom }: Outcome): boolean =>
  custom !== null || importantCustom !== null

/**
 * Important declarations of the first layer win over those of the next ones, and of none (CSS Cascade 5,
 * section 6.4.4).
 */
function orderOfImportant(rules: readonly StyleRule[]): readonly StyleRule[] {
  const first = rules[0]?.layer
  return rules.every(({ layer }) => layer === first)
    ? rules
    : [...rules].sort((a, b) => b.layer.rank - a.layer.rank)
}

type Memory<Key> = Map<Key, Remembered>

/** What is most often of one kind of element has no map of its own. */
interface Remembered {
  kind: string
  outcome: Outcome
  others: Map<string, Outcome> | null
}

/** The root takes fewer properties than an svg inside of it. */
const kindOf = ({ parent, name }: SourceElement): string => (parent === null ? '' : name)

function rememberedOutcome<Key>(memory: Memory<Key>, key: Key, element: SourceElement): Outcome | undefined {
  const known = memory.get(key)
  if (known === undefined) return undefined
  const kind = kindOf(element)
  return known.kind === kind ? known.outcome : known.others?.get(kind)
}

function remember<Key>(memory: Memory<Key>, key: Key, element: SourceElement, outcome: Outcome): Outcome {
  const known = memory.get(key)
  const kind = kindOf(element)
  if (known === undefined) memory.set(key, { kind, outcome, others: null })
  else if (known.others === null) known.others = new Map([[kind, outcome]])
  else known.others.set(kind, outcome)
  return outcome
}
