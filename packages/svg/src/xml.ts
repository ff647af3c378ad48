import { Attributes } from './attributes.ts'
import { endOfReference, readReference } from './character-references.ts'
import { type EntityTable, readDocumentType } from './document-type.ts'
import { NameReader } from './name-reader.ts'
import { createNextPlace, type NextPlace } from './next-place.ts'
import { Refusal } from './report.ts'
import { borrowUnits } from './text-units.ts'
import { isNameCode } from './xml-names.ts'

/** Receives the content of a document, in its order. Names are as written, with their prefixes. */
export interface XmlListener {
  /** A tag has begun; its attributes are not read yet. Throwing stops the reader here. */
  countElement(): void
  countAttribute(): void
  /** The listener owns the attributes. */
  open(name: string, attributes: Attributes): void
  close(): void
  /**
   * Called for pieces of text, with entities replaced, and of CDATA sections, only while `wantsText` is true.
   */
  text(text: string): void
  wantsText(): boolean
  instruction(target: string): void
}

/**
 * Reads XML 1.0 (fifth edition) strictly, without namespaces: every well-formedness constraint is checked. It
 * supports the five entities of XML, character references, and the entities that a document type of plain
 * names declares (`document-type.ts`). It takes one pass, linear in the source. Throws `Refusal` with line
 * and column at the first error; with `unfinished` the source may end anywhere.
 *
 * @param source without NUL and lone surrogates.
 */
export function readXml(source: string, listener: XmlListener, unfinished: boolean): void {
  // XML 1.0, section 2.11: line ends are line feeds before anything is parsed.
  const text = source.includes('\r') ? withLineFeeds(source) : source
  const reader = new XmlReader(text, listener)
  try {
    const control = text.search(noCharacter)
    if (control >= 0) reader.failAt(control, 'The document holds a character that XML does not allow.')
    reader.readDocument()
  } catch (error) {
    if (error instanceof Refusal) throw located(error, text, reader.place)
    if (error !== ended) throw error
    if (!unfinished)
      throw located(malformed('The document ends before its last tag does.'), text, text.length)
  }
}

/**
 * Works on bytes, which is many times faster than a replacement by pattern, or splitting, if there are very
 * many.
 */
function withLineFeeds(source: string): string {
  const bytes = new TextEncoder().encode(source)
  let end = 0
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] ?? 0
    if (byte !== carriageReturn) bytes[end++] = byte
    else if (bytes[i + 1] !== lineFeed) bytes[end++] = lineFeed
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(0, end))
}

/** Production [2] Char excludes these, in addition to the surrogates. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const noCharacter = /[\x00-\x08\x0b\x0c\x0e-\x1f\uFFFE\uFFFF]/
const ended = Symbol('ended')
const [tab, lineFeed, space, bang, quotationMark, apostrophe] = [9, 10, 32, 33, 34, 39] as const
const [slash, less, equals, greater, question] = [47, 60, 61, 62, 63] as const
const carriageReturn = 13
const searchedMax = 24
/** Native searches are faster for longer values. */
const plainCharsMax = 64
/** The characters of a value that are no text, and the end of the document. */
const isSpecial = new Uint8Array(128)
for (const character of '\0\t\n&<') isSpecial[character.charCodeAt(0)] = 1
/** The mask for the index of a bit in a 32-bit number. */
const placesMask = 31

const declaration =
  /^<\?xml\s+version\s*=\s*(?:"1\.[0-9]+"|'1\.[0-9]+')(?:\s+encoding\s*=\s*(?:"[A-Za-z][\w.-]*"|'[A-Za-z][\w.-]*'))?(?:\s+standalone\s*=\s*(?:"(?:yes|no)"|'(?:yes|no)'))?\s*\?>/

const isBlank = (code: number): boolean =>
  code <= space && (code === space || code === lineFeed || code === tab || code === carriageReturn)

const malformed = (message: string): Refusal => new Refusal({ code: 'malformed', message })

