/**
 * Puts a text together from many short pieces: as bytes, so that no piece leaves garbage behind. What is
 * written is a JavaScript string without lone surrogates.
 */
export class TextWriter {
  #bytes = new Uint8Array(bytesAtFirst)
  #length = 0

  /** Size as UTF-8. */
  get bytes(): number {
    return this.#length
  }

  /** Writes what needs no escape in the place where it stands: names, tags, and values that we wrote. */
  write(text: string): void {
    this.#put(text, noEscapes)
  }

  /**
   * Writes the value of an attribute and the quote behind it. Line breaks and tabs become spaces: XML would
   * normalise them in a value, HTML would not.
   */
  writeValue(text: string): void {
    this.#put(text, valueEscapes)
    if (this.#length === this.#bytes.length) this.#grow(1)
    this.#bytes[this.#length++] = quotationMark
  }

  /** A carriage return cannot stand in text: both parsers would turn it into a line feed. */
  writeText(text: string): void {
    this.#put(text, textEscapes)
  }

  finish(): string {
    return decoder.decode(this.#bytes.subarray(0, this.#length))
  }

  #put(text: string, escapes: Escapes): void {
    const { length } = text
    if (this.#length + length > this.#bytes.length) this.#grow(length)
    const bytes = this.#bytes
    let end = this.#length
    for (let i = 0; i < length; i++) {
      const code = text.charCodeAt(i)
      if (code > 127 || escapes.codes[code] === 1) {
        this.#length = end
        this.#putEscaped(text, i, escapes)
        return
      }
      bytes[end++] = code
    }
    this.#length = end
  }

  #putEscaped(text: string, start: number, { pattern }: Escapes): void {
    const escaped = text.slice(start).replace(pattern, (found) => replacements[found] ?? ' ')
    if (this.#length + bytesPerUnit * escaped.length > this.#bytes.length)
      this.#grow(bytesPerUnit * escaped.length)
    this.#length += encoder.encodeInto(escaped, this.#bytes.subarray(this.#length)).written
  }

  #grow(more: number): void {
    const larger = new Uint8Array(2 * this.#bytes.length + more)
    larger.set(this.#bytes.subarray(0, this.#length))
    this.#bytes = larger
  }
}

const decoder = new TextDecoder()
const encoder = new TextEncoder()
const quotationMark = 34
const bytesAtFirst = 16 * 1024
/** UTF-8 has at most so many bytes for a unit of UTF-16. */
const bytesPerUnit = 3
const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
}

/** Characters of ASCII that are not written as they are: by code, and to be looked for. */
interface Escapes {
  codes: Uint8Array
  pattern: RegExp
}

function escapesOf(characters: string): Escapes {
  const codes = new Uint8Array(128)
  for (const character of characters) codes[character.charCodeAt(0)] = 1
  return { codes, pattern: new RegExp(`[${characters}]`, 'g') }
}

const noEscapes: Escapes = { codes: new Uint8Array(128), pattern: /(?!)/g }
const valueEscapes = escapesOf('&<>"\t\n\r')
const textEscapes = escapesOf('&<>\r')
