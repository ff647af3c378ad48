import { type Box, measureArt } from '../art/bounds.ts'
import { type Art, loadArt } from '../art/load.ts'
import type { ArtNode } from '../art/tree.ts'
import { hueDistance, readHex } from '../colour.ts'
import type { Concept } from '../concepts/concept.ts'
import type { Library } from '../concepts/library.ts'
import type { ConceptThing } from '../plan/scene-plan.ts'
import { bodyColours } from '../styles/body-colours.data.ts'
import { mapShapes } from '../styles/colours-of-art.ts'
import { closeEyes, drawFace } from '../styles/draw-face.ts'
import { findPart } from '../styles/find-part.ts'
import { recolour, recolourPart } from '../styles/recolour.ts'
import type { ArtSource, Style } from '../styles/style.ts'
import { materialColours } from '../styles/textures.ts'
import { traitsOf } from '../traits/traits.ts'
import { hexOf } from '../words/colours.ts'
import { phraseOf } from '../words/word-forms.ts'
import { anchorsOfArt, anchorsOfFace, type Body } from './body.ts'
import { lookOf, runForward } from './pose-art.ts'

/** How the other things of the plan bear on which drawing is taken. */
export type ArtContext = {
  sources: readonly ArtSource[]
  bytesMax: number
  /** Something is put on its head. */
  wears: boolean
  /** Something stands on it. */
  bears: boolean
  /** Something is in it. */
  holds: boolean
  onWater: boolean
  style: Style
}

/** A thing of the library with its drawing; undefined if no set draws it. */
export function artBody(
  library: Library,
  thing: ConceptThing,
  found: Concept,
  context: ArtContext,
): Body | undefined {
  const concept = fitted(library, found, context, thing)
  const art = loadArt(library, concept, context.sources, context.bytesMax)
  if (!art) return undefined
  const isLineIcon = art.from === 'lucide' || art.from === 'tabler'
  const nodes = context.onWater && traitsOf(concept).bringsWater ? withoutWater(art) : art.nodes
  const whole = isLineIcon && context.style.framesIcons
  const { looks, asked, tints, missed } = paint(thing, concept, nodes, art.box)
  if (thing.texture && isLineIcon) missed.push({ words: thing.texture, kind: 'texture' })
  const look = found.kind === 'creature' ? lookOf(nodes, art.box) : undefined
  const runs = thing.pose === 'running' && look !== undefined
  const posed = runs ? looks.map((one) => runForward(one, art.box, look)) : []
  const box = posed[0]?.box ?? art.box
  if (thing.pose && !runs && !showsPose(thing, concept, look !== undefined))
    missed.push({ words: thing.pose, kind: 'action' })
  const isFace = concept.kind === 'face' || headsOnly.test(concept.label)
  return {
    thing,
    name: thing.concept,
    traits: traitsOf(found),
    nodes: (copy) => posed[copy % posed.length]?.nodes ?? looks[copy % looks.length] ?? nodes,
    box: whole ? { x: 0, y: 0, width: art.size, height: art.size } : box,
    canvas: art.size,
    origin: art.from,
    asked: (copy) => asked[copy % asked.length],
    tints,
    anchors: isFace ? anchorsOfFace : anchorsOfArt,
    isCreature: found.kind === 'creature',
    look,
    isPlant: found.kind === 'plant',
    isFree: /^(?:sky|symbol|face|icon|flag)$/.test(found.kind) && !traitsOf(found).stands,
    // A flag is its colours.
    keepsPaint: art.from === 'flags' && !context.style.paintsSky,
    isLineIcon,
    missed,
  }
}

/** Animals of which the sets draw the head alone. */
const headsOnly = / face$|^(?:panda|bear|polar bear|koala|lion|frog|wolf|raccoon)$/

/** The drawing that suits what happens to it: a face to put a hat on, an open box to sit in. */
function fitted(
  library: Library,
  concept: Concept,
  { wears, bears, holds }: ArtContext,
  { looks, pose }: ConceptThing,
): Concept {
  // A face needs room.
  const hasFace = looks?.face !== undefined
  if (wears && concept.kind === 'creature') return library.named(phraseOf(`${concept.label} face`)) ?? concept
  if (pose === 'sitting' && concept.kind === 'creature')
    return library.named(phraseOf(`sitting ${concept.label}`)) ?? concept
  if (bears && concept.label === 'birthday cake') return library.named('plain cake') ?? concept
  if ((bears || hasFace) && concept.label === 'crescent moon') return library.named('full moon') ?? concept
  if (holds && concept.label === 'package') return library.named('open box') ?? concept
  return concept
}

