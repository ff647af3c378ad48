import { type Computed, FONT_SIZE } from './computed.ts'
import { wideKeyword } from './initial-values.ts'
import { readLength } from './lengths.ts'

/**
 * A `font-size` in user units; null where it is none.
 *
 * @param inherited what the element around computes to.
 */
export const readFontSize = (value: string, inherited: Computed): number | null => {
  const word = value.toLowerCase()
  const wide = wideKeyword(word)
  if (wide !== undefined) return wide === 'initial' ? FONT_SIZE : inherited.fontSize
  if (word === 'larger') return inherited.fontSize * SIZE_RATIO
  if (word === 'smaller') return inherited.fontSize / SIZE_RATIO
  const units = FONT_SIZES.get(word) ?? readLength(value, inherited.fontSize, inherited)
  return units !== null && units >= 0 ? units : null
}

const FONT_SIZES: ReadonlyMap<string, number> = new Map([
  ['xx-small', 9],
  ['x-small', 10],
  ['small', 13],
  ['medium', FONT_SIZE],
  ['large', 18],
  ['x-large', 24],
  ['xx-large', 32],
  ['xxx-large', 48],
])
/** CSS Fonts 4, section 2.5.2: between `larger`, `smaller` and the inherited size, as browsers have it. */
const SIZE_RATIO = 1.2
