import { type Box, boxOfShape, measureShape } from '../art/bounds.ts'
import type { ArtNode } from '../art/tree.ts'
import { hueDistance, type Lch, readHex, writeHex } from '../colour.ts'
import { createSolidReader, eachShape, mapShapes } from './colours-of-art.ts'
import type { RepaintContext } from './style.ts'

/**
 * Maximum of shapes that a minimal picture keeps of a landscape: `behind` other things, or `alone`, when the
 * landscape is the picture.
 */
const sceneryShapesMax = { behind: 3, alone: 12 }
/** A shape on a larger one is a detail if its area is a smaller share of the area of the larger one. */
const detailShareMax = 0.4

type Form = {
  shape: ArtNode
  box: Box
  area: number
  colour: Lch | undefined
  /** The topmost of the larger shapes that it lies on. */
  on: Form | undefined
}

/**
 * Draws the scenery of a minimal picture faintly: only its largest shapes, in slightly different tones of the
 * hue of the ground.
 */
export function paleScenery(nodes: readonly ArtNode[], { palette, alone }: RepaintContext): ArtNode[] {
  const paint = createSolidReader(nodes)
  const forms = listForms(nodes).filter(({ on }) => !on)
  const largest = forms.toSorted((a, b) => b.area - a.area)
  const kept = new Set(
    largest.slice(0, alone ? sceneryShapesMax.alone : sceneryShapesMax.behind).map(({ shape }) => shape),
  )
  return mapShapes(nodes, (shape, { fill }) => {
    const colour = readHex(paint(fill))
    if (!colour || !kept.has(shape)) return []
    const { opacity: _opacity, ...attributes } = shape.attributes
    const tone = writeHex(
      alone
        ? { l: 0.5 + colour.l * 0.45, c: 0.07, h: palette.hue }
        : { l: 0.86 + colour.l * 0.1, c: 0.035, h: palette.hue },
    )
    return [{ ...shape, attributes: { ...attributes, fill: tone } }]
  })
}

/**
 * Shapes on a larger shape of nearly the same colour. They are only light and shade, so the form can be
 * recognised without them.
 */
export function findShades(nodes: readonly ArtNode[]): ReadonlySet<ArtNode> {
  const forms = listForms(nodes)
  const shades = forms.filter(({ on, colour }) => on?.colour && colour && isShadeOf(colour, on.colour))
  return new Set(shades.map(({ shape }) => shape))
}

function isShadeOf(colour: Lch, ground: Lch): boolean {
  if (Math.abs(colour.l - ground.l) > 0.12) return false
  return (colour.c < 0.05 && ground.c < 0.05) || hueDistance(colour.h, ground.h) < 30
}

function listForms(nodes: readonly ArtNode[]): Form[] {
  const paint = createSolidReader(nodes)
  const forms: Form[] = []
  eachShape(nodes, (shape, { fill }) => {
    const [box, area] = [boxOfShape(shape), measureShape(shape)]
    if (!box) return
    const on = forms.findLast((form) => area < form.area * detailShareMax && holds(form.box, box))
    forms.push({ shape, box, area, colour: readHex(paint(fill)), on })
  })
  return forms
}

function holds(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x &&
    inner.y >= outer.y &&
    inner.x + inner.width <= outer.x + outer.width &&
    inner.y + inner.height <= outer.y + outer.height
  )
}
