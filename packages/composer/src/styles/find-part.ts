import { type Box, boxOfShape, fillArea } from '../art/bounds.ts'
import type { ArtNode } from '../art/tree.ts'
import { hueDistance, type Lch, readHex } from '../colour.ts'
import { createSolidReader, eachShape } from './colours-of-art.ts'

/**
 * A shape of a drawing: its index in document order, its position, and the share of the drawing that it
 * covers.
 */
type Shape = {
  at: number
  node: ArtNode
  colour: Lch
  box: Box
  /** As shares of the drawing's box, from 0 to 1: centre, upper and lower edge, width, height and area. */
  x: number
  y: number
  top: number
  bottom: number
  width: number
  height: number
  area: number
  /** The area that its outline encloses, as a share of the drawing's box. */
  filled: number
}

/** Shapes of one colour, light and shade together. */
type Family = { shapes: Shape[]; area: number; y: number; colour: Lch }

/** The shapes of a part: their indexes in document order, and the colour of most of the part. */
export type Part = {
  shapes: ReadonlySet<number>
  colour: Lch
  /** Its middle, as shares of the drawing's box. */
  x: number
  y: number
}

/**
 * Finds a part such as `roof` or `eye` by the position, size and colour of its shapes, because icon sets do
 * not name parts. Undefined if no shape of the drawing is certainly that part.
 */
export function findPart(nodes: readonly ArtNode[], box: Box, part: string): Part | undefined {
  const shapes = readShapes(nodes, box)
  const finder = finders.find(({ words }) => words.has(part))
  const found = finder?.find(shapes) ?? []
  const [largest] = found.toSorted((a, b) => b.area - a.area)
  // A shape that covers nearly everything is the body, not a part of it.
  if (!largest || found.length === shapes.length) return undefined
  const middle = (side: 'x' | 'y') => found.reduce((sum, shape) => sum + shape[side], 0) / found.length
  return {
    shapes: new Set(found.map(({ at }) => at)),
    colour: largest.colour,
    x: middle('x'),
    y: middle('y'),
  }
}

/** A drawing is asked for several parts, and is kept from one picture to the next. */
const shapesOf = new WeakMap<readonly ArtNode[], { outer: Box; shapes: Shape[] }>()

function readShapes(nodes: readonly ArtNode[], outer: Box): Shape[] {
  const known = shapesOf.get(nodes)
  if (known?.outer === outer) return known.shapes
  const shapes = measureShapes(nodes, outer)
  shapesOf.set(nodes, { outer, shapes })
  return shapes
}

function measureShapes(nodes: readonly ArtNode[], outer: Box): Shape[] {
  const solid = createSolidReader(nodes)
  const shapes: Shape[] = []
  let at = -1
  eachShape(nodes, (node, { fill, stroke }) => {
    at += 1
    const box = boxOfShape(node)
    const colour = readHex(solid(fill === 'none' ? stroke : fill))
    if (!box || !colour || Number(node.attributes.opacity ?? 1) < 0.4) return
    const [width, height] = [box.width / outer.width, box.height / outer.height]
    const [left, top] = [(box.x - outer.x) / outer.width, (box.y - outer.y) / outer.height]
    shapes.push({
      at,
      node,
      colour,
      box,
      x: left + width / 2,
      y: top + height / 2,
      top,
      bottom: top + height,
      width,
      height,
      area: width * height,
      filled: fillArea(node) / (outer.width * outer.height),
    })
  })
  return shapes
}

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '))

