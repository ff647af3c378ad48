import { readHex, shiftHex, writeHex } from '../colour.ts'

/** Colours by name, as pictures want them: clear, but not the raw primaries of CSS. */
export const namedColours = new Map<string, string>(
  Object.entries({
    red: '#e5343d',
    crimson: '#c2183c',
    scarlet: '#e8291c',
    maroon: '#7d1d2f',
    burgundy: '#74162c',
    orange: '#f5821f',
    coral: '#ff7b66',
    salmon: '#fa8f7d',
    peach: '#ffb894',
    amber: '#ffb300',
    yellow: '#fccb1b',
    gold: '#e0a81c',
    golden: '#e0a81c',
    beige: '#e3cfae',
    cream: '#f6e9cc',
    lime: '#9bd32c',
    olive: '#85892f',
    green: '#36a852',
    emerald: '#0fa968',
    mint: '#8fdcb9',
    turquoise: '#24c1b8',
    teal: '#0e8f8c',
    cyan: '#1fc2dc',
    aqua: '#34cfd6',
    blue: '#2a78e4',
    azure: '#3a9df2',
    navy: '#1d3a75',
    indigo: '#4a3fc0',
    purple: '#8b46d6',
    violet: '#8a55e6',
    lavender: '#b6a1ea',
    lilac: '#c8a8e6',
    magenta: '#d62fa8',
    fuchsia: '#d62fa8',
    pink: '#f472b0',
    rose: '#f0598a',
    brown: '#8c5a36',
    tan: '#cfa678',
    bronze: '#b0793a',
    copper: '#b8693d',
    black: '#2b2d33',
    white: '#f7f8fa',
    ivory: '#f5efdf',
    gray: '#8b939e',
    grey: '#8b939e',
    silver: '#bcc5d0',
    charcoal: '#40454e',
    khaki: '#b9a66b',
    mustard: '#d9a520',
    rust: '#b4512a',
    chocolate: '#6b3f26',
    sand: '#dcc59a',
    plum: '#7d3c78',
    mauve: '#b58bb8',
    periwinkle: '#8f95e8',
    cobalt: '#1f4fc4',
    sapphire: '#1d53b8',
    jade: '#1f9d74',
    ruby: '#c51b46',
    brass: '#c2a14d',
    platinum: '#d4d9df',
    slate: '#5f6f80',
    vermilion: '#e5472a',
    apricot: '#fbb47c',
    tangerine: '#f5871f',
    chartreuse: '#b5d82a',
    lemon: '#f7e03c',
    sky: '#7cc4f5',
  }),
)

/** Words that are colours only before a thing: "a rose" is a flower, "a gold coin" is golden. */
export const colourAndThing = new Set([
  'rose',
  'gold',
  'orange',
  'peach',
  'olive',
  'lime',
  'salmon',
  'coral',
  'lavender',
  'violet',
  'lilac',
  'silver',
  'copper',
  'bronze',
  'emerald',
  'mint',
  'cream',
  'navy',
  'turquoise',
  'plum',
  'sand',
  'mustard',
  'chocolate',
  'rust',
  'sapphire',
  'ruby',
  'jade',
  'apricot',
  'tangerine',
  'lemon',
  'sky',
  'amber',
  'charcoal',
  'khaki',
  'slate',
  'brass',
  'platinum',
  'ivory',
  'azure',
])

/** What a word before the colour does to it. */
export const colourShades = new Map<string, { l: number; c: number }>(
  Object.entries({
    light: { l: 0.12, c: 0.75 },
    pale: { l: 0.17, c: 0.55 },
    pastel: { l: 0.15, c: 0.55 },
    soft: { l: 0.08, c: 0.7 },
    sky: { l: 0.14, c: 0.75 },
    baby: { l: 0.16, c: 0.6 },
    bright: { l: 0.05, c: 1.25 },
    vivid: { l: 0.02, c: 1.3 },
    neon: { l: 0.1, c: 1.5 },
    hot: { l: 0, c: 1.3 },
    dark: { l: -0.18, c: 0.9 },
    deep: { l: -0.14, c: 1 },
    royal: { l: -0.06, c: 1.15 },
    forest: { l: -0.16, c: 0.8 },
    navy: { l: -0.2, c: 0.8 },
  }),
)

/** Whether a plan may use it: a name, a name with a shade before it, or `#rrggbb`. */
export function isColour(text: string): boolean {
  return hexOf(text) !== undefined
}

/** The colour that a name, a shaded name ("light blue") or `#rrggbb` stands for. */
export function hexOf(text: string): string | undefined {
  const name = text.trim().toLowerCase()
  if (/^#[0-9a-f]{6}$/.test(name)) return name
  if (/^#[0-9a-f]{3}$/.test(name)) return `#${[...name.slice(1)].map((digit) => digit + digit).join('')}`
  const plain = namedColours.get(name)
  if (plain !== undefined) return plain
  const [first = '', ...rest] = name.split(/[\s-]+/)
  const shade = colourShades.get(first)
  const base = namedColours.get(rest.join(' '))
  if (!shade || base === undefined) return undefined
  const colour = readHex(shiftHex(base, shade))
  // Light black is still no white: a shade stays a shade of its colour.
  return colour && writeHex({ ...colour, l: Math.min(0.93, Math.max(0.2, colour.l)) })
}
