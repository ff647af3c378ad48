import { hueDistance, type Lch, readHex } from '../colour.ts'

/** The requested colour of which a paint is a shade; undefined if there is none. */
export function tintOf(colour: Lch, tints: readonly string[]): string | undefined {
  return tints.find((hex) => {
    const tint = readHex(hex)
    if (!tint) return false
    if (tint.c < 0.045) return colour.c < 0.06 && Math.abs(colour.l - tint.l) < 0.2
    return colour.c > tint.c * 0.3 && hueDistance(colour.h, tint.h) < 34 && Math.abs(colour.l - tint.l) < 0.36
  })
}
