import type { Box } from '../art/bounds.ts'
import { measureShape } from '../art/bounds.ts'
import { type ArtNode, element, formatNumber } from '../art/tree.ts'
import { type Lch, readHex, shiftHex, writeHex } from '../colour.ts'
import { createSolidReader, eachShape, mapShapes } from './colours-of-art.ts'
import { hasStrokesOnly, keepClips, strokeLines } from './ink.ts'
import { makePalette } from './palettes.ts'
import type { RepaintContext, Style } from './style.ts'
import { tintOf } from './tints.ts'

/** Flat colour areas on a calm ground. */
export const flat: Style = {
  id: 'flat',
  source: ['flat', 'shaded', 'stroke'],
  paintsSky: true,
  outlinesLand: false,
  framesIcons: true,
  margins: { single: 40, crowded: 30 },
  choosePalette: (subject, random) => makePalette(subject, random, 0.915, 0.055),
  repaint: (nodes, context) =>
    hasStrokesOnly(nodes) ? emblem(nodes, context) : plainAreas(nodes, (hex) => hex),
  drawBackdrop: ({ ground, groundSecond }) => [
    element('rect', { width: 256, height: 256, fill: ground }),
    element('circle', { cx: 128, cy: 128, r: 106, fill: groundSecond }),
  ],
  drawShadow: (box, palette) => [groundShadow(box, shiftHex(palette.ground, { l: -0.1, c: 1.1 }))],
}

/** Solid shapes of one strong colour; details have the colour of the paper. */
export const filled: Style = {
  id: 'filled',
  source: ['flat', 'shaded', 'stroke'],
  paintsSky: false,
  outlinesLand: true,
  framesIcons: true,
  margins: { single: 40, crowded: 30 },
  choosePalette: (subject, random) => makePalette(subject, random, 0.97, 0.012),
  repaint: silhouette,
  drawBackdrop: ({ paper }) => [element('rect', { width: 256, height: 256, fill: paper })],
}

/** A restrained palette with one vivid accent, before plain geometry. */
export const modern: Style = {
  id: 'modern',
  source: ['flat', 'shaded', 'stroke'],
  paintsSky: true,
  outlinesLand: false,
  framesIcons: true,
  margins: { single: 40, crowded: 30 },
  choosePalette: (subject, random) => makePalette(subject, random, 0.955, 0.02),
  repaint: (nodes, context) =>
    hasStrokesOnly(nodes) ? emblem(nodes, context) : plainAreas(nodes, (hex) => restrain(hex, context)),
  drawBackdrop(palette, random) {
    const [, second, third, fourth] = palette.tones
    const flip = random.chance(0.5)
    const side = (x: number) => (flip ? 256 - x : x)
    const sweep = flip ? 0 : 1
    return [
      element('rect', { width: 256, height: 256, fill: fourth }),
      element('path', {
        fill: third,
        opacity: 0.55,
        d: `M${side(0)} 256V96A160 160 0 0 ${sweep} ${side(160)} 256z`,
      }),
      element('circle', { cx: side(190), cy: 74, r: 50, fill: palette.accent, opacity: 0.85 }),
      element('rect', { x: flip ? 196 : 24, y: 30, width: 36, height: 8, rx: 4, fill: second }),
      element('rect', { x: flip ? 196 : 24, y: 46, width: 22, height: 8, rx: 4, fill: third }),
    ]
  },
  drawShadow: (box, palette) => [groundShadow(box, palette.tones[2])],
}

/** Bold outlines around bright colours, over rays, like a printed page. */
export const cartoon: Style = {
  id: 'cartoon',
  source: ['flat', 'shaded', 'stroke'],
  paintsSky: true,
  outlinesLand: true,
  framesIcons: true,
  margins: { single: 40, crowded: 30 },
  choosePalette: (subject, random) => makePalette(subject, random, 0.87, 0.1),
  repaint: toon,
  drawBackdrop(palette, random) {
    const turn = random.between(0, 30)
    const rays = Array.from({ length: 12 }, (_, at) => {
      const [from, to] = [at * 30 + turn, at * 30 + 15 + turn].map((degree) => (degree * Math.PI) / 180)
      const point = (angle = 0) =>
        `${formatNumber(128 + 200 * Math.cos(angle))} ${formatNumber(132 + 200 * Math.sin(angle))}`
      return `M128 132L${point(from)}L${point(to)}z`
    })
    return [
      element('rect', { width: 256, height: 256, fill: palette.ground }),
      element('path', { fill: palette.groundSecond, d: rays.join('') }),
    ]
  },
  drawShadow: (box, palette) => [groundShadow(box, shiftHex(palette.ground, { l: -0.2 }))],
}

