import { measureShape } from '../art/bounds.ts'
import { type ArtNode, element, formatNumber } from '../art/tree.ts'
import { contrastOf, readHex, shiftHex } from '../colour.ts'
import { createSolidReader, eachShape, mapShapes } from './colours-of-art.ts'
import { makePalette } from './palettes.ts'
import { findShades, paleScenery } from './simplify.ts'
import type { RepaintContext, Style } from './style.ts'
import { tintOf } from './tints.ts'

/**
 * Styles that draw with lines. Every area becomes paper with an inked outline, so that things in front hide
 * things behind them. Small dark areas (eyes, buttons) stay solid.
 */
export const outline: Style = {
  id: 'outline',
  source: ['flat', 'shaded', 'stroke'],
  paintsSky: false,
  outlinesLand: true,
  framesIcons: false,
  margins: { single: 40, crowded: 30 },
  choosePalette: (subject, random) => makePalette(subject, random, 0.97, 0.012),
  repaint: (nodes, context) =>
    inkAreas(nodes, context, { width: 4.4, sceneryWidth: 2.6, spots: true, tints: 'lines' }),
  drawBackdrop: ({ paper }) => [element('rect', { width: 256, height: 256, fill: paper })],
}

export const lineArt: Style = {
  id: 'line-art',
  source: ['shaded', 'flat', 'stroke'],
  paintsSky: false,
  outlinesLand: true,
  framesIcons: false,
  margins: { single: 40, crowded: 30 },
  choosePalette: (subject, random) => makePalette(subject, random, 0.93, 0.05),
  repaint: (nodes, context) =>
    inkAreas(nodes, context, { width: 1.5, sceneryWidth: 1.1, spots: false, tints: 'light lines' }),
  drawBackdrop(palette, random) {
    const [cx, cy] = [128 + random.between(-16, 16), 132 + random.between(-12, 10)]
    const radius = random.between(74, 84)
    const wobble = () => radius * random.between(0.86, 1.12)
    const [e, s, w, n] = [wobble(), wobble(), wobble(), wobble()]
    const k = 0.56
    return [
      element('rect', { width: 256, height: 256, fill: '#fffdfa' }),
      element('path', {
        fill: palette.ground,
        d: `M${f(cx + e)} ${f(cy)}C${f(cx + e)} ${f(cy + s * k)} ${f(cx + e * k)} ${f(cy + s)} ${f(cx)} ${f(cy + s)}S${f(cx - w)} ${f(cy + s * k)} ${f(cx - w)} ${f(cy)} ${f(cx - w * k)} ${f(cy - n)} ${f(cx)} ${f(cy - n)} ${f(cx + e)} ${f(cy - n * k)} ${f(cx + e)} ${f(cy)}z`,
      }),
    ]
  },
}

/** Only the essential form: a few lines of one width, no small details, and much empty space. */
export const minimal: Style = {
  id: 'minimal',
  source: ['stroke', 'flat', 'shaded'],
  paintsSky: false,
  outlinesLand: false,
  framesIcons: false,
  margins: { single: 60, crowded: 44 },
  choosePalette: (subject, random) => makePalette(subject, random, 0.965, 0.015),
  repaint(nodes, context) {
    if (context.layer !== 'subject') return paleScenery(nodes, context)
    if (hasStrokesOnly(nodes)) return strokeLines(nodes, context)
    return inkAreas(nodes, context, {
      width: 4,
      sceneryWidth: 2,
      spots: true,
      detailAreaMin: 190,
      leavesOutShades: true,
      tints: 'areas',
    })
  },
  drawBackdrop: ({ ground }) => [element('rect', { width: 256, height: 256, fill: ground })],
}

/** Icons from stroke sets, in one colour and one line width at every size. */
export function strokeLines(
  nodes: readonly ArtNode[],
  context: RepaintContext,
  width = 5,
  colour?: string,
): ArtNode[] {
  const ink = colour ?? inkFor(context)
  return mapShapes(nodes, (shape, { fill, stroke }) => {
    const { opacity: _opacity, ...attributes } = shape.attributes
    if (stroke === 'none')
      return fill === 'none' ? [] : [{ ...shape, attributes: { ...attributes, fill: ink } }]
    return [
      {
        ...shape,
        attributes: {
          ...attributes,
          fill: fill === 'none' ? 'none' : ink,
          stroke: ink,
          'stroke-width': formatNumber((width * context.weight) / context.scale),
          'stroke-linecap': 'round',
          'stroke-linejoin': 'round',
        },
      },
    ]
  })
}

export function hasStrokesOnly(nodes: readonly ArtNode[]): boolean {
  let strokes = 0
  let fills = 0
  eachShape(nodes, (_shape, { fill, stroke }) => {
    if (stroke !== 'none') strokes++
    else if (fill !== 'none') fills++
  })
  return strokes > fills
}

/**
 * An ink that has enough contrast on paper even if the prompt asks for yellow. For white, the paper is used.
 */