const finders: readonly { words: ReadonlySet<string>; find: (shapes: Shape[]) => Shape[] }[] = [
  {
    words: words('sail'),
    find: (all) => families(all.filter(({ y, area }) => y < 0.62 && area > 0.03))[0]?.shapes ?? [],
  },
  { words: words('eye'), find: findEyes },
  { words: words('wheel tire tyre'), find: findWheels },
  { words: words('leaf grass'), find: (all) => ofHue(all, 105, 165, 0.05) },
  { words: words('stem stalk'), find: (all) => firstOf(ofHue(all, 105, 165, 0.05), lowest(all)) },
  { words: words('trunk branch log'), find: (all) => firstOf(ofHue(all, 25, 85, 0.02), lowest(all)) },
  { words: words('beak bill'), find: (all) => small(ofHue(all, 35, 110, 0.1), 0.16) },
  { words: words('nose'), find: findNose },
  { words: words('window windshield windscreen glass lens screen'), find: findWindows },
  { words: words('door gate'), find: findDoors },
  {
    words: words('chimney horn antenna'),
    find: (all) => small(uppermost(all, { area: 0.02, width: 0 }), 0.12),
  },
  {
    words: words('cap hat lid flame fire crown comb hair top shade lampshade scoop'),
    find: (all) => uppermost(all, { area: 0.02, width: 0 }),
  },
  { words: words('roof'), find: (all) => uppermost(all, { area: 0.02, width: 0.35 }) },
  // Candles are higher and cover little.
  { words: words('frosting icing'), find: (all) => uppermost(all, { area: 0.1, width: 0 }) },
  { words: words('base sole stand cone hull pot leg foot paw hoof bottom'), find: lowest },
  { words: words('center centre middle core yolk heart'), find: findCentre },
  { words: words('petal'), find: (all) => largestBut(all, findCentre(all), ofHue(all, 105, 165, 0.05)) },
  { words: words('spot stripe dot button seed light star sprinkle pattern candle'), find: findRepeated },
  { words: words('tail'), find: findTail },
  {
    words: words('ear'),
    find: (all) =>
      small(
        atEdge(all, ({ top }) => top < 0.12),
        0.2,
      ),
  },
  { words: words('handle'), find: findHandle },
  { words: words('collar scarf belt'), find: findBand },
  { words: words('wing mane'), find: findWings },
  { words: words('belly shell ribbon bow band strap frame string fin'), find: secondary },
]

/** Families by the area that they cover, the largest first. */
function families(shapes: readonly Shape[]): Family[] {
  const found: Family[] = []
  for (const shape of shapes.toSorted((a, b) => b.filled - a.filled)) {
    const family = found.find(({ colour }) => isAlike(colour, shape.colour))
    if (family) {
      family.y = (family.y * family.area + shape.y * shape.filled) / (family.area + shape.filled)
      family.area += shape.filled
      family.shapes.push(shape)
    } else found.push({ shapes: [shape], area: shape.filled, y: shape.y, colour: shape.colour })
  }
  return found.toSorted((a, b) => b.area - a.area)
}

function isAlike(a: Lch, b: Lch): boolean {
  if (a.c < 0.035 || b.c < 0.035) return a.c < 0.05 && b.c < 0.05 && Math.abs(a.l - b.l) < 0.16
  return hueDistance(a.h, b.h) < 22 && Math.abs(a.l - b.l) < 0.3
}

const filledBy = (shapes: readonly Shape[]) => shapes.reduce((sum, { filled }) => sum + filled, 0)

function firstOf(...choices: readonly Shape[][]): Shape[] {
  return choices.find((shapes) => shapes.length > 0) ?? []
}

function small(shapes: readonly Shape[], areaMax: number): Shape[] {
  return shapes.filter(({ area }) => area <= areaMax)
}

function ofHue(shapes: readonly Shape[], from: number, to: number, chromaMin: number): Shape[] {
  const found = shapes.filter(({ colour: { c, h } }) => c >= chromaMin && h >= from && h <= to)
  return found.length < shapes.length ? found : []
}

/** The family whose centre is highest. A family that reaches the ground is a wall or a door, not a roof. */
function uppermost(shapes: readonly Shape[], min: Extent): Shape[] {
  const raised = shapes.filter(({ bottom }) => bottom < 0.86)
  return extreme(raised, (family) => family.y, min, filledBy(shapes))
}

function lowest(shapes: readonly Shape[]): Shape[] {
  return extreme(shapes, (family) => -family.y, { area: 0.02, width: 0 }, filledBy(shapes))
}

