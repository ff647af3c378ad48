import { Attributes } from '../attributes.ts'
import type { PictureElement } from '../picture.ts'
import type { Box, Edit } from './edit.ts'
import { createElement, type EditedPicture } from './edited-picture.ts'
import { NotDone } from './edits-error.ts'
import { findTargets } from './find-targets.ts'
import { wholeParts } from './move-parts.ts'
import { boxOf } from './part-box.ts'
import { separate } from './shared-definitions.ts'
import { transplant } from './transplant.ts'

/** Puts parts into a new group at the position of the foremost of them. Their look does not change. */
export function groupParts(
  picture: EditedPicture,
  { target, name }: Extract<Edit, { op: 'group' }>,
): PictureElement[] {
  const elements = wholeParts(picture, target)
  const label = name?.replace(/[<>\s]+/g, ' ').trim() ?? ''
  const group = createElement('g', new Attributes(label === '' ? [] : ['aria-label', label]))
  const foremost = elements.at(-1) ?? picture.root
  picture.insertAfter(foremost, [group])
  for (const element of elements) picture.insertInto(group, [transplant(picture, element, group)])
  return [group]
}

/**
 * Replaces groups by their content, whose look does not change.
 *
 * @returns the elements that were in the groups.
 * @throws NotDone if the content of a group would look different without it.
 */
export function ungroupParts(
  picture: EditedPicture,
  { target }: Extract<Edit, { op: 'ungroup' }>,
): PictureElement[] {
  const groups = findTargets(picture, target).filter((element) => element.name === 'g')
  if (groups.length === 0) throw new NotDone('not_possible', 'Only groups can be taken apart.')
  for (const group of groups)
    if (isOneLook(picture, group)) throw new NotDone('look_would_change', wholeEffectMessage)
  return groups.flatMap((group) => {
    separate(picture, group)
    const parent = picture.parentOf(group) ?? picture.root
    const freed: PictureElement[] = []
    for (const child of group.children) {
      if (typeof child === 'string' || child.rule.role === 'words') continue
      const moved = transplant(picture, child, parent)
      picture.insertBefore(group, [moved])
      if (moved.rule.isRendered) freed.push(moved)
    }
    picture.remove(group)
    return freed
  })
}

const wholeEffectMessage =
  'The parts of this group overlap, and the group is translucent, filtered or blended as a whole.'

/** Whether the group has an effect that would look different if each part had it separately. */
function isOneLook(picture: EditedPicture, { attributes, children }: PictureElement): boolean {
  const drawn = children.filter((child) => typeof child !== 'string' && child.rule.isRendered)
  if (drawn.length < 2) return false
  if (attributes.has('filter') || attributes.has('mix-blend-mode')) return true
  if (!attributes.has('opacity') && !attributes.has('mask')) return false
  const boxes = drawn.map((child) => (typeof child === 'string' ? null : boxOf(picture, [child])))
  return boxes.some((box, index) => boxes.slice(index + 1).some((other) => overlap(box, other)))
}

const overlap = (one: Box | null, other: Box | null): boolean =>
  one !== null &&
  other !== null &&
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height
