import type { Edit, Target } from '@chatsvg/svg'
import { hueDistance, type Lch, readHex, shiftHex, writeHex } from '../colour.ts'
import { moveColour } from '../styles/recolour.ts'
import type { PictureShape } from './picture-parts.ts'

/** Colours of shapes, with the area that each covers. */
export type Weights = ReadonlyMap<string, number>

export function weighShapes(shapes: readonly PictureShape[]): Map<string, number> {
  const weights = new Map<string, number>()
  for (const { colours } of shapes)
    for (const [hex, area] of colours) weights.set(hex, (weights.get(hex) ?? 0) + area)
  return weights
}

type Category =
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
  | 'gray'
  | 'white'
  /** A tint so weak that people do not call it by its hue when the picture has a stronger colour. */
  | 'pale'

/** The name that people give to a colour. Hues are those of OKLCH. */
function categoryOf({ l, c, h }: Lch): Category {
  if (c < 0.035 || (l < 0.26 && c < 0.08) || (l < 0.36 && c < 0.045))
    return l > 0.93 ? 'white' : l < 0.34 ? 'black' : 'gray'
  if (l > 0.88 && c < 0.075) return 'pale'
  if (h >= 10 && h < 95 && l < 0.6 && c < 0.125) return 'brown'
  if (h < 10 || h >= 328) return l < 0.6 && (h < 10 || h >= 350) ? 'red' : 'pink'
  if (h < 41) return l > 0.7 ? 'pink' : 'red'
  if (h < 76) return 'orange'
  if (h < 112) return 'yellow'
  if (h < 170) return 'green'
  if (h < 213) return 'turquoise'
  return h < 286 ? 'blue' : 'purple'
}

/** When no colour of the picture has the requested name, one within this OKLab distance counts as it. */
const distanceMax = 0.1
/** Names of whole families. Other names, such as navy, mean only colours that are close to them. */
const basicNames = new Set(
  'red orange yellow green turquoise blue purple violet pink brown black gray grey white'.split(' '),
)
const likeMax = 0.14
/** Within this distance of the colour that a name stands for, other names hardly count. */
const sameMax = 0.08
const hueOfFamilyMax = 18

/** A colour of a picture, with the area that it covers. */
type Known = { hex: string; weight: number; colour: Lch }

/**
 * The colours of a picture that a requested colour means, largest first; without a name, only that colour.
 */
export function findMeant(weights: Weights, hex: string, name: string | undefined): string[] {
  const requested = readHex(hex)
  if (!requested) return []
  const known = knownOf(weights)
  const within = (max: number) => known.filter(({ colour }) => distance(colour, requested) < max)
  if (name === undefined)
    return within(0.02)
      .slice(0, 1)
      .map((one) => one.hex)
  const like = basicNames.has(name) ? [] : within(likeMax)
  return like.length > 0 ? like.map((one) => one.hex) : findFamily(weights, hex)
}

/** The colours of a picture that have the same name as one, largest first. */
export function findFamily(weights: Weights, hex: string): string[] {
  const requested = readHex(hex)
  if (!requested) return []
  const known = knownOf(weights)
  const category = categoryOf(requested)
  const named = known.filter(
    ({ colour }) => categoryOf(colour) === category || distance(colour, requested) < sameMax,
  )
  const base = named[0] ?? nearest(known, requested)
  if (!base) return []
  const isShade = ({ colour }: Known) =>
    /^(?:red|pink)$/.test(category) &&
    /^(?:red|pink)$/.test(categoryOf(colour)) &&
    hueDistance(colour.h, base.colour.h) <= hueOfFamilyMax
  return known.filter((one) => one === base || named.includes(one) || isShade(one)).map((one) => one.hex)
}

function knownOf(weights: Weights): Known[] {
  return [...weights]
    .flatMap(([hex, weight]) => {
      const colour = readHex(hex)
      return colour ? [{ hex, weight, colour }] : []
    })
    .toSorted((a, b) => b.weight - a.weight)
}

function nearest<One extends { colour: Lch }>(known: readonly One[], requested: Lch): One | undefined {
  const [best] = known.toSorted((a, b) => distance(a.colour, requested) - distance(b.colour, requested))
  return best && distance(best.colour, requested) < distanceMax ? best : undefined
}

