import type { SvgRequest } from '../port.ts'
import type { Box } from './art/bounds.ts'
import { type Art, loadArt } from './art/load.ts'
import { artSetFacts } from './art/sets.ts'
import { type ArtNode, element, escapeText, formatNumber, prefixIds, writeNode } from './art/tree.ts'
import type { Library } from './concepts/library.ts'
import { type Placement, placeSubjects } from './layout/place.ts'
import { createRandom, type Random } from './random.ts'
import type { Reading, Subject } from './reading/reading.ts'
import { drawScenery, type Scenery } from './scenery/scenery.ts'
import type { Studio } from './studio.ts'
import { createGradients } from './styles/gradients.ts'
import { drawingStyles } from './styles/index.ts'
import { dominantColour, recolour } from './styles/recolour.ts'
import type { RepaintContext, Style } from './styles/style.ts'
import { cleanTitle } from './title.ts'

/** A finished picture: what was understood, and the document in pieces that each end after a complete element. */
export type Picture = { reading: Reading; pieces: string[] }

/** One copy of a shaded drawing may be large; many copies must share the budget of about 100 KB. */
const artBytesMax = 16_000
const pictureArtBytesMax = 72_000

/** The same request gives the same bytes. */
export function composePicture({ library, read }: Studio, request: SvgRequest): Picture {
  const style = drawingStyles[request.style]
  const random = createRandom(`${request.seed} ${request.style} ${request.prompt}`)
  const reading = read(request.prompt)
  const cast = castSubjects(library, reading, style)
  const palette = style.choosePalette(dominantColour(cast[0]?.looks[0] ?? []), random)
  const gradients = createGradients()
  const context = (scale: number, asked?: string, scenery = false): RepaintContext => ({
    scale,
    asked,
    scenery,
    palette,
    gradient: gradients.define,
  })

  const backdrop: ArtNode[] = []
  const front: ArtNode[] = []
  const hasScene = Object.keys(reading.scene).length > 0
  const scenery = hasScene || cast.length === 0 ? sceneryFor(reading, cast, random) : undefined
  if (scenery) {
    if (!style.paintsSky) backdrop.push(...style.drawBackdrop(palette, random, context(1, undefined, true)))
    else backdrop.push(...style.repaint(scenery.sky, context(1, undefined, true)))
    backdrop.push(...overscan(style, style.repaint(scenery.back, context(1, undefined, true))))
    front.push(...overscan(style, style.repaint(scenery.front, context(1, undefined, true))))
  } else backdrop.push(...style.drawBackdrop(palette, random, context(1)))

  const { placements, standing } = place(cast, scenery, random, style)
  const shadows =
    standing && style.drawShadow && !(scenery && !style.paintsSky) ? style.drawShadow : undefined
  const things = placements.flatMap((placement) => {
    const member = cast[placement.subject]
    return member ? [drawCopy(member, placement, style, context)] : []
  })
  const shadowNodes =
    shadows && !scenery?.dark && !isAfloat(cast, reading)
      ? groundBoxes(placements).flatMap((box) => shadows(box, palette, context(1)))
      : []

  const groups = [
    element('g', { id: 'background' }, backdrop),
    ...(shadowNodes.length > 0 ? [element('g', { id: 'shadows' }, shadowNodes)] : []),
    ...things,
    ...(front.length > 0 ? [element('g', { id: 'foreground' }, front)] : []),
  ]
  return { reading, pieces: writePieces(request, reading, cast, groups, gradients.take) }
}

/** Ground and water are closed shapes; drawn in ink, their outer edges must fall off the canvas. */
function overscan(style: Style, nodes: ArtNode[]): ArtNode[] {
  if (style.paintsSky || nodes.length === 0) return nodes
  return [element('g', { transform: 'translate(-6.4 -6.4) scale(1.05)' }, nodes)]
}

/** A subject with its drawing, already in the colours the prompt asks for: one look per colour, copies take turns. */
type Member = { subject: Subject; art: Art; looks: ArtNode[][]; asked: (string | undefined)[] }

function castSubjects(library: Library, reading: Reading, style: Style): Member[] {
  const copies = reading.subjects.reduce((sum, { count }) => sum + count, 0)
  const bytesMax = Math.min(artBytesMax, pictureArtBytesMax / Math.max(1, copies))
  // One picture, one hand: icons of lines do not mix with drawings of areas while there is a choice.
  const mixed = style.source[0] === 'stroke' && reading.subjects.some(({ concept }) => !concept.art.stroke)
  const sources = mixed
    ? style.source.toSorted((a, b) => Number(a === 'stroke') - Number(b === 'stroke'))
    : style.source
  return reading.subjects.flatMap((subject, at) => {
    const concept = wearsSomething(reading, at) ? faceOf(library, subject) : subject.concept
    const art = loadArt(library.sets, concept, sources, bytesMax)
    if (!art) return []
    const member = { ...subject, concept }
    if (subject.count > 1 && subject.colours.length > 1) {
      return [
        {
          subject: member,
          art,
          looks: subject.colours.map((colour) => recolour(art.nodes, [colour])),
          asked: subject.colours,
        },
      ]
    }
    return [
      { subject: member, art, looks: [recolour(art.nodes, subject.colours)], asked: [subject.colours[0]] },
    ]
  })
}

/** Hats and glasses sit on a face; on a body seen from the side they would float. */
function wearsSomething(reading: Reading, at: number): boolean {
  return reading.subjects.some(({ relation }) => relation?.kind === 'wears' && relation.to === at)
}

function faceOf(library: Library, { concept }: Subject) {
  return library.byName.get(`${concept.label} face`) ?? concept
}