/** White lines on a coloured badge: the form of a stroke icon in a picture of areas. */
export function emblem(nodes: readonly ArtNode[], context: RepaintContext): ArtNode[] {
  const colour = context.asked ?? context.palette.brand
  const light = (readHex(colour)?.l ?? 0) > 0.8
  return [
    element('rect', { width: 24, height: 24, rx: 5.6, fill: colour }),
    element(
      'g',
      { transform: 'translate(4.2 4.2) scale(.65)' },
      strokeLines(
        nodes,
        { ...context, scale: context.scale * 0.65 },
        7,
        light ? context.palette.ink : '#ffffff',
      ),
    ),
  ]
}

function groundShadow(box: Box, fill: string): ArtNode {
  return element('ellipse', {
    cx: box.x + box.width / 2,
    cy: box.y + box.height,
    rx: box.width * 0.44,
    ry: Math.max(3, Math.min(9, box.width * 0.05)),
    fill,
  })
}

function plainAreas(nodes: readonly ArtNode[], change: (hex: string) => string): ArtNode[] {
  const solid = createSolidReader(nodes)
  const paint = (value: string) => {
    const hex = solid(value)
    return hex.startsWith('#') ? change(hex) : hex
  }
  return mapShapes(
    nodes,
    (shape, { fill, stroke }) => {
      const painted: Record<string, string> = { ...shape.attributes, fill: paint(fill) }
      if (stroke !== 'none') painted.stroke = paint(stroke)
      if (painted.fill === 'none' && stroke === 'none') return []
      return [{ ...shape, attributes: painted }]
    },
    keepClips,
  )
}

function silhouette(nodes: readonly ArtNode[], context: RepaintContext): ArtNode[] {
  if (context.alone) return tonalAreas(nodes, context)
  const colour = solidColour(context)
  if (hasStrokesOnly(nodes)) return emblem(nodes, { ...context, asked: colour })
  const solid = createSolidReader(nodes)
  const areas: number[] = []
  eachShape(nodes, (shape) => {
    areas.push(measureShape(shape))
  })
  const largest = Math.max(...areas, 1)
  // White and other pale colours would not be visible on the paper: their edges and holes are drawn in ink.
  const isPale = (readHex(colour)?.l ?? 0) > 0.86
  const paper = isPale ? context.palette.ink : context.palette.paper
  const gap = {
    stroke: paper,
    'stroke-width': formatNumber((2.4 * context.weight) / context.scale),
    'stroke-linejoin': 'round',
  }
  let body: Lch | undefined
  return mapShapes(
    nodes,
    (shape, { fill, stroke }) => {
      const { opacity, ...attributes } = shape.attributes
      if (opacity !== undefined && Number(opacity) < 0.5) return []
      const own = readHex(solid(fill === 'none' ? stroke : fill))
      if (!own) return []
      if (fill === 'none') return [{ ...shape, attributes: { ...attributes, stroke: colour } }]
      const share = measureShape(shape) / largest
      body ??= own
      // The colour of a part, or a second colour, distinguishes it from the body.
      const [first] = context.tints
      const tint = tintOf(own, context.tints)
      if (tint !== undefined && (tint !== first || context.asked === undefined))
        return [{ ...shape, attributes: { ...attributes, fill: tint, ...gap } }]
      // Small things on the body and anything nearly white are holes in it.
      const hole = share < 0.09 ? Math.abs(own.l - body.l) > 0.22 : own.l > 0.93 && share < 0.8
      return [
        {
          ...shape,
          attributes: { ...attributes, fill: hole ? paper : colour, ...(hole ? {} : gap) },
        },
      ]
    },
    keepClips,
  )
}

