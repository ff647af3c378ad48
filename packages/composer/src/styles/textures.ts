import { measureShape } from '../art/bounds.ts'
import { type ArtNode, element } from '../art/tree.ts'
import { hueDistance, type Lch, readHex } from '../colour.ts'
import type { TextureName } from '../plan/scene-plan.ts'
import { eachShape, mapShapes, weighColours } from './colours-of-art.ts'

/** The colour of a material if the plan has none. */
export const materialColours: Partial<Record<TextureName, string>> = {
  wood: '#b57d47',
  marble: '#e9e6ee',
  metal: '#a4b0bd',
  glass: '#b5e0ef',
  leather: '#8f5632',
  stone: '#a19c93',
  brick: '#b8553d',
}

/** Marks of a pattern on a tile of `width` by `height` canvas units. */
type Tile = { width: number; height: number; turn?: number; marks: (mark: Mark) => ArtNode[] }
type Mark = { dark: string; light: string; contrast: string }

/**
 * Lays a pattern over the body of a painted drawing, clipped to its shapes: a copy of each in the pattern.
 * Dark outlines, eyes and small details stay clear. `scale` is canvas units per unit of the drawing, `own`
 * the colour of the body before a style painted it. Undefined if there is no area for a pattern, as in icons
 * made of lines.
 */
export function layTexture(
  nodes: readonly ArtNode[],
  texture: TextureName,
  { id, scale, mark, own }: { id: string; scale: number; mark: string | undefined; own: Lch },
): { nodes: ArtNode[]; definition: ArtNode } | undefined {
  const body = bodyColour(nodes) ?? own
  let largest = 0
  eachShape(nodes, (shape, { fill }) => {
    if (isBody(readHex(fill), body, fill)) largest = Math.max(largest, measureShape(shape))
  })
  let laid = 0
  const covered = mapShapes(nodes, (shape, { fill }) => {
    const { opacity, stroke: _stroke, ...attributes } = shape.attributes
    if (Number(opacity ?? 1) < 0.5 || !isBody(readHex(fill), body, fill)) return [shape]
    if (measureShape(shape) < largest * 0.05) return [shape]
    laid += 1
    return [shape, { ...shape, attributes: { ...attributes, fill: `url(#${id})`, stroke: 'none' } }]
  })
  if (laid === 0) return undefined
  const contrast = mark ?? (body.l < 0.76 ? '#ffffff' : '#5b5f78')
  const tile = tiles[texture]
  const factor = Math.round(1e4 / scale) / 1e4
  const definition = element(
    'pattern',
    {
      id,
      width: tile.width,
      height: tile.height,
      patternUnits: 'userSpaceOnUse',
      patternTransform: `scale(${factor})${tile.turn ? ` rotate(${tile.turn})` : ''}`,
    },
    tile.marks({ dark: body.l < 0.4 ? '#ffffff' : '#2a1a10', light: '#ffffff', contrast }),
  )
  return { nodes: covered, definition }
}

/** The colour that covers most, outlines and shadows aside; paints by reference count as any colour. */
function bodyColour(nodes: readonly ArtNode[]): Lch | undefined {
  const colours = [...weighColours(nodes)].flatMap(([hex, weight]) => {
    const colour = readHex(hex)
    return colour ? [{ colour, weight }] : []
  })
  const bright = colours.filter(({ colour }) => colour.l > 0.33)
  const [first] = (bright.length > 0 ? bright : colours).toSorted((a, b) => b.weight - a.weight)
  return first?.colour
}

function isBody(colour: Lch | undefined, body: Lch, fill: string): boolean {
  if (fill === 'none') return false
  if (!colour) return fill.startsWith('url(')
  if (colour.l < 0.3 && body.l > 0.4) return false
  if (body.c < 0.04) return colour.c < 0.06 && Math.abs(colour.l - body.l) < 0.25
  return colour.c > 0.02 && hueDistance(colour.h, body.h) < 40
}

const line = (d: string, stroke: string, width: number, opacity: number) =>
  element('path', { d, fill: 'none', stroke, 'stroke-width': width, opacity, 'stroke-linecap': 'round' })
const dot = (cx: number, cy: number, r: number, fill: string, opacity = 1) =>
  element('circle', { cx, cy, r, fill, opacity })
const block = (x: number, y: number, width: number, height: number, fill: string, opacity: number) =>
  element('rect', { x, y, width, height, fill, opacity })

