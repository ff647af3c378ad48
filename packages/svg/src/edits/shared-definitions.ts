import { notDrawnInPlace } from '../expansion.ts'
import { type PictureElement, walkPicture } from '../picture.ts'
import { copyOf, createElement, type EditedPicture, elementsOf, noAttributes } from './edited-picture.ts'
import { inheritedIn, keepInherited } from './inheritance-of-parts.ts'
import { forEachReference, referencedIds, renameIds } from './references-in-text.ts'

/**
 * Called before an element is removed. The parts of it that others refer to become definitions. The target of
 * a `use` inherits from the `use`; the target of any other reference inherits from its own position.
 */
export function keepForOthers(picture: EditedPicture, element: PictureElement): void {
  for (const inner of referredToFromOutside(picture, element)) {
    const copy = copyOf(inner)
    if (notDrawnInPlace.has(inner.name) && inner.name !== 'symbol')
      keepInherited(
        copy,
        inheritedIn(picture, picture.parentOf(inner) ?? picture.root),
        inheritedIn(picture, picture.root),
      )
    picture.insertInto(definitionsOf(picture), [copy])
  }
}

/**
 * Called before an element is changed. A copy gets its ids, so that other places that show it do not change.
 */
export function separate(picture: EditedPicture, element: PictureElement): void {
  if (referredToFromOutside(picture, element).length === 0) return
  picture.makeRoomFor([element])
  keepForOthers(picture, element)
  renameIds(element, (id) => picture.newId(id))
  picture.forget()
}

/** The `defs` of the root; it is created if there is none. */
function definitionsOf(picture: EditedPicture): PictureElement {
  const known = elementsOf(picture.root).find(
    ({ name, attributes }) => name === 'defs' && attributes.size === 0,
  )
  if (known !== undefined) return known
  const definitions = createElement('defs', noAttributes())
  picture.insertInto(picture.root, [definitions])
  return definitions
}

/** Of nested elements, only the outermost. */
function referredToFromOutside(picture: EditedPicture, element: PictureElement): PictureElement[] {
  const withIds: PictureElement[] = []
  walkPicture(element, (inner) => {
    if (inner.sourceId !== null) withIds.push(inner)
    return true
  })
  if (withIds.length === 0) return []
  const used = new Set<string>()
  walkPicture(picture.root, (other) => {
    if (other === element) return false
    forEachReference(other, (_, id) => used.add(id))
    return true
  })
  const found: PictureElement[] = []
  walkPicture(element, (inner) => {
    if (inner.sourceId === null || !used.has(inner.sourceId)) return true
    found.push(inner)
    return false
  })
  return found
}

/**
 * Removes definitions that have lost their last reference, and groups of definitions that have become empty.
 */
export function dropUnused(picture: EditedPicture, usedBefore: ReadonlySet<string>): void {
  for (let isDone = false; !isDone; ) {
    const used = referencedIds(picture.root)
    if ([...usedBefore].every((id) => used.has(id))) return
    const unused: PictureElement[] = []
    walkPicture(picture.root, (element) => {
      const id = element.sourceId
      const isDefinition = notDrawnInPlace.has(element.name)
        ? element.name !== 'defs'
        : picture.parentOf(element)?.name === 'defs'
      if (id === null || !isDefinition || !usedBefore.has(id) || holdsUsed(element, used)) return true
      unused.push(element)
      return false
    })
    isDone = unused.length === 0
    for (const element of unused) removeWithHolder(picture, element)
  }
}

function holdsUsed(element: PictureElement, used: ReadonlySet<string>): boolean {
  let holds = false
  walkPicture(element, (inner) => {
    if (inner.sourceId !== null && used.has(inner.sourceId)) holds = true
    return !holds
  })
  return holds
}

/** Removes an element, and the `defs` around it if it becomes empty. */
function removeWithHolder(picture: EditedPicture, element: PictureElement): void {
  const parent = picture.parentOf(element)
  picture.remove(element)
  if (parent?.name === 'defs' && elementsOf(parent).length === 0) picture.remove(parent)
}
