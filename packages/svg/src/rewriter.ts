/** A text with replacements, which are given in their order. */
export interface Rewriter {
  readonly text: string
  /** A text that needs more replacements is not a picture with typing errors. */
  isFull(): boolean
  /** @returns `end`. */
  replace(start: number, end: number, by: string): number
  finish(): string
}

export function createRewriter(text: string): Rewriter {
  let written = ''
  /** The beginning of the text that is not written yet. */
  let from = 0
  let replacements = 0

  const isFull = (): boolean => replacements > replacementsMax

  function replace(start: number, end: number, by: string): number {
    if (start < from || isFull()) return end
    replacements++
    written += text.slice(from, start) + by
    from = end
    return end
  }

  function finish(): string {
    return written + text.slice(from)
  }
  return { text, isFull, replace, finish }
}

const replacementsMax = 3000
