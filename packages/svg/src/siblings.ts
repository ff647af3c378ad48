import type { SourceElement } from './parse.ts'
import type { HoldsTest, PlaceTest } from './selector.ts'

/**
 * The positions of elements among their siblings. Every parent is processed once, however many of its
 * children are queried.
 */
export class SiblingIndex {
  readonly #families = new Map<SourceElement, Family>()
  /** Elements are mostly queried in their order. */
  #lastParent: SourceElement | null = null
  #lastFamily: Family | null = null

  /** All elements of one parent, skipped ones included. */
  inside(parent: SourceElement): readonly SourceElement[] {
    return this.#familyOf(parent).elements
  }

  previous({ parent, index }: SourceElement): SourceElement | null {
    return parent === null || index === 0 ? null : (this.#familyOf(parent).elements[index - 1] ?? null)
  }

  /**
   * The element's position, counted from one: among all siblings, those with its name, or those that pass a
   * test; 0 if it does not pass itself.
   */
  placeOf(
    element: SourceElement,
    test: PlaceTest,
    passes: ((sibling: SourceElement) => boolean) | null,
  ): number {
    const { parent, index } = element
    if (passes === null && !test.ofType) return test.fromEnd ? (parent?.elements ?? 1) - index : index + 1
    if (parent === null) return passes === null || passes(element) ? 1 : 0
    const family = this.#familyOf(parent)
    const known = passes === null ? family.types : family.passing.get(test)
    const places = known ?? countPlaces(family.elements, passes)
    if (passes === null) family.types = places
    else if (known === undefined) family.passing.set(test, places)
    const place = places.place[index] ?? 0
    if (place === 0 || !test.fromEnd) return place
    return (places.total.get(passes === null ? nameOf(element) : '') ?? 0) - place + 1
  }

  #familyOf(parent: SourceElement): Family {
    if (parent === this.#lastParent && this.#lastFamily !== null) return this.#lastFamily
    const family = this.#families.get(parent) ?? newFamily(parent)
    this.#families.set(parent, family)
    this.#lastParent = parent
    this.#lastFamily = family
    return family
  }
}

interface Family {
  elements: readonly SourceElement[]
  /** Positions among those of the same name, computed on first use. */
  types: Places | null
  passing: Map<PlaceTest, Places>
}

interface Places {
  /** By index. */
  place: Uint32Array
  /** By name, if names are distinguished. */
  total: Map<string, number>
}

function newFamily(parent: SourceElement): Family {
  const list = new Array<SourceElement>(parent.elements)
  for (const child of parent.children) if (typeof child !== 'string') list[child.index] = child
  for (const element of parent.skipped ?? []) list[element.index] = element
  // Elements that are missing at the end of an unfinished document leave holes.
  return { elements: list.filter((sibling) => sibling !== undefined), types: null, passing: new Map() }
}

const nameOf = ({ name, namespace }: SourceElement): string =>
  namespace === null ? name : `${namespace} ${name}`

function countPlaces(
  siblings: readonly SourceElement[],
  passes: ((sibling: SourceElement) => boolean) | null,
): Places {
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

/**
 * The elements that contain, or are followed by, a match of `:has()`; found in one pass over the document.
 */
export function findHolders(
  root: SourceElement,
  siblings: SiblingIndex,
  { parts }: HoldsTest,
  passes: (part: HoldsTest['parts'][number], element: SourceElement) => boolean,
): ReadonlySet<SourceElement> {
  const holders = parts.map(() => new Set<SourceElement>())
  const stack = [root]
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    if (element.elements > 0) for (const child of siblings.inside(element)) stack.push(child)
    for (const [i, part] of parts.entries()) {
      const set = holders[i]
      if (set !== undefined && passes(part, element)) addHolders(set, element, part.combinator, siblings)
    }
  }
  return holders.length === 1 && holders[0] !== undefined
    ? holders[0]
    : new Set(holders.flatMap((set) => [...set]))
}

function addHolders(
  holders: Set<SourceElement>,
  element: SourceElement,
  combinator: HoldsTest['parts'][number]['combinator'],
  siblings: SiblingIndex,
): void {
  const step = (from: SourceElement): SourceElement | null =>
    combinator === '>' || combinator === ' ' ? from.parent : siblings.previous(from)
  const goesOn = combinator === ' ' || combinator === '~'
  for (let holder = step(element); holder !== null; holder = goesOn ? step(holder) : null) {
    // An earlier path that led here continued from here as well.
    if (holders.has(holder)) return
    holders.add(holder)
  }
}
