import type { Concept } from '../concepts/concept.ts'
import type { Relation } from '../words/grammar.ts'
import type { Scene } from '../words/scenes.ts'

/** One kind of thing in the picture. */
export type Subject = {
  concept: Concept
  /** The words of the prompt that it stands for. */
  term: string
  count: number
  /** `#rrggbb`, in the order named. Empty: the drawing's own colours. */
  colours: string[]
  /** 1 is normal; from words such as "tiny" and "giant". */
  scale: number
  /** How it stands to an earlier subject; absent for the first. */
  relation?: { kind: Relation; to: number }
}

/** What the composer understood of a prompt. */
export type Reading = {
  subjects: Subject[]
  scene: Scene
  /** An icon or a logo was asked for: one motif, no scenery of our own invention. */
  emblem: boolean
  /** What could not be drawn as said, in words for the picture's description. */
  notes: string[]
}
