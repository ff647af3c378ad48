import type { SourceElement } from './parse.ts'
import { matches, type StepBudget } from './selectors.ts'
import type { StyleRule } from './style-sheet.ts'

/**
 * Finds the rules that an element has. Rules are filed under what their last compound asks for first; what an element's name and classes
 * decide alone is worked out once for all elements that have the same ones, so that thousands of shapes of one class cost a look-up each.
 */
export class RuleIndex {
  readonly empty: boolean
  /** Whether matching an element asks for attributes of others. */
  readonly looksAround: boolean
  readonly #budget: StepBudget
  readonly #byKey = new Map<string, RankedRule[]>()
  readonly #byKind = new Map<string, Kind>()
  readonly #byRanks = new Map<string, readonly StyleRule[]>()
  #hasIds = false

  constructor(rules: readonly StyleRule[], budget: StepBudget) {
    this.empty = rules.length === 0
    this.looksAround = rules.some(({ selector }) => selector.compounds.length > 1)
    this.#budget = budget
    const sorted = [...rules].sort(
      (a, b) => a.selector.specificity - b.selector.specificity || a.order - b.order,
    )
    for (const [rank, rule] of sorted.entries()) {
      const key = keyOf(rule)
      if (key.startsWith('#')) this.#hasIds = true
      const bucket = this.#byKey.get(key)
      if (bucket === undefined) this.#byKey.set(key, [{ rule, rank }])
      else bucket.push({ rule, rank })
    }
  }

  /** By growing precedence. The same array for elements that have the same rules for the same reason. Incomplete once the budget is spent. */
  matching(element: SourceElement): readonly StyleRule[] {
    const kind = this.#kindOf(element)
    const id = this.#hasIds ? element.attributes.get('id') : undefined
    const named = id === undefined ? undefined : this.#byKey.get(`#${id}`)
    if (kind.open.length === 0 && named === undefined) return kind.rules
    const found: RankedRule[] = []
    for (const candidates of [kind.open, named ?? []]) {
      for (const candidate of candidates)
        if (matches(candidate.rule.selector, element, this.#budget)) found.push(candidate)
    }
    return found.length === 0 ? kind.rules : this.#combined([...kind.settled, ...found])
  }

  #combined(found: RankedRule[]): readonly StyleRule[] {
    this.#budget.left -= found.length
    const rules = inOrder(found)
    const name = found.map(({ rank }) => rank).join(' ')
    const known = this.#byRanks.get(name)
    if (known === undefined) this.#byRanks.set(name, rules)
    return known ?? rules
  }

  #kindOf(element: SourceElement): Kind {
    const classes = element.attributes.get('class') ?? ''
    const name = `${element.name} ${classes}`
    const known = this.#byKind.get(name)
    if (known !== undefined) return known
    const keys = new Set(['*', element.name])
    if (classes !== '') for (const word of classes.split(/\s+/, CLASSES_MAX)) keys.add(`.${word}`)
    const settled: RankedRule[] = []
    const open: RankedRule[] = []
    for (const key of keys) {
      for (const candidate of this.#byKey.get(key) ?? []) {
        if (!isDecidedByKind(candidate.rule)) open.push(candidate)
        else if (matches(candidate.rule.selector, element, this.#budget)) settled.push(candidate)
      }
    }
    this.#budget.left -= settled.length
    const kind = { settled, open, rules: inOrder(settled) }
    this.#byKind.set(name, kind)
    return kind
  }
}

interface RankedRule {
  rule: StyleRule
  /** Place among all rules by precedence. */
  rank: number
}

/** What elements of one name and the same classes have in common. */
interface Kind {
  settled: RankedRule[]
  /** Depend on where the element stands, or on its other attributes. */
  open: RankedRule[]
  rules: readonly StyleRule[]
}

const CLASSES_MAX = 64

const inOrder = (found: RankedRule[]): StyleRule[] =>
  found.sort((a, b) => a.rank - b.rank).map(({ rule }) => rule)

const isDecidedByKind = ({ selector: { compounds } }: StyleRule): boolean =>
  compounds.length === 1 &&
  (compounds[0]?.tests.every(({ kind }) => kind === 'type' || kind === 'class') ?? false)

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
