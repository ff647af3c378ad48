import { traitsOf } from './attribute-traits.ts'

/**
 * The attributes of an element, in their order. It is a list that is searched from its beginning. Nearly all
 * elements have fewer than ten attributes, for which this takes a fraction of the time and memory of a map.
 */
export class Attributes implements Iterable<readonly [name: string, value: string]> {
  /** Names and values in turn. */
  readonly #list: string[]
  #traits: number

  /** @param traits those of all names in the list. */
  constructor(list: string[] = [], traits = traitsOfAll(list)) {
    this.#list = list
    this.#traits = traits
  }

  static from(pairs: Iterable<readonly [name: string, value: string]>): Attributes {
    return new Attributes([...pairs].flat())
  }

  copy(): Attributes {
    return new Attributes(this.#list.slice(), this.#traits)
  }

  /** The traits (`Trait`) of all names that are here, or have been. */
  get traits(): number {
    return this.#traits
  }

  get size(): number {
    return this.#list.length >> 1
  }

  nameAt(index: number): string {
    return this.#list[index * 2] ?? ''
  }

  valueAt(index: number): string {
    return this.#list[index * 2 + 1] ?? ''
  }

  setAt(index: number, value: string): void {
    this.#list[index * 2 + 1] = value
  }

  /** Later attributes move up. */
  removeAt(index: number): void {
    const list = this.#list
    for (let i = index * 2 + 2; i < list.length; i++) list[i - 2] = list[i] ?? ''
    list.length -= 2
  }

  /** The position of a name; -1 if it is missing. */
  indexOf(name: string): number {
    const list = this.#list
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) return i >> 1
    return -1
  }

  has(name: string): boolean {
    return this.indexOf(name) >= 0
  }

  get(name: string): string | undefined {
    const list = this.#list
    for (let i = 0; i < list.length; i += 2) if (list[i] === name) return list[i + 1]
    return undefined
  }

  /** Adds an attribute whose name is known to be missing. */
  add(name: string, value: string): void {
    this.#list.push(name, value)
    this.#traits |= traitsOf(name)
  }

  /** An existing name keeps its position. */
  set(name: string, value: string): void {
    const index = this.indexOf(name)
    if (index < 0) this.add(name, value)
    else this.#list[index * 2 + 1] = value
  }

  delete(name: string): void {
    const index = this.indexOf(name)
    if (index >= 0) this.removeAt(index)
  }

  *[Symbol.iterator](): Generator<readonly [name: string, value: string]> {
    for (let i = 0; i < this.size; i++) yield [this.nameAt(i), this.valueAt(i)]
  }
}

function traitsOfAll(list: readonly string[]): number {
  let traits = 0
  for (let i = 0; i < list.length; i += 2) traits |= traitsOf(list[i] ?? '')
  return traits
}
