import { findByEmoji, findConcept, findNamed, type Match } from '../concepts/find-concept.ts'
import type { Library } from '../concepts/library.ts'
import { type ShapeName, shapeNames } from '../plan/scene-plan.ts'
import { findVerb } from '../words/actions.ts'
import { namedColours } from '../words/colours.ts'
import { businessWords, functionWords, genericWords, partWords, textureWords } from '../words/grammar.ts'
import { trades } from '../words/trades.ts'
import { foldText, isPlural, phraseOf, toSingular } from '../words/word-forms.ts'
import type { Noun } from './noun.ts'
import { namesCountry } from './proper-names.ts'
import type { Token } from './tokenise.ts'

const nameWordsMax = 5

/** Names of icons and signs are words of interfaces; they mean drawings only where an emblem is asked for. */
const emblemKinds = new Set(['icon', 'symbol'])

const shapeWords = new Map<string, ShapeName>([
  ...shapeNames
    .filter(
      (name) =>
        !['ring', 'star', 'heart', 'wave', 'gear', 'line', 'check', 'cross', 'dots', 'stripes'].includes(
          name,
        ),
    )
    .map((name) => [name as string, name] as const),
  ['ellipse', 'oval'],
  ['rhombus', 'diamond'],
  ['diamond shape', 'diamond'],
  ['disc', 'circle'],
  ['disk', 'circle'],
  ['sphere', 'circle'],
  ['dot', 'circle'],
  ['circle ring', 'ring'],
  ['donut shape', 'ring'],
  ['gear shape', 'gear'],
  ['heart shape', 'heart'],
  ['star shape', 'star'],
  ['wavy line', 'wave'],
  ['wave pattern', 'wave'],
  ['wave shape', 'wave'],
  ['straight line', 'line'],
  ['check mark', 'check'],
  ['checkmark', 'check'],
  ['tick', 'check'],
  ['plus sign', 'cross'],
  ['checkerboard', 'checker'],
  ['checkerboard pattern', 'checker'],
  ['polka dot', 'dots'],
  ['polka dot pattern', 'dots'],
  ['dot pattern', 'dots'],
  ['stripe pattern', 'stripes'],
  ['striped pattern', 'stripes'],
])
shapeWords.delete('diamond')

/** The longest noun that begins at `at`; undefined if there is no noun. */
export function findNoun(
  library: Library,
  tokens: readonly Token[],
  at: number,
  emblem: boolean,
): Noun | undefined {
  const first = tokens[at]
  if (first?.kind === 'emoji') {
    const match = findByEmoji(library, first.text)
    return (
      match && { words: match.concept.label, length: 1, match, shape: undefined, plural: false, weak: false }
    )
  }
  const brand = emblem ? brandAt(library, tokens, at) : undefined
  if (brand) return brand
  const words = wordsFrom(tokens, at)
  const names = words.map(phraseOf)
  for (let length = words.length; length >= 1; length--) {
    if (length === 1 && first?.kind === 'word' && namesCountry(library, tokens, at))
      return countryOf(library, tokens, at, first)
    const noun = nounOf(library, words.slice(0, length), names.slice(0, length).join(' '), emblem)
    if (noun) return noun
  }
  return undefined
}

/** The words that may be one name. */
function wordsFrom(tokens: readonly Token[], start: number): string[] {
  const words: string[] = []
  for (const token of tokens.slice(start, start + nameWordsMax)) {
    if (token.kind !== 'word') break
    words.push(token.text)
    // WordNet has "the hills" and "a cappella".
    if (words.length === 1 && functionWords.has(token.text) && token.text !== 'no') break
  }
  return words
}

/** "an Apple logo", "the logo of Apple": a capital inside the sentence tells the company from the fruit. */
function brandAt(library: Library, tokens: readonly Token[], at: number): Noun | undefined {
  const textAt = (place: number) => {
    const token = tokens[place]
    return token?.kind === 'word' ? token.text : undefined
  }
  const [token, before] = [tokens[at], tokens[at - 1]]
  if (token?.kind !== 'word' || !token.capital || before?.kind !== 'word') return undefined
  const length = textAt(at + 1) === 'logo' ? 2 : textAt(at - 2) === 'logo' && textAt(at - 1) === 'of' ? 1 : 0
  const match = length === 0 ? undefined : findConcept(library, `${token.text} brand logo`)
  return match && { words: `${token.text} logo`, length, match, shape: undefined, plural: false, weak: false }
}