function inkFor({ asked, palette, layer }: RepaintContext): string {
  if (asked === undefined) return layer !== 'subject' ? shiftHex(palette.ink, { l: 0.18 }) : palette.ink
  return inkOf(asked) ?? palette.ink
}

function inkOf(colour: string): string | undefined {
  const own = readHex(colour)
  if (own && own.c < 0.045 && own.l > 0.8) return undefined
  let ink = colour
  for (let step = 0; step < 12 && contrastOf(ink, '#ffffff') < 3; step++)
    ink = shiftHex(ink, { l: -0.04, c: 1.05 })
  return ink
}

type InkLook = {
  width: number
  sceneryWidth: number
  /** Small dark areas stay solid. */
  spots: boolean
  detailAreaMin?: number
  /** Whether areas that only shade a larger one are left out. */
  leavesOutShades?: boolean
  /**
   * What shows the requested colours. `light lines`: lines, but areas if one of the colours is dark, because
   * the lines of every drawing are dark.
   */
  tints: 'lines' | 'light lines' | 'areas'
}

function inkAreas(nodes: readonly ArtNode[], context: RepaintContext, look: InkLook): ArtNode[] {
  if (hasStrokesOnly(nodes)) return strokeLines(nodes, context, look.width)
  const isDarkTint = context.tints.some((hex) => (readHex(hex)?.l ?? 1) < 0.56)
  const fillsAreas =
    context.tints.length > 0 && (look.tints === 'areas' || (look.tints === 'light lines' && isDarkTint))
  const ink = fillsAreas ? context.palette.ink : inkFor(context)
  const paint = createSolidReader(nodes)
  const scenery = context.layer !== 'subject'
  // A thin line in a light colour is hardly seen.
  const bold = look.tints === 'light lines' && context.tints.length > 0 ? 1.4 : 1
  const width = formatNumber(
    (scenery ? look.sceneryWidth : look.width * context.weight * bold) / context.scale,
  )
  const thin = formatNumber(Math.min(look.sceneryWidth, 1) / context.scale)
  // In canvas units. A smaller area is a detail, whose outline would be a blot.
  const areaOf = (shape: ArtNode) => measureShape(shape) * context.scale * context.scale
  const shades = look.leavesOutShades ? findShades(nodes) : undefined
  let tintedMax = 0
  if (fillsAreas)
    eachShape(nodes, (shape, { fill }) => {
      const colour = readHex(paint(fill))
      if (colour && tintOf(colour, context.tints)) tintedMax = Math.max(tintedMax, areaOf(shape))
    })
  return mapShapes(
    nodes,
    (shape, { fill, stroke }) => {
      const { opacity, fill: _fill, stroke: _stroke, ...attributes } = shape.attributes
      const area = areaOf(shape)
      const colour = readHex(paint(fill === 'none' ? stroke : fill))
      const tint = colour && tintOf(colour, context.tints)
      const own = tint !== undefined && !fillsAreas ? (inkOf(tint) ?? ink) : ink
      // Lines within a dark area are drawn in paper.
      const isDark = fillsAreas && (readHex(tint ?? '')?.l ?? 1) < 0.36
      const line = {
        stroke: isDark ? '#8b909a' : own,
        'stroke-width': width,
        'stroke-linejoin': 'round',
        'stroke-linecap': 'round',
      }
      if (fill === 'none')
        return stroke === 'none' ? [] : [{ ...shape, attributes: { ...attributes, fill: 'none', ...line } }]
      // Faint overlays are highlights and shade, which are not part of the form.
      if (opacity !== undefined && Number(opacity) < 0.5) return []
      if (!colour || shades?.has(shape)) return []
      const solid = (value: string) => [{ ...shape, attributes: { ...attributes, fill: value } }]
      // Only large areas are coloured; the drawing still consists of lines.
      if (tint !== undefined && fillsAreas && area >= tintedMax * 0.08)
        return [{ ...shape, attributes: { ...attributes, fill: tint, ...line } }]
      const dark = colour.l < 0.36
      if (area < (look.detailAreaMin ?? 0) * context.weight && !dark) return []
      // Small shapes of a landscape get thin outlines: filled, stars and windows would be too conspicuous.
      const isThin = scenery ? area < 320 : area < 26 * context.weight && !look.spots && !dark
      if (isThin)
        return [{ ...shape, attributes: { ...attributes, fill: 'none', ...line, 'stroke-width': thin } }]
      if (area < 26 * context.weight) return solid(own)
      if (look.spots && dark && area < 420 * context.weight) return solid(own)
      return [{ ...shape, attributes: { ...attributes, fill: context.palette.paper, ...line } }]
    },
    keepClips,
  )
}

/** Plain areas need no gradients, but they still need clips. */
export function keepClips(definition: ArtNode): ArtNode[] {
  if (definition.tag.endsWith('Gradient')) return []
  if (definition.tag !== 'defs') return [definition]
  const children = definition.children.filter(({ tag }) => tag === 'clipPath' || tag === 'mask')
  return children.length > 0 ? [{ ...definition, children }] : []
}

function f(value: number): string {
  return formatNumber(value)
}
