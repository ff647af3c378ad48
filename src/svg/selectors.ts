import type { SourceElement } from './parse.ts'

type Test =
  | { kind: 'type'; name: string }
  | { kind: 'id'; name: string }
  | { kind: 'class'; name: string }
  | { kind: 'attribute'; name: string; operator: string; value: string }
  | { kind: 'first-child' | 'last-child' | 'root' }

/** Tests on one element and how it stands to the compound on its left. */
interface Compound {
  tests: Test[]
  combinator: ' ' | '>' | '+' | '~' | ''
  /**
   * Whether the search that begins at an element, and goes on to its ancestors or elder siblings, finds one that matches from here to the
   * left. Elements share their searches, so that selectors which would backtrack cost no more than others.
   */
  found: Map<SourceElement, boolean>
}

export interface Selector {
  /** Rightmost first. */
  compounds: Compound[]
  /** Ids, then classes and attributes, then types, as one comparable number. */
  specificity: number
}

const COMPOUNDS_MAX = 8
const TESTS_MAX = 16
const SELECTOR_CHARS_MAX = 300

/** Reads one complex selector; null where it uses what we do not match (pseudo-elements, `:not()`, escapes, namespaces). */
export const parseSelector = (text: string): Selector | null => {
  if (text === '' || text.length > SELECTOR_CHARS_MAX) return null
  const compounds: Compound[] = []
  let specificity = 0
  let combinator: Compound['combinator'] = ''
  let i = 0
  while (i < text.length) {
    const tests: Test[] = []
    const start = i
    for (let token = readTest(text, i); token !== null; token = readTest(text, i)) {
      i = token.end
      if (token.test !== null) tests.push(token.test)
      specificity += token.weight
    }
    if (i === start || tests.length > TESTS_MAX || compounds.length >= COMPOUNDS_MAX) return null
    compounds.unshift({ tests, combinator, found: new Map() })
    if (i === text.length) return { compounds, specificity }
    const joint = COMBINATOR.exec(text.slice(i))
    if (joint === null) return null
    combinator = (joint[1] ?? ' ') as Compound['combinator']
    i += joint[0].length
  }
  return null
}

/** Counts the work of matching; runs out on sheets made to be slow. */
export interface StepBudget {
  left: number
}

/** Whether the element is meant. Answers false, too, once the budget is spent: the caller looks at it afterwards. */
export const matches = (selector: Selector, element: SourceElement, budget: StepBudget): boolean =>
  matchesFrom(selector.compounds, 0, element, budget)

