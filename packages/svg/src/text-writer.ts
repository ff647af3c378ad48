/**
 * Builds a text from many short pieces. They are joined some dozens at a time, because every concatenated
 * string would be separate garbage.
 */
export class TextWriter {
  readonly #pieces = new Array<string>(piecesMax).fill('')
  #count = 0
  #text = ''

  /** Writes text that needs no escapes: names, tags, and values that we wrote. */
  write(piece: string): void {
    this.#pieces[this.#count++] = piece
    if (this.#count === piecesMax) {
      this.#text += this.#pieces.join('')
      this.#count = 0
    }
  }

  /**
   * Writes the value of an attribute. Line breaks and tabs become spaces: XML would normalise them in a
   * value, HTML would not.
   */
  writeValue(value: string): void {
    this.write(
      escapedInValue.test(value)
        ? value.replace(/[&<>"]/g, (found) => entities[found] ?? '').replace(/[\t\n\r]/g, ' ')
        : value,
    )
  }

  /** Text cannot contain a carriage return, because both parsers would turn it into a line feed. */
  writeText(text: string): void {
    this.write(
      escapedInText.test(text)
        ? text.replace(/[&<>]/g, (found) => entities[found] ?? '').replace(/\r/g, ' ')
        : text,
    )
  }

  finish(): string {
    return this.#text + this.#pieces.slice(0, this.#count).join('')
  }
}

/** Small enough that small pictures reach it, so that the engine compiles this code. */
const piecesMax = 64
const escapedInValue = /[&<>"\t\n\r]/
const escapedInText = /[&<>\r]/
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
