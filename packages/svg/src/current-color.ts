import { toHexColor } from './colors.ts'
import { inheritPaint, initialPaint, type Paint } from './drawn-shapes.ts'
import type { PictureElement } from './picture.ts'
import { readPicture } from './read-picture.ts'
import { serializePicture } from './serialize.ts'

/**
 * Replaces the only colour of a picture by `currentColor`, so that it has the colour of the text around it.
 * The default black counts as a colour. Use it as inline SVG: in an `<img>` it is black.
 *
 * @param svg as `sanitizeSvg` writes it.
 * @returns null for a picture of more colours or none, or with colours that are not opaque.
 * @throws TypeError for a picture that the policy would not have written.
 */
export function toCurrentColor(svg: string): string | null {
  const root = readPicture(svg)
  const found: FoundColors = { places: [], colors: new Set(), hasUsual: false }
  collect(root, found)
  if (found.hasUsual) found.colors.add('#000000')
  if (found.colors.size !== 1 || found.colors.has(null)) return null
  for (const [{ attributes }, name] of found.places) attributes.set(name, 'currentColor')
  if (found.hasUsual && !root.attributes.has('fill')) root.attributes.set('fill', 'currentColor')
  return serializePicture(root).svg
}

interface FoundColors {
  places: [PictureElement, string][]
  /** null: a colour that is not opaque. */
  colors: Set<string | null>
  /** Whether a shape has the default black fill. */
  hasUsual: boolean
}

const colorAttributes = ['fill', 'stroke', 'stop-color', 'flood-color', 'lighting-color'] as const
/** The colours in masks mean opacity. */
const notShown = new Set(['mask', 'clipPath'])
/** Marks a fill that no attribute sets; no attribute value equals it. */
const unwritten: Paint = { ...initialPaint, fill: '' }

function collect(root: PictureElement, found: FoundColors): void {
  const stack = [{ element: root, from: unwritten }]
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { element } = entry
    if (notShown.has(element.name)) continue
    const paint = inheritPaint(entry.from, element.attributes)
    const { role } = element.rule
    if ((role === 'shape' || role === 'text') && paint.fill === '') found.hasUsual = true
    for (const name of colorAttributes) {
      const value = element.attributes.get(name)
      if (value === undefined || !isColor(value)) continue
      found.places.push([element, name])
      found.colors.add(toHexColor(value))
    }
    for (const child of element.children)
      if (typeof child !== 'string') stack.push({ element: child, from: paint })
  }
}

const isColor = (value: string): boolean =>
  !/^(?:none|currentcolor|inherit|context-fill|context-stroke)$|^url\(/i.test(value)
