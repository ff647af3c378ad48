/** The characters of a reference, its ampersand included. */
const REFERENCE_CHARS_MAX = 64

/** The index of the semicolon that ends the reference whose ampersand is at `at`; -1 where none does. */
export const endOfReference = (text: string, at: number): number => {
  const limit = Math.min(text.length, at + REFERENCE_CHARS_MAX)
  for (let i = at + 1; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === SEMICOLON) return i
    if (code === AMPERSAND) return -1
  }
  return -1
}

/**
 * What stands between the ampersand and the semicolon: a character by its number, or one of the five that XML
 * names. Null for a number that is no character, undefined for other names.
 */
export const readReference = (text: string, start: number, end: number): string | null | undefined =>
  text.charCodeAt(start) === NUMBER_SIGN
    ? characterOf(text, start + 1, end)
    : PREDEFINED.get(text.slice(start, end))

const NUMBER_SIGN = 35
const AMPERSAND = 38
const SEMICOLON = 59
const HEX_MARK = 120

const PREDEFINED = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Production [66] CharRef, for characters of production [2]. */
const characterOf = (text: string, from: number, end: number): string | null => {
  const base = text.charCodeAt(from) === HEX_MARK ? 16 : 10
  const start = base === 16 ? from + 1 : from
  let code = end > start ? 0 : -1
  for (let i = start; i < end; i++) {
    const digit = digitOf(text.charCodeAt(i))
    if (digit >= base) return null
    code = code * base + digit
  }
  const allowed =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff)
  return allowed ? String.fromCodePoint(code) : null
}

const digitOf = (code: number): number => {
  if (code >= 48 && code <= 57) return code - 48
  const letter = (code | 32) - 97
  return letter >= 0 && letter <= 5 ? letter + 10 : Number.POSITIVE_INFINITY
}
