import type { PictureElement } from '../picture.ts'
import type { EditedPicture } from './edited-picture.ts'

/** The default colour of an element. */
export const initialFill = '#000'

/** The fill or stroke of an element, its own or inherited; `currentColor` is resolved. */
export function paintOf(picture: EditedPicture, element: PictureElement, name: 'fill' | 'stroke'): string {
  const value = picture.inheritedValue(element, name)?.value ?? (name === 'fill' ? initialFill : 'none')
  return value === 'currentColor' ? (picture.inheritedValue(element, 'color')?.value ?? initialFill) : value
}

/** Width of the stroke in user units. */
export function strokeWidthOf(picture: EditedPicture, element: PictureElement): number {
  const written = picture.inheritedValue(element, 'stroke-width')?.value ?? '1'
  const [, , width, height] = picture.viewBox
  const number = Number.parseFloat(written)
  return written.endsWith('%') ? (number * Math.hypot(width, height)) / Math.SQRT2 / 100 : number || 0
}

export const isNone = (paint: string): boolean => paint === 'none'

/** Shapes and texts that an element draws at its position, itself included, in document order. */
export function drawnIn(element: PictureElement): PictureElement[] {
  const found: PictureElement[] = []
  const stack = [element]
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const { role, isRendered } = at.rule
    if (!isRendered) continue
    if (role === 'shape' || role === 'text' || role === 'use' || (role === 'text-part' && at === element))
      found.push(at)
    else for (const child of at.children.toReversed()) if (typeof child !== 'string') stack.push(child)
  }
  return found
}