/** A landscape of one hue, which keeps the lightness of its parts. */
function tonalAreas(nodes: readonly ArtNode[], { palette }: RepaintContext): ArtNode[] {
  const hue = readHex(palette.brand)?.h ?? 0
  return plainAreas(nodes, (hex) => writeHex({ l: 0.36 + (readHex(hex)?.l ?? 0.5) * 0.6, c: 0.13, h: hue }))
}

function solidColour({ asked, palette, layer }: RepaintContext): string {
  if (layer !== 'subject') return writeHex({ l: 0.86, c: 0.06, h: readHex(palette.brand)?.h ?? 0 })
  return asked ?? palette.brand
}

/**
 * Maps a colour to the palette: greys get its tint, and other hues become the nearest of a few that match,
 * with a limited chroma.
 */
function restrain(hex: string, { palette, asked, layer }: RepaintContext): string {
  const colour = readHex(hex)
  if (!colour) return hex
  const [darkest, , third, lightest] = palette.tones
  if (layer !== 'subject') {
    // A landscape keeps its own hues, in the steps of the palette and with less chroma than the subject.
    return writeHex({ l: colour.l, c: Math.min(colour.c, 0.12) * 0.85, h: snapHue(colour.h) })
  }
  const wanted = asked === undefined ? undefined : readHex(asked)
  if (wanted && turn(wanted.h, colour.h) < 30) return hex
  if (colour.c < 0.06) {
    if (colour.l < 0.4) return darkest
    return colour.l > 0.85 ? '#ffffff' : shiftHex(third, { l: (colour.l - 0.78) * 0.6 })
  }
  if (colour.l > 0.93) return lightest
  return writeHex({ l: colour.l * 0.9 + 0.06, c: Math.min(0.19, colour.c), h: snapHue(colour.h) })
}

function snapHue(hue: number): number {
  return agreeingHues.reduce((best, step) => (turn(step, hue) < turn(best, hue) ? step : best))
}

const agreeingHues = [20, 62, 85, 152, 218, 265, 345]

function turn(a: number, b: number): number {
  const distance = Math.abs(a - b) % 360
  return distance > 180 ? 360 - distance : distance
}

function toon(nodes: readonly ArtNode[], context: RepaintContext): ArtNode[] {
  if (hasStrokesOnly(nodes)) return emblem(nodes, context)
  const bright = plainAreas(nodes, (hex) => {
    const colour = readHex(hex)
    return colour && colour.c > 0.04 ? writeHex({ ...colour, l: colour.l + 0.02, c: colour.c * 1.15 }) : hex
  })
  if (context.layer === 'sky') return bright
  const ink = context.palette.ink
  const line = (width: number) => ({
    stroke: ink,
    'stroke-width': formatNumber((width * context.weight) / context.scale),
    'stroke-linejoin': 'round',
    'stroke-linecap': 'round',
  })
  if (context.layer === 'land') {
    return mapShapes(bright, (shape) =>
      measureShape(shape) < 420 || shape.attributes.opacity !== undefined
        ? [shape]
        : [{ ...shape, attributes: { ...shape.attributes, ...line(2.2) } }],
    )
  }
  // A bold contour behind everything, and a finer line around each area that is large enough.
  const contour = mapShapes(
    bright,
    (shape, { fill }) => [
      {
        ...shape,
        attributes: { ...shape.attributes, ...(fill === 'none' ? {} : { fill: ink }), ...line(9) },
      },
    ],
    () => [],
  )
  const areas = mapShapes(bright, (shape, { fill }) => {
    if (fill === 'none') return [shape]
    const area = measureShape(shape) * context.scale * context.scale
    if (area < 120 || Number(shape.attributes.opacity ?? 1) < 0.5) return [shape]
    return [{ ...shape, attributes: { ...shape.attributes, ...line(area < 700 ? 1.8 : 2.8) } }]
  })
  return [...contour, ...areas]
}