function distance(a: Lch, b: Lch): number {
  const plane = ({ c, h }: Lch) => [c * Math.cos((h * Math.PI) / 180), c * Math.sin((h * Math.PI) / 180)]
  const [[ax = 0, ay = 0], [bx = 0, by = 0]] = [plane(a), plane(b)]
  return Math.hypot(a.l - b.l, ax - bx, ay - by)
}

/** Each colour and its replacement. */
export type ColourPairs = readonly (readonly [from: string, to: string])[]

/** Recolours a family by its largest colour; lighter and darker shades stay lighter and darker. */
export function moveFamily(family: readonly string[], to: string): ColourPairs {
  const base = readHex(family[0] ?? '')
  const target = readHex(to)
  if (!base || !target) return []
  return family.flatMap((hex) => {
    const colour = readHex(hex)
    return colour ? [[hex, hex === family[0] ? to : writeHex(moveColour(colour, base, target))] as const] : []
  })
}

export type Tone = 'darker' | 'lighter' | 'vivid' | 'dull' | 'gray' | 'invert' | 'pastel' | 'warm' | 'cool'

/** One step of lightness; half of it for "a bit", twice for "much". */
const step = 0.1

export function shiftTones(weights: Weights, tone: Tone, strength: number): ColourPairs {
  return [...weights.keys()].flatMap((hex) => {
    const to = toned(hex, tone, strength)
    return to === hex ? [] : [[hex, to] as const]
  })
}

function toned(hex: string, tone: Tone, strength: number): string {
  const colour = readHex(hex)
  if (!colour) return hex
  if (tone === 'darker') return shiftHex(hex, { l: -step * strength })
  if (tone === 'lighter') return shiftHex(hex, { l: step * strength })
  if (tone === 'vivid') return shiftHex(hex, { c: 1 + 0.35 * strength })
  if (tone === 'dull') return shiftHex(hex, { c: Math.max(0, 1 - 0.4 * strength) })
  if (tone === 'gray') return writeHex({ ...colour, c: 0 })
  if (tone === 'pastel') return shiftHex(hex, { l: 0.15, c: 0.55 })
  if (tone === 'invert')
    return `#${[1, 3, 5].map((at) => byte(255 - Number.parseInt(hex.slice(at, at + 2), 16))).join('')}`
  return mixTowards(hex, tone === 'warm' ? [255, 150, 50] : [50, 140, 255], 0.18 * strength)
}

const byte = (value: number) => Math.round(value).toString(16).padStart(2, '0')

function mixTowards(hex: string, to: readonly number[], share: number): string {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
  return `#${channels.map((value, at) => byte(value + ((to[at] ?? 0) - value) * share)).join('')}`
}

/**
 * Orders recolourings so that the sequence has the effect of all of them at once. Where one makes a colour
 * that another one replaces, both use temporary colours that the picture does not have.
 */
export function recolorAll(pairs: ColourPairs, target: Target | undefined): Edit[] {
  const real = pairs.filter(([from, to]) => from !== to)
  const sources = new Set(real.map(([from]) => from))
  const clashes = real.some(([, to]) => [...sources].some((source) => isNear(source, to)))
  const edit = (from: string, to: string): Edit => ({
    op: 'recolor',
    from,
    to,
    ...(target === undefined ? {} : { target }),
  })
  if (!clashes) return real.map(([from, to]) => edit(from, to))
  const taken = [...sources, ...real.map(([, to]) => to)]
  const middles = real.map((_, at) => freeColour(taken, at))
  return [
    ...real.map(([from], at) => edit(from, middles[at] ?? from)),
    ...real.map(([, to], at) => edit(middles[at] ?? to, to)),
  ]
}

/** The language of edits treats colours within this distance as equal. */
const nearness = 3

function isNear(a: string, b: string): boolean {
  return [1, 3, 5].every(
    (at) =>
      Math.abs(Number.parseInt(a.slice(at, at + 2), 16) - Number.parseInt(b.slice(at, at + 2), 16)) <=
      nearness,
  )
}

function freeColour(taken: string[], at: number): string {
  for (let turn = at * 7 + 1; ; turn++) {
    const hex = `#${byte((turn * 37) % 256)}${byte((turn * 91) % 256)}${byte((turn * 53) % 256)}`
    if (taken.some((other) => isNear(other, hex))) continue
    taken.push(hex)
    return hex
  }
}
