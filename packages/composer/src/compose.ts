import type { Box } from './art/bounds.ts'
import { type ArtNode, element, formatNumber, prefixIds } from './art/tree.ts'
import { castSubjects, isAfloat, isFlying, isGrounded, isLineIcon, type Member } from './cast.ts'
import { clamp } from './colour.ts'
import { type Placement, placeSubjects } from './layout/place.ts'
import { createRandom, type Random } from './random.ts'
import type { Reading } from './reading/reading.ts'
import type { ComposerRequest } from './request.ts'
import { drawScenery, type Scenery } from './scenery/scenery.ts'
import type { Studio } from './studio.ts'
import { createGradients } from './styles/gradients.ts'
import { drawingStyles } from './styles/index.ts'
import { dominantColour } from './styles/recolour.ts'
import type { RepaintContext, Style } from './styles/style.ts'
import { writePicture } from './write-picture.ts'

/**
 * A finished picture: what was understood, and the document in pieces that each end after a complete element.
 */
export type Picture = { reading: Reading; pieces: string[] }

/** Reads, casts, places and paints. The same request gives the same bytes. */
export function composePicture({ library, read }: Studio, request: ComposerRequest): Picture {
  const style = drawingStyles[request.style]
  const random = createRandom(`${request.seed} ${request.style} ${request.prompt}`)
  const reading = read(request.prompt)
  const cast = castSubjects(library, reading, style)
  const palette = style.choosePalette(dominantColour(paintedArt(cast[0])), random)
  const gradients = createGradients()
  const context: RepaintContext = {
    scale: 1,
    asked: undefined,
    layer: 'subject',
    alone: cast.length === 0,
    weight: 1,
    palette,
    gradient: gradients.define,
  }

  const hasScene = Object.keys(reading.scene).length > 0 || cast.length === 0
  const scenery = hasScene ? sceneryFor(reading, cast, random) : undefined
  const { behind, before } = paintScenery(style, scenery, context, random)
  const placements = placeCast(cast, scenery, style, random)
  const things = placements.flatMap((placement) => {
    const member = cast[placement.subject]
    return member ? [drawCopy(member, placement, style, context)] : []
  })
  const groups = [
    element('g', { id: 'background' }, behind),
    element('g', { id: 'shadows' }, drawShadows(style, scenery, cast, reading, placements, context)),
    ...things,
    element('g', { id: 'foreground' }, before),
  ].filter(({ children }) => children.length > 0)
  return {
    reading,
    pieces: writePicture({ prompt: request.prompt, reading, cast, gradients: gradients.take(), groups }),
  }
}

/** Icons made of lines come in black, which says nothing about their subject. */
function paintedArt(member: Member | undefined): ArtNode[] {
  return member && !isLineIcon(member.art) ? (member.looks[0] ?? []) : []
}

function sceneryFor(reading: Reading, cast: readonly Member[], random: Random): Scenery {
  const afloat = isAfloat(cast, reading)
  return drawScenery({
    scene: reading.scene,
    random,
    alone: cast.length === 0,
    hasLamp: cast.some(
      ({ subject: { concept } }) => concept.kind === 'sky' && /sun|moon/.test(concept.label),
    ),
    flying: isFlying(cast) && !afloat,
    afloat,
  })
}

function paintScenery(style: Style, scenery: Scenery | undefined, context: RepaintContext, random: Random) {
  if (!scenery) return { behind: style.drawBackdrop(context.palette, random, context), before: [] }
  const land = { ...context, layer: 'land' } as const
  const paint = (nodes: ArtNode[]) => overscan(style, style.repaint(nodes, land))
  const sky = style.paintsSky
    ? style.repaint(scenery.sky, { ...context, layer: 'sky' })
    : style.drawBackdrop(context.palette, random, land)
  return { behind: [...sky, ...paint(scenery.back)], before: paint(scenery.front) }
}

