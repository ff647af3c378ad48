/** A text with some places replaced, told in their order. */
export class Rewriter {
  readonly text: string
  #written = ''
  /** Where what is not written yet begins. */
  #from = 0
  #replacements = 0

  constructor(text: string) {
    this.text = text
  }

  /** A text that needs more is no picture that somebody has mistyped. */
  get isFull(): boolean {
    return this.#replacements > replacementsMax
  }

  /** @returns `end`. */
  replace(start: number, end: number, by: string): number {
    if (start < this.#from || this.isFull) return end
    this.#replacements++
    this.#written += this.text.slice(this.#from, start) + by
    this.#from = end
    return end
  }

  finish(): string {
    return this.#written + this.text.slice(this.#from)
  }
}

const replacementsMax = 3000
