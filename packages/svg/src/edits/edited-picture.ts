import { Attributes } from '../attributes.ts'
import { frameOf } from '../bounds.ts'
import { ruleOf } from '../elements.ts'
import { notDrawnInPlace } from '../expansion.ts'
import type { SvgLimits } from '../limits.ts'
import { identity, type Matrix, multiply } from '../matrix.ts'
import { newElement, type PictureElement, walkPicture } from '../picture.ts'
import type { Size } from '../shape-bounds.ts'
import { readViewBox, type ViewBox } from '../values.ts'
import { packedColor } from './colors-of-edits.ts'
import { NotDone } from './edits-error.ts'

/** The user space of an element's content, and the viewport to which percentages refer. */
export interface Space {
  /** Maps the user space to the units of the picture's view box. */
  matrix: Matrix
  viewport: Size
}

/** A picture while edits are applied to it: its tree, and the parent of each element. */
export class EditedPicture {
  readonly root: PictureElement
  /** The prefix of all its ids; empty while it has no ids. */
  idPrefix: string
  readonly #parents = new Map<PictureElement, PictureElement>()
  #byId: Map<string, PictureElement> | null = null
  #shown: Set<string> | null = null
  readonly #colors = new Map<string, number>()
  #lastNumber = 0

  readonly #limits: Pick<SvgLimits, 'elementsMax' | 'bytesMax'>
  /** Changes whenever elements are moved or removed, or get other ids. */
  version = 0
  #size: { elements: number; chars: number } | null = null

  constructor(root: PictureElement, idPrefix: string, limits: Pick<SvgLimits, 'elementsMax' | 'bytesMax'>) {
    this.root = root
    this.idPrefix = idPrefix
    this.#limits = limits
    this.#adopt(root)
  }

  get viewBox(): ViewBox {
    return readViewBox(this.root.attributes.get('viewBox') ?? '') ?? [0, 0, 1, 1]
  }

  /**
   * A colour as one number, a byte for each channel; -1 if the text is not a colour. Opacity is ignored. The
   * result is cached, because pictures repeat their colours.
   */
  colorOf(value: string): number {
    let known = this.#colors.get(value)
    if (known === undefined) {
      known = packedColor(value)
      this.#colors.set(value, known)
    }
    return known
  }

  parentOf(element: PictureElement): PictureElement | undefined {
    return this.#parents.get(element)
  }

  /** Whether an element is the other one or inside it. */
  isWithin(element: PictureElement, outer: PictureElement): boolean {
    for (let at: PictureElement | undefined = element; at !== undefined; at = this.parentOf(at))
      if (at === outer) return true
    return false
  }

  /** Whether an element is drawn at its position in the tree. */
  isDrawn(element: PictureElement): boolean {
    for (let at: PictureElement | undefined = element; at !== undefined; at = this.parentOf(at))
      if (notDrawnInPlace.has(at.name) || !at.rule.isRendered) return false
    return true
  }

  byId(id: string): PictureElement | undefined {
    if (this.#byId === null) {
      const found = new Map<string, PictureElement>()
      walkPicture(this.root, (element) => {
        if (element.sourceId !== null) found.set(element.sourceId, element)
        return true
      })
      this.#byId = found
    }
    return this.#byId.get(id)
  }