/** The area of a family and the width of its widest shape, as shares of the drawing. */
type Extent = { area: number; width: number }

/** @param total the area of the whole drawing; a part has less */
function extreme(
  shapes: readonly Shape[],
  height: (family: Family) => number,
  min: Extent,
  total: number,
): Shape[] {
  const candidates = families(shapes).filter(
    ({ area, shapes: same }) =>
      area > min.area && area < total * 0.92 && Math.max(...same.map(({ width }) => width)) >= min.width,
  )
  return candidates.toSorted((a, b) => height(a) - height(b))[0]?.shapes ?? []
}

/** The largest family after the body, except eyes. */
function secondary(shapes: readonly Shape[]): Shape[] {
  const found = largestBut(shapes, families(shapes)[0]?.shapes ?? [], findEyes(shapes))
  return filledBy(found) > 0.015 ? found : []
}

function largestBut(shapes: readonly Shape[], ...others: readonly (readonly Shape[])[]): Shape[] {
  const rest = shapes.filter((shape) => !others.some((other) => other.includes(shape)))
  return families(rest)[0]?.shapes ?? []
}

function atEdge(shapes: readonly Shape[], isThere: (shape: Shape) => boolean): Shape[] {
  return shapes.filter((shape) => isThere(shape) && shape.width < 0.45 && Math.abs(shape.x - 0.5) > 0.08)
}

const isRound = ({ box: { width, height } }: Shape) => width / height > 0.55 && width / height < 1.8

/** The largest family after the body, without small shapes. Legs are lower. */
function findWings(shapes: readonly Shape[]): Shape[] {
  const found = secondary(shapes)
  const largest = Math.max(...found.map(({ area }) => area))
  return found.filter(({ area, y }) => area >= 0.2 * largest && y < 0.8)
}

/** The wood of a tool; otherwise a ring or a bow at a side. */
function findHandle(shapes: readonly Shape[]): Shape[] {
  const wood = ofHue(shapes, 30, 85, 0.03)
  const isTool = wood.some(({ bottom }) => bottom > 0.8) && filledBy(wood) < filledBy(shapes) * 0.85
  if (isTool) return wood
  const [body] = shapes.toSorted((a, b) => b.area - a.area)
  const [bow] = shapes
    .filter((shape) => shape !== body && shape.width < 0.45 && shape.height > 0.15 && shape.height < 0.75)
    .filter(({ x, width, area, filled }) => {
      const side = Math.abs(x - 0.5)
      return side > 0.25 && side + width / 2 > 0.44 && filled < area * 0.62
    })
    .toSorted((a, b) => a.filled / a.area - b.filled / b.area)
  return bow ? [bow] : []
}

/** A strip across, between the top and the bottom. */
function findBand(shapes: readonly Shape[]): Shape[] {
  const strips = shapes.filter(
    ({ box, area, y }) => box.width > box.height * 1.8 && area > 0.01 && area < 0.12 && y > 0.3 && y < 0.75,
  )
  return largestBut(strips, families(shapes)[0]?.shapes ?? [])
}

/**
 * Dark, round and small shapes in the upper half; both of a pair, which are at one height: a nose is lower.
 */
function findEyes(shapes: readonly Shape[]): Shape[] {
  const dark = shapes.filter(
    (shape) =>
      shape.colour.l < 0.45 &&
      shape.area < 0.03 &&
      shape.y < 0.66 &&
      shape.height < 0.25 &&
      shape.box.width > shape.box.height * 0.4 &&
      shape.box.width < shape.box.height * 1.8,
  )
  // A nose is at the edge of a head.
  const inside = dark.filter(({ x, width }) => Math.abs(x - 0.5) + width / 2 < 0.47)
  const [largest] = (inside.length > 0 ? inside : dark).toSorted((a, b) => a.y - b.y || b.area - a.area)
  if (!largest) return []
  return dark.filter(
    ({ area, y }) =>
      Math.abs(y - largest.y) < 0.02 && area > largest.area * 0.55 && area < largest.area * 1.8,
  )
}

