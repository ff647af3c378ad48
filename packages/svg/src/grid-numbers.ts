/**
 * Writes numbers that are multiples of 10^-digits as the shortest decimals, one after the other, with only
 * the necessary separators. Paths are the largest part of a picture, and the processor cannot predict the
 * form of a number. So the code consists of arithmetic and tables, with hardly any branches. Numbers are
 * passed in arrays, because a fraction as an argument would be allocated.
 */
export interface Grid {
  /** 10^digits, for at most 9 decimal places. */
  unit: number
  inverse: number
  /** The factor that extends the decimal places to nine digits. */
  scale: number
  /**
   * The largest number of steps for which numbers and their differences can be written: the part before the
   * point must be a 32-bit integer.
   */
  stepsMax: number
  /** 1 if signs and points separate numbers (`1-1.5.5`), 0 if only separators do. */
  packs: 0 | 1
}

export const createGrid = (digits: number, packs: 0 | 1): Grid => ({
  unit: 10 ** digits,
  inverse: 1 / 10 ** digits,
  scale: 10 ** (9 - digits),
  stepsMax: Math.min(2 ** 48, 2 ** 29 * 10 ** digits),
  packs,
})

/**
 * The result of measuring numbers as `writeNumbers` writes them. Bits 0 and 1: the kind of the first
 * character. Bit 2: whether the last number has a point. The other bits: the length in bytes.
 */
export type Measured = number

/** A sign needs nothing before it, a point (1) another point, a digit (2) a separator. */
const digit = 2
const startSlot = 3
const lastHasPoint = 4
const lengthShift = 3

export function measureNumbers(numbers: Float64Array, from: number, count: number, grid: Grid): Measured {
  const { unit, inverse, scale, packs } = grid
  let length = 0
  let first = 0
  let point = 0
  const end = from + count
  for (let n = from; n < end; n++) {
    const value = numbers[n] ?? 0
    const size = Math.abs(value)
    const whole = ((size + 0.5) * inverse) | 0
    const digits = countFraction(((size - whole * unit) * scale) | 0)
    const isNegative = Math.floor(value * tiny) & 1
    const hasPoint = -digits >>> 31
    const isShort = ((whole - 1) >>> 31) & hasPoint
    const start = packs === 1 ? (2 - isShort) * (1 - isNegative) : digit
    if (n === from) first = start
    else length += (start >> 1) | (start & (1 ^ point))
    length += isNegative + countDigits(whole) - isShort + hasPoint + digits
    point = hasPoint
  }
  return (length << lengthShift) | (point << 2) | first
}

export const lengthOf = (measured: Measured): number => measured >> lengthShift

/** Combines measures: `length` bytes, the beginning of `first`, and the end of `last`. */
export const joinMeasured = (first: Measured, length: number, last: Measured): Measured =>
  (length << lengthShift) | (last & lastHasPoint) | (first & startSlot)

/** The bytes that are necessary between `before` and `after`: 0 or 1. */
export const separatorBetween = (before: Measured, after: Measured): number =>
  ((after >> 1) & 1) | (after & 1 & (1 ^ ((before >> 2) & 1)))

/**
 * The position of the next byte of a text, and in the two lowest bits what precedes it: a letter (0), an
 * integer (1) or a fraction (2).
 */
export type Place = number

const afterNumber = 1

export const placeAfterLetter = (index: number): Place => index << 2
export const indexOf = (place: Place): number => place >> 2

/**
 * Writes the numbers and returns the position after them. It may overwrite up to `BYTES_BEYOND` bytes after
 * that position.
 */
export function writeNumbers(
  bytes: Uint8Array,
  place: Place,
  numbers: Float64Array,
  from: number,
  count: number,
  grid: Grid,
): Place {
  const { unit, inverse, scale, packs } = grid
  let i = indexOf(place)
  let before = place & 3
  const end = from + count
  for (let n = from; n < end; n++) {
    const value = numbers[n] ?? 0
    const size = Math.abs(value)
    const whole = ((size + 0.5) * inverse) | 0
    const fraction = ((size - whole * unit) * scale) | 0
    const digits = countFraction(fraction)
    const isNegative = Math.floor(value * tiny) & 1
    const hasPoint = -digits >>> 31
    const isShort = ((whole - 1) >>> 31) & hasPoint
    const isParted = packs & (isNegative | (isShort & (before >> 1)))
    bytes[i] = 32
    i += ((before + 1) >> 1) & (1 ^ isParted)
    bytes[i] = 45
    i += isNegative
    const wholeEnd = i + countDigits(whole) - isShort
    if (whole < 1000) writeTriple(bytes, i, 3 * whole + 3 + i - wholeEnd)
    else writeLarge(bytes, wholeEnd, whole)
    i = wholeEnd
    bytes[i] = 46
    i += hasPoint
    if (digits > 6) writeTriple(bytes, i + 6, 3 * (fraction % 1000))
    const upper = (fraction / 1000) | 0
    if (digits > 3) writeTriple(bytes, i + 3, 3 * (upper % 1000))
    writeTriple(bytes, i, 3 * ((upper / 1000) | 0))
    i += digits
    before = afterNumber + hasPoint
  }
  return (i << 2) | before
}

export const bytesBeyond = 4

/** A factor that turns any negative number into one between -1 and 0. */
const tiny = 2 ** -52

/** The digits of all numbers below 1000, three bytes each, with padding for reads beyond the end. */
const triples = new Uint8Array(3003)
/** How many of its three digits are needed after the point. */
const fractionDigits = new Uint8Array(1000)
for (let n = 0; n < 1000; n++) {
  const digits = String(n).padStart(3, '0')
  for (let k = 0; k < 3; k++) triples[3 * n + k] = digits.charCodeAt(k)
  fractionDigits[n] = digits.replace(/0+$/, '').length
}

/** How many of nine digits after the point are needed. */
function countFraction(nine: number): number {
  const upper = (nine / 1000) | 0
  const low = nine - upper * 1000
  if (low !== 0) return 6 + (fractionDigits[low] ?? 0)
  const high = (upper / 1000) | 0
  const middle = upper - high * 1000
  return middle !== 0 ? 3 + (fractionDigits[middle] ?? 0) : (fractionDigits[high] ?? 0)
}

/**
 * The digits of a number before the point: the maximum for its number of bits, minus one if the number is too
 * small for that.
 */
function countDigits(whole: number): number {
  const most = digitsOfBits[32 - Math.clz32(whole)] ?? 0
  return most - ((whole - (smallestWithDigits[most] ?? 0)) >>> 31)
}

const smallestWithDigits = Int32Array.from({ length: 11 }, (_, digits) =>
  digits < 2 ? 0 : 10 ** (digits - 1),
)
const digitsOfBits = Uint8Array.from({ length: 32 }, (_, bits) => String(2 ** bits - 1).length)

function writeTriple(bytes: Uint8Array, at: number, from: number): void {
  bytes[at] = triples[from] ?? 0
  bytes[at + 1] = triples[from + 1] ?? 0
  bytes[at + 2] = triples[from + 2] ?? 0
}

function writeLarge(bytes: Uint8Array, end: number, whole: number): void {
  let left = whole
  for (let i = end - 1; left > 0; i--) {
    const rest = (left / 10) | 0
    bytes[i] = 48 + left - rest * 10
    left = rest
  }
}
