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
      const start = text.lastIndexOf('\n', ((low + high) >> 1) - 1) + 1
      const order = compareAt(text, start, word)
      if (order > 0) high = start
      else {
        const next = text.indexOf('\n', start)
        const end = next < 0 ? text.length : next
        if (order === 0) {
          const [parts = '', kin] = text.slice(start + word.length + 1, end).split('\t')
          return { parts, kin }
        }
        low = end + 1
      }
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

/** Below 0 if the entry that begins at `start` is before the word, 0 if it is the word's. */
function compareAt(text: string, start: number, word: string): number {
  for (let at = 0; at < word.length; at++) {
    // A tab ends the entry, and no word has a character before it.
    const difference = text.charCodeAt(start + at) - word.charCodeAt(at)
    if (difference !== 0) return difference
  }
  return text.charCodeAt(start + word.length) === tab ? 0 : 1
}

const tab = 9

/** The maximum of cached words. A reader looks up the same word several times. */
const foundMax = 1_000
