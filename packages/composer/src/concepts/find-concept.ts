import { phraseOf } from '../words/word-forms.ts'
import type { Concept } from './concept.ts'
import { emojiKey } from './emoji-key.ts'
import type { Library } from './library.ts'

/**
 * How certain a match is. `exact`: the word is a name of the drawing. `near`: the drawing only resembles the
 * thing. `kind`: the word names a kind of what is drawn.
 */
export type Match = { concept: Concept; certainty: 'exact' | 'near' | 'kind' }

/**
 * Finds a concept by whole words, singular or plural. It does not guess from keywords, parts of words or
 * spelling.
 */
export function findConcept(library: Library, phrase: string): Match | undefined {
  return findNamed(library, phraseOf(phrase))
}

/** The same for what `phraseOf` returned. */
export function findNamed(library: Library, phrase: string): Match | undefined {
  const name = knownForm(library, phrase)
  const concept = library.named(name)
  if (concept) return { concept, certainty: library.isNear(name) ? 'near' : 'exact' }
  const entry = library.lexicon.find(name)
  // Dictionaries lack many compounds of this sort: "zookeeper", "dogwalker".
  const kin = entry || !tradeEndings.test(name) ? entry?.kin : 'person'
  const kind = kin === undefined || kin === '-' || kin === '!' ? undefined : library.named(phraseOf(kin))
  return kind && { concept: kind, certainty: 'kind' }
}

const tradeEndings =
  /^[a-z]{2,}(?:keeper|maker|player|driver|worker|seller|trainer|walker|catcher|hunter|singer|dancer)$/

/**
 * The form of a name that the library has, or the name itself. A plural that looks like a singular, such as
 * "emus" or "wine glasses", is found without its "s" or "es". "Map of Italy" and "outline of Italy" are found
 * as "italy map", "logo of Google Chrome" as "googlechrome logo".
 */
function knownForm(library: Library, name: string): string {
  if (library.hasName(name) || !otherForms.test(name)) return name
  const shorter = name.endsWith('s') ? [name.slice(0, -1), name.slice(0, -2)] : []
  const [, place] =
    /^(?:map|outline|shape|silhouette) of (?:the )?(.+)$/.exec(name) ??
    /^(.+) (?:outline|silhouette)$/.exec(name) ??
    []
  const [, brand] = /^(?:logo|icon) of (.+)$/.exec(name) ?? /^(.+) (?:logo|icon)$/.exec(name) ?? []
  const [, animal] = /^(.+) head$/.exec(name) ?? /^head of (?:an? |the )?(.+)$/.exec(name) ?? []
  const forms = [
    ...shorter,
    ...(animal === undefined ? [] : [`${animal} face`]),
    ...(place === undefined ? [] : [`${place} map`]),
    ...(brand === undefined ? [] : [`${brand.replaceAll(' ', '')} logo`]),
  ]
  return forms.find((form) => library.hasName(form)) ?? name
}

/** What `knownForm` needs in a name to find another form of it. */
const otherForms =
  /s$|^(?:map|outline|shape|silhouette|logo|icon|head) of | (?:outline|silhouette|logo|icon|head)$/

/** The name in the prompt if it is a name of this drawing, else the drawing's own name. */
export function nameFor(library: Library, said: string, concept: Concept | undefined): string {
  if (!concept) return said
  const match = findConcept(library, said)
  return match?.concept === concept && match.certainty !== 'kind' ? said : concept.label.toLowerCase()
}

export function findByEmoji(library: Library, emoji: string): Match | undefined {
  const code = [...emoji].map((character) => (character.codePointAt(0) ?? 0).toString(16)).join('-')
  const concept = library.ofEmoji(emojiKey(code))
  return concept && { concept, certainty: 'exact' }
}
