/**
 * Scanners for numbers and lists, by character code and without regular expressions: paths are most of a
 * picture's bytes, and every scan is linear in what it reads. Positions are string indexes; a scanner returns
 * -1 if its value is not there.
 */

const decoder = new TextDecoder()
const plus = 43
const comma = 44
const minus = 45
const dot = 46
const float32Max = 3.4e38
/** Shorter plain decimals cannot exceed the range of a 32-bit float, with which renderers compute. */
const safeDigits = 30

/**
 * The index after the number that starts at `start`. Numbers beyond the range of a 32-bit float are invalid.
 */
export function scanNumber(text: string, start: number): number {
  let i = start
  let code = text.charCodeAt(i)
  if (code === plus || code === minus) code = text.charCodeAt(++i)
  let digits = 0
  while (code >= 48 && code <= 57) {
    digits++
    code = text.charCodeAt(++i)
  }
  if (code === dot) {
    code = text.charCodeAt(++i)
    while (code >= 48 && code <= 57) {
      digits++
      code = text.charCodeAt(++i)
    }
  }
  if (digits === 0) return -1
  let end = i
  if (code === 101 || code === 69) {
    end = scanExponent(text, i)
  }
  if (end === i && digits < safeDigits) return end
  return Math.abs(Number(text.slice(start, end))) <= float32Max ? end : -1
}

/**
 * Reads the number that starts at `start` into `target[slot]`, multiplied by 10^decimals, and returns the
 * index after it, or -1 for the same numbers as `scanNumber`. Plain decimals of at most 15 digits with at
 * most `decimals` (0 to 9) decimal places are exact. `bytes` ends with a byte that belongs to no number.
 */
export function readScaled(
  bytes: Uint8Array,
  start: number,
  decimals: number,
  target: Float64Array,
  slot: number,
): number {
  let i = start
  let code = bytes[i] ?? 0
  const isNegative = code === minus
  if (isNegative || code === plus) code = bytes[++i] ?? 0
  let digits = 0
  let fraction = 0
  let mantissa = 0
  while (code >= 48 && code <= 57) {
    mantissa = mantissa * 10 + (code - 48)
    digits++
    code = bytes[++i] ?? 0
  }
  if (code === dot) {
    code = bytes[++i] ?? 0
    while (code >= 48 && code <= 57) {
      if (mantissa < exactMax) {
        mantissa = mantissa * 10 + (code - 48)
        fraction++
      }
      digits++
      code = bytes[++i] ?? 0
    }
  }
  if (digits === 0) return -1
  let end = i
  if (code === 101 || code === 69) {
    code = bytes[i + 1] ?? 0
    let next = code === minus || code === plus ? i + 2 : i + 1
    while (isDigit(bytes[next] ?? 0)) end = ++next
  }
  if (end > i || digits >= safeDigits || fraction > powersMax) {
    const value = Number(decoder.decode(bytes.subarray(start, end)))
    target[slot] = value * (powers[decimals] ?? 1)
    return Math.abs(value) <= float32Max ? end : -1
  }
  const shift = decimals - fraction
  const size = shift >= 0 ? mantissa * (powers[shift] ?? 1) : mantissa / (powers[-shift] ?? 1)
  target[slot] = isNegative ? -size : size
  return i
}

/** Below this, another digit still gives an exact number. */
const exactMax = 9e14
/** The powers of ten that are exact. */
const powersMax = 22
const powers = Float64Array.from({ length: powersMax + 1 }, (_, exponent) => Number(`1e${exponent}`))

const isDigit = (code: number): boolean => code >= 48 && code <= 57

/**
 * Reads a plain decimal of at most 15 digits, without a plus sign and an exponent, into `target[slot]`, and
 * returns the index after it; -1 if it is not one. The value is exact, as that of `Number`.
 */
export function readPlain(text: string, start: number, target: Float64Array, slot: number): number {
  let i = start
  let code = text.charCodeAt(i)
  const isNegative = code === minus
  if (isNegative) code = text.charCodeAt(++i)
  const digitsFrom = i
  let mantissa = 0
  while (code >= 48 && code <= 57) {
    mantissa = mantissa * 10 + (code - 48)
    code = text.charCodeAt(++i)
  }
  let digits = i - digitsFrom
  let fraction = 0
  if (code === dot) {
    const point = i
    code = text.charCodeAt(++i)
    while (code >= 48 && code <= 57) {
      mantissa = mantissa * 10 + (code - 48)
      code = text.charCodeAt(++i)
    }
    fraction = i - point - 1
    digits += fraction
  }
  if (digits === 0 || digits > plainDigitsMax) return -1
  const size = mantissa / (powers[fraction] ?? 1)
  target[slot] = isNegative ? -size : size
  return i
}

/** An integer of so many digits is exact, and so is the power of ten by which it is divided. */
const plainDigitsMax = 15

/**
 * The shortest plain decimal text of a finite number that is rounded to `decimals` places (0 to 12): no
 * exponent, no zero before the point or at the end, no sign before zero.
 */
export function formatNumber(value: number, decimals: number): string {
  const size = Math.abs(value)
  const power = powers[decimals] ?? 1
  const scaled = Math.round(size * power)
  if (scaled === 0) return '0'
  const text =
    scaled <= shortestMax ? textOfScaled(scaled, power, decimals) : textOfLarge(size, scaled, decimals)
  return value < 0 ? `-${text}` : text
}

/** Below this, the shortest text of a fraction is that of its integer number of steps. */
const shortestMax = 9e14
/** From this value on, the engine writes fractions without an exponent. */
const plainMin = 1e-6

function textOfScaled(scaled: number, power: number, decimals: number): string {
  const rounded = scaled / power
  if (rounded >= 1) return String(rounded)
  return rounded >= plainMin
    ? String(rounded).slice(1)
    : withoutZeros(`0.${String(scaled).padStart(decimals, '0')}`)
}

