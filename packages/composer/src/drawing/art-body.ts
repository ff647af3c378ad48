import { type Box, measureArt } from '../art/bounds.ts'
import { type Art, loadArt } from '../art/load.ts'
import type { ArtNode } from '../art/tree.ts'
import { hueDistance, readHex } from '../colour.ts'
import type { Concept } from '../concepts/concept.ts'
import type { Library } from '../concepts/library.ts'
import type { Anchors } from '../layout/layout-item.ts'
import type { ConceptThing, Pose } from '../plan/scene-plan.ts'
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
import { leap, lookOf, runForward, wade } from './pose-art.ts'

/** How the other things of the plan affect the choice of the drawing. */
export type ArtContext = {
  sources: readonly ArtSource[]
  bytesMax: number
  /** Something is put on its head. */
  wears: boolean
  /** Something stands on it. */
  bears: boolean
  /** The kind of its contents, if there are any. */
  holds: 'plant' | 'swimmer' | 'thing' | undefined
  /** The picture has a surface of water, or can have one. */
  hasWater: boolean
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
  const change = changeOf(thing, found, look, context)
  const posed = change ? looks.map((one) => change(one, art.box)) : []
  const box = posed[0]?.box ?? art.box
  if (thing.pose && !change && !showsPose(thing, concept, nodes, art.box))
    missed.push({ words: thing.pose, kind: 'action' })
  const traits = traitsOf(context.holds ? concept : found)
  // The surface of the water must be visible for a swimming pose and for things that swim.
  const atSurface = change !== undefined && (thing.pose === 'swimming' || traits.moves === 'swims')
  const isFace = concept.kind === 'face' || headsOnly.test(concept.label)
  return {
    thing,
    name: thing.concept,
    traits: atSurface ? { ...traits, moves: 'floats', habitat: 'sea' } : traits,
    nodes: (copy) => posed[copy % posed.length]?.nodes ?? looks[copy % looks.length] ?? nodes,
    box: whole ? { x: 0, y: 0, width: art.size, height: art.size } : box,
    canvas: art.size,
    origin: art.from,
    asked: (copy) => asked[copy % asked.length],
    tints,
    anchors: isFace ? anchorsOfFace : anchorsOf(nodes, art.box, look),
    isCreature: found.kind === 'creature',
    look,
    isPlant: found.kind === 'plant',
    isFree: /^(?:sky|symbol|face|icon|flag)$/.test(found.kind) && !traitsOf(found).stands,
    // A flag keeps its colours in every style that does not paint the sky.
    keepsPaint: art.from === 'flags' && !context.style.paintsSky,
    isLineIcon,
    missed,
  }
}

/** The change of an animal's drawing for a pose; undefined if the drawing cannot show the pose. */
function changeOf(
  { pose, place }: ConceptThing,
  concept: Concept,
  look: Body['look'],
  { hasWater }: ArtContext,
): ((nodes: readonly ArtNode[], box: Box) => { nodes: ArtNode[]; box: Box }) | undefined {
  const { label } = concept
  if (concept.kind !== 'creature') return undefined
  if (pose === 'running' && look && (label === 'rabbit' || !sitting.test(label)))
    return (nodes, box) => runForward(nodes, box, look)
  // A thing that jumps over another one is already in the air.
  if (pose === 'jumping' && !headsOnly.test(label) && !(place && 'above' in place))
    return (nodes, box) => leap(nodes, box, look)
  if (pose !== 'swimming' || !hasWater || traitsOf(concept).moves !== undefined) return undefined
  return (nodes, box) => wade(nodes, box, headsOnly.test(label) ? 0.86 : 0.62)
}

/** An animal that is seen from the side holds things in its mouth. */
function anchorsOf(nodes: ArtNode[], box: Box, look: Body['look']): Anchors {
  const eye = look && findPart(nodes, box, 'eye')
  if (!eye) return anchorsOfArt
  const ahead = look === 'right' ? 1 : -1
  const side = (x: number) => Math.min(0.97, Math.max(0.03, x))
  return {
    ...anchorsOfArt,
    hand: { x: side(eye.x + ahead * 0.15), y: Math.min(0.9, eye.y + 0.13) },
    neck: { x: side(eye.x - ahead * 0.1), y: Math.min(0.8, eye.y + 0.2) },
  }
}

/** Animals of which the sets draw the head alone. */
const headsOnly = / face$|^(?:panda|bear|polar bear|koala|lion|frog|wolf|raccoon)$/

