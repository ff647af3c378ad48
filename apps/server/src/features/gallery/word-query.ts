/**
 * Words that prompts must contain, as two `tsquery`s (decision 31). `whole` has all words and is applied to
 * the rows found. `index` has those that the index is asked for; undefined if all words are so common that
 * reading pictures by date is faster.
 */
export type WordQuery = { index: string | undefined; whole: string }

export const withoutIndex = ({ whole }: WordQuery): WordQuery => ({ index: undefined, whole })

/** One word of a search: any of these prefixes matches a word of the prompt. */
export type Alternatives = readonly string[]

/**
 * `shares`: which part of the pictures has a word with this prefix, from 0 to 1; 0 for a rare one. Both are
 * estimates.
 */
export type WordStatistics = { pictures: number; shares: ReadonlyMap<string, number> }

/** The maximum of rows that one search reads from the index, and, if there are more, by date. */
export const searchedMax = 20_000
const indexedWordsMax = 4
/**
 * The index lists the pictures of each prefix, and a search reads the whole list: 0.4 s for a million
 * entries.
 */
const entriesMax = 500_000
/** So few pictures are compared with the other words faster than the lists of those words are read. */
const fewMatches = 1_000

/** @returns undefined when there is no word to search for. */
export function buildWordQuery(
  words: readonly Alternatives[],
  statistics: WordStatistics,
): WordQuery | undefined {
  const telling = words.filter((alternatives) =>
    alternatives.some((word) => /[\p{L}\p{N}\p{So}]/u.test(word)),
  )
  // Punctuation is ignored beside words, but may be everything that the user searches for.
  const needed = telling.length > 0 ? telling : words
  if (needed.length === 0) return undefined
  const indexed = chooseIndexed(needed, statistics)
  return { index: indexed && renderAll(indexed), whole: renderAll(needed) }
}

/** The rarest words; of words that the statistics do not know, the longest are the rarest. */
function chooseIndexed(
  words: readonly Alternatives[],
  { pictures, shares }: WordStatistics,
): Alternatives[] | undefined {
  const shareOf = (alternatives: Alternatives) =>
    Math.min(
      1,
      alternatives.reduce((sum, word) => sum + (shares.get(word) ?? 0), 0),
    )
  const lengthOf = (alternatives: Alternatives) => Math.min(...alternatives.map((word) => word.length))
  const chosen: Alternatives[] = []
  let [entries, matches] = [0, pictures]
  for (const word of words.toSorted((a, b) => shareOf(a) - shareOf(b) || lengthOf(b) - lengthOf(a))) {
    const share = shareOf(word)
    entries += share * pictures
    const isEnough =
      chosen.length === indexedWordsMax || (chosen.length > 0 && matches <= fewMatches && share > 0)
    if (isEnough || entries > entriesMax) break
    chosen.push(word)
    matches *= share
  }
  const hasAll = chosen.length === words.length
  return chosen.length > 0 && (hasAll || matches <= searchedMax) ? chosen : undefined
}

const renderAll = (words: readonly Alternatives[]) =>
  words.map((alternatives) => `(${alternatives.map(renderBeginning).join(' | ')})`).join(' & ')

/** Quoted, so that nothing in it is an operator (PostgreSQL, section 8.11.2). */
const renderBeginning = (word: string) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`
