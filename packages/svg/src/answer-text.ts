/**
 * Decodes an answer that is a JSON string; null if it is not one. Of a very long string, only the end is
 * read. Takes time linear in the text.
 */
export function readJsonText(answer: string): string | null {
  const text = answer.slice(-escapedCharsMax)
  return text.includes('\\') && (jsonStart.test(text) || jsonInside.test(text))
    ? withoutJsonEscapes(text)
    : null
}

/** The same for a document that was escaped for HTML. */
export function readHtmlText(answer: string): string | null {
  const text = answer.slice(-escapedCharsMax)
  return escapedStart.test(text) ? withoutHtmlEscapes(text) : null
}

/** The maximum for an answer of a language model. */
const escapedCharsMax = 256 * 1024

const start = '<(?:[\\w.-]{1,40}:)?svg[\\s>/]'
const escapedStart = /&(?:amp;){0,2}(?:lt|#0{0,6}60|#x0{0,6}3c);(?:[\w.-]{1,40}:)?svg/i
const jsonStart = /\\u003c(?:[\w.-]{1,40}:)?svg/i
/** In a picture: a value in escaped quotes, or an escaped line end between two tags. */
const jsonInside = new RegExp(
  String.raw`${start}[^<>]{0,2000}?=\s?\\{1,7}["']|>\s{0,50}(?:\\[nrt]\s{0,50}){1,50}<[a-zA-Z/!]`,
)

/** RFC 8259, section 7. */
function withoutJsonEscapes(text: string): string {
  // Neither JSON nor XML can contain NUL, so it can temporarily replace a backslash.
  let plain = text.replace(/\0/g, '')
  for (const [escaped, meant] of jsonEscapes) plain = plain.replace(escaped, meant)
  return replaceSome(plain, /\\u([0-9a-fA-F]{4})/g, ([, code = '']) =>
    String.fromCharCode(Number.parseInt(code, 16)),
  ).replace(/\0/g, '\\')
}

/**
 * Plain texts, which are found many times faster than patterns. Patterns are only used for escapes that no
 * answer has by the thousand.
 */
const jsonEscapes: readonly [RegExp, string][] = [
  [/\\\\/g, '\0'],
  [/\\"/g, '"'],
  [/\\'/g, "'"],
  [/\\\//g, '/'],
  [/\\n/g, '\n'],
  [/\\r/g, '\n'],
  [/\\t/g, ' '],
  [/\\u003c/g, '<'],
  [/\\u003C/g, '<'],
  [/\\u003e/g, '>'],
  [/\\u003E/g, '>'],
  [/\\u0026/g, '&'],
  [/\\u0027/g, "'"],
  [/\\u0022/g, '"'],
]

function withoutHtmlEscapes(text: string): string {
  let plain = text
  for (const [escaped, meant] of htmlEscapes) plain = plain.replace(escaped, meant)
  const rare = replaceSome(plain, rareNumber, ([whole, decimal, hex]) => {
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return marks.get(code) ?? whole
  })
  // This is last, so that text that was escaped twice is not decoded twice.
  return rare.replace(/&amp;/g, '&')
}

const htmlEscapes: readonly [RegExp, string][] = [
  [/&lt;/g, '<'],
  [/&gt;/g, '>'],
  [/&quot;/g, '"'],
  [/&apos;/g, "'"],
  [/&#60;/g, '<'],
  [/&#62;/g, '>'],
  [/&#34;/g, '"'],
  [/&#39;/g, "'"],
  [/&#x3c;/g, '<'],
  [/&#x3C;/g, '<'],
  [/&#x3e;/g, '>'],
  [/&#x3E;/g, '>'],
]

const rareNumber = /&#0{0,6}(?:(34|38|39|60|62)|x0{0,6}(2[267]|3[ce]));/gi
const marks = new Map([
  [0x22, '"'],
  [0x26, '&amp;'],
  [0x27, "'"],
  [0x3c, '<'],
  [0x3e, '>'],
])

/** Only the first positions: a text with more of them is not a picture. */
function replaceSome(text: string, pattern: RegExp, meaning: (found: RegExpExecArray) => string): string {
  let result = ''
  let from = 0
  pattern.lastIndex = 0
  for (let places = 0; places < placesMax; places++) {
    const found = pattern.exec(text)
    if (found === null) break
    result += text.slice(from, found.index) + meaning(found)
    from = pattern.lastIndex
  }
  return from === 0 ? text : result + text.slice(from)
}

const placesMax = 10_000