function located(refusal: Refusal, text: string, place: number): Refusal {
  const lineStart = text.lastIndexOf('\n', place - 1) + 1
  let line = 1
  for (let at = text.indexOf('\n'); at >= 0 && at < place; at = text.indexOf('\n', at + 1)) line++
  refusal.rejection.line ??= line
  refusal.rejection.column ??= place - lineStart + 1
  return refusal
}

class XmlReader {
  readonly #text: string
  readonly #units: Uint16Array
  readonly #listener: XmlListener
  /** Names of the open elements. */
  readonly #open: string[] = []
  #at = 0
  #rootSeen = false
  #entities: EntityTable | null = null
  #typeSeen = false
  /** The names of this tag's attributes, if there are many. */
  #many: Set<string> | null = null
  readonly #names: NameReader
  /** Names and values of this tag, and all traits of the names. */
  readonly #attributes: string[] = []
  #attributesEnd = 0
  #attributeTraits = 0
  /** A bit for each index of the names of this tag, which shows for nearly all names that they are new. */
  #namesSeen = 0

  readonly #brackets: NextPlace
  readonly #ampersands: NextPlace
  readonly #tabs: NextPlace
  readonly #lines: NextPlace

  constructor(text: string, listener: XmlListener) {
    this.#text = text
    this.#units = borrowUnits(text)
    this.#names = new NameReader(text, this.#units)
    this.#listener = listener
    this.#brackets = createNextPlace(text, '<')
    this.#ampersands = createNextPlace(text, '&')
    this.#tabs = createNextPlace(text, '\t')
    this.#lines = createNextPlace(text, '\n')
  }

