import type { Library } from '../concepts/library.ts'
import type { Token } from './tokenise.ts'

/**
 * Whether a capital makes a country of a word, as in "Turkey and a turkey". The first word of a sentence and
 * the words of a title have capitals anyway: there the country counts only beside the same word without one.
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
