/** The maximum length of a reference, its ampersand included. */
const referenceCharsMax = 64

/** The index of the semicolon that ends the reference whose ampersand is at `at`; -1 if there is none. */
export function endOfReference(text: string, at: number): number {
  const limit = Math.min(text.length, at + referenceCharsMax)
  for (let i = at + 1; i < limit; i++) {
    const code = text.charCodeAt(i)
    if (code === semicolon) return i
    if (code === ampersand) return -1
  }
  return -1
}

/**
 * Decodes the text between the ampersand and the semicolon: a character by its number, or one of the five
 * that XML names. Null for a number that is not a character, undefined for other names.
 */
export const readReference = (text: string, start: number, end: number): string | null | undefined =>
  text.charCodeAt(start) === numberSign
    ? characterOf(text, start + 1, end)
    : predefined.get(text.slice(start, end))

const numberSign = 35
const ampersand = 38
const semicolon = 59
const hexMark = 120

const predefined = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

/** Production [66] CharRef, for characters of production [2]. */
function characterOf(text: string, from: number, end: number): string | null {
  const base = text.charCodeAt(from) === hexMark ? 16 : 10
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

function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48
  const letter = (code | 32) - 97
  return letter >= 0 && letter <= 5 ? letter + 10 : Number.POSITIVE_INFINITY
}