  get place(): number {
    return Math.min(this.#at, this.#text.length)
  }

  failAt(place: number, message: string): never {
    this.#at = place
    throw malformed(message)
  }

  readDocument(): void {
    const text = this.#text
    if (text.charCodeAt(0) === 0xfeff) this.#at = 1
    if (text.startsWith('<?xml', this.#at) && !isNameCode(text.charCodeAt(this.#at + 5)))
      this.#readDeclaration()
    const units = this.#units
    while (this.#at < text.length) {
      if (units[this.#at] !== less) this.#readText()
      else this.#readMarkup()
    }
    if (this.#open.length > 0 || !this.#rootSeen) throw ended
  }

  #readDeclaration(): void {
    const rest = this.#text.slice(this.#at, this.#at + 400)
    const found = declaration.exec(rest)
    if (found !== null) this.#at += found[0].length
    else if (rest.includes('?>')) this.failAt(this.#at, 'The XML declaration is not one.')
    else throw ended
  }

  #readMarkup(): void {
    const next = this.#units[this.#at + 1]
    if (next === slash) this.#readEndTag()
    else if (next === bang) this.#readAside()
    else if (next === question) this.#readInstruction()
    else this.#readTag()
  }

  #readText(): void {
    const text = this.#text
    const units = this.#units
    const start = this.#at
    let end = start
    while (isBlank(units[end] ?? 0)) end++
    const blank = end >= text.length || units[end] === less
    if (!blank) {
      if (this.#open.length === 0) this.failAt(end, 'There is text outside of the root element.')
      end = text.indexOf('<', end)
    }
    // Only white space follows the last tag, or text that is continued elsewhere.
    if (end < 0) throw this.#textError(text.slice(start), start) ?? ended
    if (blank && (this.#open.length === 0 || !this.#listener.wantsText())) {
      this.#at = end
      return
    }
    const piece = text.slice(start, end)
    const error = blank ? null : this.#textError(piece, start)
    if (error !== null) throw error
    const decoded = piece.includes('&') ? this.#decode(piece, start) : piece
    this.#at = end
    if (this.#listener.wantsText()) this.#listener.text(decoded)
  }

  #textError(piece: string, start: number): Refusal | null {
    const bad = piece.indexOf(']]>')
    if (bad < 0) return null
    this.#at = start + bad
    return malformed('Text holds "]]>", which only ends a CDATA section.')
  }

  #readTag(): void {
    const units = this.#units
    if (units[this.#at + 1] === 0) throw ended
    if (this.#rootSeen && this.#open.length === 0) this.failAt(this.#at, 'There is a second root element.')
    this.#listener.countElement()
    this.#at++
    const name = this.#readName('an element')
    this.#attributesEnd = 0
    this.#attributeTraits = 0
    this.#namesSeen = 0
    for (;;) {
      const before = this.#at
      const code = this.#skipBlanks()
      if (code === greater) break
      if (code === slash) {
        if (units[this.#at + 1] === 0) throw ended
        if (units[this.#at + 1] !== greater)
          this.failAt(this.#at, `A slash stands inside of <${short(name)}>.`)
        break
      }
      if (this.#at === before)
        this.failAt(before, `White space is missing between the attributes of <${short(name)}>.`)
      this.#readAttribute()
    }
    const closes = units[this.#at] === slash
    this.#rootSeen = true
    // A list of exactly this length. A list that grew would have unused space in each of thousands of
    // elements.
    const attributes = new Attributes(this.#attributes.slice(0, this.#attributesEnd), this.#attributeTraits)
    this.#listener.open(name, attributes)
    this.#at += closes ? 2 : 1
    if (closes) this.#listener.close()
    else this.#open.push(name)
  }

  #readAttribute(): void {
    const nameAt = this.#at
    this.#listener.countAttribute()
    const name = this.#readName('an attribute')
    this.#attributeTraits |= this.#names.traits
    if (this.#skipBlanks() !== equals) this.failAt(this.#at, `The attribute "${short(name)}" has no value.`)
    this.#at++
    const quote = this.#skipBlanks()
    if (quote !== quotationMark && quote !== apostrophe)
      this.failAt(this.#at, `The value of "${short(name)}" is not in quotes.`)
    const start = this.#at + 1
    const end = this.#endOfPlainValue(start, quote)
    const value = end < 0 ? this.#readValue(name, start, quote) : this.#text.slice(start, end)
    if (end >= 0) this.#at = end + 1
    if (this.#isThere(name)) this.failAt(nameAt, `The attribute "${short(name)}" is there twice.`)
    this.#attributes[this.#attributesEnd++] = name
    this.#attributes[this.#attributesEnd++] = value
  }

  /** The end of a short value in which nothing needs attention; -1 for all others. */
  #endOfPlainValue(start: number, quote: number): number {
    const units = this.#units
    const limit = start + plainCharsMax
    for (let at = start; at < limit; at++) {
      const code = units[at] ?? 0
      if (code === quote) return at
      if (isSpecial[code & 127] === 1) return -1
    }
    return -1
  }

  #readValue(name: string, start: number, quote: number): string {
    const text = this.#text
    const found = text.indexOf(quote === quotationMark ? '"' : "'", start)
    const end = found < 0 ? text.length : found
    const bracket = this.#brackets.from(start)
    if (bracket < end) this.failAt(bracket, `The value of "${short(name)}" holds "<".`)
    if (found < 0) throw ended
    let value = text.slice(start, end)
    // XML 1.0, section 3.3.3: white space becomes spaces, but not what character references stand for.
    if (this.#tabs.from(start) < end || this.#lines.from(start) < end) value = value.replace(/[\t\n]/g, ' ')
    if (this.#ampersands.from(start) < end) value = this.#decode(value, start)
    this.#at = end + 1
    return value
  }

  /** A large number of names is not searched linearly, because that would take quadratic time. */
  #isThere(name: string): boolean {
    const list = this.#attributes
    const end = this.#attributesEnd
    if (end < 2 * searchedMax) {
      const seen = this.#namesSeen
      this.#namesSeen = seen | (1 << (this.#names.place & placesMask))
      if (this.#namesSeen !== seen) return false
      for (let i = 0; i < end; i += 2) if (list[i] === name) return true
      return false
    }
    if (this.#many === null || end === 2 * searchedMax) {
      this.#many = new Set()
      for (let i = 0; i < end; i += 2) this.#many.add(list[i] ?? '')
    }
    const isThere = this.#many.has(name)
    this.#many.add(name)
    return isThere
  }

  #readEndTag(): void {
    const text = this.#text
    const name = this.#open.pop()
    const start = this.#at + 2
    if (name === undefined) throw this.failAt(this.#at, 'An end tag has no element to end.')
    if (!text.startsWith(name, start) || isNameCode(this.#units[start + name.length] ?? 0)) {
      if (text.length - start <= name.length) throw ended
      this.failAt(this.#at, `An end tag does not match <${short(name)}>, which is open.`)
    }
    this.#at = start + name.length
    if (this.#skipBlanks() !== greater) this.failAt(this.#at, `The end tag of <${short(name)}> does not end.`)
    this.#listener.close()
    this.#at++
  }

  #readAside(): void {
    const text = this.#text
    if (text.startsWith('<!--', this.#at)) {
      const end = text.indexOf('--', this.#at + 4)
      if (end < 0 || end + 2 >= text.length) throw ended
      if (text.charCodeAt(end + 2) !== greater) this.failAt(end, 'A comment holds "--".')
      this.#at = end + 3
    } else if (text.startsWith('<![CDATA[', this.#at)) {
      if (this.#open.length === 0) this.failAt(this.#at, 'There is text outside of the root element.')
      const end = text.indexOf(']]>', this.#at + 9)
      if (end < 0) throw ended
      if (this.#listener.wantsText()) this.#listener.text(text.slice(this.#at + 9, end))
      this.#at = end + 3
    } else if (text.startsWith('<!DOCTYPE', this.#at) && !this.#typeSeen && !this.#rootSeen) {
      const type = readDocumentType(text, this.#at + 9)
      if (type === null) throw ended
      this.#typeSeen = true
      this.#entities = type.entities
      this.#at = type.end
    } else if (text.length - this.#at < 9) throw ended
    else this.failAt(this.#at, 'A declaration stands where none may.')
  }

  #readInstruction(): void {
    const start = this.#at
    this.#at += 2
    const target = this.#readName('an instruction')
    if (target.length === 3 && target.toLowerCase() === 'xml')
      this.failAt(start, 'The XML declaration is not at the beginning.')
    const next = this.#text.charCodeAt(this.#at)
    if (!isBlank(next) && !this.#text.startsWith('?>', this.#at))
      this.failAt(this.#at, 'White space is missing in an instruction.')
    const end = this.#text.indexOf('?>', this.#at)
    if (end < 0) throw ended
    this.#at = end + 2
    this.#listener.instruction(target)
  }

  #readName(what: string): string {
    const names = this.#names
    const start = this.#at
    const name = names.read(start)
    if (names.end >= this.#text.length) throw ended
    this.#at = names.end
    return name ?? this.failAt(start, `Where the name of ${what} should be there is none.`)
  }

  /** The code of the next character that is not white space. */
  #skipBlanks(): number {
    const units = this.#units
    let at = this.#at
    let code = units[at] ?? 0
    while (isBlank(code)) code = units[++at] ?? 0
    this.#at = at
    if (code === 0) throw ended
    return code
  }

  /** Replaces references. */
  #decode(piece: string, start: number): string {
    let result = ''
    let from = 0
    for (let at = piece.indexOf('&'); at >= 0; at = piece.indexOf('&', from)) {
      const end = endOfReference(piece, at)
      const known = end < 0 ? null : this.#referenced(piece, at + 1, end)
      if (known === null)
        return this.failAt(start + at, 'An ampersand begins no reference that is known; write "&amp;".')
      result += piece.slice(from, at) + known
      from = end + 1
    }
    return result + piece.slice(from)
  }

  #referenced(piece: string, start: number, end: number): string | null {
    const known = readReference(piece, start, end)
    return known === undefined ? (this.#entities?.take(piece.slice(start, end)) ?? null) : known
  }
}

const short = (name: string): string => name.slice(0, 40)
