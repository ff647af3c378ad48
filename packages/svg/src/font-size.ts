import { type Computed, initialFontSize } from './computed.ts'
import { wideKeyword } from './initial-values.ts'
import { readLength } from './lengths.ts'

/**
 * A `font-size` in user units; null if it is invalid.
 *
 * @param inherited the computed value of the parent.
 */
export function readFontSize(value: string, inherited: Computed): number | null {
  const word = value.toLowerCase()
  const wide = wideKeyword(word)
  if (wide !== undefined) return wide === 'initial' ? initialFontSize : inherited.fontSize
  if (word === 'larger') return inherited.fontSize * sizeRatio
  if (word === 'smaller') return inherited.fontSize / sizeRatio
  const units = fontSizes.get(word) ?? readLength(value, inherited.fontSize, inherited)
  return units !== null && units >= 0 ? units : null
}

const fontSizes: ReadonlyMap<string, number> = new Map([
  ['xx-small', 9],
  ['x-small', 10],
  ['small', 13],
  ['medium', initialFontSize],
  ['large', 18],
  ['x-large', 24],
  ['xx-large', 32],
  ['xxx-large', 48],
])
/**
 * The factor between `larger`, `smaller` and the inherited size, as in browsers (CSS Fonts 4, section 2.5.2).
 */
const sizeRatio = 1.2
