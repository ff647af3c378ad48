import type { SourceElement } from './parse.ts'
import { isOnStep } from './pseudo-classes.ts'
import type {
  AttributeTest,
  Compound,
  HoldsTest,
  PlaceTest,
  Selector,
  SelectorList,
  Test,
} from './selector.ts'
import { findHolders, SiblingIndex } from './siblings.ts'

/** Bounds the work of matching, so that it ends for style sheets that are made to be slow. */
export interface StepBudget {
  left: number
}

/** Whether a test needs attributes of elements other than the matched one. */
export const looksAround = ({ compounds }: Selector): boolean =>
  compounds.length > 1 || compounds.some(({ tests }) => tests.some(testLooksAround))

const testLooksAround = (test: Test): boolean =>
  test.kind === 'holds' ||
  test.kind === 'language' ||
  (test.kind === 'place' && test.of !== null) ||
  (test.kind === 'list' && test.list.selectors.some(looksAround))

/** Whether an element's name and classes are enough to decide. */
export const isDecidedByKind = ({ compounds }: Selector): boolean =>
  compounds.length === 1 && compounds.every(({ tests }) => tests.every(asksForKind))

/** Whether an element's name and classes and its parent are enough to decide. */
export const isDecidedByParent = ({ compounds }: Selector): boolean =>
  compounds.every(
    ({ combinator, tests }) =>
      (combinator === '' || combinator === ' ' || combinator === '>') && tests.every(asksForKind),
  )

const asksForKind = (test: Test): boolean =>
  test.kind === 'type' ||
  test.kind === 'class' ||
  test.kind === 'never' ||
  (test.kind === 'list' && test.list.selectors.every(isDecidedByKind))

/** Matches selectors with the elements of one document. */
export class SelectorMatcher {
  readonly #budget: StepBudget
  readonly #knownClasses: ReadonlySet<string>
  readonly #siblings = new SiblingIndex()
  readonly #classLists = new Map<string, ReadonlySet<string>>()
  readonly #classSets = new Map<string, ReadonlySet<string>>()
  readonly #holders = new Map<HoldsTest, ReadonlySet<SourceElement>>()

  /** @param classes the classes that selectors use; others are ignored. */
  constructor(classes: ReadonlySet<string>, budget: StepBudget) {
    this.#knownClasses = classes
    this.#budget = budget
  }

  /**
   * Whether the element matches. Also returns false once the budget is spent, which the caller checks
   * afterwards.
   */
  matches(selector: Selector, element: SourceElement): boolean {
    return this.#matchesFrom(selector.compounds, 0, element)
  }

  /** The element's classes that selectors use; the same set for the same classes. */
  classesOf(element: SourceElement): ReadonlySet<string> {
    const list = element.attributes.get('class')
    if (list === undefined || this.#knownClasses.size === 0) return noClasses
    const known = this.#classLists.get(list)
    if (known !== undefined) return known
    const classes = this.#splitClasses(list)
    this.#classLists.set(list, classes)
    if (classes.size === 0) return noClasses
    const name = [...classes].join(' ')
    const same = this.#classSets.get(name) ?? classes
    this.#classSets.set(name, same)
    return same
  }

  #splitClasses(list: string): ReadonlySet<string> {
    const classes = new Set<string>()
    for (let i = 0; i < list.length && this.#budget.left >= 0; ) {
      while (i < list.length && list.charCodeAt(i) <= space) i++
      let end = i
      while (end < list.length && list.charCodeAt(end) > space) end++
      if (end > i) this.#budget.left -= 1 + ((end - i) >> cheapShift)
      const word = list.slice(i, end)
      if (this.#knownClasses.has(word)) {
        classes.add(word)
        this.#budget.left -= classSteps
      }
      i = end
    }
    return classes
  }

