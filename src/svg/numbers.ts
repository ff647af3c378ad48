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
