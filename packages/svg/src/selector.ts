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
  /** Counts only elements that match this list. */
  of: SelectorList | null
}

export interface HoldsTest {
  kind: 'holds'
  parts: readonly { combinator: Combinator; compound: Compound }[]
}

export type Test =
  /** For a language test: ranges in lower case, separated by commas. */
  | { kind: 'type' | 'namespace' | 'id' | 'class' | 'language'; name: string }
  | { kind: 'root' | 'empty' | 'link' | 'never' }
  | { kind: 'list'; list: SelectorList; negated: boolean }
  | AttributeTest
  | PlaceTest
  | HoldsTest

export type Combinator = ' ' | '>' | '+' | '~' | ''

/** Tests of one element, and its relation to the compound on the left. */
export interface Compound {
  tests: Test[]
  combinator: Combinator
  /**
   * Whether a search from an element through its ancestors or previous siblings finds one that matches from
   * here to the left. Elements share their searches, so that selectors which would backtrack cost no more
   * than others.
   */
  found: Map<SourceElement, boolean> | null
}

export interface Selector {
  /** Rightmost first. */
  compounds: Compound[]
  /** The numbers of ids, of classes and attributes, and of types, as one comparable number. */
  specificity: number
}

export interface SelectorList {
  selectors: readonly Selector[]
  /** The specificity of its most specific selector. */
  specificity: number
  /** Cached results. */
  known: Map<SourceElement, boolean> | null
}

export const listOf = (selectors: readonly Selector[]): SelectorList => ({
  selectors,
  specificity: selectors.reduce((most, { specificity }) => Math.max(most, specificity), 0),
  known: null,
})

/** Whether it requires something that no element of a still picture has. */
export const neverMatches = ({ compounds }: Selector): boolean =>
  compounds.some(({ tests }) => tests.some(({ kind }) => kind === 'never'))
