import type { Concept, ConceptKind } from '../concepts/concept.ts'
import type { SceneName } from '../plan/scene-plan.ts'
import * as lists from './traits.data.ts'

/** How the contents of a thing can be seen. */
export type Containing = 'open' | 'clear' | 'cage' | 'shelter' | 'seats'

/** Properties of a thing in the real world that affect a picture. */
export type Traits = {
  contains?: Containing
  /** How far down from its upper edge the rim of an open container is, as a share of its height. */
  rimAt: number
  flatTop: boolean
  /** It is drawn in its vessel, so "a glass of" it adds no second glass. */
  inVessel: boolean
  /** The distance of the seat from its upper edge, as a share of its height. */
  seatAt?: number
  overhead: boolean
  moves?: 'flies' | 'swims' | 'floats'
  bringsWater: boolean
  /** It stands on the ground and casts a shadow there. */
  stands: boolean
  worn?: 'head' | 'eyes' | 'neck' | 'body' | 'feet'
  heldUp: boolean
  /** An instrument: the position at which it is held, or `before` if the player stands in front of it. */
  played?: 'chest' | 'mouth' | 'before'
  rolls: boolean
  facesRight: boolean
  isMap: boolean
  ridden?: 'astride' | 'standing'
  habitat?: SceneName
  /** Longest side in metres. */
  metres: number
  living: boolean
}

export function traitsOf({ label, kind }: Concept): Traits {
  return {
    contains: containing.get(label),
    rimAt: rims.get(label) ?? 0,
    flatTop: flatTops.has(label),
    inVessel: inVessels.has(label),
    seatAt: seats.get(label),
    overhead: overhead.has(label),
    moves: moving.get(label),
    bringsWater: bringsWater.has(label),
    stands:
      grounded.has(label) ||
      !(moving.get(label) === 'flies' || ['sky', 'symbol', 'face', 'icon', 'flag'].includes(kind)),
    worn: worn.get(label),
    heldUp: heldUp.has(label),
    played: played.get(label),
    rolls: balls.has(label),
    facesRight: facingRight.has(label),
    isMap: / map$|^map of /.test(label),
    ridden: ridden.get(label),
    habitat: anywhere.has(label) ? undefined : (habitat.get(label) ?? habitatOfKind[kind]),
    metres: metres.get(label) ?? metresOfKind[kind],
    living: kind === 'creature' || kind === 'person' || kind === 'face' || personlike.has(label),
  }
}

function labelsOf(list: string): string[] {
  return list.split(', ')
}

/** The first list that contains the label decides. */
function byLabel<T>(entries: readonly (readonly [T, string])[]): ReadonlyMap<string, T> {
  const map = new Map<string, T>()
  for (const [value, list] of entries)
    for (const label of labelsOf(list)) if (!map.has(label)) map.set(label, value)
  return map
}

const containing = byLabel<Containing>([
  ['open', lists.openContainers],
  ['clear', lists.clearContainers],
  ['cage', lists.cages],
  ['shelter', lists.shelters],
  ['seats', lists.vehiclesWithSeats],
])
const flatTops = new Set(labelsOf(lists.flatTops))
const inVessels = new Set(labelsOf(lists.servedInVessels))
const personlike = new Set(labelsOf(lists.personlike))
const anywhere = new Set(labelsOf(lists.withoutScene))
const overhead = new Set(labelsOf(lists.overhead))
const bringsWater = new Set(labelsOf(lists.drawnWithWater))
const grounded = new Set(labelsOf(lists.grounded))
const heldUp = new Set(labelsOf(lists.heldUp))
const moving = byLabel<'flies' | 'swims' | 'floats'>([
  ['flies', lists.flyers],
  ['swims', lists.swimmers],
  ['floats', lists.floaters],
])
const rims = byLabel<number>(
  Object.entries(lists.rims).map(([share, list]) => [Number(share), list] as const),
)
const seats = byLabel<number>(
  Object.entries(lists.seats).map(([share, list]) => [Number(share), list] as const),
)
const worn = byLabel<NonNullable<Traits['worn']>>([
  ['head', lists.wornOnHead],
  ['eyes', lists.wornOnEyes],
  ['neck', lists.wornOnNeck],
  ['body', lists.wornOnBody],
  ['feet', lists.wornOnFeet],
])
const played = byLabel<NonNullable<Traits['played']>>([
  ['chest', lists.playedAtChest],
  ['mouth', lists.playedAtMouth],
  ['before', lists.playedBefore],
])
const balls = new Set(labelsOf(lists.balls))
const facingRight = new Set(labelsOf(lists.facingRight))
const ridden = byLabel<'astride' | 'standing'>([
  ['astride', lists.riddenAstride],
  ['standing', lists.riddenStanding],
])
const habitat = byLabel<SceneName>(
  Object.entries(lists.habitats).map(([scene, list]) => [scene as SceneName, list] as const),
)
const metres = byLabel<number>(
  Object.entries(lists.sizesInMetres).map(([size, list]) => [Number(size), list] as const),
)

const habitatOfKind: Partial<Record<ConceptKind, SceneName>> = {
  creature: 'meadow',
  plant: 'meadow',
  food: 'table',
  vehicle: 'street',
  place: 'hills',
  person: 'meadow',
  thing: 'table',
  sky: 'sky',
}

const metresOfKind: Record<ConceptKind, number> = {
  creature: 0.9,
  face: 0.6,
  person: 1.75,
  plant: 0.6,
  food: 0.2,
  place: 12,
  vehicle: 4,
  sky: 5,
  thing: 0.3,
  symbol: 0.6,
  flag: 1,
  icon: 0.5,
}
