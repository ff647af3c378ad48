/**
 * Words that prompts must contain, as two `tsquery`s (decision 31). `index` is used with the index and has
 * few words, so that no search reads many postings. `whole` has all words and is applied to the rows found.
 */
export type WordQuery = { index: string; whole: string }

/** One word of a search: any of these prefixes matches a word of the prompt. */
export type Alternatives = readonly string[]

/** The longest words are the rarest. */
const indexedWordsMax = 4

/** @returns undefined when there is no word to search for. */
export function buildWordQuery(words: readonly Alternatives[]): WordQuery | undefined {
  const telling = words.filter((alternatives) =>
    alternatives.some((word) => /[\p{L}\p{N}\p{So}]/u.test(word)),
  )
  // Punctuation is ignored beside words, but may be everything that the user searches for.
  const needed = telling.length > 0 ? telling : words
  if (needed.length === 0) return undefined
  const lengthOf = (alternatives: Alternatives) => Math.min(...alternatives.map((word) => word.length))
  const longest = needed.toSorted((a, b) => lengthOf(b) - lengthOf(a)).slice(0, indexedWordsMax)
  return { index: renderAll(longest), whole: renderAll(needed) }
}

const renderAll = (words: readonly Alternatives[]) =>
  words.map((alternatives) => `(${alternatives.map(renderBeginning).join(' | ')})`).join(' & ')

/** Quoted, so that nothing in it is an operator (PostgreSQL, section 8.11.2). */
const renderBeginning = (word: string) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`
