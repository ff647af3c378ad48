/**
 * Scanners for numbers and lists, by character code and without regular expressions: paths are most of a picture's bytes, and every
 * scan here is linear in what it reads. Positions are string indexes; a scanner answers -1 for "not here".
 */

const PLUS = 43
const COMMA = 44
const MINUS = 45
const DOT = 46
const FLOAT32_MAX = 3.4e38
/** Shorter plain decimals cannot leave the range of a 32-bit float, which is what renderers compute with. */
const SAFE_DIGITS = 30

/** The index after the number that starts at `start`. Numbers that a 32-bit float cannot hold are no numbers. */
export const scanNumber = (text: string, start: number): number => {
  let i = start
  let code = text.charCodeAt(i)
  if (code === PLUS || code === MINUS) code = text.charCodeAt(++i)
  let digits = 0
  while (code >= 48 && code <= 57) {
    digits++
    code = text.charCodeAt(++i)
  }
  if (code === DOT) {
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
  if (end === i && digits < SAFE_DIGITS) return end
  return Math.abs(Number(text.slice(start, end))) <= FLOAT32_MAX ? end : -1
}

export const isSpace = (code: number): boolean =>
  code <= 32 && (code === 32 || code === 10 || code === 9 || code === 13 || code === 12)

export const skipSpaces = (text: string, start: number): number => {
  let i = start
  while (isSpace(text.charCodeAt(i))) i++
  return i
}

/** Skips white space with at most one comma in it. */
export const skipSeparator = (text: string, start: number): number => {
  // Signs, dots, digits and letters lie above: the next number or command is here already.
  if (text.charCodeAt(start) > COMMA) return start
  const i = skipSpaces(text, start)
  return text.charCodeAt(i) === COMMA ? skipSpaces(text, i + 1) : i
}

export interface NumberList {
  /** Numbers read before the end or the first error. */
  count: number
  /** Index after the last good number. */
  end: number
  complete: boolean
}

export const scanNumbers = (text: string): NumberList => {
  let i = skipSpaces(text, 0)
  let end = i
  let count = 0
  while (i < text.length) {
    const next = scanNumber(text, i)
    if (next < 0) return { count, end, complete: false }
    count++
    end = next
    i = skipSeparator(text, next)
  }
  return { count, end, complete: true }
}

/** The numbers of a list, or null where it is not one. */
export const readNumbers = (text: string): number[] | null => {
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

/**
 * The shortest decimal text of a number that is rounded to a grid: no exponent, no zero before the point, no negative zero.
 *
 * @param decimals digits after the point, 0 to 20.
 */
export const formatNumber = (value: number, decimals: number): string => {
  const short = value.toFixed(decimals)
  const end = decimals === 0 || short.includes('e') ? short.length : endOfDigits(short)
  const digits = end === short.length ? short : short.slice(0, end)
  if (digits.startsWith('0.')) return digits.slice(1)
  if (digits.startsWith('-0')) return digits === '-0' ? '0' : `-${digits.slice(2)}`
  return digits
}

/** The shortest text of a number that keeps so many significant digits: for factors and angles, which multiply what they apply to. */
export const formatSignificant = (value: number, digits: number): string => {
  const text = String(Number(value.toPrecision(digits)))
  return text.replace(/^(-?)0\./, '$1.').replace(/^-0$/, '0')
}

const endOfDigits = (text: string): number => {
  let end = text.length
  while (text.charCodeAt(end - 1) === 48) end--
  return text.charCodeAt(end - 1) === DOT ? end - 1 : end
}

const scanExponent = (text: string, start: number): number => {
  let i = start + 1
  const sign = text.charCodeAt(i)
  if (sign === PLUS || sign === MINUS) i++
  const digitsFrom = i
  let code = text.charCodeAt(i)
  while (code >= 48 && code <= 57) code = text.charCodeAt(++i)
  // "1em" and "1ex" are lengths, not numbers with an exponent.
  return i > digitsFrom ? i : start
}