  /**
   * Must be called before elements are added, because copies of copies can exceed the memory.
   *
   * @throws NotDone if the picture would be too large.
   */
  makeRoomFor(elements: readonly PictureElement[]): void {
    this.#size ??= sizeOf(this.root)
    for (const element of elements) {
      const { elements: count, chars } = sizeOf(element)
      this.#size.elements += count
      this.#size.chars += chars
    }
    if (this.#size.elements <= this.#limits.elementsMax && this.#size.chars <= this.#limits.bytesMax) return
    this.#size = null
    throw new NotDone('too_large', 'The picture would become too large.')
  }

  /** A new id, derived from one that is in use. */
  newId(like: string): string {
    const base = like.replace(/-\d+$/, '')
    let id = `${base}-${++this.#lastNumber}`
    while (this.byId(id) !== undefined) id = `${base}-${++this.#lastNumber}`
    return id
  }

  /** The id itself, or a new one derived from it if it is in use. */
  freeId(id: string): string {
    return this.byId(id) === undefined ? id : this.newId(id)
  }

  /** Whether a `use` shows the element elsewhere, or a text follows it. */
  isShownElsewhere({ sourceId }: PictureElement): boolean {
    if (sourceId === null) return false
    if (this.#shown === null) {
      const shown = new Set<string>()
      walkPicture(this.root, ({ name, attributes }) => {
        const href = name === 'use' || name === 'textPath' ? attributes.get('href') : undefined
        if (href !== undefined) shown.add(href.slice(1))
        return true
      })
      this.#shown = shown
    }
    return this.#shown.has(sourceId)
  }

  setId(element: PictureElement, id: string | null): void {
    element.sourceId = id
    this.forget()
  }

  /** Index among the element children of each parent, from the root down. */
  pathOf(element: PictureElement): number[] {
    const path: number[] = []
    let at = element
    for (let parent = this.parentOf(at); parent !== undefined; parent = this.parentOf(at)) {
      let index = 0
      for (const child of parent.children) {
        if (child === at) break
        if (typeof child !== 'string') index++
      }
      path.push(index)
      at = parent
    }
    return path.reverse()
  }

  elementAt(path: readonly number[]): PictureElement | undefined {
    let element: PictureElement | undefined = this.root
    for (const index of path) element = element && elementAmong(element.children, index)
    return element
  }

  /** Replaces an element by others. */
  replace(element: PictureElement, others: readonly PictureElement[]): void {
    const parent = this.parentOf(element)
    if (parent === undefined) return
    const at = parent.children.indexOf(element)
    parent.children = [...parent.children.slice(0, at), ...others, ...parent.children.slice(at + 1)]
    this.#parents.delete(element)
    this.forget()
    for (const other of others) this.#put(other, parent)
  }

  remove(element: PictureElement): void {
    this.replace(element, [])
  }

  insertBefore(element: PictureElement, others: readonly PictureElement[]): void {
    const parent = this.parentOf(element)
    if (parent !== undefined) this.insertInto(parent, others, parent.children.indexOf(element))
  }

  insertAfter(element: PictureElement, others: readonly PictureElement[]): void {
    const parent = this.parentOf(element)
    if (parent !== undefined) this.insertInto(parent, others, parent.children.indexOf(element) + 1)
  }

  /** Inserts at an index among all children, texts included; by default at the end. */
  insertInto(parent: PictureElement, others: readonly PictureElement[], index?: number): void {
    const at = index ?? parent.children.length
    parent.children = [...parent.children.slice(0, at), ...others, ...parent.children.slice(at)]
    for (const other of others) this.#put(other, parent)
  }

  /** Wraps an element in a new group. */
  wrap(element: PictureElement, attributes: Attributes): PictureElement {
    const group = createElement('g', attributes)
    this.replace(element, [group])
    this.insertInto(group, [element])
    return group
  }

  /** The user space of the content of an element. */
  spaceOf(element: PictureElement): Space {
    const parent = this.parentOf(element)
    if (parent === undefined) {
      const [, , width, height] = this.viewBox
      return { matrix: identity, viewport: { width, height } }
    }
    const outer = this.spaceOf(parent)
    const { matrix, viewport } = frameOf(element, outer.viewport, null)
    return { matrix: multiply(outer.matrix, matrix), viewport }
  }

  /** The user space in which an element's own transform is applied. */
  spaceAround(element: PictureElement): Space {
    return this.spaceOf(this.parentOf(element) ?? this.root)
  }

  /** The value that an element has or inherits, and the element that sets it. */
  inheritedValue(
    element: PictureElement,
    property: string,
  ): { value: string; owner: PictureElement } | undefined {
    for (let at: PictureElement | undefined = element; at !== undefined; at = this.parentOf(at)) {
      const value = at.attributes.get(property)
      if (value !== undefined) return { value, owner: at }
    }
    return undefined
  }

  #put(element: PictureElement, parent: PictureElement): void {
    this.#parents.set(element, parent)
    this.forget()
    this.#adopt(element)
  }

  /** Must be called after other code has changed ids or references. */
  forget(): void {
    this.version++
    this.#byId = null
    this.#shown = null
  }

  #adopt(top: PictureElement): void {
    walkPicture(top, (element) => {
      for (const child of element.children) if (typeof child !== 'string') this.#parents.set(child, element)
      return true
    })
  }
}

/** Characters of names, values and texts. */
function sizeOf(top: PictureElement): { elements: number; chars: number } {
  const size = { elements: 0, chars: 0 }
  walkPicture(top, ({ attributes, children }) => {
    size.elements++
    for (let i = 0; i < attributes.size; i++)
      size.chars += attributes.nameAt(i).length + attributes.valueAt(i).length
    for (const child of children) if (typeof child === 'string') size.chars += child.length
    return true
  })
  return size
}

export function createElement(
  name: string,
  attributes: Attributes,
  children: PictureElement['children'] = [],
): PictureElement {
  const element = newElement(name, ruleOf(name), null, attributes)
  element.children = children
  return element
}

/** Texts do not count. */
function elementAmong(children: PictureElement['children'], index: number): PictureElement | undefined {
  let left = index
  for (let i = 0; i < children.length; i++) {
    const child = children[i]
    if (typeof child !== 'string' && left-- === 0) return child
  }
  return undefined
}

/** The children of an element that are elements. */
export const elementsOf = ({ children }: PictureElement): PictureElement[] =>
  children.filter((child) => typeof child !== 'string')

/** A copy of an element with all its content, not yet in the picture. */
export function copyOf(element: PictureElement): PictureElement {
  const copy = newElement(element.name, element.rule, element.sourceId, element.attributes.copy())
  copy.children = element.children.map((child) => (typeof child === 'string' ? child : copyOf(child)))
  return copy
}

export const noAttributes = (): Attributes => new Attributes()
