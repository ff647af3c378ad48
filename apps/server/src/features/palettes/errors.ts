import { defineErrors } from '../../platform/errors/index.ts'

export const palettesMax = 50
export const colorsMax = 12

export const paletteErrors = defineErrors({
  invalid_palette_colors: {
    status: 400,
    text: `Invalid palette. Must be 1 to ${colorsMax} colors of six lower-case hexadecimal digits, joined by "-"`,
  },
  too_many_palettes: {
    status: 409,
    text: `${palettesMax} palettes are kept, and there can be no more. Remove one first.`,
  },
})
