/**
 * An answer that is a JSON string, as the text that it stands for; null where it is none. Linear in the text.
 */
export const readJsonText = (text: string): string | null =>
  text.includes('\\') && (JSON_START.test(text) || JSON_INSIDE.test(text)) ? withoutJsonEscapes(text) : null

/** A document that was escaped for HTML, as the text that it stands for; null where there is none. Linear in the text. */
export const readHtmlText = (text: string): string | null =>
  ESCAPED_START.test(text) ? withoutHtmlEscapes(text) : null

const START = '<(?:[\\w.-]{1,40}:)?svg[\\s>/]'
const ESCAPED_START = /&(?:amp;){0,2}(?:lt|#0{0,6}60|#x0{0,6}3c);(?:[\w.-]{1,40}:)?svg/i
const JSON_START = /\\u003c(?:[\w.-]{1,40}:)?svg/i
/** In a picture: a value in quotes that are escaped, or a line end that is, between two tags. */
const JSON_INSIDE = new RegExp(
  String.raw`${START}[^<>]{0,2000}?=\s?\\{1,7}["']|>\s{0,50}(?:\\[nrt]\s{0,50}){1,50}<[a-zA-Z/!]`,
)

/** RFC 8259, section 7. What has to be written in a picture comes by code; a text of many thousand other codes is none. */
const withoutJsonEscapes = (text: string): string => {
  let codes = 0
  return (
    text
      // No JSON and no XML holds a NUL, so that it can stand for a backslash meanwhile.
      .replaceAll('\0', '')
      .replaceAll('\\\\', '\0')
      .replaceAll('\\"', '"')
      .replaceAll("\\'", "'")
      .replaceAll('\\/', '/')
      .replaceAll('\\n', '\n')
      .replaceAll('\\r', '\n')
      .replaceAll('\\t', ' ')
      .replace(/\\u003c/gi, '<')
      .replace(/\\u003e/gi, '>')
      .replace(/\\u0026/gi, '&')
      .replace(/\\u0027/gi, "'")
      .replace(/\\u0022/gi, '"')
      .replace(/\\u([0-9a-fA-F]{4})/g, (whole, code: string) =>
        ++codes > CODES_MAX ? whole : String.fromCharCode(Number.parseInt(code, 16)),
      )
      .replaceAll('\0', '\\')
  )
}

const CODES_MAX = 50_000

/** By name first, which is many times faster than by pattern. */
const withoutHtmlEscapes = (text: string): string => {
  const named = text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
  // Last, so that what was escaped twice is not undone twice.
  return (named.includes('&#') ? withoutNumbers(named) : named).replaceAll('&amp;', '&')
}

const withoutNumbers = (text: string): string => {
  let codes = 0
  return text.replace(NUMBER, (whole, decimal: string | undefined, hex: string | undefined) => {
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return ++codes > CODES_MAX ? whole : (MARKS.get(code) ?? whole)
  })
}

const NUMBER = /&#0{0,6}(?:(34|38|39|60|62)|x0{0,6}(2[267]|3[ce]));/gi
const MARKS = new Map([
  [0x22, '"'],
  [0x26, '&amp;'],
  [0x27, "'"],
  [0x3c, '<'],
  [0x3e, '>'],
])
