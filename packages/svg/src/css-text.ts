/**
 * Reads CSS text without splitting it into tokens first: strings, escapes, comments and brackets are skipped
 * (CSS Syntax 3, section 4).
 */

/** 1: white space, 2: may continue a name, 4: may begin one. Beyond ASCII everything belongs to names. */
const kinds = new Uint8Array(128)
for (const character of ' \t\n\r\f') kinds[character.charCodeAt(0)] = 1
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_')
  kinds[character.charCodeAt(0)] = 6
for (const character of '0123456789-') kinds[character.charCodeAt(0)] = 2

const [lineFeed, quotationMark, apostrophe, openParenthesis, hyphen, backslash] = [
  10, 34, 39, 40, 45, 92,
] as const

const kindOf = (code: number): number => (code < 128 ? (kinds[code] ?? 0) : 6)

export const isCssSpace = (code: number): boolean => code < 128 && kinds[code] === 1
const isNameCode = (code: number): boolean => (kindOf(code) & 2) > 0

export function skipCssSpaces(text: string, from: number): number {
  let i = from
  while (i < text.length && isCssSpace(text.charCodeAt(i))) i++
  return i
}

/** Whether three code points would start an identifier (section 4.3.9). */
export function startsName(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  if (code === hyphen) {
    const next = text.charCodeAt(at + 1)
    return next === hyphen || (kindOf(next) & 4) > 0 || isEscape(text, at + 1)
  }
  return (at < text.length && (kindOf(code) & 4) > 0) || isEscape(text, at)
}

const isEscape = (text: string, at: number): boolean =>
  text.charCodeAt(at) === backslash && at + 1 < text.length && text.charCodeAt(at + 1) !== lineFeed

/**
 * Reads a name with its escapes replaced (sections 4.3.7 and 4.3.11), and its end. Empty if there is none.
 */
export function readName(text: string, from: number): { name: string; end: number } {
  let i = from
  while (i < text.length && isNameCode(text.charCodeAt(i))) i++
  if (!isEscape(text, i)) return { name: text.slice(from, i), end: i }
  while (i < text.length) {
    if (isNameCode(text.charCodeAt(i))) i++
    else if (isEscape(text, i)) i = endOfEscape(text, i)
    else break
  }
  return { name: unescapeCss(text.slice(from, i)), end: i }
}

const escapePattern = /\\(?:([0-9a-f]{1,6})[ \t\n\r\f]?|\n|([^\n]))/gi

/** Replaces escapes by their characters. A line end after a backslash continues the string. */
export const unescapeCss = (text: string): string =>
  text.includes('\\')
    ? text.replace(escapePattern, (_, digits: string | undefined, character: string | undefined) => {
        if (digits === undefined) return character ?? ''
        const code = Number.parseInt(digits, 16)
        const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)
        return String.fromCodePoint(isCharacter ? code : 0xfffd)
      })
    : text

function endOfEscape(text: string, at: number): number {
  let i = at + 1
  while (i < at + 7 && isHexDigit(text.charCodeAt(i))) i++
  if (i === at + 1) return at + ((text.codePointAt(i) ?? 0) > 0xffff ? 3 : 2)
  return isCssSpace(text.charCodeAt(i)) ? i + 1 : i
}

const isHexDigit = (code: number): boolean =>
  (code >= 48 && code <= 57) || ((code | 32) >= 97 && (code | 32) <= 102)

/** The end of the string that begins at `at`: after its closing quote, or at the line end that breaks it. */
function endOfString(text: string, at: number): number {
  const quote = text.charCodeAt(at)
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === quote) return i + 1
    if (code === lineFeed) return i
    if (code === backslash) i++
  }
  return text.length
}

/**
 * The first index at or after `from` with one of the characters of `wanted`, outside of strings, escapes,
 * parentheses and square brackets; the text's length if there is none. Braces count as brackets, too, unless
 * they are in `wanted`.
 */
export function findOutside(text: string, from: number, wanted: string): number {
  const roles = rolesFor(wanted)
  let depth = 0
  let i = from
  while (i < text.length) {
    const code = text.charCodeAt(i)
    const role = code < 128 ? (roles[code] ?? 0) : 0
    if (role === 0) i++
    else if (role === isSkipped) i = code === backslash ? i + 2 : endOfString(text, i)
    else {
      if ((role & isWanted) > 0 && depth === 0) return i
      if ((role & opens) > 0) depth++
      else if ((role & closes) > 0 && depth > 0) depth--
      i++
    }
  }
  return text.length
}

const [isWanted, opens, closes, isSkipped] = [1, 2, 4, 8] as const
const rolesByWanted = new Map<string, Uint8Array>()

/** The meaning of each character in a search. There are a dozen kinds of searches. */
function rolesFor(wanted: string): Uint8Array {
  const known = rolesByWanted.get(wanted)
  if (known !== undefined) return known
  const roles = new Uint8Array(128)
  for (const open of wanted.includes('{') ? '([' : '([{') roles[open.charCodeAt(0)] = opens
  for (const close of wanted.includes('{') ? ')]' : ')]}') roles[close.charCodeAt(0)] = closes
  for (const skipped of '"\'\\') roles[skipped.charCodeAt(0)] = isSkipped
  for (const mark of wanted) roles[mark.charCodeAt(0)] = (roles[mark.charCodeAt(0)] ?? 0) | isWanted
  rolesByWanted.set(wanted, roles)
  return roles
}

/** The text between the bracket at `open` and its closing bracket, and the index after that. */
export function readBracketed(text: string, open: number): { inside: string; end: number } {
  const close = findOutside(text, open + 1, text.charCodeAt(open) === openParenthesis ? ')' : ']')
  return { inside: text.slice(open + 1, close), end: Math.min(close + 1, text.length) }
}

/** The pieces between separators, without surrounding white space; at most `most` of them. */
export function splitOutside(text: string, separator: string, most: number): string[] {
  const parts: string[] = []
  for (let i = 0; i <= text.length && parts.length < most; ) {
    const end = findOutside(text, i, separator)
    parts.push(text.slice(i, end).trim())
    i = end + 1
  }
  return parts
}

/** Comments separate names and have no other meaning. Strings contain no comments (section 4.3.2). */
export function withoutComments(text: string): string {
  if (!text.includes('/*')) return text
  let result = ''
  let kept = 0
  let quote = nextQuote(text, 0)
  for (let open = text.indexOf('/*'); open >= 0; ) {
    if (quote < open) {
      const end = endOfString(text, quote)
      quote = nextQuote(text, end)
      if (end > open) open = text.indexOf('/*', end)
      continue
    }
    const close = text.indexOf('*/', open + 2)
    result += text.slice(kept, open)
    if (close < 0) return result
    kept = close + 2
    if (isNameCode(text.charCodeAt(open - 1)) && isNameCode(text.charCodeAt(kept))) result += ' '
    if (quote < kept) quote = nextQuote(text, kept)
    open = text.indexOf('/*', kept)
  }
  return result + text.slice(kept)
}

function nextQuote(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === backslash) i++
    else if (code === quotationMark || code === apostrophe) return i
  }
  return text.length
}
