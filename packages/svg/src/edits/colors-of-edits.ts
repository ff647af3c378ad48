import { color, functionalColor, toHexColor } from '../colors.ts'
import { initial } from '../computed.ts'

/** A colour of CSS as an attribute may say it, its opacity in it; null for what is none. */
export function writeColor(value: string): string | null {
  const written = color(value.trim(), initial)
  return typeof written === 'string' ? functionalColor(written) : null
}

/**
 * Whether colours look the same as one, whatever their notation: notations round in different places. Opacity
 * does not count. `currentColor` is only the same as itself.
 */
export function createColorTest(wanted: string): (value: string) => boolean {
  const channels = channelsOf(wanted)
  const known = new Map<string, boolean>()
  return (value) => {
    let is = known.get(value)
    if (is === undefined) {
      const found = value === wanted || channels === null ? null : channelsOf(value)
      is =
        value === wanted ||
        found?.every((channel, index) => Math.abs(channel - (channels?.[index] ?? 0)) <= nearness) === true
      known.set(value, is)
    }
    return is
  }
}

/** Of 255, in each channel. */
const nearness = 2

/** Red, green and blue from 0 to 255; null for what is no colour. */
export function channelsOf(value: string): readonly [number, number, number] | null {
  const written = color(value.trim(), initial)
  const hex = typeof written === 'string' ? toHexColor(written.split('/')[0] ?? '') : null
  if (hex === null) return null
  const byte = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16)
  return [byte(1), byte(3), byte(5)]
}
