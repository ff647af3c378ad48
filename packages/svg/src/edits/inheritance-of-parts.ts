import { inherited } from '../initial-values.ts'
import type { PictureElement } from '../picture.ts'
import type { EditedPicture } from './edited-picture.ts'

/** What the content of an element inherits: every inherited property that it or an ancestor sets. */
export function inheritedIn(picture: EditedPicture, holder: PictureElement): Map<string, string> {
  const values = new Map<string, string>()
  for (let at: PictureElement | undefined = holder; at !== undefined; at = picture.parentOf(at))
    for (const [name, value] of at.attributes)
      if (inherited.has(name) && !values.has(name)) values.set(name, value)
  return values
}

/** Sets on an element the properties that it inherited before and does not inherit at its new position. */
export function keepInherited(
  { attributes }: PictureElement,
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): void {
  for (const name of new Set([...before.keys(), ...now.keys()])) {
    const value = before.get(name) ?? inherited.get(name) ?? ''
    if (!attributes.has(name) && value !== (now.get(name) ?? inherited.get(name))) attributes.set(name, value)
  }
}
