import type { Box } from '../art/bounds.ts'
import type { Relation } from '../plan/scene-plan.ts'
import type { Random } from '../random.ts'
import { bottomOf, centreY, type LayoutItem, type Point, rightOf, unionOf } from './layout-item.ts'

/** A thing while it is being placed; `box` holds all its copies. */
export type Slot = {
  item: LayoutItem
  box: Box
  order: number
  ring?: boolean
  /** Copies spread from one point, as flowers in a vase. */
  fan?: boolean
  mirrored: boolean
}

export type Attachment = {
  own: Slot
  other: Slot
  relation: Relation
  /** The index of this thing among those with the same relation to the same thing, and their number. */
  turn: number
  turns: number
  /** Everything that is placed around `other` so far. */
  cluster: readonly Slot[]
  random: Random
}

const gapShare = 0.1

/**
 * Keeps one side of `own` between shares of the other's: if the sizes differ too much, a relation is not
 * recognisable.
 */
export function limit(own: Slot, side: 'width' | 'height', low: number, high: number): void {
  const value = own.box[side]
  scaleBy(own, Math.min(high, Math.max(low, value)) / value)
}

export function scaleBy({ box }: Slot, factor: number): void {
  box.width *= factor
  box.height *= factor
}

/** The horizontal position of a thing if several share the width of the other one. */
export function shareX({ other, turn, turns }: Attachment): number {
  const { x, width } = other.box
  return turns === 1 ? x + width / 2 : x + (width * (turn + 0.5)) / turns
}

export function centreOn(box: Box, x: number): void {
  box.x = x - box.width / 2
}

export function inFront({ own, other }: Attachment): void {
  own.order = other.order + 1 + own.order / 100
}

export function inBack({ own, other }: Attachment): void {
  own.order = other.order - 1 + own.order / 100
}

/** Beside on the ground, or at the same height in the air. */
export function level({ own, other }: Attachment): void {
  const grounded = own.item.traits.stands && other.item.traits.stands
  own.box.y = grounded ? bottomOf(other.box) - own.box.height : centreY(other.box) - own.box.height / 2
}

export function toSide(attachment: Attachment, side: 1 | -1): void {
  const { own, other, cluster } = attachment
  limit(own, 'height', other.box.height * 0.24, other.box.height * 4)
  const gap = Math.max(Math.min(own.box.width, other.box.width) * gapShare * 1.6, 4)
  // Things already at that side are skipped; things above or below do not matter.
  level(attachment)
  const inRow = cluster.filter(
    ({ box, ring }) => !ring && box.y < bottomOf(own.box) && bottomOf(box) > own.box.y,
  )
  const row = unionOf([other.box, ...inRow.map(({ box }) => box)])
  own.box.x = side < 0 ? row.x - gap - own.box.width : rightOf(row) + gap
}

export function sideFor({ own, turn, random }: Attachment): 1 | -1 {
  if (own.item.isText) return 1
  const first = random.pick([1, -1] as const)
  return turn % 2 === 0 ? first : first === 1 ? -1 : 1
}

/**
 * The position of a point of a body. Of several copies, it is on the last one in the direction in which they
 * look.
 */
export function pointOf({ item, box, mirrored }: Slot, point: Point): Point {
  const width = Math.min(box.width, box.height * item.aspect)
  const left = sideOf({ item, box, mirrored, order: 0 }) < 0 ? box.x : rightOf(box) - width
  return { x: left + width * (mirrored ? 1 - point.x : point.x), y: box.y + box.height * point.y }
}

/** Turns a thing to a side, unless it must look to the other side, or is drawn from the front. */
export function turnTo(slot: Slot, side: 1 | -1): void {
  const { look, facing } = slot.item
  const wanted = facing ?? (side > 0 ? 'right' : 'left')
  if (look !== undefined) slot.mirrored = look !== wanted
}

/** The direction in which a thing looks: 1 is to the right. */
export function sideOf({ item, mirrored }: Slot): 1 | -1 {
  return (item.look === 'left') === mirrored ? 1 : -1
}
