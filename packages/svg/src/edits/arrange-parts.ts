import type { PictureElement } from '../picture.ts'
import type { Edit, Place } from './edit.ts'
import { copyOf, type EditedPicture } from './edited-picture.ts'
import { NotDone } from './edits-error.ts'
import { findTargets } from './find-targets.ts'
import { groundOf } from './ground.ts'
import { applyMatrix, withoutGround } from './move-parts.ts'
import { renameIds } from './references-in-text.ts'
import { keepForOthers } from './shared-definitions.ts'
import { transplant } from './transplant.ts'

type EditOf<Op extends Edit['op']> = Extract<Edit, { op: Op }>

export function removeParts(picture: EditedPicture, { target }: EditOf<'remove'>): PictureElement[] {
  const elements = findTargets(picture, target)
  for (const element of elements) {
    keepForOthers(picture, element)
    picture.remove(element)
  }
  return elements
}

/** @returns the copies. */
export function duplicateParts(
  picture: EditedPicture,
  { target, x, y }: EditOf<'duplicate'>,
): PictureElement[] {
  const elements = withoutGround(picture, target)
  picture.makeRoomFor(elements)
  return elements.map((element) => {
    const copy = copyOf(element)
    renameIds(copy, (id) => picture.newId(id))
    picture.insertAfter(element, [copy])
    if (x !== 0 || y !== 0) applyMatrix(picture, copy, [1, 0, 0, 1, x, y])
    return copy
  })
}

/** @returns the elements at their new places. */
export function reorderParts(picture: EditedPicture, { target, to }: EditOf<'reorder'>): PictureElement[] {
  const elements = findTargets(picture, target)
  if (typeof to === 'object') return moveTo(picture, elements, to)
  for (const parent of new Set(elements.map((element) => picture.parentOf(element) ?? picture.root))) {
    const ground = groundOf(picture)
    const moved = new Set<PictureElement | string>(elements)
    const isSlot = (child: PictureElement | string) =>
      typeof child !== 'string' && child.rule.isRendered && (child !== ground || moved.has(child))
    const order = reordered(parent.children.filter(isSlot), moved, to)
    let next = 0
    parent.children = parent.children.map((child) => (isSlot(child) ? (order[next++] ?? child) : child))
  }
  return elements
}

/** Moves some of the items. The moved items keep their order. */
function reordered<Item>(
  items: Item[],
  moved: ReadonlySet<unknown>,
  to: 'front' | 'back' | 'forward' | 'backward',
): Item[] {
  const [those, others] = [items.filter((item) => moved.has(item)), items.filter((item) => !moved.has(item))]
  if (to === 'front') return [...others, ...those]
  if (to === 'back') return [...those, ...others]
  // Starts at the side that they move to, so that no moved item passes another one.
  const order = to === 'forward' ? items.toReversed() : [...items]
  for (let i = 1; i < order.length; i++) {
    const [before, item] = [order[i - 1], order[i]]
    if (before === undefined || item === undefined || !moved.has(item) || moved.has(before)) continue
    order[i - 1] = item
    order[i] = before
  }
  return to === 'forward' ? order.reverse() : order
}

function moveTo(picture: EditedPicture, elements: readonly PictureElement[], place: Place): PictureElement[] {
  const { holder, anchor, side } = findPlace(picture, place)
  if (elements.some((element) => picture.isWithin(anchor ?? holder, element)))
    throw new NotDone('not_possible', 'A part cannot be placed relative to itself.')
  const moved = elements.map((element) => transplant(picture, element, holder))
  putAt(picture, moved, { holder, anchor, side })
  return moved
}

export interface FoundPlace {
  holder: PictureElement
  /** A child of the holder; null means the front. */
  anchor: PictureElement | null
  side: 'before' | 'after'
}

export function findPlace(picture: EditedPicture, place: Place): FoundPlace {
  if ('into' in place) {
    const holder = 'all' in place.into ? picture.root : findTargets(picture, place.into)[0]
    if (holder === undefined || holder.rule.role !== 'container')
      throw new NotDone('not_possible', 'Only groups can hold other parts.')
    return { holder, anchor: null, side: 'after' }
  }
  const isBefore = 'before' in place
  const anchor =
    findTargets(picture, isBefore ? place.before : place.after).at(isBefore ? 0 : -1) ?? picture.root
  const holder = picture.parentOf(anchor) ?? picture.root
  if (holder.rule.role !== 'container')
    throw new NotDone('not_possible', 'Nothing can be placed beside that part.')
  return { holder, anchor, side: isBefore ? 'before' : 'after' }
}

export function putAt(picture: EditedPicture, elements: readonly PictureElement[], place: FoundPlace): void {
  const { holder, anchor, side } = place
  if (anchor === null) picture.insertInto(holder, elements)
  else if (side === 'before') picture.insertBefore(anchor, elements)
  else picture.insertAfter(anchor, elements)
}
