import { paletteMax } from './draft-state.ts'

type ChoosablePalette = { name: string; colours: readonly string[] }

/** Ready palettes, each with enough contrast between its darkest and its lightest colour for outlines. */
export const palettes: readonly ChoosablePalette[] = [
  { name: 'Harbour', colours: ['#12355b', '#2a9d8f', '#e9c46a', '#f4a261', '#e76f51'] },
  { name: 'Meadow', colours: ['#22402c', '#588157', '#a3b18a', '#f2e8cf', '#bc4749'] },
  { name: 'Candy', colours: ['#5a189a', '#f15bb5', '#fee440', '#00bbf9', '#00f5d4'] },
  { name: 'Clay', colours: ['#3d2c29', '#8c5e58', '#c98b6b', '#e6ccb2', '#faf3e7'] },
  { name: 'Night', colours: ['#0b132b', '#1c2541', '#3a506b', '#5bc0be', '#f6f7eb'] },
  { name: 'Print', colours: ['#1d1b18', '#d9442b', '#f2c14e', '#3b7a9e', '#faf7f1'] },
  { name: 'Grey', colours: ['#16181d', '#4b4f58', '#8a8f99', '#c8ccd3', '#ffffff'] },
]

/** Kept palettes as a request can have them: their first colours. Several may begin with the same ones. */
export function chooseKept(kept: readonly (readonly string[])[]): ChoosablePalette[] {
  const choices = new Map(kept.map((colours) => [colours.slice(0, paletteMax).join(), colours]))
  return [...choices.values()].map((colours) => ({ name: 'Kept', colours: colours.slice(0, paletteMax) }))
}
