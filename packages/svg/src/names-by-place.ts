/**
 * What belongs to the names of attributes, for elements of one kind. Nearly all of them have the same
 * attributes in the same order, so a name is first compared with the one that was last found at its place,
 * which takes a fraction of the time of searching a map.
 */
export class NamesByPlace<Value> {
  readonly #all: ReadonlyMap<string, Value>
  readonly #names = new Array<string>(placesKept).fill('')
  readonly #values: (Value | undefined)[] = new Array<Value | undefined>(placesKept).fill(undefined)

  constructor(all: ReadonlyMap<string, Value>) {
    this.#all = all
  }

  /** @param place the index of the attribute in its element. */
  get(name: string, place: number): Value | undefined {
    const kept = place & (placesKept - 1)
    if (this.#names[kept] === name) return this.#values[kept]
    const value = this.#all.get(name)
    // Other names may be any text, and long.
    if (value === undefined) return undefined
    this.#names[kept] = name
    this.#values[kept] = value
    return value
  }
}

/** A power of two. */
const placesKept = 16