const tiles: Readonly<Record<TextureName, Tile>> = {
  wood: {
    width: 52,
    height: 22,
    marks: ({ dark }) => [
      line('M0 4c10-3 16 3 26 0s16-3 26 0', dark, 1.4, 0.5),
      line('M0 12c8 0 10-4 18-4s10 8 18 4 10 0 16 0', dark, 1.2, 0.42),
      line('M0 18c12 2 18-2 28 0s16 2 24 0', dark, 1.4, 0.46),
      element('ellipse', { cx: 24, cy: 12.5, rx: 4, ry: 1.5, fill: dark, opacity: 0.26 }),
    ],
  },
  marble: {
    width: 72,
    height: 64,
    marks: ({ dark }) => [
      line('M-4 12c14 2 18 16 34 14s20 12 46 8', dark, 1.5, 0.26),
      line('M16-4c-2 16 10 22 6 36s6 18 2 36', dark, 0.9, 0.22),
      line('M44 26c6 10 2 20 14 38M0 46c12-4 14 6 24 2', dark, 0.8, 0.2),
    ],
  },
  metal: {
    width: 70,
    height: 70,
    turn: 28,
    marks: ({ light, dark }) => [
      block(4, 0, 12, 70, light, 0.42),
      block(19, 0, 4, 70, light, 0.3),
      block(44, 0, 16, 70, dark, 0.14),
      block(0, 0, 70, 0.8, dark, 0.08),
    ],
  },
  glass: {
    width: 64,
    height: 64,
    turn: 30,
    marks: ({ light }) => [block(8, 0, 12, 64, light, 0.5), block(25, 0, 4, 64, light, 0.42)],
  },
  fabric: {
    width: 7,
    height: 7,
    marks: ({ dark, light }) => [
      line('M0 1.75h3.500M3.500 5.250H7', dark, 1, 0.26),
      line('M1.750 3.500V7M5.250 0v3.500', light, 1, 0.34),
    ],
  },
  fur: {
    width: 20,
    height: 18,
    marks: ({ dark, light }) => [
      line('M3 2c0 3-1 4-2 6M11 1c0 3 1 4 0 6M17 4c0 3-1 4-2 5', dark, 1.1, 0.3),
      line('M6 10c0 3-1 4-2 6M14 11c0 3 1 3 0 6', light, 1.1, 0.42),
    ],
  },
  leather: {
    width: 18,
    height: 16,
    marks: ({ dark, light }) => [
      line('M1 4c3-2 5 1 8 0s4 2 8 0M5 4c0 4-2 5-2 8M12 5c1 3-1 5 2 8', dark, 0.9, 0.26),
      line('M2 12.800c4-1.500 8 1 14-.800', light, 0.9, 0.2),
    ],
  },
  stone: {
    width: 46,
    height: 38,
    marks: ({ dark, light }) => [
      line('M2 9c6-5 12-6 17-2s-1 10-7 11S-1 14 2 9M24 6c6-4 14-3 17 2s-2 8-9 8-12-7-8-10', dark, 1.1, 0.3),
      line('M9 28c5-6 13-6 17-1s-3 8-8 8-12-3-9-7M32 25c4-4 10-3 11 2s-6 8-10 6-4-5-1-8', dark, 1.1, 0.3),
      line('M6 8c3-2 6-3 9-2M28 7c3-2 7-2 9 0M13 27c3-2 6-2 8 0', light, 1.2, 0.4),
    ],
  },
  brick: {
    width: 26,
    height: 18,
    marks: ({ light }) => [line('M0 .700h26M0 9.700h26M6.500 0v9M19.500 9v9', light, 1.5, 0.62)],
  },
  plaid: {
    width: 34,
    height: 34,
    marks: ({ contrast, dark }) => [
      block(0, 0, 12, 34, contrast, 0.45),
      block(0, 0, 34, 12, contrast, 0.45),
      block(21, 0, 2.5, 34, dark, 0.45),
      block(0, 21, 34, 2.5, dark, 0.45),
    ],
  },
  dots: {
    width: 22,
    height: 22,
    marks: ({ contrast }) => [dot(5.5, 5.5, 3.6, contrast, 0.92), dot(16.5, 16.5, 3.6, contrast, 0.92)],
  },
  stripes: {
    width: 20,
    height: 20,
    turn: -18,
    marks: ({ contrast }) => [block(0, 0, 20, 9, contrast, 0.85)],
  },
}
