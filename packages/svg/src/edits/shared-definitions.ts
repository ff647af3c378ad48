import { notDrawnInPlace } from '../expansion.ts'
import { type PictureElement, walkPicture } from '../picture.ts'
import { copyOf, createElement, type EditedPicture, elementsOf, noAttributes } from './edited-picture.ts'
import { inheritedIn, keepInherited } from './inheritance-of-parts.ts'
import { forEachReference, referencedIds, renameIds } from './references-in-text.ts'

/**
 * Before an element is taken out: what others refer to in it stays as definitions. A `use` inherits from
 * where it stands, other references from where their target stands.
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

/** Before an element is changed: what shows it elsewhere shows it unchanged, by a copy that gets its ids. */
export function separate(picture: EditedPicture, element: PictureElement): void {
  if (referredToFromOutside(picture, element).length === 0) return
  picture.makeRoomFor([element])
  keepForOthers(picture, element)
  renameIds(element, (id) => picture.newId(id))
  picture.forget()
}

/** The `defs` of the root, a new one where it has none. */
function definitionsOf(picture: EditedPicture): PictureElement {
  const known = elementsOf(picture.root).find(
    ({ name, attributes }) => name === 'defs' && attributes.size === 0,
  )
  if (known !== undefined) return known
  const definitions = createElement('defs', noAttributes())
  picture.insertInto(picture.root, [definitions])
  return definitions
}

/** Of elements within each other the outermost. */
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
 * Takes out definitions that were referred to before and are no longer, and groups of definitions that are
 * left empty.
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

/** Removes an element, and a `defs` around it that holds nothing else. */
function removeWithHolder(picture: EditedPicture, element: PictureElement): void {
  const parent = picture.parentOf(element)
  picture.remove(element)
  if (parent?.name === 'defs' && elementsOf(parent).length === 0) picture.remove(parent)
}
