import { type Computed, initialFontSize } from './computed.ts'
import { wideKeyword } from './initial-values.ts'
import { readLength } from './lengths.ts'

/**
 * A `font-size` in user units; null where it is none.
 *
 * @param inherited what the element around computes to.
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
/** CSS Fonts 4, section 2.5.2: between `larger`, `smaller` and the inherited size, as browsers have it. */
const sizeRatio = 1.2