const flyers =
  /^(?:balloon|hot air balloon|airplane|small airplane|rocket|helicopter|flying saucer|kite|bird|eagle|dove|butterfly|honeybee|bat|satellite|parachute|comet|shooting star|dragon|owl|phoenix|swan|duck)$/
const floaters = /boat|ship|canoe|ferry|whale|dolphin|duck|swan|shark|orca/

function isFlying(cast: readonly Member[]): boolean {
  const [first] = cast
  return (
    first !== undefined && (first.subject.concept.kind === 'sky' || flyers.test(first.subject.concept.label))
  )
}

function isAfloat(cast: readonly Member[], reading: Reading): boolean {
  return reading.scene.near === 'sea' && cast.some(({ subject }) => floaters.test(subject.concept.label))
}

function sceneryFor(reading: Reading, cast: readonly Member[], random: Random): Scenery {
  return drawScenery({
    scene: reading.scene,
    random,
    alone: cast.length === 0,
    hasLamp: cast.some(
      ({ subject }) => subject.concept.kind === 'sky' && /sun|moon/.test(subject.concept.label),
    ),
    flying: isFlying(cast) && !isAfloat(cast, reading),
    afloat: isAfloat(cast, reading),
  })
}

function place(cast: readonly Member[], scenery: Scenery | undefined, random: Random, style: Style) {
  if (cast.length === 0) return { placements: [], standing: false }
  const flying = isFlying(cast)
  const standing = scenery ? !flying : stands(cast)
  const roomy = cast.length > 1 || cast.some(({ subject }) => subject.count > 1)
  const margin = style.id === 'minimal' ? (roomy ? 44 : 60) : roomy ? 30 : 40
  const frame: Box = scenery
    ? flying
      ? scenery.flying
      : scenery.standing
    : { x: margin, y: margin - (standing ? 4 : 0), width: 256 - margin * 2, height: 256 - margin * 2 }
  const single = scenery && !roomy ? shrink(frame, cast[0]?.subject.scale ?? 1) : frame
  const subjects = cast.map(({ subject, art }) => ({
    concept: subject.concept,
    aspect: art.box.width / art.box.height,
    count: subject.count,
    scale: subject.scale,
    relation: subject.relation,
  }))
  return { placements: placeSubjects(subjects, single, scenery !== undefined && !flying, random), standing }
}

/** In a landscape one thing must leave room for the land. */
function shrink(frame: Box, scale: number): Box {
  const factor = Math.min(1, 0.86 * scale)
  const [width, height] = [frame.width * factor, frame.height * factor]
  return { x: frame.x + (frame.width - width) / 2, y: frame.y + frame.height - height, width, height }
}

/** Whether the picture's things stand on a ground, and so cast a shadow there. */
function stands(cast: readonly Member[]): boolean {
  const [first] = cast
  if (!first) return false
  const { kind } = first.subject.concept
  return !isFlying(cast) && kind !== 'symbol' && kind !== 'face' && kind !== 'icon' && kind !== 'flag'
}

/** Only what reaches lowest in the picture touches the ground. */
function groundBoxes(placements: readonly Placement[]): Box[] {
  const ground = Math.max(...placements.map(({ box }) => box.y + box.height))
  return placements.filter(({ box }) => box.y + box.height > ground - 4).map(({ box }) => box)
}

function drawCopy(
  { subject, art, looks, asked }: Member,
  { copy, box, subject: at }: Placement,
  style: Style,
  context: (scale: number, asked?: string) => RepaintContext,
): ArtNode {
  const scale = box.width / art.box.width
  const slug = subject.concept.label.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  const id = `${slug}-${at + 1}-${copy + 1}`
  const transform = `translate(${formatNumber(box.x - art.box.x * scale)} ${formatNumber(box.y - art.box.y * scale)}) scale(${Math.round(scale * 1e4) / 1e4})`
  // Ids first: repainting adds references to gradients that the whole document shares.
  const look = (looks[copy % looks.length] ?? art.nodes).map((node) => prefixIds(node, `${id}-`))
  return element('g', { id, transform }, style.repaint(look, context(scale, asked[copy % asked.length])))
}

/** Head, then every group element by element, each piece preceded by the gradients it is the first to use. */
function writePieces(
  { prompt }: SvgRequest,
  reading: Reading,
  cast: readonly Member[],
  groups: readonly ArtNode[],
  takeGradients: () => ArtNode[],
): string[] {
  const pieces = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 256 256"><title>${escapeText(cleanTitle(prompt))}</title><desc>${escapeText(describe(reading, cast))}</desc>`,
  ]
  const gradients = takeGradients()
  if (gradients.length > 0) pieces.push(writeNode(element('defs', {}, gradients)))
  for (const { tag, attributes, children } of groups) {
    const open = writeNode({ tag, attributes, children: [] }).replace(/\/>$/, '>')
    children.forEach((child, at) => {
      pieces.push(
        `${at === 0 ? open : ''}${writeNode(child)}${at === children.length - 1 ? `</${tag}>` : ''}`,
      )
    })
  }
  pieces.push('</svg>')
  return pieces
}

function describe(reading: Reading, cast: readonly Member[]): string {
  const sets = [...new Set(cast.map(({ art }) => art.from))].map((from) =>
    from === 'own' ? 'chatSVG' : `${artSetFacts[from].title} (${artSetFacts[from].licence})`,
  )
  const sources = sets.length > 0 ? ` with art from ${sets.join(', ')}` : ''
  const notes = reading.notes.length > 0 ? ` Note: ${reading.notes.join('; ')}.` : ''
  return `Drawn by chatSVG composer${sources}.${notes}`
}
