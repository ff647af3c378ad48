/** A rendered picture on a transparent background. */
export type Pixels = {
  width: number
  height: number
  /** Four bytes a pixel, row by row: red, green, blue, opacity; colours are multiplied by the opacity. */
  rgba: Uint8Array
}

/** Multiplies colours by their opacity, in place: two colours that are both invisible are then the same. */
export function premultiply(rgba: Uint8Array): Uint8Array {
  for (let at = 0; at < rgba.length; at += 4) {
    const opacity = rgba[at + 3] ?? 0
    if (opacity === 255) continue
    for (let channel = at; channel < at + 3; channel++)
      rgba[channel] = Math.round(((rgba[channel] ?? 0) * opacity) / 255)
  }
  return rgba
}
