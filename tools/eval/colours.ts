type Family =
  | 'red'
  | 'orange'
  | 'yellow'
  | 'green'
  | 'turquoise'
  | 'blue'
  | 'purple'
  | 'pink'
  | 'brown'
  | 'black'
  | 'grey'
  | 'white'

const words: Record<string, Family> = {
  red: 'red',
  crimson: 'red',
  scarlet: 'red',
  orange: 'orange',
  yellow: 'yellow',
  golden: 'yellow',
  green: 'green',
  turquoise: 'turquoise',
  teal: 'turquoise',
  cyan: 'turquoise',
  blue: 'blue',
  navy: 'blue',
  purple: 'purple',
  violet: 'purple',
  pink: 'pink',
  brown: 'brown',
  black: 'black',
  grey: 'grey',
  gray: 'grey',
  white: 'white',
}

/** The minimum share of the canvas for a colour to be visible: about a line of two units across it. */
const shareMin = 0.003

/** The colours that a prompt names. */
export function findNamedColours(prompt: string): Family[] {
  const found = prompt.toLowerCase().match(/[a-z]+/g) ?? []
  return [...new Set(found.flatMap((word) => words[word] ?? []))]
}

/** The colours of `wanted` that are not visible in a picture. @param pixels RGBA, not premultiplied. */
export function findMissingColours(pixels: Uint8Array, wanted: readonly Family[]): Family[] {
  const counts = new Map<Family, number>()
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    if ((pixels[at + 3] ?? 0) < 128) continue
    for (const family of familiesOf(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0))
      counts.set(family, (counts.get(family) ?? 0) + 1)
  }
  const total = pixels.length / 4
  return wanted.filter((family) => (counts.get(family) ?? 0) < total * shareMin)
}

/** Borders between colours are wide: the same hue may be called orange or brown. */
function familiesOf(red: number, green: number, blue: number): Family[] {
  const max = Math.max(red, green, blue)
  const min = Math.min(red, green, blue)
  const lightness = (max + min) / 510
  const chroma = (max - min) / 255
  const saturation = max === 0 ? 0 : (max - min) / max
  const families: Family[] = []
  if (lightness < 0.2) families.push('black')
  if (lightness > 0.88 && chroma < 0.12) families.push('white')
  if (saturation < 0.2 && lightness >= 0.2 && lightness <= 0.88) families.push('grey')
  if (saturation < 0.15 || chroma < 0.08) return families
  const hue = hueOf(red, green, blue, max, max - min)
  const dark = max < 190
  if (hue >= 340 || hue < 16) families.push(lightness > 0.68 ? 'pink' : 'red')
  if (hue >= 14 && hue < 44 && !dark) families.push('orange')
  if (hue >= 8 && hue < 48 && max < 215) families.push('brown')
  if (hue >= 40 && hue < 68) families.push('yellow')
  if (hue >= 66 && hue < 170) families.push('green')
  if (hue >= 160 && hue < 200) families.push('turquoise')
  if (hue >= 190 && hue < 256) families.push('blue')
  if (hue >= 248 && hue < 312) families.push('purple')
  if (hue >= 300 && hue < 350 && lightness > 0.4) families.push('pink')
  return families
}

/** Degrees. */
function hueOf(red: number, green: number, blue: number, max: number, range: number): number {
  if (max === red) return (60 * ((green - blue) / range) + 360) % 360
  if (max === green) return 60 * ((blue - red) / range) + 120
  return 60 * ((red - green) / range) + 240
}
