import { type Computed, initial } from './computed.ts'
import { readQuantity } from './css-math.ts'
import type { Grammar } from './grammar.ts'
import {
  formatNumber,
  isShortest,
  isSpace,
  scanNumber,
  shortenPlain,
  skipSeparator,
  skipSpaces,
} from './numbers.ts'

/** The length to which a percentage refers. */
export type Axis = 'x' | 'y' | 'diagonal'

/** The size of absolute units in user units (CSS Values 4, section 6.2). */
const unitsPerAbsolute: ReadonlyMap<string, number> = new Map([
  ['px', 1],
  ['in', 96],
  ['cm', 96 / 2.54],
  ['mm', 96 / 25.4],
  ['q', 96 / 101.6],
  ['pt', 96 / 72],
  ['pc', 16],
])
/**
 * Shares of the font size. No font is measured here. The values are those of the fonts of a Debian machine,
 * at 16 px.
 */
const ofFont: ReadonlyMap<string, number> = new Map([
  ['em', 1],
  ['ex', 0.5625],
  ['ch', 0.625],
  ['cap', 0.75],
  ['ic', 1],
])
const ofWindow = /^[sld]?v([whib]|min|max)$/

/** The size of a unit in user units; null if it is not a unit of length. */
function unitSize(unit: string, at: Computed): number | null {
  const absolute = unitsPerAbsolute.get(unit)
  if (absolute !== undefined) return absolute
  const part = ofFont.get(unit)
  if (part !== undefined) return part * at.fontSize
  if (unit === 'lh') return at.lineHeight * at.fontSize
  if (unit === 'rlh') return at.rootLineHeight * at.rootFontSize
  const partOfRoot = unit.startsWith('r') ? ofFont.get(unit.slice(1)) : undefined
  if (partOfRoot !== undefined) return partOfRoot * at.rootFontSize
  const window = ofWindow.exec(unit)?.[1]
  if (window === undefined) return null
  const { windowWidth, windowHeight } = at
  if (window === 'min') return Math.min(windowWidth, windowHeight) / 100
  if (window === 'max') return Math.max(windowWidth, windowHeight) / 100
  return (window === 'w' || window === 'i' ? windowWidth : windowHeight) / 100
}

/** The user units of 100 % (SVG 2, section 8.9). */
export const wholeOf = (axis: Axis, { viewportWidth, viewportHeight }: Computed): number =>
  axis === 'x'
    ? viewportWidth
    : axis === 'y'
      ? viewportHeight
      : Math.hypot(viewportWidth, viewportHeight) / Math.SQRT2

const lengthOf =
  (axis: Axis): Grammar =>
  (value, at) =>
    writeLength(value, axis, at)

/** A length in user units or a percentage. All other units and `calc()` are resolved. */
export const length: Grammar = lengthOf('diagonal')
export const lengthX: Grammar = lengthOf('x')
export const lengthY: Grammar = lengthOf('y')

/** A list of lengths separated by blanks or commas; it is written with blanks. */
export const lengths =
  (min: number, max: number, axis: Axis = 'diagonal'): Grammar =>
  (value, at) => {
    if (min <= 1 && isShortest(value, at.decimals)) return value
    const written: string[] = []
    for (let i = skipSpaces(value, 0); i < value.length; ) {
      const end = endOfItem(value, i)
      const item = writeLength(value.slice(i, end), axis, at)
      if (item === null || written.length >= max) return null
      written.push(item)
      i = skipSeparator(value, end)
    }
    return written.length >= min ? written.join(' ') : null
  }

/** The user units of a length as `length` writes it. */
export const unitsOf = (written: string, axis: Axis, at: Computed): number =>
  written.endsWith('%') ? (Number.parseFloat(written) / 100) * wholeOf(axis, at) : Number.parseFloat(written)

/** Any length, percentages included, in user units; null if it is not a length. */
export function readLength(value: string, whole: number, at: Computed): number | null {
  if (scanNumber(value, 0) === value.length) return Number(value)
  const quantity = readQuantity(value, (unit) => unitSize(unit, at))
  return quantity === null ? null : quantity.amount + quantity.share * whole
}

const percentDecimals = 4

function writeLength(value: string, axis: Axis, at: Computed = initial): string | null {
  if (isShortest(value, at.decimals)) return value
  const shorter = shortenPlain(value, at.decimals)
  if (shorter !== null) return shorter
  const end = scanNumber(value, 0)
  if (end === value.length) return formatNumber(Number(value), at.decimals)
  if (end > 0) {
    const amount = Number(value.slice(0, end))
    if (end === value.length - 1 && value.endsWith('%')) return `${formatNumber(amount, percentDecimals)}%`
    const size = unitSize(value.slice(end).toLowerCase(), at)
    return size === null ? null : finite(amount * size, at)
  }
  if (!value.endsWith(')')) return null
  const quantity = readQuantity(value, (unit) => unitSize(unit, at))
  if (quantity === null) return null
  const { amount, share } = quantity
  if (amount === 0 && share !== 0) return `${formatNumber(share * 100, percentDecimals)}%`
  return finite(amount + share * wholeOf(axis, at), at)
}

const float32Max = 3.4e38

const finite = (units: number, at: Computed): string | null =>
  Math.abs(units) <= float32Max ? formatNumber(units, at.decimals) : null

/** The end of an item of a list: a blank or a comma outside of parentheses. */
function endOfItem(text: string, start: number): number {
  let depth = 0
  for (let i = start; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 40) depth++
    else if (code === 41) depth--
    else if (depth <= 0 && (code === 44 || isSpace(code))) return i
  }
  return text.length
}