type Painted = {
  looks: ArtNode[][]
  asked: (string | undefined)[]
  tints: string[]
  missed: Body['missed']
}

function paint(thing: ConceptThing, concept: Concept, nodes: ArtNode[], box: Box): Painted {
  const { all, second, ...parts } = thing.colours ?? {}
  const hexes = (value: string | readonly string[] | undefined) =>
    (typeof value === 'string' ? [value] : (value ?? [])).flatMap((name) => hexOf(name) ?? [])
  const asked = hexes(all)
  const material = thing.texture && materialColours[thing.texture]
  const turns = asked.length > 0 ? asked : [undefined]
  // The second colour of a pattern is that of its marks.
  const seconds = thing.texture === 'dots' || thing.texture === 'stripes' ? [] : hexes(second)
  const bodies = bodyColours[concept.label]
  const missed: Body['missed'] = []
  const face = traitsOf(concept).living ? undefined : thing.looks?.face
  const closed = thing.pose === 'lying' ? findPart(nodes, box, 'eye') : undefined
  const painted = Object.entries(parts).flatMap(([name, colour]) => {
    const [target] = hexes(colour)
    const part = target === undefined ? undefined : findPart(nodes, box, name)
    if (target !== undefined && part) return [{ part, target, isEye: name === 'eye' }]
    missed.push({ words: `${String(colour)} ${name}`, kind: 'part' })
    return []
  })
  const looks = turns.map((hex) => {
    const body = hex ?? material
    const look = body === undefined ? nodes : recolour(nodes, [body, ...seconds], bodies)
    const coloured = painted.reduce(
      (done, { part, target, isEye }) => recolourPart(done, nodes, part, target, isEye),
      look,
    )
    const awake = closed ? closeEyes(coloured, closed.shapes) : coloured
    return face === undefined ? awake : [...awake, ...drawFace(nodes, face)]
  })
  const tints = [...asked, ...hexes(second), ...painted.map(({ target }) => target)]
  return { looks, asked: turns, tints, missed }
}

/** What a drawing can do without other limbs: be there, be in the air, be held by others. */
const drawnPoses = new Set(['standing', 'walking', 'holding', 'jumping', 'swimming', 'riding', 'reading'])
/** Animals that the sets draw sitting, besides those of `sitting-animals.ts`. */
const sitting = /^(?:sitting .+|rabbit|chipmunk|koala|frog|panda|owl|hamster|penguin|monkey|teddy bear)$/

const birds =
  /\b(?:bird|parrot|dove|eagle|owl|swan|duck|goose|chick|chicken|rooster|peacock|seagull|turkey|toucan|heron|hummingbird|vulture|phoenix)\b/

/** Whether the drawing can be said to do it. Eyes that can be closed make an animal sleep. */
function showsPose({ pose, place }: ConceptThing, concept: Concept, hasEyes: boolean): boolean {
  if (pose === 'lying') return hasEyes
  if (pose === 'flying') return concept.kind !== 'creature' || traitsOf(concept).moves === 'flies'
  if (pose !== 'sitting') return drawnPoses.has(pose ?? '')
  // A bird that stands on something sits there.
  const perches = birds.test(concept.label) && place !== undefined && 'on' in place
  return concept.kind !== 'creature' || sitting.test(concept.label) || perches
}

/** Boats come with a patch of water; on a sea they need none. */
function withoutWater({ nodes, box }: Art): ArtNode[] {
  const dry = mapShapes(nodes, (shape, { fill }) => {
    const colour = readHex(fill)
    const blue = colour !== undefined && colour.c > 0.08 && hueDistance(colour.h, 235) < 25
    const low = measureArt([shape], Number.POSITIVE_INFINITY).y > box.y + box.height * 0.55
    return blue && low ? [] : [shape]
  })
  return dry.length > 0 ? dry : nodes
}