function textOfLarge(size: number, scaled: number, decimals: number): string {
  if (scaled <= Number.MAX_SAFE_INTEGER && decimals > 0) {
    const digits = String(scaled)
    return withoutZeros(`${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`)
  }
  if (scaled <= Number.MAX_SAFE_INTEGER) return String(scaled)
  return size < toFixedMax
    ? shorterOf(String(size), withoutZeros(size.toFixed(decimals)))
    : BigInt(size).toString()
}

/**
 * Whether the text of a number is what `formatNumber` would write, as for most numbers. It only checks
 * characters, which takes a tenth of the time of reading and writing the number.
 */
export const isShortest = (text: string, decimals: number): boolean =>
  isShortestBetween(text, 0, text.length, decimals)

/** The same for the part of a text between two indexes, which no digit follows. */
export function isShortestBetween(text: string, from: number, to: number, decimals: number): boolean {
  let i = text.charCodeAt(from) === minus ? from + 1 : from
  const start = i
  let code = text.charCodeAt(i)
  while (code >= 48 && code <= 57) code = text.charCodeAt(++i)
  const whole = i - start
  if (
    whole > wholeDigitsMax ||
    (whole > 0 && text.charCodeAt(start) === 48 && (whole > 1 || start > from || i < to))
  )
    return false
  if (i === to) return whole > 0
  if (code !== dot) return false
  const point = i
  code = text.charCodeAt(++i)
  while (code >= 48 && code <= 57) code = text.charCodeAt(++i)
  const digits = i - point - 1
  return i === to && digits > 0 && digits <= decimals && text.charCodeAt(i - 1) !== 48
}

/**
 * The text that `formatNumber` would write for a plain decimal that only has too many zeros, as `0.9`, `12.0`
 * and `-0.50`; null for all others.
 */
export function shortenPlain(text: string, decimals: number): string | null {
  const { length } = text
  const start = text.charCodeAt(0) === minus ? 1 : 0
  let i = start
  let code = text.charCodeAt(i)
  while (code >= 48 && code <= 57) code = text.charCodeAt(++i)
  const point = i
  const whole = point - start
  if (whole === 0 || whole > wholeDigitsMax || code !== dot) return null
  const isZero = text.charCodeAt(start) === 48
  if (isZero && whole > 1) return null
  code = text.charCodeAt(++i)
  while (code >= 48 && code <= 57) code = text.charCodeAt(++i)
  if (i < length) return null
  let end = length
  while (text.charCodeAt(end - 1) === 48) end--
  if (end - point - 1 > decimals) return null
  // No digit is left after the point.
  if (end === point + 1) return isZero ? '0' : text.slice(0, point)
  if (!isZero) return text.slice(0, end)
  const fraction = text.slice(point, end)
  return start === 0 ? fraction : `-${fraction}`
}

const wholeDigitsMax = 9

/** From this value on, numbers are written with an exponent. */
const toFixedMax = 1e21

/** After the digits of a number, `toFixed` writes digits of its binary form. */
const shorterOf = (text: string, other: string): string => (other.length < text.length ? other : text)

/**
 * Removes zeros at the end of the fraction, a point without a fraction, and a single zero before the point.
 */
function withoutZeros(text: string): string {
  if (!text.includes('.')) return text
  let end = text.length
  while (text.charCodeAt(end - 1) === 48) end--
  if (text.charCodeAt(end - 1) === dot) end--
  return text.slice(text.startsWith('0.') ? 1 : 0, end)
}

export const isSpace = (code: number): boolean =>
  code <= 32 && (code === 32 || code === 10 || code === 9 || code === 13 || code === 12)

export function skipSpaces(text: string, start: number): number {
  let i = start
  while (isSpace(text.charCodeAt(i))) i++
  return i
}

/** Skips white space with at most one comma in it. */
export function skipSeparator(text: string, start: number): number {
  // Signs, dots, digits and letters are above it: the next number or command is here already.
  if (text.charCodeAt(start) > comma) return start
  const i = skipSpaces(text, start)
  return text.charCodeAt(i) === comma ? skipSpaces(text, i + 1) : i
}

/** The numbers of a list; null if it is not a list of numbers. */
export function readNumbers(text: string): number[] | null {
  const numbers: number[] = []
  let i = skipSpaces(text, 0)
  while (i < text.length) {
    const next = scanNumber(text, i)
    if (next < 0) return null
    numbers.push(Number(text.slice(i, next)))
    i = skipSeparator(text, next)
  }
  return numbers
}

/** The shortest text of a number with this number of significant digits, for factors and angles. */
export function formatSignificant(value: number, digits: number): string {
  if (value === 0) return '0'
  const size = Math.abs(value)
  const text = String(isWithin(size, digits) ? value : Number(value.toPrecision(digits)))
  if (text.startsWith('0.')) return text.slice(1)
  return text.startsWith('-0.') ? `-${text.slice(2)}` : text
}

/**
 * Whether a number has no more significant digits, as most have. The check takes a tenth of the time of
 * rounding.
 */
function isWithin(size: number, digits: number): boolean {
  const power = powers[digits - (size < 10 ? 1 : size < 100 ? 2 : 3)] ?? 1
  return size < 1000 && Math.round(size * power) / power === size
}

function scanExponent(text: string, start: number): number {
  let i = start + 1
  const sign = text.charCodeAt(i)
  if (sign === plus || sign === minus) i++
  const digitsFrom = i
  let code = text.charCodeAt(i)
  while (code >= 48 && code <= 57) code = text.charCodeAt(++i)
  // "1em" and "1ex" are lengths, not numbers with an exponent.
  return i > digitsFrom ? i : start
}
