export type ArtSetName = keyof typeof artSetFacts

/**
 * The icon sets from which pictures are composed. `size` is the side of the square canvas that a set draws
 * on.
 */
export const artSetFacts = {
  fluent: {
    package: '@iconify-json/fluent-emoji-flat',
    size: 32,
    title: 'Fluent Emoji Flat',
    licence: 'MIT',
    holder: 'Microsoft Corporation',
  },
  noto: {
    package: '@iconify-json/noto',
    size: 128,
    title: 'Noto Emoji',
    licence: 'Apache-2.0',
    holder: 'Google Inc.',
  },
  tabler: {
    package: '@iconify-json/tabler',
    size: 24,
    title: 'Tabler Icons',
    licence: 'MIT',
    holder: 'Paweł Kuna',
  },
  lucide: {
    package: '@iconify-json/lucide',
    size: 24,
    title: 'Lucide',
    licence: 'ISC',
    holder: 'Lucide Contributors',
  },
  game: {
    package: '@iconify-json/game-icons',
    size: 512,
    title: 'Game-icons.net',
    licence: 'CC-BY-3.0',
    holder: 'Lorc, Delapouite and contributors',
  },
  flags: {
    package: '@iconify-json/circle-flags',
    size: 512,
    title: 'Circle Flags',
    licence: 'MIT',
    holder: 'HatScripts',
  },
  mdi: {
    package: '@iconify-json/mdi',
    size: 24,
    title: 'Material Design Icons',
    licence: 'Apache-2.0',
    holder: 'Pictogrammers',
  },
  brands: {
    package: '@iconify-json/simple-icons',
    size: 24,
    title: 'Simple Icons',
    licence: 'CC0-1.0',
    holder: 'Simple Icons Collaborators',
  },
  atlas: {
    package: 'world-atlas',
    size: 512,
    title: 'Natural Earth',
    licence: 'ISC',
    holder: 'Michael Bostock, from maps in the public domain',
  },
} as const satisfies Record<
  string,
  { package: string; size: number; title: string; licence: string; holder: string }
>

/** Our own drawings use the canvas of the flat set. */
const ownArtSize = artSetFacts.fluent.size

export const artOrigins = [
  'own',
  'fluent',
  'noto',
  'tabler',
  'lucide',
  'game',
  'flags',
  'mdi',
  'brands',
  'atlas',
] as const

/** The source of a drawing. */
export type ArtOrigin = (typeof artOrigins)[number]

export function sizeOf(origin: ArtOrigin): number {
  return origin === 'own' ? ownArtSize : artSetFacts[origin].size
}