  #matchesFrom(compounds: readonly Compound[], index: number, element: SourceElement): boolean {
    const compound = compounds[index]
    if (compound === undefined) return false
    this.#budget.left -= compoundSteps
    if (this.#budget.left < 0) return false
    if (!this.#passesAll(compound, element)) return false
    switch (compound.combinator) {
      case '':
        return index === compounds.length - 1
      case ' ':
        return this.#finds(compounds, index + 1, parentOf, element)
      case '~':
        return this.#finds(compounds, index + 1, this.#previousOf, element)
      default: {
        const next = compound.combinator === '>' ? element.parent : this.#siblings.previous(element)
        return next !== null && this.#matchesFrom(compounds, index + 1, next)
      }
    }
  }

  readonly #previousOf = (element: SourceElement): SourceElement | null => this.#siblings.previous(element)

  #finds(
    compounds: readonly Compound[],
    index: number,
    step: (element: SourceElement) => SourceElement | null,
    element: SourceElement,
  ): boolean {
    const compound = compounds[index]
    if (compound === undefined) return false
    compound.found ??= new Map()
    const known = compound.found
    const asked: SourceElement[] = []
    let answer = false
    for (let candidate = step(element); candidate !== null; candidate = step(candidate)) {
      const before = known.get(candidate)
      if (before === undefined) {
        asked.push(candidate)
        answer = this.#matchesFrom(compounds, index, candidate)
        if (this.#budget.left < 0) return false
      }
      if (before === undefined && !answer) continue
      answer = before ?? answer
      break
    }
    this.#budget.left -= asked.length
    for (const candidate of asked) known.set(candidate, answer)
    return answer
  }

  #passesAll({ tests }: Compound, element: SourceElement): boolean {
    for (const test of tests) if (!this.#passes(test, element)) return false
    return true
  }

  #passes(test: Test, element: SourceElement): boolean {
    switch (test.kind) {
      case 'type':
        return element.name === test.name
      case 'class':
        return this.classesOf(element).has(test.name)
      case 'id':
        return element.attributes.get('id') === test.name
      case 'list':
        return this.#passesList(test.list, element) !== test.negated
      case 'place':
        return this.#passesPlace(test, element)
      case 'attribute':
        return this.#passesAttribute(test, element)
      case 'root':
        return element.parent === null
      case 'empty':
        return element.elements === 0 && !element.hasText
      case 'link':
        return element.name === 'a' && element.attributes.has('href')
      case 'namespace':
        return test.name === (element.namespace ?? svgNamespace)
      case 'language':
        return speaks(element, test.name, this.#budget)
      case 'holds':
        return this.#holdersOf(test, element).has(element)
      case 'never':
        return false
    }
  }

  #passesList(list: SelectorList, element: SourceElement): boolean {
    const known = list.known?.get(element)
    if (known !== undefined) return known
    this.#budget.left--
    const passes = list.selectors.some(({ compounds }) => this.#matchesFrom(compounds, 0, element))
    list.known ??= new Map()
    if (this.#budget.left >= 0) list.known.set(element, passes)
    return passes
  }

  #passesPlace(test: PlaceTest, element: SourceElement): boolean {
    const { of } = test
    const passes = of === null ? null : (sibling: SourceElement) => this.#passesList(of, sibling)
    return isOnStep(test.step, this.#siblings.placeOf(element, test, passes)) && this.#budget.left >= 0
  }

  #holdersOf(test: HoldsTest, element: SourceElement): ReadonlySet<SourceElement> {
    const known = this.#holders.get(test)
    if (known !== undefined) return known
    let root = element
    while (root.parent !== null) root = root.parent
    const found = findHolders(root, this.#siblings, test, ({ compound }, candidate) => {
      this.#budget.left -= holdingSteps
      return this.#budget.left >= 0 && this.#passesAll(compound, candidate)
    })
    this.#holders.set(test, found)
    return found
  }

  #passesAttribute(test: AttributeTest, element: SourceElement): boolean {
    const actual = element.attributes.get(attributeName(test, element))
    if (actual === undefined) return false
    // Reading a long attribute costs more than a step.
    this.#budget.left -= actual.length >> cheapShift
    return test.ignoresCase
      ? compares(test.operator, actual.toLowerCase(), test.value.toLowerCase())
      : compares(test.operator, actual, test.value)
  }
}

const svgNamespace = 'http://www.w3.org/2000/svg'
const xlinkNamespace = 'http://www.w3.org/1999/xlink'
const xmlNamespace = 'http://www.w3.org/XML/1998/namespace'
const noClasses: ReadonlySet<string> = new Set()
const space = 32
const cheapShift = 4
/** Testing an element against one compound of a selector. */
const compoundSteps = 1.25
/** Looking for the rules of a class. */
const classSteps = 4
/** Moving to an element, and marking the previous ones. */
const holdingSteps = 6

const parentOf = (element: SourceElement): SourceElement | null => element.parent

/** The name in the source tree, where `xlink:href` is `href`. Empty if the tree does not have it. */
function attributeName({ name, namespace }: AttributeTest, element: SourceElement): string {
  if (name === 'href' && element.usesXlink)
    return namespace === '*' || namespace === xlinkNamespace ? name : ''
  if (namespace === undefined || namespace === '*') return name
  return namespace === xmlNamespace ? `xml:${name}` : ''
}

function compares(operator: string, actual: string, wanted: string): boolean {
  switch (operator) {
    case '':
      return true
    case '=':
      return actual === wanted
    case '~=':
      return wanted !== '' && !/\s/.test(wanted) && hasWord(actual, wanted)
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

function hasWord(list: string, word: string): boolean {
  for (let at = list.indexOf(word); at >= 0; at = list.indexOf(word, at + word.length)) {
    const before = at === 0 || list.charCodeAt(at - 1) <= space
    const after = at + word.length
    if (before && (after === list.length || list.charCodeAt(after) <= space)) return true
  }
  return false
}

/** Selectors 4, section 7.2: the language of the nearest element that has one. */
function speaks(element: SourceElement, ranges: string, budget: StepBudget): boolean {
  for (let place: SourceElement | null = element; place !== null; place = place.parent) {
    budget.left--
    const language = place.attributes.get('xml:lang') ?? place.attributes.get('lang')
    if (language === undefined) continue
    const spoken = language.toLowerCase()
    return ranges
      .split(',')
      .some((range) => spoken === range || (range !== '' && spoken.startsWith(`${range}-`)))
  }
  return false
}
