import { Attributes } from '../attributes.ts'
import { initial } from '../computed.ts'
import { identity, multiply } from '../matrix.ts'
import { formatNumber } from '../numbers.ts'
import type { PictureElement } from '../picture.ts'
import { readTransform, writeMatrix } from '../transforms.ts'
import { createElement, type EditedPicture } from './edited-picture.ts'
import { NotDone } from './edits-error.ts'
import { inheritedIn, keepInherited } from './inheritance-of-parts.ts'
import { inverseOf } from './inverse-matrix.ts'

/** Effects of a group on its whole content. An element that leaves the group must keep them. */
const effects = ['opacity', 'clip-path', 'mask', 'filter', 'mix-blend-mode', 'isolation', 'display']

/**
 * Removes an element from the tree and prepares it for `holder`, so that it looks the same there: inherited
 * properties are set on it, transforms are combined, and effects of the groups that it leaves become groups
 * around it.
 *
 * @returns the element to insert into `holder`.
 */
export function transplant(
  picture: EditedPicture,
  element: PictureElement,
  holder: PictureElement,
): PictureElement {
  if (picture.parentOf(element) === holder) {
    picture.remove(element)
    return element
  }
  const back = inverseOf(picture.spaceOf(holder).matrix)
  if (back === null) throw new NotDone('not_possible', 'That group is scaled to nothing.')
  const before = inheritedIn(picture, picture.parentOf(element) ?? picture.root)
  const now = inheritedIn(picture, holder)
  const left: PictureElement[] = []
  for (
    let at = picture.parentOf(element);
    at !== undefined && !picture.isWithin(holder, at);
    at = picture.parentOf(at)
  )
    left.push(at)
  const matrixInLeft = left.map((group) => picture.spaceOf(group).matrix)
  const common =
    left.at(-1) === undefined ? picture.parentOf(element) : picture.parentOf(left.at(-1) ?? element)
  const commonMatrix = picture.spaceOf(common ?? picture.root).matrix
  picture.remove(element)
  // An element that is not drawn here does not get its look from its ancestors.
  if (!element.rule.isRendered) return element
  keepInherited(element, before, now)
  let moved = element
  /** The user space that `moved` is in. */
  let space = matrixInLeft[0] ?? commonMatrix
  for (const [index, group] of left.entries()) {
    if (!effects.some((name) => group.attributes.has(name))) continue
    moved = moveInto(moved, matrixInLeft[index] ?? identity, space)
    space = matrixInLeft[index] ?? identity
    if (multiplyOpacity(moved, group)) continue
    const around = createElement('g', new Attributes(), [moved])
    for (const name of effects) {
      const value = group.attributes.get(name)
      if (value !== undefined) around.attributes.set(name, value)
    }
    moved = around
  }
  return moveInto(moved, picture.spaceOf(holder).matrix, space)
}

/** Changes an element's transform so that its position in another user space looks the same. */
function moveInto(
  element: PictureElement,
  to: readonly [number, number, number, number, number, number],
  from: readonly [number, number, number, number, number, number],
): PictureElement {
  const back = inverseOf(to)
  if (back === null) throw new NotDone('not_possible', 'That group is scaled to nothing.')
  const change = multiply(back, from)
  if (change.every((value, index) => Math.abs(value - (identity[index] ?? 0)) < 1e-9)) return element
  const { attributes, name } = element
  if (name === 'svg' || attributes.has('transform-origin') || attributes.has('transform-box'))
    return createElement('g', new Attributes(['transform', writeMatrix(change, 9)]), [element])
  const own = readTransform(attributes.get('transform') ?? '', initial, { x: 0, y: 0, width: 0, height: 0 })
  const matrix = multiply(change, own?.matrix ?? identity)
  if (matrix.every((value, index) => Math.abs(value - (identity[index] ?? 0)) < 1e-9))
    attributes.delete('transform')
  else attributes.set('transform', writeMatrix(matrix, 9))
  return element
}

/** @returns whether an element can take over all effects of a group around it. */
function multiplyOpacity({ attributes, rule }: PictureElement, group: PictureElement): boolean {
  const isAll = effects.every((name) => name === 'opacity' || !group.attributes.has(name))
  if (!isAll || rule.role === 'resource' || !rule.isRendered) return false
  const opacity = Number(attributes.get('opacity') ?? 1) * Number(group.attributes.get('opacity') ?? 1)
  attributes.set('opacity', formatNumber(opacity, 4))
  return true
}
