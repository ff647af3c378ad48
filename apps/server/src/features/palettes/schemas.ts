import { Type } from 'typebox'
import { operation } from '../../platform/openapi/index.ts'
import { colorsMax, paletteErrors, palettesMax } from './errors.ts'

const about = { tags: ['Palettes'] as [string], access: 'caller' as const }
const params = Type.Object({
  colors: Type.String({
    description: `1 to ${colorsMax} colours of six lower-case hexadecimal digits, joined by "-"`,
  }),
})
const palette = Type.Object(
  {
    colors: Type.Array(Type.String({ pattern: '^#[0-9a-f]{6}$' }), { minItems: 1, maxItems: colorsMax }),
    createdAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Palette' },
)
const all = {
  response: { 200: Type.Object({ palettes: Type.Array(palette) }) },
  answers: {
    200: {
      example: { palettes: [{ colors: ['#101820', '#d94400'], createdAt: '2026-12-01T09:00:00.000Z' }] },
    },
  },
}

export const list = operation({
  ...about,
  ...all,
  summary: 'List your palettes',
  description: 'The newest first.',
  scope: 'pictures:read',
})

export const keep = operation({
  ...about,
  ...all,
  summary: 'Keep a palette',
  description: `An account can have ${palettesMax}; a second time has no effect. The answer has all of them.`,
  scope: 'pictures:write',
  params,
  problems: [paletteErrors.invalid_palette_colors, paletteErrors.too_many_palettes],
})

export const forget = operation({
  ...about,
  ...all,
  summary: 'Remove a palette',
  description: 'The answer has those that are left. It is the same if the palette was not kept.',
  scope: 'pictures:write',
  params,
  problems: [paletteErrors.invalid_palette_colors],
})
