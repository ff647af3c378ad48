import type { SourceElement } from './parse.ts'
import type { Selector } from './selector.ts'
import {
  isDecidedByKind,
  isDecidedByParent,
  looksAround,
  SelectorMatcher,
  type StepBudget,
} from './selector-matching.ts'
import type { StyleRule, StyleRules } from './style-sheet.ts'

/**
 * Finds the rules that match an element. Rules are indexed by the most selective test of their last compound.
 * Results that depend only on an element's name and classes are computed once for all elements with the same
 * name and classes, so that thousands of shapes of one class cost one look-up each.
 */
export class RuleIndex {
  /** Whether matching an element needs attributes of other elements. */
  readonly looksAround: boolean
  readonly #budget: StepBudget
  readonly #matcher: SelectorMatcher
  /** By the name of an element, `#` and an id, or `*`. */
  readonly #byKey = new Map<string, RankedRule[]>()
  readonly #byClass = new Map<string, RankedRule[]>()
  readonly #byKind = new Map<string, Map<ReadonlySet<string>, Kind>>()
  readonly #byRanks = new Map<Ranks, readonly StyleRule[]>()
  #hasIds = false

  constructor({ rules, classes }: StyleRules, budget: StepBudget) {
    this.looksAround = rules.some(({ selector }) => looksAround(selector))
    this.#budget = budget
    this.#matcher = new SelectorMatcher(classes, budget)
    const sorted = [...rules].sort(
      (a, b) =>
        a.layer.rank - b.layer.rank || a.selector.specificity - b.selector.specificity || a.order - b.order,
    )
    for (const [rank, rule] of sorted.entries()) {
      const ranked = { rule, rank, decidedBy: whatDecides(rule.selector), foundFor: null }
      for (const key of keysOf(rule.selector)) {
        if (key.startsWith('#')) this.#hasIds = true
        const isClass = key.startsWith('.')
        const name = isClass ? key.slice(1) : key
        const buckets = isClass ? this.#byClass : this.#byKey
        const bucket = buckets.get(name)
        if (bucket === undefined) buckets.set(name, [ranked])
        else bucket.push(ranked)
      }
    }
  }

  /**
   * By increasing precedence. It is the same array for elements that have the same rules for the same reason.
   * Incomplete once the budget is spent.
   */
  matching(element: SourceElement): readonly StyleRule[] {
    const kind = this.#kindOf(element)
    const id = this.#hasIds ? element.attributes.get('id') : undefined
    const named = id === undefined ? undefined : this.#byKey.get(`#${id}`)
    const inParent = this.#inParent(kind, element)
    if (kind.open.length === 0 && named === undefined) return inParent.rules
    const found = this.#matchingOf(kind.open, element)
    if (named !== undefined) found.push(...this.#matchingOf(named, element))
    if (found.length === 0) return inParent.rules
    return this.#combined(kind, inParent.found.length === 0 ? found : [...inParent.found, ...found])
  }

  /** Without the rules that were found for the previous element. */
  #matchingOf(candidates: readonly RankedRule[], element: SourceElement): RankedRule[] {
    const found: RankedRule[] = []
    for (let i = 0; i < candidates.length; i++) {
      const candidate = candidates[i]
      if (candidate === undefined || candidate.foundFor === element) continue
      if (!this.#matcher.matches(candidate.rule.selector, element)) continue
      candidate.foundFor = element
      found.push(candidate)
    }
    return found
  }

  /** Elements of one kind mostly follow each other, so their rules are looked up once. */
  #inParent(kind: Kind, element: SourceElement): KindInParent {
    if (kind.inParent.parent === element.parent || kind.openByParent.length === 0) return kind.inParent
    const found = kind.openByParent.filter(({ rule }) => this.#matcher.matches(rule.selector, element))
    const rules = found.length === 0 ? kind.rules : this.#combined(kind, found)
    kind.inParent = { parent: element.parent, found, rules }
    return kind.inParent
  }

  /** @param found the rules in addition to those of all elements of the kind. */
  #combined(kind: Kind, found: readonly RankedRule[]): readonly StyleRule[] {
    this.#budget.left -= found.length
    const name = ranksOf(found)
    const known = kind.combined.get(name)
    if (known !== undefined) return known
    this.#budget.left -= kind.decided.length
    const all = kind.decided.length === 0 ? [...found] : [...new Set([...kind.decided, ...found])]
    const rules = inOrder(all)
    const ranks = ranksOf(all)
    const same = this.#byRanks.get(ranks) ?? rules
    this.#byRanks.set(ranks, same)
    kind.combined.set(name, same)
    return same
  }

