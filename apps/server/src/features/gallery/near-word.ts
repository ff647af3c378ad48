/** Letters of a word for each edit that is allowed. */
const lettersPerSlip = 4
const slipsMax = 3
const nearWordsMax = 8

/** Shorter words are similar to too many others. */
export const nearCharsMin = 4

/**
 * The known words that the user may have meant, most similar first. One edit is allowed from four letters on,
 * two from eight. A word of six or seven letters may also have two if the beginnings are equal.
 */
export function chooseNearWords(written: string, known: readonly string[]): string[] {
  return known
    .map((word) => ({ word, slips: countSlips(written, word) }))
    .filter(({ word, slips }) => slips > 0 && slips <= slipsAllowed(written, word))
    .toSorted((a, b) => a.slips - b.slips || (a.word < b.word ? -1 : 1))
    .slice(0, nearWordsMax)
    .map(({ word }) => word)
}

function slipsAllowed(written: string, word: string): number {
  const letters = Math.max([...written].length, [...word].length)
  const beginsAlike = written.codePointAt(0) === word.codePointAt(0)
  return Math.min(
    slipsMax,
    Math.max(Math.floor(letters / lettersPerSlip), letters >= 6 && beginsAlike ? 2 : 1),
  )
}

/**
 * How many letters have to be added, removed, changed or swapped with their neighbour to turn one word into
 * the other (optimal string alignment).
 */
export function countSlips(one: string, other: string): number {
  const [a, b] = [[...one], [...other]]
  let [beforeLast, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, column) => column)]
  for (let row = 1; row <= a.length; row += 1) {
    const next = [row]
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1]
      let slips = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      )
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]
      if (isSwapped) slips = Math.min(slips, (beforeLast[column - 2] ?? 0) + 1)
      next.push(slips)
    }
    beforeLast = last
    last = next
  }
  return last[b.length] ?? 0
}
