import { boxOfShape } from '../art/bounds.ts'
import { type ArtNode, element } from '../art/tree.ts'
import { clamp, hueDistance, type Lch, readHex, writeHex } from '../colour.ts'
import { createSolidReader, eachShape, mapColours, mapShapes, weighColours } from './colours-of-art.ts'
import type { Part } from './find-part.ts'

/** Colours below this chroma look grey. */
const greyChromaMax = 0.035

/** Which of a drawing's colours belong to its body: near in hue, or all greys. */
type Family = { base: Lch; weight: number; holds: (colour: Lch) => boolean }

/**
 * Gives a drawing the colours of the prompt: the first to its body, the next to what covers the largest area
 * after it. Light and shade within each stay as drawn; eyes, outlines and small details keep their own
 * colours. `bodies` are colours that always belong to the body.
 */
export function recolour(
  nodes: readonly ArtNode[],
  targets: readonly string[],
  bodies: readonly string[] = [],
): ArtNode[] {
  if (targets.length === 0) return [...nodes]
  const weights = weighColours(nodes)
  const body = bodies.find((hex) => weights.has(hex))
  const families = widen(findFamilies(weights, body), weights)
  const pairs = targets.flatMap((hex, at) => {
    const target = readHex(hex)
    const family = families[at]
    return target && family ? [{ target, family }] : []
  })
  return mapColours(nodes, (hex) => {
    const colour = readHex(hex)
    if (!colour) return hex
    const pair = pairs.find(({ family }) => family.holds(colour))
    if (pair) return writeHex(moveColour(colour, pair.family.base, pair.target))
    const painted = pairs[0]?.target
    // On a body that becomes black, black eyes would be invisible.
    if (painted && painted.l < 0.42 && colour.l < 0.36 && colour.c <= 0.06) return '#f6e7a8'
    return hex
  })
}

/**
 * Gives the shapes of a part their colour. `original` is the drawing before anything was recoloured, whose
 * light and shade the part keeps; `nodes` has the same shapes in the same order. Eyes keep a dark pupil.
 */
export function recolourPart(
  nodes: readonly ArtNode[],
  original: readonly ArtNode[],
  part: Part,
  target: string,
  isEye = false,
): ArtNode[] {
  const wanted = readHex(target)
  if (!wanted) return [...nodes]
  const solid = createSolidReader(original)
  const paints: (Lch | undefined)[] = []
  eachShape(original, (_shape, { fill, stroke }) => {
    paints.push(readHex(solid(fill === 'none' ? stroke : fill)))
  })
  let at = -1
  return mapShapes(nodes, (shape, { fill }) => {
    at += 1
    const own = paints[at]
    if (!part.shapes.has(at) || !own) return [shape]
    const colour = writeHex(moveColour(own, part.colour, wanted))
    const { opacity: _opacity, ...attributes } = shape.attributes
    const changed = { ...shape, attributes: { ...attributes, [fill === 'none' ? 'stroke' : 'fill']: colour } }
    return isEye ? [changed, ...pupilOf(shape)] : [changed]
  })
}

function pupilOf(eye: ArtNode): ArtNode[] {
  const box = boxOfShape(eye)
  if (!box) return []
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2]
  return [element('ellipse', { cx, cy, rx: box.width * 0.2, ry: box.height * 0.3, fill: '#15161c' })]
}

/** The hue, chroma and lightness that cover most of a drawing. */
export function dominantColour(nodes: readonly ArtNode[]): Lch {
  return findFamilies(weighColours(nodes))[0]?.base ?? { l: 0.6, c: 0, h: 0 }
}

/** The shade that a colour becomes when its base colour becomes another one. */
export function moveColour(colour: Lch, base: Lch, target: Lch): Lch {
  const l = clamp(target.l + (colour.l - base.l) * 0.85, 0.14, 0.985)
  const strength =
    base.c > greyChromaMax ? clamp(colour.c / base.c, 0.45, 1.15) : 1 - Math.abs(colour.l - base.l) * 0.5
  const drift = base.c > greyChromaMax ? signedHue(colour.h, base.h) * 0.25 : 0
  return { l, c: target.c * strength, h: target.h + drift }
}