/** Round shapes at the bottom; rims and hubs lie inside the largest. */
function findWheels(shapes: readonly Shape[]): Shape[] {
  const round = shapes.filter((shape) => {
    const ratio = shape.box.width / shape.box.height
    return shape.bottom > 0.72 && shape.y > 0.45 && ratio > 0.8 && ratio < 1.25 && shape.area < 0.3
  })
  const lowestEdge = Math.max(...round.map(({ bottom }) => bottom))
  const tyres = round.filter(({ bottom }) => bottom > lowestEdge - 0.06)
  return round.filter((shape) =>
    tyres.some(({ x, y, width }) => Math.abs(shape.x - x) < width / 2 && Math.abs(shape.y - y) < width / 2),
  )
}

function findNose(shapes: readonly Shape[]): Shape[] {
  const inFace = small(shapes, 0.03).filter(({ x, y }) => Math.abs(x - 0.5) < 0.14 && y > 0.3 && y < 0.8)
  return inFace.toSorted((a, b) => Math.abs(a.x - 0.5) - Math.abs(b.x - 0.5)).slice(0, 1)
}

/** Blue or pale shapes, else dark ones, that do not stand on the ground. */
function findWindows(shapes: readonly Shape[]): Shape[] {
  const inside = shapes.filter(({ bottom, area }) => bottom < 0.97 && area < 0.5 && area > 0.003)
  const blue = inside.filter(({ colour: { c, h, l } }) => c > 0.02 && h > 195 && h < 285 && l > 0.45)
  const pale = inside.filter(({ colour: { l, c } }) => l > 0.86 && c < 0.09)
  const dark = inside.filter(({ colour: { l }, area }) => l < 0.4 && area > 0.01)
  const total = filledBy(shapes)
  return [blue, pale, dark].find((some) => some.length > 0 && filledBy(some) < total * 0.6) ?? []
}

/** Shapes that are higher than wide and reach the ground. */
function findDoors(shapes: readonly Shape[]): Shape[] {
  const doors = shapes.filter(
    ({ bottom, area, box, height }) =>
      bottom > 0.8 && area > 0.008 && area < 0.22 && box.height > box.width * 1.1 && height > 0.12,
  )
  return families(doors)[0]?.shapes ?? []
}

function findCentre(shapes: readonly Shape[]): Shape[] {
  const near = shapes.filter((shape) => isRound(shape) && shape.area < 0.25 && shape.area > 0.01)
  const distance = ({ x, y }: Shape) => Math.hypot(x - 0.5, y - 0.45)
  const [first] = near.toSorted((a, b) => distance(a) - distance(b))
  if (!first || distance(first) > 0.25) return []
  return near.filter(
    ({ colour, x, y }) => isAlike(colour, first.colour) && Math.hypot(x - first.x, y - first.y) < 0.2,
  )
}

/** The most numerous small shapes of one colour. */
function findRepeated(shapes: readonly Shape[]): Shape[] {
  const groups = families(small(shapes, 0.05)).filter(
    ({ shapes: same, area }) => same.length >= 2 && area > 0.006,
  )
  return groups.toSorted((a, b) => b.shapes.length - a.shapes.length)[0]?.shapes ?? []
}

function findTail(shapes: readonly Shape[]): Shape[] {
  const [body] = families(shapes)
  const side = small(shapes, 0.25).filter(({ x, width }) => Math.abs(x - 0.5) > 0.24 && width < 0.4)
  const other = side.filter(({ colour }) => body && !isAlike(colour, body.colour))
  const candidates = other.length > 0 ? other : side
  // Drawings of animals look to the left.
  const [last] = candidates.toSorted((a, b) => b.x - a.x || b.area - a.area)
  return last && last.x > 0.55
    ? candidates.filter(({ colour, x }) => x > 0.55 && isAlike(colour, last.colour))
    : []
}
