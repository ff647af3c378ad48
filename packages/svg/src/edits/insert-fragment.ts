import { Attributes } from '../attributes.ts'
import { inherited } from '../initial-values.ts'
import { formatNumber } from '../numbers.ts'
import type { PictureElement } from '../picture.ts'
import { propertyGrammars } from '../properties.ts'
import { readPicture } from '../read-picture.ts'
import { sanitizeSvg } from '../sanitize.ts'
import { writeMatrix } from '../transforms.ts'
import type { ViewBox } from '../values.ts'
import { type FoundPlace, findPlace, putAt } from './arrange-parts.ts'
import type { Edit } from './edit.ts'
import { createElement, type EditedPicture } from './edited-picture.ts'
import { NotDone } from './edits-error.ts'
import { inheritedIn, keepInherited } from './inheritance-of-parts.ts'
import { renameIds } from './references-in-text.ts'

/**
 * Inserts a fragment after the policy has rewritten it. Bare elements use the units of the place and inherit
 * from it. A whole document keeps its look: its view box is fitted into that of the picture.
 *
 * @returns the new elements.
 * @throws NotDone for a fragment that the policy refuses, or that draws nothing.
 */
export function insertFragment(
  picture: EditedPicture,
  { svg, place }: Extract<Edit, { op: 'insert' }>,
): PictureElement[] {
  const found: FoundPlace =
    place === undefined ? { holder: picture.root, anchor: null, side: 'after' } : findPlace(picture, place)
  const isDocument = documentStart.test(svg)
  const [x, y, width, height] = picture.viewBox
  const source = isDocument
    ? svg
    : `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="${x} ${y} ${width} ${height}">${svg}</svg>`
  const result = sanitizeSvg(source)
  if (!result.ok) throw new NotDone('fragment_refused', result.rejection.message)
  if (result.shapes === 0)
    throw new NotDone('fragment_refused', 'The fragment contains nothing that can be drawn.')
  const fragment = readPicture(result.svg)
  nameIds(picture, fragment)
  const added = isDocument
    ? [asGroup(picture, fragment, result.viewBox, found.holder)]
    : fragment.children.filter((child) => typeof child !== 'string')
  picture.makeRoomFor(added)
  putAt(picture, added, found)
  return added
}

/** A comment ends at the first end mark. A pattern that could skip it would take too long. */
const documentStart =
  /^\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->)[\s\S])*-->\s*|<!DOCTYPE[^>[]*>\s*)*<(?:\w+:)?svg[\s>/]/

/** Gives the fragment's ids the prefix of the picture. */
function nameIds(picture: EditedPicture, fragment: PictureElement): void {
  renameIds(fragment, (id) => {
    const own = id.slice(id.indexOf('-') + 1)
    if (picture.idPrefix === '') picture.idPrefix = id.slice(0, id.indexOf('-') + 1)
    return picture.freeId(picture.idPrefix + own)
  })
}

/** Attributes of the root that affect the look of the content are kept. */
function asGroup(
  picture: EditedPicture,
  fragment: PictureElement,
  viewBox: ViewBox,
  holder: PictureElement,
): PictureElement {
  const group = createElement('g', new Attributes(), fragment.children)
  for (const [name, value] of fragment.attributes)
    if (
      name === 'aria-label' ||
      (propertyGrammars.has(name) && (inherited.has(name) || wholeEffects.has(name)))
    )
      group.attributes.set(name, value)
  keepInherited(group, new Map(), inheritedIn(picture, holder))
  const transform = fitInto(picture.viewBox, viewBox)
  if (transform !== '') group.attributes.set('transform', transform)
  group.sourceId = fragment.sourceId
  return group
}

const wholeEffects = new Set(['opacity', 'clip-path', 'mask', 'filter', 'mix-blend-mode', 'isolation'])

function fitInto(outer: ViewBox, inner: ViewBox): string {
  if (outer.every((side, index) => side === inner[index])) return ''
  const scale = Math.min(outer[2] / inner[2], outer[3] / inner[3])
  const x = outer[0] + (outer[2] - inner[2] * scale) / 2 - inner[0] * scale
  const y = outer[1] + (outer[3] - inner[3] * scale) / 2 - inner[1] * scale
  return writeMatrix([scale, 0, 0, scale, Number(formatNumber(x, 9)), Number(formatNumber(y, 9))], 9)
}
