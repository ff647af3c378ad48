/** Parts of speech, the most frequent first: n noun, v verb, a adjective, r adverb. */
export type PartsOfSpeech = string

export type WordEntry = {
  parts: PartsOfSpeech
  /**
   * Label of the drawing of the nearest kind above the word; `-` if a compound must not be read as its last
   * word, `!` if the word only names an idea.
   */
  kin: string | undefined
}

/** English words by their full spelling, as `compile-lexicon.ts` writes them. */
export type Lexicon = { find(word: string): WordEntry | undefined }

/**
 * Keeps the text unparsed and uses binary search, because a map of 80,000 entries would cost tens of
 * milliseconds and megabytes.
 */
export function openLexicon(text: string): Lexicon {
  const found = new Map<string, WordEntry | undefined>()
  const search = (word: string): WordEntry | undefined => {
    let [low, high] = [0, text.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const start = text.lastIndexOf('\n', middle - 1) + 1
      const end = text.indexOf('\n', middle)
      const [entry = '', parts = '', kin] = text.slice(start, end < 0 ? text.length : end).split('\t')
      if (entry === word) return { parts, kin }
      if (entry < word) low = end < 0 ? text.length : end + 1
      else high = start
    }
    return undefined
  }
  return {
    find(word) {
      if (found.has(word)) return found.get(word)
      if (found.size >= foundMax) found.clear()
      const entry = search(word)
      found.set(word, entry)
      return entry
    },
  }
}

/** The maximum of cached words. A reader looks up the same word several times. */
const foundMax = 1_000
