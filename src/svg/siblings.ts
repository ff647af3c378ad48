import type { SourceElement } from './parse.ts'
import type { HoldsTest, PlaceTest } from './selector.ts'

/** Where elements stand among their siblings. Every parent is looked at once, however many of its children are asked about. */
export class SiblingIndex {
  readonly #lists = new Map<SourceElement, readonly SourceElement[]>()
  readonly #places = new Map<PlaceTest | null, Map<SourceElement, Places>>()

  /** All elements of one parent, those that were skipped included. */
  around(element: SourceElement): readonly SourceElement[] {
    return element.parent === null ? [element] : this.inside(element.parent)
  }

  inside(parent: SourceElement): readonly SourceElement[] {
    const known = this.#lists.get(parent)
    if (known !== undefined) return known
    const list = new Array<SourceElement>(parent.elements)
    for (const child of parent.children) if (typeof child !== 'string') list[child.index] = child
    for (const stranger of parent.strangers ?? []) list[stranger.index] = stranger
    // What an unfinished document lost at its end leaves holes.
    const whole = list.filter((sibling) => sibling !== undefined)
    this.#lists.set(parent, whole)
    return whole
  }

  previous(element: SourceElement): SourceElement | null {
    return this.around(element)[element.index - 1] ?? null
  }

  /** The element's place, counted from one: among all, those of its name, or those that pass; 0 where it does not pass itself. */
  placeOf(
    element: SourceElement,
    test: PlaceTest,
    passes: ((sibling: SourceElement) => boolean) | null,
  ): number {
    if (passes === null && !test.ofType) {
      const last = element.parent?.elements ?? 1
      return test.fromEnd ? last - element.index : element.index + 1
    }
    if (element.parent === null) return passes === null || passes(element) ? 1 : 0
    const key = passes === null ? null : test
    const places = this.#places.get(key) ?? new Map<SourceElement, Places>()
    this.#places.set(key, places)
    const { parent } = element
    const known = places.get(parent)
    const found = known ?? countPlaces(this.around(element), passes)
    if (known === undefined) places.set(parent, found)
    const place = found.place[element.index] ?? 0
    if (place === 0 || !test.fromEnd) return place
    return (found.total.get(passes === null ? nameOf(element) : '') ?? 0) - place + 1
  }
}

interface Places {
  /** By index. */
  place: Uint32Array
  /** By name, where names part them. */
  total: Map<string, number>
}

const nameOf = ({ name, namespace }: SourceElement): string =>
  namespace === null ? name : `${namespace} ${name}`

const countPlaces = (
  siblings: readonly SourceElement[],
  passes: ((sibling: SourceElement) => boolean) | null,
): Places => {
  const places: Places = { place: new Uint32Array(siblings.length), total: new Map() }
  for (const [index, sibling] of siblings.entries()) {
    if (passes !== null && !passes(sibling)) continue
    const name = passes === null ? nameOf(sibling) : ''
    const count = (places.total.get(name) ?? 0) + 1
    places.total.set(name, count)
    places.place[index] = count
  }
  return places
}

/** The elements that hold, or are followed by, what `:has()` asks for; found in one walk over the document. */
export const findHolders = (
  root: SourceElement,
  siblings: SiblingIndex,
  { parts }: HoldsTest,
  passes: (part: HoldsTest['parts'][number], element: SourceElement) => boolean,
): ReadonlySet<SourceElement> => {
  const holders = parts.map(() => new Set<SourceElement>())
  const stack = [root]
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    for (const child of siblings.inside(element)) stack.push(child)
    for (const [i, part] of parts.entries()) {
      const set = holders[i]
      if (set !== undefined && passes(part, element)) addHolders(set, element, part.combinator, siblings)
    }
  }
  return new Set(holders.flatMap((set) => [...set]))
}

const addHolders = (
  holders: Set<SourceElement>,
  element: SourceElement,
  combinator: HoldsTest['parts'][number]['combinator'],
  siblings: SiblingIndex,
): void => {
  const step = (from: SourceElement): SourceElement | null =>
    combinator === '>' || combinator === ' ' ? from.parent : siblings.previous(from)
  const goesOn = combinator === ' ' || combinator === '~'
  for (let holder = step(element); holder !== null; holder = goesOn ? step(holder) : null) {
    // Whoever led here before went on from here as well.
    if (holders.has(holder)) return
    holders.add(holder)
  }
}
