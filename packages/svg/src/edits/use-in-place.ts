import { Attributes } from '../attributes.ts'
import type { PictureElement } from '../picture.ts'
import { copyOf, createElement, type EditedPicture } from './edited-picture.ts'
import { targetOf } from './part-box.ts'
import { renameIds } from './references-in-text.ts'

/**
 * Replaces a `use` by a copy of the element that it shows, so that the copy can be changed alone. Other
 * elements stay as they are. The copy has the attributes of the `use`, including its id.
 *
 * @returns the element that replaces the `use`.
 */
export function showInPlace(picture: EditedPicture, use: PictureElement): PictureElement {
  const target = use.name === 'use' ? targetOf(picture, use) : undefined
  if (target === undefined || picture.isWithin(use, target)) return use
  picture.makeRoomFor([target])
  const content = copyOf(target)
  renameIds(content, (id) => picture.newId(id))
  content.sourceId = null
  const group = createElement('g', use.attributes.copy())
  const { attributes } = group
  const [x, y] = [attributes.get('x') ?? '0', attributes.get('y') ?? '0']
  const size = { width: attributes.get('width'), height: attributes.get('height') }
  for (const name of ['x', 'y', 'width', 'height', 'href']) attributes.delete(name)
  const inner = content.name === 'symbol' || content.name === 'svg' ? viewportOf(content, size) : content
  const isMoved = Number(x) !== 0 || Number(y) !== 0
  group.children =
    isMoved && !x.endsWith('%') && !y.endsWith('%')
      ? [createElement('g', new Attributes(['transform', `translate(${x} ${y})`]), [inner])]
      : [inner]
  group.sourceId = use.sourceId
  picture.replace(use, [group])
  return showAll(picture, group)
}

/** The copy may contain further `use` elements. */
function showAll(picture: EditedPicture, group: PictureElement): PictureElement {
  const stack = [group]
  for (let at = stack.pop(); at !== undefined; at = stack.pop())
    for (const child of at.children)
      if (typeof child !== 'string') {
        if (child.name === 'use') showInPlace(picture, child)
        else stack.push(child)
      }
  return group
}

/** A symbol as it is drawn: a viewport of the size that the `use` gives it (SVG 2, section 5.5). */
function viewportOf(
  content: PictureElement,
  size: { width: string | undefined; height: string | undefined },
): PictureElement {
  const viewport = createElement('svg', new Attributes(), content.children)
  const { attributes } = viewport
  for (const [name, value] of content.attributes)
    if (name !== 'refX' && name !== 'refY') attributes.set(name, value)
  for (const name of ['width', 'height'] as const) {
    const value = size[name]
    if (value !== undefined) attributes.set(name, value)
    else if (content.name === 'symbol' && !attributes.has(name)) attributes.set(name, '100%')
  }
  return viewport
}