/**
 * The colours that people name a drawing by, largest first: its largest colour with its shades and, if these
 * cover too little, the next largest.
 */
export function bodyOf(weights: ReadonlyMap<string, number>): string[] {
  const [largest] = [...weights].toSorted((a, b) => b[1] - a[1])
  const [body] = widen(findFamilies(weights, largest?.[0]), weights)
  return [...weights]
    .filter(([hex]) => {
      const colour = readHex(hex)
      return body !== undefined && colour !== undefined && body.holds(colour)
    })
    .toSorted((a, b) => b[1] - a[1])
    .map(([hex]) => hex)
}

function findFamilies(weights: ReadonlyMap<string, number>, body?: string): Family[] {
  const colours = [...weights].flatMap(([hex, weight]) => {
    const colour = readHex(hex)
    return colour ? [{ colour, weight }] : []
  })
  const families: Family[] = []
  let rest = colours.toSorted((a, b) => b.weight - a.weight)
  const named = body === undefined ? undefined : readHex(body)
  if (named) {
    const holds = familyOf(named)
    families.push({ base: named, weight: weights.get(body ?? '') ?? 0, holds })
    rest = rest.filter(({ colour }) => !holds(colour))
  }
  while (rest.length > 0 && families.length < 4) {
    const best = rest
      .map(({ colour }) => {
        const holds = familyOf(colour)
        const weight = rest.reduce((sum, other) => sum + (holds(other.colour) ? other.weight : 0), 0)
        return { base: colour, weight, holds }
      })
      // The first of equals is the larger single colour, which is the truer base.
      .reduce((a, b) => (b.weight > a.weight * 1.001 ? b : a))
    const members = rest.filter(({ colour }) => best.holds(colour))
    if (members.length === 0) break
    const base = baseOf(members) ?? best.base
    families.push({ ...best, base })
    rest = rest.filter(({ colour }) => !best.holds(colour))
  }
  return families
}

/** The share of a drawing that must be recoloured, so that people name the drawing by that colour. */
const coveredMin = 0.55

/** If the body covers too little, the next families are added to it, but never outlines and shade. */
function widen(families: readonly Family[], weights: ReadonlyMap<string, number>): Family[] {
  const [first, ...others] = families
  if (!first) return []
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0)
  const taken = [first]
  let covered = first.weight
  for (const family of others) {
    if (covered >= total * coveredMin) break
    if (family.base.l < 0.35) continue
    taken.push(family)
    covered += family.weight
  }
  const holds = (colour: Lch) => taken.some((family) => family.holds(colour))
  return [{ base: first.base, weight: covered, holds }, ...others.filter((family) => !taken.includes(family))]
}

/** The largest member. If it is not most of the family, it gets the mean lightness of all members. */
function baseOf(members: readonly { colour: Lch; weight: number }[]): Lch | undefined {
  const [first] = members
  const total = members.reduce((sum, { weight }) => sum + weight, 0)
  if (!first || first.weight > total * 0.55) return first?.colour
  return {
    ...first.colour,
    l: members.reduce((sum, { colour, weight }) => sum + colour.l * weight, 0) / total,
  }
}

function familyOf(base: Lch): (colour: Lch) => boolean {
  if (base.c <= greyChromaMax) {
    const dark = base.l < 0.3
    return ({ l, c }) => c <= greyChromaMax && (dark ? l < 0.45 : l >= 0.3)
  }
  return ({ c, h }) => c > greyChromaMax * 0.7 && hueDistance(h, base.h) <= 42
}

function signedHue(a: number, b: number): number {
  return ((a - b + 540) % 360) - 180
}
