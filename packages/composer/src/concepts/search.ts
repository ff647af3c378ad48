import { phraseOf, toSingular } from '../words/word-forms.ts'
import type { Concept } from './concept.ts'
import { emojiKey } from './emoji-key.ts'
import type { Library } from './library.ts'

/**
 * How sure a match is: `exact` by name or alias, `near` by an alias that says so, `keyword` through a tag or
 * part of a name, `spelling` through a near miss.
 */
export type Match = { concept: Concept; certainty: 'exact' | 'near' | 'keyword' | 'spelling'; score: number }

/** Below this score a keyword is a coincidence. */
const keywordScoreMin = 0.7

export function findByName(library: Library, phrase: string): Match | undefined {
  const name = phraseOf(phrase)
  const concept = library.named(name)
  return concept && { concept, certainty: library.isNear(name) ? 'near' : 'exact', score: 10 }
}

export function findByEmoji(library: Library, emoji: string): Match | undefined {
  const code = [...emoji].map((character) => (character.codePointAt(0) ?? 0).toString(16)).join('-')
  const concept = library.ofEmoji(emojiKey(code))
  return concept && { concept, certainty: 'exact', score: 12 }
}

/**
 * The best drawing for a bag of words (singular), weighing each word by rarity, later words more: an English
 * phrase ends with what it is about. Ties go to the first in the library, so results never depend on chance.
 */
export function findByWords(library: Library, words: readonly string[]): Match | undefined {
  const scores = new Map<Concept, number>()
  words.forEach((word, at) => {
    const position = at === words.length - 1 ? 1.3 : 1
    for (const { concept, weight } of library.postingsOf(word)) {
      scores.set(concept, (scores.get(concept) ?? 0) + weight * position)
    }
  })
  let best: Match | undefined
  for (const [concept, score] of scores) {
    if (score >= keywordScoreMin && score > (best?.score ?? 0))
      best = { concept, certainty: 'keyword', score }
  }
  return best
}

/**
 * The known word nearest in spelling: one slip up to six letters, two beyond; shorter than five, any word has
 * a neighbour.
 */
export function findBySpelling(library: Library, word: string): Match | undefined {
  const single = toSingular(word)
  if (single.length < 5) return undefined
  const slipsMax = single.length <= 6 ? 1 : 2
  let nearest: { name: string; slips: number } | undefined
  for (const name of library.names()) {
    if (name[0] !== single[0] || Math.abs(name.length - single.length) > slipsMax) continue
    const slips = countSlips(name, single, slipsMax)
    if (slips <= slipsMax && slips < (nearest?.slips ?? Infinity)) nearest = { name, slips }
  }
  const concept = nearest && library.named(nearest.name)
  return nearest && concept && { concept, certainty: 'spelling', score: 1 / nearest.slips }
}

/**
 * The longest name that the word begins with, or that begins with the word: "violinist" is at least about a
 * violin.
 */
export function findByStem(library: Library, word: string): Match | undefined {
  let best: { name: string; shared: number } | undefined
  for (const name of library.names()) {
    const shared = Math.min(name.length, word.length)
    if (shared < 5 || shared <= (best?.shared ?? 0)) continue
    if (name.startsWith(word) || word.startsWith(name)) best = { name, shared }
  }
  const concept = best && library.named(best.name)
  return concept && { concept, certainty: 'spelling', score: 0.4 }
}

/** Edit distance with swapped neighbours as one slip (optimal string alignment); gives up past `max`. */
function countSlips(a: string, b: string, max: number): number {
  let [older, previous]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(
        (previous[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (previous[j - 1] ?? 0) + (same ? 0 : 1),
      )
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (older[j - 2] ?? 0) + 1)
      }
      current.push(cost)
    }
    if (Math.min(...current) > max) return max + 1
    ;[older, previous] = [previous, current]
  }
  return previous[b.length] ?? max + 1
}