  #kindOf(element: SourceElement): Kind {
    const classes = this.#matcher.classesOf(element)
    const byClasses = this.#byKind.get(element.name)
    const known = byClasses?.get(classes)
    if (known !== undefined) return known
    const kind = this.#createKind(element, classes)
    if (byClasses === undefined) this.#byKind.set(element.name, new Map([[classes, kind]]))
    else byClasses.set(classes, kind)
    return kind
  }

  #createKind(element: SourceElement, classes: ReadonlySet<string>): Kind {
    const candidates = new Set<RankedRule>()
    for (const key of ['*', element.name])
      for (const candidate of this.#byKey.get(key) ?? none) candidates.add(candidate)
    for (const word of classes)
      for (const candidate of this.#byClass.get(word) ?? none) candidates.add(candidate)
    const decided: RankedRule[] = []
    const openByParent: RankedRule[] = []
    const open: RankedRule[] = []
    for (const candidate of candidates) {
      if (candidate.decidedBy === 'parent') openByParent.push(candidate)
      else if (candidate.decidedBy === 'element') open.push(candidate)
      else if (this.#matcher.matches(candidate.rule.selector, element)) decided.push(candidate)
    }
    this.#budget.left -= decided.length
    const rules = inOrder(decided)
    const inParent = { parent: undefined, found: none, rules }
    return { decided, openByParent, open, rules, inParent, combined: new Map() }
  }
}

interface RankedRule {
  rule: StyleRule
  /** Place among all rules by precedence. */
  rank: number
  /** The data that is needed to match an element: name and classes, these and the parent, or more. */
  decidedBy: 'kind' | 'parent' | 'element'
  /** The last element that matched it, because it may be indexed under several keys. */
  foundFor: SourceElement | null
}

/** The rules that elements with the same name and classes have in common. */
interface Kind {
  decided: RankedRule[]
  /** Rules that depend on the element's parent. */
  openByParent: RankedRule[]
  /** Rules that depend on other relatives of the element, or on its other attributes. */
  open: RankedRule[]
  rules: readonly StyleRule[]
  inParent: KindInParent
  /** The result with some of the undecided rules, by their ranks. */
  combined: Map<Ranks, readonly StyleRule[]>
}

/** The rules of elements of a kind in the parent that was queried last. */
interface KindInParent {
  /** Undefined until it is first needed. */
  parent: SourceElement | null | undefined
  found: readonly RankedRule[]
  rules: readonly StyleRule[]
}

/** The ranks of some rules, as a key; for a single rule, a number. */
type Ranks = number | string

function ranksOf(rules: readonly RankedRule[]): Ranks {
  if (rules.length === 1) return rules[0]?.rank ?? 0
  let ranks = ''
  for (const { rank } of rules) ranks += `${rank} `
  return ranks
}

const none: readonly RankedRule[] = []
const anything = ['*']
const keysMax = 64

const whatDecides = (selector: Selector): RankedRule['decidedBy'] =>
  isDecidedByKind(selector) ? 'kind' : isDecidedByParent(selector) ? 'parent' : 'element'

const inOrder = (found: RankedRule[]): StyleRule[] =>
  found.sort((a, b) => a.rank - b.rank).map(({ rule }) => rule)

/** A matching element has at least one of them. */
function keysOf({ compounds }: Selector): string[] {
  const tests = compounds[0]?.tests ?? []
  for (const [kind, mark] of [
    ['id', '#'],
    ['class', '.'],
    ['type', ''],
  ] as const) {
    for (const test of tests) if (test.kind === kind) return [mark + test.name]
  }
  for (const test of tests) {
    if (test.kind !== 'list' || test.negated) continue
    const keys = new Set(test.list.selectors.slice(0, keysMax + 1).flatMap(keysOf))
    return keys.size > keysMax || keys.has('*') ? anything : [...keys]
  }
  return anything
}
