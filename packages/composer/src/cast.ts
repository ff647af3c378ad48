import { measureArt } from './art/bounds.ts'
import { type Art, loadArt } from './art/load.ts'
import type { ArtNode } from './art/tree.ts'
import { hueDistance, readHex } from './colour.ts'
import type { Concept } from './concepts/concept.ts'
import type { Library } from './concepts/library.ts'
import type { Reading, Subject } from './reading/reading.ts'
import { bodyColours } from './styles/body-colours.data.ts'
import { mapShapes } from './styles/colours-of-art.ts'
import { recolour } from './styles/recolour.ts'
import type { Style } from './styles/style.ts'
import type { Relation } from './words/grammar.ts'

/**
 * A subject with its drawing, already in the colours the prompt asks for: one look per colour, copies take
 * turns.
 */
export type Member = { subject: Subject; art: Art; looks: ArtNode[][]; asked: (string | undefined)[] }

/** One copy of a shaded drawing may be large; many copies must share a picture's budget of about 100 KB. */
const artBytesMax = 16_000
const pictureArtBytesMax = 72_000

export function castSubjects(library: Library, reading: Reading, style: Style): Member[] {
  const copies = reading.subjects.reduce((sum, { count }) => sum + count, 0)
  const bytesMax = Math.min(artBytesMax, pictureArtBytesMax / Math.max(1, copies))
  // One picture, one hand: icons of lines do not mix with drawings of areas while there is a choice. Nor can
  // bare lines hide what lies behind them.
  const mixed =
    style.source[0] === 'stroke' &&
    reading.subjects.some(({ concept, relation }) => !concept.art.stroke || overlaps(relation?.kind))
  const sources = mixed
    ? style.source.toSorted((a, b) => Number(a === 'stroke') - Number(b === 'stroke'))
    : style.source
  return reading.subjects.flatMap((subject, at) => {
    const concept = fitted(library, reading, at, subject.concept)
    const art = loadArt(library, concept, sources, bytesMax)
    if (!art) return []
    const dry =
      reading.scene.near === 'sea' && boats.test(concept.label) ? { ...art, nodes: withoutWater(art) } : art
    const framed = style.framesIcons && isLineIcon(art)
    const box = framed ? { x: 0, y: 0, width: art.size, height: art.size } : art.box
    return [dress({ ...subject, concept }, { ...dry, box })]
  })
}

const flyers =
  /^(?:balloon|hot air balloon|airplane|small airplane|rocket|helicopter|flying saucer|kite|bird|black bird|eagle|dove|butterfly|honeybee|bat|satellite|parachute|comet|shooting star|dragon|phoenix|fairy|superhero)$/
function overlaps(relation: Relation | undefined): boolean {
  return relation !== undefined && relation !== 'with' && relation !== 'beside' && relation !== 'around'
}

/** Filed with the weather, but they stand on the ground. */
const grounded = /^(?:fire|snowman.*|water wave|umbrella on ground|fog.*|tornado)$/
const boats = /boat|ship|canoe|ferry|bridge/

/** Boats come with a patch of water; on a sea they need none. */
function withoutWater({ nodes, box }: Art): ArtNode[] {
  const dry = mapShapes(nodes, (shape, { fill }) => {
    const colour = readHex(fill)
    const blue = colour !== undefined && colour.c > 0.08 && hueDistance(colour.h, 235) < 25
    const low = measureArt([shape], Infinity).y > box.y + box.height * 0.55
    return blue && low ? [] : [shape]
  })
  return dry.length > 0 ? dry : nodes
}

const swimmers = /boat|ship|canoe|ferry|whale|dolphin|duck|swan|shark|orca/

/** Whether the picture's main thing is in the air, and needs no ground. */
export function isFlying(cast: readonly Member[]): boolean {
  const [first] = cast
  return (
    first !== undefined &&
    (flyers.test(first.subject.concept.label) ||
      (first.subject.concept.kind === 'sky' && !grounded.test(first.subject.concept.label)))
  )
}

/** Whether something floats on the water of the scene. */
export function isAfloat(cast: readonly Member[], reading: Reading): boolean {
  return reading.scene.near === 'sea' && cast.some(({ subject }) => swimmers.test(subject.concept.label))
}

/** Whether the picture's things stand on a ground, and so cast a shadow there. */
export function isGrounded(cast: readonly Member[]): boolean {
  const [first] = cast
  if (!first || isFlying(cast)) return false
  const { kind } = first.subject.concept
  return kind !== 'symbol' && kind !== 'face' && kind !== 'icon' && kind !== 'flag'
}

export function isLineIcon({ from }: Art): boolean {
  return from === 'lucide' || from === 'tabler'
}

function dress(subject: Subject, art: Art): Member {
  const { colours, count } = subject
  if (count > 1 && colours.length > 1) {
    return {
      subject,
      art,
      looks: colours.map((colour) => recolour(art.nodes, [colour], bodyColours[subject.concept.label])),
      asked: colours,
    }
  }
  return {
    subject,
    art,
    looks: [recolour(art.nodes, colours, bodyColours[subject.concept.label])],
    asked: [colours[0]],
  }
}

/** The drawing of a thing that suits what happens to it: a face to put a hat on, an open box to sit in. */
function fitted(library: Library, { subjects }: Reading, at: number, concept: Concept): Concept {
  if (subjects.some(({ relation }) => relation?.kind === 'wears' && relation.to === at))
    return library.named(`${concept.label} face`) ?? concept
  if (subjects[at]?.relation?.kind === 'in' && concept.label === 'package')
    return library.named('open box') ?? concept
  return concept
}
