import type { PictureElement } from '../picture.ts'
import { walkPicture } from '../picture.ts'

/** Attributes that may contain references to ids. */
const referring: ReadonlySet<string> = new Set([
  'fill',
  'stroke',
  'clip-path',
  'mask',
  'filter',
  'marker-start',
  'marker-mid',
  'marker-end',
  'href',
])

/** Calls `visit` for each reference of an element: the attribute, its value, and the id in it. */
export function forEachReference(
  { attributes }: PictureElement,
  visit: (attribute: string, id: string, index: number) => void,
): void {
  for (let i = 0; i < attributes.size; i++) {
    const name = attributes.nameAt(i)
    if (!referring.has(name)) continue
    const value = attributes.valueAt(i)
    if (name === 'href') visit(name, value.slice(1), i)
    else if (value.includes('url(#'))
      for (const [, id = ''] of value.matchAll(/url\(#([^)]*)\)/g)) visit(name, id, i)
  }
}

/** Ids to which the picture has references. */
export function referencedIds(root: PictureElement): Set<string> {
  const ids = new Set<string>()
  walkPicture(root, (element) => {
    forEachReference(element, (_, id) => ids.add(id))
    return true
  })
  return ids
}

/** Renames ids within an element, and the references inside it. */
export function renameIds(top: PictureElement, rename: (id: string) => string): void {
  const names = new Map<string, string>()
  walkPicture(top, (element) => {
    if (element.sourceId === null) return true
    const name = rename(element.sourceId)
    names.set(element.sourceId, name)
    element.sourceId = name
    return true
  })
  if (names.size === 0) return
  walkPicture(top, (element) => {
    const { attributes } = element
    forEachReference(element, (attribute, id, index) => {
      const name = names.get(id)
      if (name === undefined) return
      const value = attributes.valueAt(index)
      attributes.setAt(
        index,
        attribute === 'href' ? `#${name}` : value.replace(`url(#${id})`, `url(#${name})`),
      )
    })
    return true
  })
}