/** Ground and water are closed shapes; where they get lines, their outer edges must fall off the canvas. */
function overscan(style: Style, nodes: ArtNode[]): ArtNode[] {
  if (!style.outlinesLand || nodes.length === 0) return nodes
  return [element('g', { transform: 'translate(-6.4 -6.4) scale(1.05)' }, nodes)]
}

function placeCast(
  cast: readonly Member[],
  scenery: Scenery | undefined,
  style: Style,
  random: Random,
): Placement[] {
  if (cast.length === 0) return []
  const flying = isFlying(cast)
  const crowded = cast.length > 1 || cast.some(({ subject }) => subject.count > 1)
  const subjects = cast.map(({ subject, art }) => ({
    concept: subject.concept,
    aspect: art.box.width / art.box.height,
    count: subject.count,
    scale: subject.scale,
    relation: subject.relation,
  }))
  const frame = scenery
    ? roomInScene(
        flying ? scenery.flying : scenery.standing,
        crowded ? 1 : 0.86 * (cast[0]?.subject.scale ?? 1),
      )
    : roomOnPage(style.margins, crowded, isGrounded(cast))
  return placeSubjects(subjects, frame, scenery !== undefined && !flying, random)
}

/** A single thing leaves room for the land around it; it keeps standing where the frame stands. */
function roomInScene(frame: Box, share: number): Box {
  const factor = Math.min(1, share)
  const [width, height] = [frame.width * factor, frame.height * factor]
  return { x: frame.x + (frame.width - width) / 2, y: frame.y + frame.height - height, width, height }
}

/** Things that stand sit a little above the middle, to leave room for their shadow. */
function roomOnPage(margins: Style['margins'], crowded: boolean, grounded: boolean): Box {
  const margin = crowded ? margins.crowded : margins.single
  return { x: margin, y: margin - (grounded ? 4 : 0), width: 256 - margin * 2, height: 256 - margin * 2 }
}

function drawCopy(
  { subject, art, looks, asked }: Member,
  { copy, box, subject: at }: Placement,
  style: Style,
  context: RepaintContext,
): ArtNode {
  const scale = box.width / art.box.width
  const slug = subject.concept.label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const id = `${slug}-${at + 1}-${copy + 1}`
  const [x, y] = [box.x - art.box.x * scale, box.y - art.box.y * scale]
  const transform = `translate(${formatNumber(x)} ${formatNumber(y)}) scale(${Math.round(scale * 1e4) / 1e4})`
  // Ids first: repainting adds references to gradients that the whole document shares.
  const look = (looks[copy % looks.length] ?? art.nodes).map((node) => prefixIds(node, `${id}-`))
  const weight = clamp((Math.max(box.width, box.height) / 130) ** 0.7, 0.36, 1)
  const palette = at % 2 === 0 ? context.palette : { ...context.palette, brand: context.palette.brandSecond }
  const painted = style.repaint(look, {
    ...context,
    scale,
    weight,
    palette,
    asked: asked[copy % asked.length],
  })
  return element('g', { id, transform }, painted)
}

/** Shadows of what touches the ground: the things that reach lowest. */
function drawShadows(
  style: Style,
  scenery: Scenery | undefined,
  cast: readonly Member[],
  reading: Reading,
  placements: readonly Placement[],
  context: RepaintContext,
): ArtNode[] {
  if (!style.drawShadow || !isGrounded(cast) || isAfloat(cast, reading)) return []
  const { light, near } = reading.scene
  if (light === 'space' || light === 'underwater' || near === 'sea') return []
  const ground = Math.max(...placements.map(({ box }) => box.y + box.height))
  return placements
    .filter(({ box }) => box.y + box.height > ground - 4)
    .flatMap(({ box }) =>
      scenery ? [landShadow(box)] : (style.drawShadow?.(box, context.palette, context) ?? []),
    )
}

function landShadow(box: Box): ArtNode {
  return element('ellipse', {
    cx: box.x + box.width / 2,
    cy: box.y + box.height,
    rx: box.width * 0.46,
    ry: Math.max(3, Math.min(8, box.width * 0.05)),
    fill: '#0d1b2a',
    opacity: 0.16,
  })
}