/** The drawing that suits its relations: a face to put a hat on, an open box to sit in. */
function fitted(
  library: Library,
  concept: Concept,
  { wears, bears, holds }: ArtContext,
  { looks, pose }: ConceptThing,
): Concept {
  // A face needs space.
  const hasFace = looks?.face !== undefined
  if (wears && concept.kind === 'creature') return library.named(phraseOf(`${concept.label} face`)) ?? concept
  const variant = (pose && variants[pose]) ?? ''
  if (variant !== '' && concept.kind === 'creature')
    return library.named(phraseOf(`${variant} ${concept.label.replace(/ face$/, '')}`)) ?? concept
  if (bears && concept.label === 'birthday cake') return library.named('plain cake') ?? concept
  if ((bears || hasFace) && concept.label === 'crescent moon') return library.named('full moon') ?? concept
  const holder = holds && (holders[`${concept.label} ${holds}`] ?? holders[concept.label])
  if (holder) return library.named(phraseOf(holder)) ?? concept
  return concept
}

/** Parts that animals do not have. A shape that looks like one is another part of the animal. */
const notOfAnimals = /^(?:collar|scarf|belt|ribbon|bow|strap|band|handle|frame|string|roof)$/

/** The first word in the names of drawings of animals in a pose. */
const variants: Partial<Record<Pose, string>> = {
  sitting: 'sitting',
  lying: 'lying',
  sleeping: 'sleeping',
  flying: 'flying',
}

/** Drawings of things with contents. */
const holders: Readonly<Record<string, string>> = {
  package: 'open box',
  'empty nest': 'twig nest',
  basket: 'open basket',
  'hot beverage': 'open mug',
  'teacup without handle': 'open mug',
  cage: 'birdcage',
  'plain bowl swimmer': 'glass bowl',
  'tumbler glass swimmer': 'glass bowl',
  'amphora plant': 'flower vase',
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
  const closed =
    thing.pose === 'sleeping' && !/^sleeping /.test(concept.label) ? findPart(nodes, box, 'eye') : undefined
  const painted = Object.entries(parts).flatMap(([name, colour]) => {
    const [target] = hexes(colour)
    const hasPart =
      concept.kind === 'creature'
        ? // If the face looks at the viewer, its mane cannot be distinguished from the face.
          !notOfAnimals.test(name) && (name !== 'mane' || lookOf(nodes, box) !== undefined)
        : name !== 'roof' || concept.kind === 'place'
    const part = target === undefined || !hasPart ? undefined : findPart(nodes, box, name)
    if (target !== undefined && part) return [{ part, target, isEye: name === 'eye' }]
    missed.push({ words: `${String(colour)} ${name}`, kind: 'part' })
    return []
  })
  // A shape of two parts belongs to the smaller one, which is painted last.
  painted.sort((a, b) => b.part.shapes.size - a.part.shapes.size)
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

/** Poses that a drawing can show without movable limbs. */
const drawnPoses = new Set(['standing', 'walking', 'holding', 'riding', 'reading'])
/** Birds whose drawing does not fly. */
const perching =
  /^(?:bird|black bird|parrot|owl|duck|goose|swan|chicken|rooster|baby chick|front-facing baby chick|hatching chick|turkey|peacock|flamingo|ostrich|penguin)$/
/** Animals that the sets draw sitting, besides those of `sitting-animals.ts`. */
const sitting = /^(?:sitting .+|rabbit|chipmunk|koala|frog|panda|owl|hamster|penguin|monkey|teddy bear)$/

const birds =
  /\b(?:bird|parrot|dove|eagle|owl|swan|duck|goose|chick|chicken|rooster|peacock|seagull|turkey|toucan|heron|hummingbird|vulture|phoenix)\b/

/** "person surfing", "ballet dancer": drawings of people who do it. */
function shownBy(label: string, pose: string): boolean {
  return label.includes(pose) || (pose === 'dancing' && /\b(?:danc|ballet)/.test(label))
}

/** Whether the drawing can show the pose. Eyes that can be closed make an animal sleep. */
function showsPose({ pose, place }: ConceptThing, concept: Concept, nodes: ArtNode[], box: Box): boolean {
  const { moves, living } = traitsOf(concept)
  if (concept.kind !== 'creature' && living)
    return /^(?:standing|holding)$/.test(pose ?? '') || shownBy(concept.label, pose ?? '')
  if (pose === 'lying') return /^lying /.test(concept.label)
  if (pose === 'sleeping')
    return /^sleeping /.test(concept.label) || findPart(nodes, box, 'eye') !== undefined
  if (pose === 'jumping') return place !== undefined && 'above' in place
  if (pose === 'swimming') return moves === 'swims' || moves === 'floats'
  if (pose === 'flying')
    return (
      concept.kind !== 'creature' ||
      (moves === 'flies' && !perching.test(concept.label)) ||
      /^flying /.test(concept.label)
    )
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
