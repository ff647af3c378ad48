import type { Box } from '../art/bounds.ts'
import { type ArtNode, element, formatNumber, prefixIds } from '../art/tree.ts'
import { clamp } from '../colour.ts'
import type { PlacedThing } from '../layout/layout-item.ts'
import { mapShapes } from '../styles/colours-of-art.ts'
import { createGradients } from '../styles/gradients.ts'
import { dominantColour } from '../styles/recolour.ts'
import type { Palette, Style } from '../styles/style.ts'
import { layTexture } from '../styles/textures.ts'
import { hexOf } from '../words/colours.ts'
import type { Body } from './body.ts'

/**
 * A thing as one named group, one group inside it for each copy. Its bytes depend on the thing, its place and
 * the picture's seed and style alone: gradients are its own.
 */
export function drawThing(
  body: Body,
  placed: PlacedThing,
  style: Style,
  palette: Palette,
  /** With a white edge, as if cut out of paper. */
  isCut: boolean,
): ArtNode {
  const { id } = body.thing
  const { texture, colours } = body.thing
  const mark = typeof colours?.second === 'string' ? hexOf(colours.second) : undefined
  const gradients = createGradients(`${id}-paint`)
  let pattern: ArtNode | undefined
  const copies = placed.copies.map((box, copy) => {
    const name = placed.copies.length === 1 ? id : `${id}-copy-${copy + 1}`
    const scale = box.width / body.box.width
    const nodes = prefixIds(body.nodes(copy), `${name}-`)
    const repainted = body.keepsPaint
      ? nodes
      : style.repaint(nodes, {
          scale,
          weight: clamp((Math.max(box.width, box.height) / 130) ** 0.7, 0.36, 1),
          asked: body.asked(copy),
          tints: body.tints,
          layer: 'subject',
          alone: false,
          palette,
          gradient: gradients.define,
        })
    const textured =
      texture &&
      layTexture(repainted, texture, { id: `${id}-texture`, scale, mark, own: dominantColour(nodes) })
    if (textured) pattern ??= textured.definition
    const inked = textured ? textured.nodes : repainted
    const painted = isCut ? [...cutEdge(inked, scale), ...inked] : inked
    return element(
      'g',
      { id: name, transform: turnOf(placed, copy) + transformOf(body, box, scale, placed.mirrored) },
      painted,
    )
  })
  const definitions = [...gradients.take(), ...(pattern ? [pattern] : [])]
  const [only] = copies
  const defs = definitions.length > 0 ? [element('defs', {}, definitions)] : []
  if (copies.length === 1 && only) return { ...only, children: [...defs, ...only.children] }
  return element('g', { id }, [...defs, ...copies])
}

/** A white band around everything, above a fine dark line that shows it on white paper. */
function cutEdge(nodes: readonly ArtNode[], scale: number): ArtNode[] {
  const band = (colour: string, width: number) =>
    mapShapes(
      nodes,
      (shape, { fill, stroke }) => {
        const { opacity, ...rest } = shape.attributes
        if (Number(opacity ?? 1) < 0.5 || (fill === 'none' && stroke === 'none')) return []
        const own = stroke === 'none' ? 0 : Number(rest['stroke-width'] ?? 1) * scale
        return [
          {
            ...shape,
            attributes: {
              ...rest,
              fill: fill === 'none' ? 'none' : colour,
              stroke: colour,
              'stroke-width': formatNumber((width + own) / scale),
              'stroke-linejoin': 'round',
              'stroke-linecap': 'round',
            },
          },
        ]
      },
      () => [],
    )
  return [...band('#c9ced6', 14), ...band('#ffffff', 12)]
}

function turnOf({ copies, turns }: PlacedThing, copy: number): string {
  const [box, turn = 0] = [copies[copy], turns?.[copy]]
  if (!box || turn === 0) return ''
  return `rotate(${turn} ${formatNumber(box.x + box.width / 2)} ${formatNumber(box.y + box.height)}) `
}

function transformOf(body: Body, box: Box, scale: number, mirrored: boolean): string {
  const factor = Math.round(scale * 1e4) / 1e4
  const y = box.y - body.box.y * scale
  if (mirrored) {
    const right = box.x + box.width + body.box.x * scale
    return `translate(${formatNumber(right)} ${formatNumber(y)}) scale(${-factor} ${factor})`
  }
  return `translate(${formatNumber(box.x - body.box.x * scale)} ${formatNumber(y)}) scale(${factor})`
}
