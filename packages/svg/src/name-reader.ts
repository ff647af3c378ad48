import { Trait, traitsOf } from './attribute-traits.ts'
import { knownNames } from './known-names.ts'
import { nameCodes, namePattern } from './xml-names.ts'

/** A power of two. */
const namesKept = 256

/** Reads the names of a document, so that a repeated name is not a new string. */
export class NameReader {
  readonly #text: string
  readonly #units: Uint16Array
  /** Each at the index of its hash, with its traits and where it was read first. */
  readonly #names: string[] = new Array<string>(namesKept).fill('')
  readonly #traits = new Uint32Array(namesKept)
  readonly #firstPlaces = new Uint32Array(namesKept)
  /** Of the name that was read last: the index after it, that of its hash, and its traits. */
  end = 0
  place = 0
  traits = 0

  /** @param units those of the text, as `borrowUnits` gives them. */
  constructor(text: string, units: Uint16Array) {
    this.#text = text
    this.#units = units
  }

  /** The name that begins at an index (XML 1.0, production [5]); null if there is none. */
  read(start: number): string | null {
    const units = this.#units
    const first = units[start] ?? 0
    let all = first
    let end = start
    let place = 0
    if (first >= 128 || nameCodes[first] === 1) {
      for (let code = first; code >= 128 || (nameCodes[code] ?? 0) > 0; code = units[++end] ?? 0) {
        all |= code
        place = (place * 31 + code) & (namesKept - 1)
      }
    }
    this.end = end
    this.place = place
    const kept = this.#names[place] ?? ''
    if (kept.length === end - start && this.#isAgain(start, this.#firstPlaces[place] ?? 0)) {
      this.traits = this.#traits[place] ?? 0
      return kept
    }
    return this.#keep(start, all >= 128)
  }

  /** Whether the name at an index is the one that was read at another. */
  #isAgain(start: number, first: number): boolean {
    const units = this.#units
    for (let i = start, k = first; i < this.end; i++, k++) if (units[i] !== units[k]) return false
    return this.end > start
  }

  #keep(start: number, isForeign: boolean): string | null {
    const written = this.#text.slice(start, this.end)
    if (written === '' || (isForeign && !namePattern.test(written))) return null
    const name = knownNames.get(written) ?? written
    const isQualified = name === 'xmlns' || name.includes(':')
    const { place } = this
    this.traits = traitsOf(name) | (isQualified ? Trait.qualified : 0)
    this.#names[place] = name
    this.#traits[place] = this.traits
    this.#firstPlaces[place] = start
    return name
  }
}
