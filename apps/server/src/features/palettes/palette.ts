import { AppError } from '../../platform/errors/index.ts'
import { colorsMax, paletteErrors } from './errors.ts'

/** The address of a palette: six digits for each colour. */
const address = new RegExp(`^[\\da-f]{6}(-[\\da-f]{6}){0,${colorsMax - 1}}$`)

/**
 * The colours, as `#rrggbb` and each of them once, of a palette that an address names, such as
 * `101820-d94400`.
 *
 * @throws AppError `invalid_palette_colors`.
 */
export function readPalette(text: string): string[] {
  if (!address.test(text)) throw new AppError(paletteErrors.invalid_palette_colors)
  return [...new Set(text.split('-'))].map((digits) => `#${digits}`)
}
