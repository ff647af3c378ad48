import { type Art, loadArt } from './art/load.ts'
import type { ArtNode } from './art/tree.ts'
import type { Concept } from './concepts/concept.ts'
import type { Library } from './concepts/library.ts'
import type { Reading, Subject } from './reading/reading.ts'
import { recolour } from './styles/recolour.ts'
import type { Style } from './styles/style.ts'

/** A subject with its drawing, already in the colours the prompt asks for: one look per colour, copies take turns. */
export type Member = { subject: Subject; art: Art; looks: ArtNode[][]; asked: (string | undefined)[] }

/** One copy of a shaded drawing may be large; many copies must share a picture's budget of about 100 KB. */
const artBytesMax = 16_000
const pictureArtBytesMax = 72_000

export function castSubjects(library: Library, reading: Reading, style: Style): Member[] {
  const copies = reading.subjects.reduce((sum, { count }) => sum + count, 0)
  const bytesMax = Math.min(artBytesMax, pictureArtBytesMax / Math.max(1, copies))
  // One picture, one hand: icons of lines do not mix with drawings of areas while there is a choice.
  const mixed = style.source[0] === 'stroke' && reading.subjects.some(({ concept }) => !concept.art.stroke)
  const sources = mixed
    ? style.source.toSorted((a, b) => Number(a === 'stroke') - Number(b === 'stroke'))
    : style.source
  return reading.subjects.flatMap((subject, at) => {
    const concept = isDressed(reading, at) ? faceOf(library, subject.concept) : subject.concept
    const art = loadArt(library.sets, concept, sources, bytesMax)
    if (!art) return []
    const framed = style.framesIcons && isLineIcon(art)
    const box = framed ? { x: 0, y: 0, width: art.size, height: art.size } : art.box
    return [dress({ ...subject, concept }, { ...art, box })]
  })
}

const flyers =
  /^(?:balloon|hot air balloon|airplane|small airplane|rocket|helicopter|flying saucer|kite|bird|black bird|eagle|dove|butterfly|honeybee|bat|satellite|parachute|comet|shooting star|dragon|phoenix|fairy|superhero)$/
const swimmers = /boat|ship|canoe|ferry|whale|dolphin|duck|swan|shark|orca/

/** Whether the picture's main thing is in the air, and needs no ground. */
export function isFlying(cast: readonly Member[]): boolean {
  const [first] = cast
  return (
    first !== undefined && (first.subject.concept.kind === 'sky' || flyers.test(first.subject.concept.label))
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
    return { subject, art, looks: colours.map((colour) => recolour(art.nodes, [colour])), asked: colours }
  }
  return { subject, art, looks: [recolour(art.nodes, colours)], asked: [colours[0]] }
}

/** Hats and glasses sit on a face; on a body seen from the side they would float. */
function isDressed(reading: Reading, at: number): boolean {
  return reading.subjects.some(({ relation }) => relation?.kind === 'wears' && relation.to === at)
}

function faceOf(library: Library, concept: Concept): Concept {
  return library.byName.get(`${concept.label} face`) ?? concept
}
