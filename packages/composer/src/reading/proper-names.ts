import type { Library } from '../concepts/library.ts'
import type { Token } from './tokenise.ts'

/**
 * Whether a capital letter means that a word is a country, as in "Turkey and a turkey". The first word of a
 * sentence and the words of a title have capitals anyway. There it is a country only if the sentence also has
 * the word without a capital.
 */
export function namesCountry(library: Library, tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (token?.kind !== 'word' || !token.capital || !library.hasName(`${token.text} map`)) return false
  const words = tokens.flatMap((other) => (other.kind === 'word' ? [other] : []))
  const isTwice = words.some((other) => other.text === token.text && !other.capital)
  const before = tokens[at - 1]
  const follows = before?.kind === 'word' && !/^(?:an?|the|\d+)$/.test(before.text)
  const isTitle = words.filter(({ capital }) => capital).length > words.length * 0.6
  return isTwice || (follows && !isTitle)
}