/** A country is drawn as its map, unless it only defines a place. */
function countryOf(library: Library, tokens: readonly Token[], at: number, { text }: { text: string }): Noun {
  const before = tokens[at - 1]
  const isPlace = before?.kind === 'word' && /^(?:in|from|of|to|across|through)$/.test(before.text)
  const match = isPlace ? undefined : findConcept(library, `${text} map`)
  return {
    words: text,
    length: 1,
    match: match && { ...match, certainty: 'near' },
    shape: undefined,
    plural: false,
    weak: false,
  }
}

/** @param name the words in the singular, as the library has names */
function nounOf(library: Library, words: readonly string[], name: string, emblem: boolean): Noun | undefined {
  const sign = emblem ? trades.get(name) : undefined
  const shape = shapeWords.get(name)
  const match = findNamed(library, name)
  const entry = library.lexicon.find(name)
  if (words.length > 1) {
    const isKnown = sign !== undefined || shape || match || entry?.kin === '-'
    if (!isKnown || isReadByWord(library, words)) return undefined
  }
  const phrase = words.join(' ')
  // "Cups of tea" are several, "a map of the Netherlands" is one.
  const last = words[words.indexOf('of') - 1] ?? words.at(-1) ?? ''
  const noun = {
    words: phrase,
    length: words.length,
    shape: undefined,
    plural: meansSeveral(last),
    weak: false,
  }
  const stands = sign === undefined ? undefined : findConcept(library, sign)
  if (stands) return { ...noun, plural: false, match: { ...stands, certainty: 'near' }, isTrade: true }
  if (shape) return { ...noun, match: undefined, shape }
  // The emoji of this name is a Japanese school stamp, which nobody means.
  if (name === 'white flower') return undefined
  if (entry?.kin === '!' && !emblem && words.length === 1 && !noun.plural)
    return { ...noun, match: undefined }
  if (match && isMeant(match, words.length, name, emblem)) {
    const label = foldText(match.concept.label)
    const isOne = words.length > 1 ? label === phrase : label.endsWith(last) && match.certainty === 'exact'
    const weak =
      words.length === 1 &&
      ((entry !== undefined && !entry.parts.startsWith('n')) || match.concept.kind === 'symbol')
    return { ...noun, match, plural: noun.plural && !isOne, weak: weak && !noun.plural }
  }
  if (words.length > 1) {
    // "cat and mouse" is an idiom of dictionaries; here it is a cat and a mouse.
    if (words.includes('and')) return undefined
    // "an open door" is a door, though dictionaries have it as an idiom.
    const [first = ''] = words
    const isDescribed = /^[^n]*a/.test(library.lexicon.find(first)?.parts ?? '') && !/ing$/.test(first)
    if (isDescribed && library.hasName(words.slice(1).join(' '))) return undefined
    if (entry?.kin !== '-' || (emblem && businessWords.has(toSingular(last)))) return undefined
    return { ...noun, match: undefined }
  }
  if (genericWords.has(name)) return undefined
  // "a red sail": a part, though the word is more often a verb.
  if (!entry?.parts.startsWith('n'))
    return partWords.has(name) ? { ...noun, match: undefined, weak: true } : undefined
  return { ...noun, match: undefined, weak: false }
}

function isMeant({ concept }: Match, words: number, name: string, emblem: boolean): boolean {
  if (concept.kind === 'flag') return /flag/.test(name)
  if (concept.kind === 'icon') return emblem
  if (emblemKinds.has(concept.kind)) return emblem || words > 1 || /heart/.test(concept.label)
  return true
}

/** "cats" are several; "glasses" is one thing that is called in the plural. */
function meansSeveral(word: string): boolean {
  return isPlural(word) && toSingular(word) !== word
}

/**
 * "a blue circle" is a circle in blue, "a wooden door" a door of wood, "a black cat" a cat in black, and "man
 * walking" a man who walks, though emoji are called so.
 */
function isReadByWord(library: Library, words: readonly string[]): boolean {
  const [first = ''] = words
  const last = words.at(-1) ?? ''
  const isLook = namedColours.has(first) || textureWords.has(first)
  if (isLook && (isNamed(library, words.slice(1).join(' ')) || partWords.has(toSingular(last)))) return true
  return findVerb(last, () => false)?.action?.pose !== undefined
}

function isNamed(library: Library, phrase: string): boolean {
  const name = phraseOf(phrase)
  return shapeWords.has(name) || library.hasName(name)
}
