/** The position of an attribute in a tag, as a person would read it. */
export interface AttributePlace {
  /** The beginning of the text between the previous attribute and this one. */
  before: number
  start: number
  /** Empty if it is not an attribute: punctuation without meaning, or a name that XML does not allow. */
  name: string
  quote: 'proper' | 'none' | 'no value'
  valueStart: number
  valueEnd: number
  end: number
  /** Whether it is the first attribute with this name. */
  isKept: boolean
}

/** White space of XML, of Unicode, and characters that cannot be seen. */
export function skipBlanks(text: string, from: number): number {
  let at = from
  while (at < text.length && isBlank(text.charCodeAt(at))) at++
  return at
}

/**
 * Reads an attribute that may lack quotes, a value, or blanks around it. @param start the index of a
 * character that is not blank. @returns null if the text ends before.
 */
export function readAttribute(text: string, before: number, start: number): AttributePlace | null {
  let nameEnd = start
  while (nameEnd < text.length && !endsName(text.charCodeAt(nameEnd))) nameEnd++
  if (nameEnd >= text.length) return null
  const name = text.slice(start, nameEnd)
  const place = { before, start, name: namePattern.test(name) ? name : '', isKept: false }
  const equals = skipBlanks(text, nameEnd)
  if (text.charCodeAt(equals) !== equalsSign) {
    // The text is a separate punctuation mark.
    const end = nameEnd === start ? start + 1 : nameEnd
    return { ...place, quote: 'no value', valueStart: end, valueEnd: end, end }
  }
  const valueAt = skipBlanks(text, equals + 1)
  if (valueAt >= text.length) return null
  const opening = text.charAt(valueAt)
  const isProper = opening === '"' || opening === "'"
  const closing = isProper ? opening : closingQuotes.get(opening)
  if (closing === undefined) return readBareValue(text, place, valueAt)
  const valueEnd = isProper ? text.indexOf(opening, valueAt + 1) : findAny(text, closing, valueAt + 1)
  if (valueEnd < 0) return null
  return {
    ...place,
    quote: isProper ? 'proper' : 'none',
    valueStart: valueAt + 1,
    valueEnd,
    end: valueEnd + 1,
  }
}

function readBareValue(
  text: string,
  place: Pick<AttributePlace, 'before' | 'start' | 'name' | 'isKept'>,
  start: number,
): AttributePlace | null {
  let end = start
  while (end < text.length) {
    const code = text.charCodeAt(end)
    if (code === greater || code === less || isBlank(code)) break
    if (code === slash && text.charCodeAt(end + 1) === greater) break
    end++
  }
  if (end >= text.length) return null
  // Numbers in the form of components: width={2}.
  const isBraced = text[start] === '{' && text[end - 1] === '}'
  const [valueStart, valueEnd] = isBraced ? [start + 1, end - 1] : [start, end]
  return { ...place, quote: 'none', valueStart, valueEnd, end }
}

const [slash, less, equalsSign, greater] = [47, 60, 61, 62] as const
const namePattern = /^[A-Za-z_:\u0080-\uFFFF][\w.:\-\u0080-\uFFFF]*$/
/** Typographic quotes, and the characters that may end a value after each. */
const closingQuotes = new Map([
  ['“', '”“"'],
  ['”', '”"'],
  ['„', '“”"'],
  ['‘', "’‘'"],
  ['’', "’'"],
  ['`', '`'],
  ['«', '»'],
])

function findAny(text: string, wanted: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    const character = text.charAt(i)
    if (wanted.includes(character)) return i
    if (character === '>' || character === '<') return -1
  }
  return -1
}

const isBlank = (code: number): boolean =>
  code <= 32 ||
  code === 0xa0 ||
  (code >= 0x2000 && code <= 0x200d) ||
  code === 0x2028 ||
  code === 0x2029 ||
  code === 0x202f ||
  code === 0x205f ||
  code === 0x2060 ||
  code === 0x3000 ||
  code === 0xfeff

const endsName = (code: number): boolean =>
  code === equalsSign ||
  code === greater ||
  code === less ||
  code === slash ||
  code === 34 ||
  code === 39 ||
  code === 44 ||
  code === 59 ||
  (code >= 0x2018 && code <= 0x201e) ||
  isBlank(code)
