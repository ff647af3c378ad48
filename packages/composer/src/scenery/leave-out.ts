import { phraseOf } from '../words/word-forms.ts'
import type { Landscape } from './landscape.ts'

/** Parts of the sky in a landscape. */
export type SkyPart = 'lamp' | 'clouds' | 'stars'

const skyParts: readonly (readonly [names: string, part: SkyPart])[] = [
  ['sun moon', 'lamp'],
  ['cloud', 'clouds'],
  ['star', 'stars'],
]

/** Names of distant scenery, which can be left out. */
const farNames = {
  forest: /^(?:tree|forest|wood|plant)$/,
  city: /^(?:building|house|skyscraper|city|tower)$/,
  mountains: /^mountain$/,
  hills: /^hill$/,
} as const

/** Names of parts that belong to the ground, which cannot be left out. */
const groundNames = {
  sea: /^(?:sea|water|ocean|wave)$/,
  beach: /^(?:sea|water|ocean|wave|sand)$/,
  meadow: /^(?:grass|meadow|plant)$/,
  garden: /^(?:grass|meadow|plant|garden)$/,
  snow: /^(?:snow|ice)$/,
  desert: /^(?:sand|dune|desert)$/,
  street: /^(?:street|road)$/,
  room: /^(?:window|wall|floor)$/,
  table: /^(?:table|wall)$/,
} as const

/** A landscape without the things of these names, and the names that it shows anyway. */
export function leaveOut(
  landscape: Landscape,
  names: readonly string[],
): { landscape: Landscape; omits: ReadonlySet<SkyPart>; kept: string[] } {
  const left = { ...landscape }
  const omits = new Set<SkyPart>()
  const kept: string[] = []
  for (const said of names) {
    const name = phraseOf(said)
    const part = skyParts.find(([words]) => words.split(' ').includes(name))?.[1]
    if (part) omits.add(part)
    if (part === 'stars' && left.falling === 'stars') delete left.falling
    if (name === left.falling) delete left.falling
    if (left.far && farNames[left.far].test(name)) delete left.far
    if (name === 'flower' && left.near === 'garden') left.near = 'meadow'
    // The light of autumn includes falling leaves.
    if (name === 'leaf' && left.light === 'autumn') left.light = 'day'
    const snowCaps = name === 'snow' && left.far === 'mountains'
    if (snowCaps || (left.near && groundNames[left.near].test(name))) kept.push(said)
  }
  return { landscape: left, omits, kept }
}
