/** What a sentence asks for, written down so that a picture can be judged by it. */
export type Specification = {
  category: string
  sentence: string
  things: readonly { noun: string; count: number; colour?: string }[]
  /** How the first thing stands to the second, or the first between the others. */
  relation?: string
  /** Where the first thing is on the canvas. */
  spot?: string
  text?: string
  /** A part of the first thing in a colour of its own. */
  part?: { part: string; colour: string }
  /** What the first thing is made of. */
  texture?: string
  /** What stands in the boxes of a diagram. */
  labels?: readonly string[]
  /** Words that must be reported as left out. */
  leftOut?: string
}