const COMBINATOR = /^(?:\s*([>+~])\s*|\s+)/
const NAME = /^[A-Za-z_-][\w-]*/
const ID_NAME = /^[\w-]+/
const ATTRIBUTE = /^\[\s*([\w-]+)\s*(?:([~|^$*]?=)\s*(?:"([^"\\]*)"|'([^'\\]*)'|([\w-]+))\s*)?\]/
const CLASS_WEIGHT = 1000
const CHEAP_SHIFT = 4

const readTest = (text: string, at: number): { test: Test | null; end: number; weight: number } | null => {
  const rest = text.slice(at)
  const first = rest[0]
  if (first === '*') return { test: null, end: at + 1, weight: 0 }
  if (first === '#' || first === '.') {
    const name = (first === '#' ? ID_NAME : NAME).exec(rest.slice(1))?.[0]
    if (name === undefined) return null
    const kind = first === '#' ? 'id' : 'class'
    return {
      test: { kind, name },
      end: at + 1 + name.length,
      weight: kind === 'id' ? CLASS_WEIGHT ** 2 : CLASS_WEIGHT,
    }
  }
  if (first === '[') {
    const found = ATTRIBUTE.exec(rest)
    if (found === null) return null
    const [all, name = '', operator = '', double, single, bare] = found
    const value = double ?? single ?? bare ?? ''
    return { test: { kind: 'attribute', name, operator, value }, end: at + all.length, weight: CLASS_WEIGHT }
  }
  if (first === ':') {
    const name = NAME.exec(rest.slice(1))?.[0]
    if (name !== 'first-child' && name !== 'last-child' && name !== 'root') return null
    return { test: { kind: name }, end: at + 1 + name.length, weight: CLASS_WEIGHT }
  }
  const name = NAME.exec(rest)?.[0]
  return name === undefined ? null : { test: { kind: 'type', name }, end: at + name.length, weight: 1 }
}

const matchesFrom = (
  compounds: readonly Compound[],
  index: number,
  element: SourceElement,
  budget: StepBudget,
): boolean => {
  const compound = compounds[index]
  if (compound === undefined || --budget.left < 0) return false
  if (!compound.tests.every((test) => passes(test, element, budget))) return false
  if (compound.combinator === '') return index === compounds.length - 1
  switch (compound.combinator) {
    case ' ':
      return finds(compounds, index + 1, parentOf, element, budget)
    case '~':
      return finds(compounds, index + 1, previousOf, element, budget)
    default: {
      const next = compound.combinator === '>' ? parentOf(element) : previousOf(element)
      return next !== null && matchesFrom(compounds, index + 1, next, budget)
    }
  }
}

const finds = (
  compounds: readonly Compound[],
  index: number,
  step: (element: SourceElement) => SourceElement | null,
  element: SourceElement,
  budget: StepBudget,
): boolean => {
  const known = compounds[index]?.found ?? new Map<SourceElement, boolean>()
  const asked: SourceElement[] = []
  let answer = false
  for (let candidate = step(element); candidate !== null; candidate = step(candidate)) {
    const before = known.get(candidate)
    if (before === undefined) {
      asked.push(candidate)
      answer = matchesFrom(compounds, index, candidate, budget)
      if (budget.left < 0) return false
    }
    if (before === undefined && !answer) continue
    answer = before ?? answer
    break
  }
  for (const candidate of asked) known.set(candidate, answer)
  return answer
}

const parentOf = (element: SourceElement): SourceElement | null => element.parent

const previousOf = (element: SourceElement): SourceElement | null =>
  siblingFrom(element, element.index - 1, -1)

/** The first element at or after a place among the siblings, in steps of 1 or -1. Text between siblings is one string each. */
const siblingFrom = (element: SourceElement, start: number, step: number): SourceElement | null => {
  const siblings = element.parent?.children ?? [element]
  for (let i = start; i >= 0 && i < siblings.length; i += step) {
    const sibling = siblings[i]
    if (sibling !== undefined && typeof sibling !== 'string') return sibling
  }
  return null
}

const passes = (test: Test, element: SourceElement, budget: StepBudget): boolean => {
  switch (test.kind) {
    case 'type':
      return element.name === test.name
    case 'id':
      return element.attributes.get('id') === test.name
    case 'class':
      return hasWord(charged(element.attributes.get('class'), budget) ?? '', test.name)
    case 'attribute':
      return attributePasses(charged(element.attributes.get(test.name), budget), test.operator, test.value)
    case 'root':
      return element.parent === null
    case 'first-child':
      return previousOf(element) === null
    case 'last-child':
      return siblingFrom(element, element.index + 1, 1) === null
  }
}

/** Reading a long attribute costs more than a step. */
const charged = (value: string | undefined, budget: StepBudget): string | undefined => {
  if (value !== undefined) budget.left -= value.length >> CHEAP_SHIFT
  return value
}

const hasWord = (list: string, word: string): boolean => {
  for (let at = list.indexOf(word); at >= 0; at = list.indexOf(word, at + 1)) {
    const before = at === 0 || /\s/.test(list.charAt(at - 1))
    const after = at + word.length
    if (before && (after === list.length || /\s/.test(list.charAt(after)))) return true
  }
  return false
}

const attributePasses = (actual: string | undefined, operator: string, wanted: string): boolean => {
  if (actual === undefined) return false
  switch (operator) {
    case '':
      return true
    case '=':
      return actual === wanted
    case '~=':
      return wanted !== '' && hasWord(actual, wanted)
    case '|=':
      return actual === wanted || actual.startsWith(`${wanted}-`)
    case '^=':
      return wanted !== '' && actual.startsWith(wanted)
    case '$=':
      return wanted !== '' && actual.endsWith(wanted)
    default:
      return wanted !== '' && actual.includes(wanted)
  }
}
