import type { PaletteRow } from './store.ts'

export const presentPalette = ({ colors, createdAt }: PaletteRow) => ({
  colors,
  createdAt: createdAt.toISOString(),
})
