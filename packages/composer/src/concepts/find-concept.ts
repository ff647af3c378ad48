import { phraseOf } from '../words/word-forms.ts'
import type { Concept } from './concept.ts'
import { emojiKey } from './emoji-key.ts'
import type { Library } from './library.ts'

/**
 * How sure a match is: `exact` by a name of the drawing, `near` by a drawing that only resembles it, `kind`
 * by a drawing of what the word is a kind of.
 */
export type Match = { concept: Concept; certainty: 'exact' | 'near' | 'kind' }

/** By whole words, singular or plural. Nothing is guessed from keywords, parts of words or spelling. */
export function findConcept(library: Library, phrase: string): Match | undefined {
  const name = knownForm(library, phraseOf(phrase))
  const concept = library.named(name)
  if (concept) return { concept, certainty: library.isNear(name) ? 'near' : 'exact' }
  const kin = library.lexicon.find(name)?.kin
  const kind = kin === undefined || kin === '-' || kin === '!' ? undefined : library.named(phraseOf(kin))
  return kind && { concept: kind, certainty: 'kind' }
}

/** "Emus" and "wine glasses": what only looks singular is, where the name without its end is known. */
function knownForm(library: Library, name: string): string {
  if (library.hasName(name) || !name.endsWith('s')) return name
  return [name.slice(0, -1), name.slice(0, -2)].find((shorter) => library.hasName(shorter)) ?? name
}

export function findByEmoji(library: Library, emoji: string): Match | undefined {
  const code = [...emoji].map((character) => (character.codePointAt(0) ?? 0).toString(16)).join('-')
  const concept = library.ofEmoji(emojiKey(code))
  return concept && { concept, certainty: 'exact' }
}
