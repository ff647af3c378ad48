import { create } from 'zustand'
import { type Palettes, parsePalettes, withoutPalette, withPalette } from './palettes-state.ts'

const key = 'chatsvg.palettes'

const useStored = create<{ palettes: Palettes }>(() => ({
  palettes: parsePalettes(localStorage.getItem(key)),
}))

export const usePalettes = (): Palettes => useStored(({ palettes }) => palettes)

export const keepPalette = (colors: readonly string[]): void =>
  change((palettes) => withPalette(palettes, colors))

export const dropPalette = (colors: readonly string[]): void =>
  change((palettes) => withoutPalette(palettes, colors))

/** Another tab may have kept one in the meantime. */
function change(by: (palettes: Palettes) => Palettes): void {
  const palettes = by(parsePalettes(localStorage.getItem(key)))
  localStorage.setItem(key, JSON.stringify(palettes))
  useStored.setState({ palettes })
}
