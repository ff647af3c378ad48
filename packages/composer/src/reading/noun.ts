import type { Match } from '../concepts/find-concept.ts'
import type { ShapeName } from '../plan/scene-plan.ts'

/** A noun of the sentence, with its drawing or shape if there is one. */
export type Noun = {
  words: string
  /** Number of tokens. */
  length: number
  match: Match | undefined
  shape: ShapeName | undefined
  plural: boolean
  /** The word is usually a verb or an adjective, so it is a noun only after an article or a number. */
  weak: boolean
  /** A trade, which a symbol represents in its logo. */
  isTrade?: boolean
}

/** Something that the sentence says is not there: "no cars", "without a hat". */
export type Exclusion = {
  /** As said, with the word that excludes. */
  words: string
  /** The noun alone. */
  name: string
  noun: Noun | undefined
  /** "not red": a quality instead of a thing. */
  isQuality?: boolean
}
