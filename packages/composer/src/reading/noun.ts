import type { Match } from '../concepts/find-concept.ts'
import type { ShapeName } from '../plan/scene-plan.ts'

/** A noun of the sentence: what can be drawn for it, if anything. */
export type Noun = {
  words: string
  /** How many tokens it takes. */
  length: number
  match: Match | undefined
  shape: ShapeName | undefined
  plural: boolean
  /** The word is more often a verb or an adjective: it needs an article or a number before it. */
  weak: boolean
  /** A trade, for which a sign stands in its logo. */
  isTrade?: boolean
}

/** Something that the sentence says is not there: "no cars", "without a hat". */
export type Exclusion = {
  /** As said, with the word that excludes. */
  words: string
  /** The noun alone. */
  name: string
  noun: Noun | undefined
  /** "not red": no thing but a quality. */
  isQuality?: boolean
}
