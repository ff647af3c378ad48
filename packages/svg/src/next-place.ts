export interface NextPlace {
  /** The first index from here on; the length of the text if there is none. */
  from(start: number): number
}

/**
 * Finds the next occurrence of a character for increasing indexes, so that the text is searched only once.
 */
export function createNextPlace(text: string, character: string): NextPlace {
  let place = -1
  function from(start: number): number {
    if (place < start) {
      const found = text.indexOf(character, start)
      place = found < 0 ? text.length : found
    }
    return place
  }
  return { from }
}
