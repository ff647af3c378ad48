/** Palettes as `#rrggbb`, the newest first. */
export type Palettes = readonly (readonly string[])[]

export const paletteColorsMax = 12

export const withoutPalette = (palettes: Palettes, colors: readonly string[]): Palettes =>
  palettes.filter((palette) => !isSamePalette(palette, colors))

export const hasPalette = (palettes: Palettes, colors: readonly string[]): boolean =>
  palettes.some((palette) => isSamePalette(palette, colors))

export const isSamePalette = (one: readonly string[], other: readonly string[]): boolean =>
  one.join() === other.join()

/** As the service addresses a palette. */
export const addressOf = (colors: readonly string[]): string =>
  colors.map((color) => color.slice(1)).join('-')

/** Parses palettes that this browser has stored; everything else is ignored. */
export function parsePalettes(text: string | null): Palettes {
  try {
    const stored: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(stored) ? stored.filter(isPalette) : []
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
