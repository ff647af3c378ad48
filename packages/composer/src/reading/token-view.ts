import type { Library } from '../concepts/library.ts'
import type { Spot } from '../plan/scene-plan.ts'
import { colourAndThing, namedColours } from '../words/colours.ts'
import {
  canvasWords,
  functionWords,
  moodWords,
  numberWords,
  type RelationPhrase,
  relationPhrases,
  requestWords,
  sizeWords,
  spotPhrases,
  textureWords,
} from '../words/grammar.ts'
import { findNoun } from './find-noun.ts'
import type { Noun } from './noun.ts'
import type { Token } from './tokenise.ts'

/** Questions about the tokens of a sentence, which do not depend on what was read before. */
export type TokenView = {
  textAt(at: number): string | undefined
  /** The longest noun that begins at a token. */
  nounAt(at: number): Noun | undefined
  relationAt(at: number): RelationPhrase | undefined
  /** A spot of the canvas, how many words name it and how many tokens it takes. */
  spotAt(at: number): { spot: Spot; words: number; length: number } | undefined
  /** "facing left", "looking to the right": the side, and how many tokens name it. */
  facingAt(at: number): { side: 'left' | 'right'; length: number } | undefined
  /** @param afterNoun the word stands right after a noun, in a language whose colours do. */
  isColour(at: number, afterNoun?: boolean): boolean
  /** Whether a noun follows, after any colours, sizes and other adjectives. */
  startsNoun(at: number): boolean
  /** An article, or a requested text or chart: it begins an object, and is not part of a compound. */
  isObjectStart(at: number): boolean
}

export function viewTokens(library: Library, tokens: readonly Token[], emblem: boolean): TokenView {
  const textAt = (at: number): string | undefined => {
    const token = tokens[at]
    return token?.kind === 'word' ? token.text : undefined
  }
  const startsWith = (at: number, words: readonly string[]): boolean =>
    words.every((word, step) => textAt(at + step) === word)
  const phraseAt = <Phrase extends { words: readonly string[] }>(
    byFirst: ReadonlyMap<string, readonly Phrase[]>,
    at: number,
  ) => byFirst.get(textAt(at) ?? '')?.find(({ words }) => startsWith(at, words))
  const relationAt = (at: number) => phraseAt(relationsByFirst, at)
  // The reader asks for the noun at a token about five times.
  const nouns = new Map<number, Noun | undefined>()
  const nounAt = (at: number): Noun | undefined => {
    if (!nouns.has(at)) nouns.set(at, findNoun(library, tokens, at, emblem))
    return nouns.get(at)
  }
  const isObjectStart = (at: number) =>
    tokens[at]?.kind === 'request' || /^(?:an?|the|some|his|her|their|its)$/.test(textAt(at) ?? '')
  return { textAt, nounAt, relationAt, spotAt, facingAt, isColour, startsNoun, isObjectStart }

  function spotAt(at: number) {
    const found = phraseAt(spotsByFirst, at)
    if (!found) return undefined
    const after = at + found.words.length
    const ofCanvas = startsWith(after, ['of', 'the']) && canvasWords.has(textAt(after + 2) ?? '')
    // "on the left side of a house" is no spot of the canvas.
    if (textAt(after) === 'of' && !ofCanvas) return undefined
    const words = found.words.length
    return { spot: found.spot, words, length: ofCanvas ? words + 3 : words }
  }

  function facingAt(at: number) {
    if (!/^(?:facing|looking|turned)$/.test(textAt(at) ?? '')) return undefined
    const length = startsWith(at + 1, ['to', 'the']) ? 4 : 2
    const side = textAt(at + length - 1)
    if ((side !== 'left' && side !== 'right') || textAt(at + length) === 'of') return undefined
    return { side, length } as const
  }

  function isColour(here: number, afterNoun = false): boolean {
    const text = textAt(here)
    if (text === undefined || !namedColours.has(text)) return false
    if (!colourAndThing.has(text)) return true
    // "a train that is orange".
    if (afterNoun || /^(?:is|are)$/.test(textAt(here - 1) ?? '')) return true
    // "of red and gold": colours follow each other without a noun between them.
    return startsNoun(here + 1)
  }

  function startsNoun(here: number): boolean {
    for (let step = here; step < tokens.length; step++) {
      const token = tokens[step]
      if (token?.kind === 'emoji') return true
      if (token?.kind !== 'word') return false
      const { text } = token
      if (relationAt(step)) return false
      if (text === 'and' && namedColours.has(textAt(step + 1) ?? '')) continue
      if (functionWords.has(text) || text === 'and') return false
      const noun = nounAt(step)
      if (noun && !noun.weak) return !requestWords.has(text) || noun.match !== undefined
      const isAdjective =
        namedColours.has(text) ||
        sizeWords.has(text) ||
        moodWords.has(text) ||
        textureWords.has(text) ||
        numberWords.has(text) ||
        /^[ar]/.test(library.lexicon.find(text)?.parts ?? '')
      if (!isAdjective) return noun !== undefined
    }
    return false
  }
}

const relationsByFirst = byFirstWord(relationPhrases)
const spotsByFirst = byFirstWord(spotPhrases)

/** Keeps the order of phrases with the same first word. */
function byFirstWord<Phrase extends { words: readonly string[] }>(
  phrases: readonly Phrase[],
): ReadonlyMap<string, Phrase[]> {
  const byFirst = new Map<string, Phrase[]>()
  for (const phrase of phrases) {
    const [first = ''] = phrase.words
    byFirst.set(first, [...(byFirst.get(first) ?? []), phrase])
  }
  return byFirst
}
