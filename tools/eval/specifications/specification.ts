/** What a sentence requests, in a form by which a picture can be judged. */
export type Specification = {
  category: string
  sentence: string
  things: readonly { noun: string; count: number; colour?: string }[]
  /** The relation of the first thing to the second, or of the first thing between two others. */
  relation?: string
  /** Where the first thing is on the canvas. */
  spot?: string
  text?: string
  /** A part of the first thing in a colour of its own. */
  part?: { part: string; colour: string }
  /** What the first thing is made of. */
  texture?: string
  /** The words in the boxes of a diagram. */
  labels?: readonly string[]
  /** Words that must be reported as left out. */
  leftOut?: string
}
