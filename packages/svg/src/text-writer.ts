/**
 * Puts a text together from many short pieces. They are joined some dozens at a time: every string that is
 * put onto another would be garbage of its own.
 */
export class TextWriter {
  readonly #pieces = new Array<string>(piecesMax).fill('')
  #count = 0
  #text = ''

  /** Writes what needs no escape where it stands: names, tags, and values that we wrote. */
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

  /** A carriage return cannot stand in text: both parsers would turn it into a line feed. */
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

/** So few that small pictures have more: what only large ones ran would not be compiled. */
const piecesMax = 64
const escapedInValue = /[&<>"\t\n\r]/
const escapedInText = /[&<>\r]/
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
