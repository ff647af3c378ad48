import { Trait, traitsOf } from './attribute-traits.ts'
import { knownNames } from './known-names.ts'
import { nameCodes, namePattern } from './xml-names.ts'

/** A power of two. */
const namesKept = 256
/** The longest known name is shorter. */
const codesKept = 32
/** The engine copies a part of a text up to this length; a longer one would keep the whole text in memory. */
const copiedCharsMax = 12
/**
 * Names that were read, each at the index of its hash, with its characters and traits. They are the same in
 * every document, and learning them anew takes a tenth of the time of sanitising a small picture.
 */
const keptNames = new Array<string>(namesKept).fill('')
const keptTraits = new Uint32Array(namesKept)
const keptCodes = new Uint16Array(namesKept * codesKept)

/** Reads the names of a document, so that a repeated name is rarely a new string. */
export class NameReader {
  readonly #text: string
  readonly #units: Uint16Array
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
    const kept = keptNames[place] ?? ''
    if (kept.length === end - start && this.#isKept(start)) {
      this.traits = keptTraits[place] ?? 0
      return kept
    }
    return this.#keep(start, all >= 128)
  }

  /** Whether the name at an index has the characters of the one that is kept for its hash. */
  #isKept(start: number): boolean {
    const units = this.#units
    for (let i = start, k = this.place * codesKept; i < this.end; i++, k++)
      if (units[i] !== keptCodes[k]) return false
    return this.end > start
  }

  #keep(start: number, isForeign: boolean): string | null {
    const written = this.#text.slice(start, this.end)
    if (written === '' || (isForeign && !namePattern.test(written))) return null
    const known = knownNames.get(written)
    const name = known ?? written
    const isQualified = name === 'xmlns' || name.includes(':')
    this.traits = traitsOf(name) | (isQualified ? Trait.qualified : 0)
    if (written.length <= (known === undefined ? copiedCharsMax : codesKept)) {
      const { place } = this
      keptNames[place] = name
      keptTraits[place] = this.traits
      for (let i = 0; i < name.length; i++) keptCodes[place * codesKept + i] = name.charCodeAt(i)
    }
    return name
  }
}
