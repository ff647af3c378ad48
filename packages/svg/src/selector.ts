import type { SourceElement } from './parse.ts'
import type { Step } from './pseudo-classes.ts'

export interface AttributeTest {
  kind: 'attribute'
  name: string
  /** Undefined for an attribute without a prefix, `*` for any. */
  namespace: string | undefined
  operator: string
  value: string
  ignoresCase: boolean
}

export interface PlaceTest {
  kind: 'place'
  step: Step
  fromEnd: boolean
  /** Counts elements of the same name only. */
  ofType: boolean
  /** Counts elements that this list means only. */
  of: SelectorList | null
}

export interface HoldsTest {
  kind: 'holds'
  parts: readonly { combinator: Combinator; compound: Compound }[]
}

export type Test =
  /** Of a language test: ranges in lower case, commas between them. */
  | { kind: 'type' | 'namespace' | 'id' | 'class' | 'language'; name: string }
  | { kind: 'root' | 'empty' | 'link' | 'never' }
  | { kind: 'list'; list: SelectorList; negated: boolean }
  | AttributeTest
  | PlaceTest
  | HoldsTest

export type Combinator = ' ' | '>' | '+' | '~' | ''

/** Tests on one element and how it stands to the compound on its left. */
export interface Compound {
  tests: Test[]
  combinator: Combinator
  /**
   * Whether the search that begins at an element, and goes on to its ancestors or elder siblings, finds one
   * that matches from here to the left. Elements share their searches, so that selectors which would
   * backtrack cost no more than others.
   */
  found: Map<SourceElement, boolean> | null
}

export interface Selector {
  /** Rightmost first. */
  compounds: Compound[]
  /** Ids, then classes and attributes, then types, as one comparable number. */
  specificity: number
}

export interface SelectorList {
  selectors: readonly Selector[]
  /** Of its most specific selector. */
  specificity: number
  /** Answers so far. */
  known: Map<SourceElement, boolean> | null
}

export const listOf = (selectors: readonly Selector[]): SelectorList => ({
  selectors,
  specificity: selectors.reduce((most, { specificity }) => Math.max(most, specificity), 0),
  known: null,
})

/** Whether it names something that is never there in a still picture, on one of its own elements. */
export const neverMatches = ({ compounds }: Selector): boolean =>
  compounds.some(({ tests }) => tests.some(({ kind }) => kind === 'never'))
