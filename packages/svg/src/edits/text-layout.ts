import { initialFontSize } from '../computed.ts'
import type { PictureElement } from '../picture.ts'
import type { Box } from './edit.ts'
import type { EditedPicture } from './edited-picture.ts'

/**
 * Estimates the position of the runs of a text, in its user space. Every letter has the same width, a share
 * of the font size.
 */
export function layOutText(picture: EditedPicture, text: PictureElement): Box[] {
  const boxes: Box[] = []
  let chunk: Box[] = []
  const pen = { x: 0, y: 0 }
  const anchors: Readonly<Record<string, number>> = { middle: 0.5, end: 1 }
  function endChunk(): void {
    const width = chunk.reduce((sum, box) => sum + box.width, 0)
    const shift = width * (anchors[picture.inheritedValue(text, 'text-anchor')?.value ?? ''] ?? 0)
    for (const box of chunk) boxes.push({ ...box, x: box.x - shift })
    chunk = []
  }
  function walk(element: PictureElement): void {
    const { attributes } = element
    const [x, y] = [firstNumber(attributes.get('x')), firstNumber(attributes.get('y'))]
    if (x !== null || y !== null) endChunk()
    pen.x = (x ?? pen.x) + (firstNumber(attributes.get('dx')) ?? 0)
    pen.y = (y ?? pen.y) + (firstNumber(attributes.get('dy')) ?? 0)
    const size = fontSizeOf(picture, element)
    for (const child of element.children) {
      if (typeof child !== 'string') {
        if (child.rule.role === 'text-part') walk(child)
        continue
      }
      const letters = [...child.replace(/\s+/g, ' ')].length
      if (letters === 0) continue
      const width = letters * size * letterWidth
      chunk.push({ x: pen.x, y: pen.y - size * ascent, width, height: size * (ascent + descent) })
      pen.x += width
    }
  }
  walk(text)
  endChunk()
  return boxes
}

/** In user units. */
export const fontSizeOf = (picture: EditedPicture, element: PictureElement): number =>
  Number(picture.inheritedValue(element, 'font-size')?.value ?? initialFontSize) || initialFontSize

const letterWidth = 0.55
const ascent = 0.8
const descent = 0.22

/** The first number of a list; null if there is none. Percentages are ignored. */
function firstNumber(list: string | undefined): number | null {
  const number = Number.parseFloat(list ?? '')
  return Number.isFinite(number) && !list?.includes('%') ? number : null
}
