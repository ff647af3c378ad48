import type { Backdrop, Mood, Pose, SizeName, Spot, TextFrame, TextureName } from '../plan/scene-plan.ts'
import type { LeftOutKind } from '../report/report.ts'
import type { RelationPhrase } from '../words/grammar.ts'
import type { Exclusion, Noun } from './noun.ts'

/** The connection of a phrase to the previous ones. */
export type Link = RelationPhrase['relation'] | 'and' | 'start'

/** A stretch of the sentence about one thing, after its small words are understood. */
export type Phrase = {
  link: Link
  /** A verb tied it to its subject: "reading" a book. */
  verb?: string
  /** A comma or a full stop stands before it. */
  afterBreak: boolean
  /** "the" cat may be one that was named before. */
  definite: boolean
  /** An article or a number makes a noun of what follows. */
  determined: boolean
  /** "next to it": stands for what was named before. */
  pronoun: boolean
  count?: number
  /** The number is a rough one: "a flock of". */
  roughCount: boolean
  colours: string[]
  colourful: boolean
  size?: SizeName
  texture?: { name: TextureName; word: string }
  pose?: { name: Pose; word: string }
  facing?: 'left' | 'right'
  /** Of a thing that gets a face: "smiling". */
  face?: { name: string; word: string }
  /** Words before the noun that say which sort: "pirate" ship. */
  modifiers: string[]
  noun?: Noun
  /** "a glass" of it. */
  servedIn?: Phrase
  spot?: Spot
  backdrop?: Backdrop
  /** Place in the list of requests: a text or a chart. */
  request?: number
  /** What its words are written on, and how. */
  frame?: TextFrame
  mood?: Mood
  /** Exclusions: things that must not be in the picture, or not on this thing. */
  without: Exclusion[]
  /** Verbs that are drawn approximately. */
  changed: { words: string; drawnAs: string }[]
  /** Words of the phrase that cannot be drawn. */
  leftOut: { words: string; kind: LeftOutKind }[]
}

export function createPhrase(link: Link, afterBreak = false): Phrase {
  return {
    link,
    afterBreak,
    definite: false,
    determined: false,
    pronoun: false,
    roughCount: false,
    colours: [],
    colourful: false,
    modifiers: [],
    without: [],
    changed: [],
    leftOut: [],
  }
}

/** Whether the phrase contains anything that affects the picture. */
export function isSaid(phrase: Phrase): boolean {
  return (
    phrase.noun !== undefined ||
    phrase.request !== undefined ||
    phrase.pronoun ||
    phrase.colours.length > 0 ||
    phrase.count !== undefined ||
    phrase.spot !== undefined ||
    phrase.backdrop !== undefined ||
    phrase.without.length > 0 ||
    phrase.leftOut.length > 0
  )
}
