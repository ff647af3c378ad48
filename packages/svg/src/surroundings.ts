import { Attributes } from './attributes.ts'
import { newElement, type PictureElement } from './picture.ts'
import { serializePicture } from './serialize.ts'
import type { ViewBox } from './values.ts'

/**
 * The text of a picture in the middle of a canvas that is `factor` times as wide and as high, including
 * everything that would be cut off at its edges. It is for checking a picture, not for showing it.
 *
 * @param picture as `sanitizeSvg` gives it. @param viewBox of that picture. @param factor above 1.
 * @example
 * const threeTimesAsWide = showSurroundings(result.picture, result.viewBox, 3)
 */
export function showSurroundings(
  picture: PictureElement,
  [x, y, width, height]: ViewBox,
  factor: number,
): string {
  const inner: PictureElement = { ...picture, attributes: picture.attributes.copy() }
  inner.attributes.delete('preserveAspectRatio')
  for (const [name, value] of Object.entries({ x, y, width, height })) inner.attributes.set(name, `${value}`)
  inner.attributes.set('overflow', 'visible')
  const canvas = [
    x - (width * (factor - 1)) / 2,
    y - (height * (factor - 1)) / 2,
    width * factor,
    height * factor,
  ]
  const outer = newElement(picture.name, picture.rule, null, new Attributes(['viewBox', canvas.join(' ')]))
  outer.children = [inner]
  return serializePicture(outer).svg
}
