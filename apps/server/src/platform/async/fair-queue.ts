/**
 * A bounded queue that clients share: clients take turns, and a client's own entries keep their order. When
 * it is full, the client with the most entries loses one, so that no client can fill it for the others.
 */
export class FairQueue<Entry> {
  readonly #entriesMax: number
  /** In the order of their turns. */
  readonly #byClient = new Map<string, Entry[]>()
  #size = 0

  constructor(entriesMax: number) {
    this.#entriesMax = entriesMax
  }

  get size(): number {
    return this.#size
  }

  /** @returns the entry that was removed for lack of space, perhaps the one that was to be added. */
  add(client: string, entry: Entry): Entry | undefined {
    const own = this.#byClient.get(client) ?? []
    let displaced: Entry | undefined
    if (this.#size >= this.#entriesMax) {
      const [most, theirs] = this.#longest()
      if (theirs.length <= own.length + 1) return entry
      displaced = theirs.at(-1)
      if (displaced !== undefined) this.delete(most, displaced)
    }
    own.push(entry)
    this.#byClient.set(client, own)
    this.#size += 1
    return displaced
  }

  /**
   * Removes the next entry of a client that may have a turn; the client's next turn is after all others.
   */
  take(mayHaveTurn: (client: string) => boolean = () => true): Entry | undefined {
    const turn = [...this.#byClient].find(([client]) => mayHaveTurn(client))
    if (!turn) return undefined
    const [client, entries] = turn
    const [entry] = entries
    this.#byClient.delete(client)
    this.#byClient.set(client, entries)
    if (entry !== undefined) this.delete(client, entry)
    return entry
  }

  delete(client: string, entry: Entry): void {
    const entries = this.#byClient.get(client) ?? []
    const at = entries.indexOf(entry)
    if (at < 0) return
    entries.splice(at, 1)
    this.#size -= 1
    if (entries.length === 0) this.#byClient.delete(client)
  }

  /** Removes all entries. */
  clear(): Entry[] {
    const all = [...this.#byClient.values()].flat()
    this.#byClient.clear()
    this.#size = 0
    return all
  }

  #longest(): [string, Entry[]] {
    return [...this.#byClient].reduce(
      (one, other) => (other[1].length > one[1].length ? other : one),
      ['', []],
    )
  }
}
