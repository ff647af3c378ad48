import { color, functionalColor, toHexColor } from '../colors.ts'
import { initial } from '../computed.ts'

/** A CSS colour in the notation of attributes, with its opacity; null if the text is not a colour. */
export function writeColor(value: string): string | null {
  const written = color(value.trim(), initial)
  return typeof written === 'string' ? functionalColor(written) : null
}

/** Red, green and blue as one number; -1 if the text is not a colour. */
export function packedColor(value: string): number {
  if (value.charCodeAt(0) === hash && /^#[\da-f]+$/i.test(value)) {
    const number = Number.parseInt(value.slice(1), 16)
    if (value.length === 7) return number
    if (value.length === 4) return (number & 0xf00) * 0x1100 + (number & 0xf0) * 0x110 + (number & 0xf) * 0x11
  }
  if (value === 'none' || value.startsWith('url(')) return -1
  const written = color(value.trim(), initial)
  const hex = typeof written === 'string' ? toHexColor(written.split('/')[0] ?? '') : null
  return hex === null ? -1 : Number.parseInt(hex.slice(1), 16)
}

const hash = 35
/** Tolerance in each channel, of 255, because notations round differently. */
const nearness = 2

/** Whether two colours, each as one number, look the same. */
export const areNear = (one: number, other: number): boolean =>
  one >= 0 &&
  other >= 0 &&
  Math.abs((one >> 16) - (other >> 16)) <= nearness &&
  Math.abs(((one >> 8) & 0xff) - ((other >> 8) & 0xff)) <= nearness &&
  Math.abs((one & 0xff) - (other & 0xff)) <= nearness
