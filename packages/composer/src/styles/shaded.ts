import { type ArtNode, element } from '../art/tree.ts'
import { type Lch, readHex, shiftHex, writeHex } from '../colour.ts'
import { createSolidReader, mapShapes } from './colours-of-art.ts'
import { hasStrokesOnly, keepClips } from './ink.ts'
import { makePalette } from './palettes.ts'
import { emblem } from './plain.ts'
import type { RepaintContext, Style } from './style.ts'

/** Every area has a gradient from its colour to a neighbouring hue, and so has the ground. */
export const gradient: Style = {
  id: 'gradient',
  source: ['flat', 'shaded', 'stroke'],
  paintsSky: true,
  outlinesLand: false,
  framesIcons: true,
  margins: { single: 40, crowded: 30 },
  choosePalette: (subject, random) => makePalette(subject, random, 0.8, 0.12),
  repaint: (nodes, context) =>
    shadeAreas(hasStrokesOnly(nodes) ? emblem(nodes, context) : nodes, (hex, colour) =>
      glide(hex, colour, context),
    ),
  drawBackdrop(palette, random, { gradient: define }) {
    const drift = random.pick([-50, 50, 70])
    const to = writeHex({ l: 0.72, c: 0.15, h: palette.hue + drift })
    const glow = writeHex({ l: 0.92, c: 0.08, h: palette.hue - drift / 2 })
    return [
      element('rect', {
        width: 256,
        height: 256,
        fill: define({ kind: 'linear', from: palette.ground, to }),
      }),
      element('circle', {
        cx: 128,
        cy: 128,
        r: 104,
        fill: define({ kind: 'linear', from: glow, to: palette.ground }),
        opacity: 0.75,
      }),
    ]
  },
  drawShadow: (box, palette) => [
    element('ellipse', {
      cx: box.x + box.width / 2,
      cy: box.y + box.height,
      rx: box.width * 0.44,
      ry: Math.max(3, Math.min(9, box.width * 0.05)),
      fill: shiftHex(palette.ground, { l: -0.3 }),
      opacity: 0.28,
    }),
  ],
}

/**
 * Shows volume: shaded drawings or our own shading, light from the top left, a soft shadow on a plain floor.
 */
export const solid3d: Style = {
  id: '3d',
  source: ['shaded', 'flat', 'stroke'],
  paintsSky: true,
  outlinesLand: false,
  framesIcons: true,
  margins: { single: 40, crowded: 30 },
  choosePalette: (subject, random) => makePalette(subject, random, 0.87, 0.05),
  repaint(nodes, context) {
    if (hasStrokesOnly(nodes))
      return shadeAreas(emblem(nodes, context), (_hex, colour) => bulge(colour, context))
    // Shaded drawings keep their shading; flat ones get ours.
    const shaded = nodes.some(({ tag }) => tag.endsWith('Gradient') || tag === 'defs')
    if (shaded) return [...nodes]
    return shadeAreas(nodes, (_hex, colour) =>
      context.layer !== 'subject' ? glide(writeHex(colour), colour, context) : bulge(colour, context),
    )
  },
  drawBackdrop(palette, _random, { gradient: define }) {
    const wall = define({
      kind: 'radial',
      light: shiftHex(palette.ground, { l: 0.08, c: 0.6 }),
      middle: palette.ground,
      deep: shiftHex(palette.ground, { l: -0.13, c: 1.15 }),
    })
    return [
      element('rect', { width: 256, height: 256, fill: wall }),
      element('path', {
        fill: shiftHex(palette.ground, { l: -0.06, c: 1.1 }),
        opacity: 0.55,
        d: 'M0 190c84-14 172-14 256 0v66H0z',
      }),
    ]
  },
  drawShadow(box, palette) {
    const colour = writeHex({ l: 0.28, c: 0.05, h: palette.hue })
    const cx = box.x + box.width / 2
    const cy = box.y + box.height - 1
    // Three thin layers make a soft edge without a filter.
    return [0.56, 0.48, 0.38].map((share, at) =>
      element('ellipse', {
        cx,
        cy: cy + 2 - at,
        rx: box.width * share,
        ry: Math.max(3, box.width * share * 0.15),
        fill: colour,
        opacity: 0.13,
      }),
    )
  },
}

function shadeAreas(nodes: readonly ArtNode[], shade: (hex: string, colour: Lch) => string): ArtNode[] {
  const solid = createSolidReader(nodes)
  const paint = (value: string) => {
    const hex = solid(value)
    const colour = readHex(hex)
    return colour ? shade(hex, colour) : hex
  }
  return mapShapes(
    nodes,
    (shape, { fill, stroke }) => {
      const painted: Record<string, string> = { ...shape.attributes, fill: paint(fill) }
      // A gradient over the box of a line without width would not be drawn.
      if (stroke !== 'none') painted.stroke = solid(stroke)
      if (painted.fill === 'none' && stroke === 'none') return []
      return [{ ...shape, attributes: painted }]
    },
    keepClips,
  )
}

function glide(hex: string, colour: Lch, { gradient: define, layer }: RepaintContext): string {
  if (colour.l < 0.28) return hex
  const reach = layer === 'subject' ? 1 : 0.5
  const drift = colour.c < 0.04 ? 0 : driftOf(colour.h) * reach
  return define({
    kind: 'linear',
    from: writeHex({
      l: Math.min(0.97, colour.l + 0.09 * reach),
      c: colour.c * 1.05,
      h: colour.h - drift * 0.5,
    }),
    to: writeHex({
      l: colour.l - 0.11 * reach,
      c: Math.min(0.25, colour.c * 1.15 + 0.015),
      h: colour.h + drift,
    }),
  })
}

/**
 * The second hue of a gradient, chosen so that the gradient is not muddy: reds to pink, yellows to orange,
 * greens to teal, blues to violet.
 */
function driftOf(hue: number): number {
  const turn = ((hue % 360) + 360) % 360
  if (turn < 50) return -26
  if (turn < 115) return -30
  if (turn < 190) return 30
  return turn < 290 ? 32 : 28
}

function bulge(colour: Lch, { gradient: define }: RepaintContext): string {
  return define({
    kind: 'radial',
    light: writeHex({ l: Math.min(0.985, colour.l + 0.14), c: colour.c * 0.75, h: colour.h + 6 }),
    middle: writeHex(colour),
    deep: writeHex({ l: Math.max(0.12, colour.l - 0.2), c: colour.c * 1.02, h: colour.h - 10 }),
  })
}
