import type { PictureElement } from '../picture.ts'
import type { Edit } from './edit.ts'
import { type EditedPicture, elementsOf } from './edited-picture.ts'
import { findTargets } from './find-targets.ts'

/** Gives parts a name; an empty one removes the name. If the title is the name, it is changed as well. */
export function renameParts(
  picture: EditedPicture,
  { target, name }: Extract<Edit, { op: 'rename' }>,
): PictureElement[] {
  const elements = findTargets(picture, target)
  const label = name.replace(/[<>\s]+/g, ' ').trim()
  for (const element of elements) {
    const { attributes } = element
    const title = elementsOf(element).find((child) => child.name === 'title')
    if (label === '') {
      attributes.delete('aria-label')
      if (title !== undefined) picture.remove(title)
    } else {
      if (title !== undefined) title.children = [label]
      if (title === undefined || attributes.has('aria-label')) attributes.set('aria-label', label)
    }
  }
  return elements
}
