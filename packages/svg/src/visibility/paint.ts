import { toHexColor } from '../colors.ts'
import { initial } from '../computed.ts'
import type { PictureElement } from '../picture.ts'
import { readTransform } from '../transforms.ts'

/** The colours that an opaque paint may have, as ranges of red, green and blue from 0 to 255. */
export type Paint = { least: readonly number[]; most: readonly number[] }

/** Null if the colour depends on other properties, or on a renderer. */
export function readColor(value: string): Paint | null {
  const hex = toHexColor(value)
  if (hex === null) return null
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  return { least: channels, most: channels }
}

/** Everything else may leave parts of a shape without paint, or is drawn differently by renderers. */
const linearAttributes = ['x1', 'y1', 'x2', 'y2', 'gradientUnits', 'gradientTransform']
const radialAttributes = ['cx', 'cy', 'r', 'gradientUnits', 'gradientTransform']

/** Null unless it certainly covers whatever it fills. */
export function readGradient({ name, attributes, references, children }: PictureElement): Paint | null {
  const plain = name === 'linearGradient' ? linearAttributes : radialAttributes
  for (let n = 0; n < attributes.size; n++) if (!plain.includes(attributes.nameAt(n))) return null
  if (references.length > 0 || !isInvertible(attributes.get('gradientTransform'))) return null
  const stops = children.flatMap((child) =>
    typeof child === 'string' || child.rule.role !== 'stop' ? [] : [readStop(child)],
  )
  if (stops.length < 2) return null
  const [least, most] = [
    [255, 255, 255],
    [0, 0, 0],
  ]
  for (const stop of stops) {
    if (stop === null) return null
    for (let channel = 0; channel < 3; channel++) {
      least[channel] = Math.min(least[channel] ?? 0, stop.least[channel] ?? 0)
      most[channel] = Math.max(most[channel] ?? 0, stop.most[channel] ?? 0)
    }
  }
  return { least, most }
}

function readStop({ attributes }: PictureElement): Paint | null {
  const opacity = attributes.get('stop-opacity') ?? '1'
  return opacity === '1' ? readColor(attributes.get('stop-color') ?? '#000') : null
}

const noBox = { x: 0, y: 0, width: 0, height: 0 }
/** Of the area that a gradient has after its transform, in that of its own space. */
const areaMin = 1e-4
const areaMax = 1e4

function isInvertible(transform: string | undefined): boolean {
  if (transform === undefined) return true
  const found = readTransform(transform, initial, noBox)
  if (found === null) return false
  const [a, b, c, d] = found.matrix
  const area = Math.abs(a * d - b * c)
  return area >= areaMin && area <= areaMax
}
