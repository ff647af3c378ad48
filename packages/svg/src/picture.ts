import { Trait } from './attribute-traits.ts'
import type { Attributes } from './attributes.ts'
import type { ElementRule } from './elements.ts'
import type { ReferenceKind } from './reference-values.ts'

/** An element as it will be written. Everything in it has passed the policy. */
export interface PictureElement {
  name: string
  rule: ElementRule
  /** The id in the source; references still use it. */
  sourceId: string | null
  attributes: Attributes
  references: readonly PictureReference[]
  /** Elements without children share one list: `appendChild`, `appendText` and `dropLastChild` change it. */
  children: readonly (PictureElement | string)[]
  /** Corners of a path or point list. */
  vertices: number
  /** The cost of drawing it; set when references are followed. */
  cost: DrawingCost | null
}

export interface PictureReference {
  attribute: string
  kind: ReferenceKind
  pieces: string[]
  fallback: string | null
  /** One for every id in `pieces`. */
  targets: readonly PictureElement[]
}

export interface DrawingCost {
  /** The number of drawn shapes, with all references followed. */
  draws: number
  /** Shapes that take an inherited paint. */
  shapes: number
  /** Positions at which an inherited marker is drawn. */
  vertices: number
  /** Levels, references followed. */
  depth: number
}

/** Most elements have none; they share this. */
export const noReferences: readonly PictureReference[] = []

/** The first character of ids that the policy adds. No document can contain it, so these ids are unique. */
export const generated = '\u0001'

/** Most elements have none; they share this, which `appendChild` replaces. */
const noChildren: PictureElement['children'] = emptyList('')

export const newElement = (
  name: string,
  rule: ElementRule,
  sourceId: string | null,
  attributes: Attributes,
): PictureElement => ({
  name,
  rule,
  sourceId,
  attributes,
  references: noReferences,
  children: noChildren,
  vertices: 0,
  cost: null,
})

/**
 * An empty array that the engine treats as an array of objects. It treats `[]` as an array of numbers, and
 * discards code that was compiled for one kind when it gets the other.
 */
export function emptyList<Item>(item: Item): Item[] {
  const list = [item]
  list.pop()
  return list
}

/**
 * Most elements with children have one child. Growing an empty array would reserve sixteen more places for
 * each of them.
 */
export function appendChild<Child>(parent: { children: readonly Child[] }, child: Child): void {
  if (parent.children.length === 0) parent.children = [child]
  else (parent.children as Child[]).push(child)
}

/** Joins a text to the text before it, as in the output. */
export function appendText(parent: PictureElement, text: string): void {
  const last = parent.children.length - 1
  const before = parent.children[last]
  if (typeof before === 'string') (parent.children as (PictureElement | string)[])[last] = before + text
  else appendChild<PictureElement | string>(parent, text)
}

/** Removes the child that was appended last. */
export function dropLastChild(parent: PictureElement): void {
  const children = parent.children as (PictureElement | string)[]
  children.pop()
}

/**
 * Calls `visit` for every element in document order, without recursion. If it returns false, the content is
 * skipped.
 */
export function walkPicture(
  root: PictureElement,
  visit: (element: PictureElement) => boolean | undefined,
): void {
  const stack = [root]
  for (let element = stack.pop(); element !== undefined; element = stack.pop()) {
    if (visit(element) === false) continue
    for (let i = element.children.length - 1; i >= 0; i--) {
      const child = element.children[i]
      if (child !== undefined && typeof child !== 'string') stack.push(child)
    }
  }
}

/**
 * Whether it is an empty group to which nothing can refer. A filter on an empty group may still draw. The
 * condition that most elements fail comes last, so that small pictures run, and the engine compiles, the
 * entire expression.
 */
export const isEmptyGroup = ({ name, children, sourceId, attributes }: PictureElement): boolean =>
  children.length === 0 &&
  sourceId === null &&
  ((attributes.traits & Trait.filter) === 0 || !attributes.has('filter')) &&
  (name === 'g' || name === 'defs')

/** Removes groups that have become empty after parsing, because they lost their content or their id. */
export function dropEmptyGroups(root: PictureElement): void {
  const elements: PictureElement[] = []
  walkPicture(root, (element) => {
    elements.push(element)
    return true
  })
  const gone = (child: PictureElement | string) => typeof child !== 'string' && isEmptyGroup(child)
  // Children come after their parents, so a group is checked after its content was removed.
  for (const element of elements.reverse())
    if (element.children.some(gone)) element.children = element.children.filter((child) => !gone(child))
}
