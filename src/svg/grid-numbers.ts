/** Numbers that are whole steps of 10^-digits, written as the shortest decimals, one after the other with no more separators than needed. */
export interface Grid {
  /** Behind the point; 0 to 9. */
  digits: number
  /** 10^digits. */
  unit: number
}

export const createGrid = (digits: number): Grid => ({ digits, unit: 10 ** digits })

/** What a sequence of numbers begins with, which decides whether something must stand before it. */
const SIGN = 0
const POINT = 1
const DIGIT = 2
const START = 3
const HAS_POINT = 4
const LENGTH_SHIFT = 3

/**
 * How `writeNumbers` writes `count` numbers, packed: `lengthOf` bytes, and what `separatorBefore` needs to know of what stands before and after them.
 * Numbers are taken from arrays, since a call with a fraction as its argument would allocate it.
 */
export const measureNumbers = (numbers: Float64Array, from: number, count: number, grid: Grid): number => {
  const { digits, unit } = grid
  let length = 0
  let first = DIGIT
  let point = 0
  for (let n = 0; n < count; n++) {
    const value = numbers[from + n] ?? 0
    const size = Math.abs(value)
    const whole = Math.floor(size / unit)
    let part = (size - whole * unit) | 0
    const isShort = whole === 0 && part !== 0
    const start = value < 0 ? SIGN : isShort ? POINT : DIGIT
    if (n === 0) first = start
    else if (start === DIGIT || (start === POINT && point === 0)) length++
    if (value < 0) length++
    if (!isShort) length += countDigits(whole)
    point = 0
    if (part !== 0) {
      point = HAS_POINT
      length += digits + 1
      while (part % 10 === 0) {
        part = (part / 10) | 0
        length--
      }
    }
  }
  return (length << LENGTH_SHIFT) | point | first
}

export const lengthOf = (measured: number): number => measured >> LENGTH_SHIFT

/** What is `length` bytes long, begins as `first` does and ends as `last` does. */
export const joinMeasured = (first: number, length: number, last: number): number =>
  (length << LENGTH_SHIFT) | (last & HAS_POINT) | (first & START)

/** Bytes that must stand between what was measured as `before` and what was measured as `after`: 0 or 1. */
export const separatorBefore = (after: number, before: number): number => {
  const start = after & START
  return start === DIGIT || (start === POINT && (before & HAS_POINT) === 0) ? 1 : 0
}

/** A place in the text: the index of the next byte, and what stands before it, in the lowest two bits. */
export const placeAfterLetter = (index: number): number => index << 2
export const indexOf = (place: number): number => place >> 2

const AFTER_LETTER = 0
const AFTER_WHOLE = 1
const AFTER_FRACTION = 2

/** Writes the numbers and answers the place after them. */
export const writeNumbers = (
  bytes: Uint8Array,
  place: number,
  numbers: Float64Array,
  from: number,
  count: number,
  grid: Grid,
): number => {
  const { digits, unit } = grid
  let i = indexOf(place)
  let before = place & 3
  for (let n = 0; n < count; n++) {
    const value = numbers[from + n] ?? 0
    const size = Math.abs(value)
    const whole = Math.floor(size / unit)
    let part = (size - whole * unit) | 0
    const isShort = whole === 0 && part !== 0
    if (value < 0) bytes[i++] = 45
    else if (before !== AFTER_LETTER && !(isShort && before === AFTER_FRACTION)) bytes[i++] = 32
    if (!isShort) i = writeWhole(bytes, i, whole)
    before = AFTER_WHOLE
    if (part !== 0) {
      before = AFTER_FRACTION
      let left = digits
      while (part % 10 === 0) {
        part = (part / 10) | 0
        left--
      }
      bytes[i++] = 46
      i += left
      for (let k = i - 1; k >= i - left; k--) {
        const rest = (part / 10) | 0
        bytes[k] = 48 + part - rest * 10
        part = rest
      }
    }
  }
  return (i << 2) | before
}

const countDigits = (whole: number): number => {
  if (whole < 10) return 1
  if (whole < 100) return 2
  if (whole < 1000) return 3
  let count = 4
  for (let bound = 10_000; bound <= whole; bound *= 10) count++
  return count
}

const writeWhole = (bytes: Uint8Array, at: number, whole: number): number => {
  const end = at + countDigits(whole)
  let left = whole
  for (let i = end - 1; i >= at; i--) {
    const rest = Math.floor(left / 10)
    bytes[i] = 48 + left - rest * 10
    left = rest
  }
  return end
}
