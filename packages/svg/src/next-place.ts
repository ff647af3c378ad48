export interface NextPlace {
  /** The first place from here on; the length of the text where there is none. */
  from(start: number): number
}

/** Where a character comes next in a text, asked for with places that grow: the text is searched once. */
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
