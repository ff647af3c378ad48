/** Colours that the user keeps in this browser, the newest palette first. */
export type Palettes = readonly (readonly string[])[]

export const palettesMax = 12
export const paletteColorsMax = 12

/** Adds a palette, or moves it to the front if it is kept already. */
export function withPalette(palettes: Palettes, colors: readonly string[]): Palettes {
  const kept = colors.slice(0, paletteColorsMax)
  if (kept.length === 0) return palettes
  return [kept, ...withoutPalette(palettes, kept)].slice(0, palettesMax)
}

export const withoutPalette = (palettes: Palettes, colors: readonly string[]): Palettes =>
  palettes.filter((palette) => palette.join() !== colors.join())

/** Parses the stored palettes; everything else is ignored. */
export function parsePalettes(text: string | null): Palettes {
  try {
    const stored: unknown = JSON.parse(text ?? '[]')
    if (!Array.isArray(stored)) return []
    return stored.filter(isPalette).slice(0, palettesMax)
  } catch {
    return []
  }
}

const isPalette = (value: unknown): value is string[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= paletteColorsMax &&
  value.every((color) => typeof color === 'string' && isHexColor(color))

const isHexColor = (text: string): boolean => /^#[\da-f]{6}$/.test(text)

/**
 * Parses a colour that a user types, with or without #, three or six digits; undefined if it is not a colour.
 */
export function readHexColor(text: string): string | undefined {
  const [, digits] = /^#?([\da-f]{3}|[\da-f]{6})$/.exec(text.trim().toLowerCase()) ?? []
  if (digits === undefined) return undefined
  return `#${digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits}`
}
