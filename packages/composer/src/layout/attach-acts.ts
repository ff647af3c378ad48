import type { ActRelation } from '../plan/scene-plan.ts'
import { bottomOf, centreX, type Point, rightOf } from './layout-item.ts'
import {
  type Attachment,
  centreOn,
  inBack,
  inFront,
  level,
  limit,
  pointOf,
  scaleBy,
  sideOf,
  toSide,
  turnTo,
} from './slot.ts'

/**
 * Places the thing that an act is done with (`own`) at its actor (`other`), on the side to which the actor
 * looks.
 */
export const actPlacers: Record<ActRelation, (attachment: Attachment) => void> = {
  chasedBy: goAhead,
  followedBy: goAhead,
  fedBy(attachment) {
    const { own, other } = attachment
    limit(own, 'height', other.box.height * 0.24, other.box.height * 1.3)
    reach(attachment, other.box.height * 0.1)
    turnTo(own, sideOf(other) > 0 ? -1 : 1)
  },
  flownBy(attachment) {
    const { own, other } = attachment
    limit(own, 'height', other.box.height * 0.3, other.box.height * 0.48)
    reach(attachment, other.box.height * 0.12)
    own.box.y = other.box.y - own.box.height * 0.72
    turnTo(own, sideOf(other))
    inFront(attachment)
  },
  pushedBy(attachment) {
    const { own, other } = attachment
    limit(own, 'height', other.box.height * 0.34, other.box.height * 1.3)
    reach(attachment, -other.box.height * 0.04)
    turnTo(own, sideOf(other))
    inBack(attachment)
  },
  pulledBy(attachment) {
    const { own, other } = attachment
    limit(own, 'height', other.box.height * 0.24, other.box.height * 1.2)
    toSide(attachment, sideOf(other) > 0 ? -1 : 1)
    own.box.x -= sideOf(other) * other.box.height * 0.16
    turnTo(own, sideOf(other))
  },
  ledBy(attachment) {
    const { own, other } = attachment
    limit(own, 'height', other.box.height * 0.24, other.box.height * 1.1)
    reach(attachment, other.box.height * 0.14)
    turnTo(own, sideOf(other))
  },
  kickedBy(attachment) {
    const { own, other } = attachment
    limit(own, 'height', other.box.height * 0.12, other.box.height * 0.24)
    const { x, y } = pointOf(other, other.item.anchors.foot ?? { x: 1, y: 0.84 })
    standAt(attachment, x, other.box.height * 0.03)
    own.box.y = Math.min(y - own.box.height * 0.6, bottomOf(other.box) - own.box.height)
    inFront(attachment)
  },
  thrownBy(attachment) {
    const { own, other } = attachment
    limit(own, 'height', other.box.height * 0.12, other.box.height * 0.22)
    reach(attachment, other.box.height * 0.16)
    own.box.y = handOf(attachment).y - own.box.height * 0.9
    inFront(attachment)
  },
  caughtBy(attachment) {
    const { own, other } = attachment
    limit(own, 'height', other.box.height * 0.1, other.box.height * 0.22)
    reach(attachment, -other.box.height * 0.02)
    own.box.y = handOf(attachment).y - own.box.height * 0.6
    inFront(attachment)
  },
  huggedBy(attachment) {
    const { own, other } = attachment
    const { anchors, traits } = other.item
    const side = sideOf(other)
    turnTo(own, side > 0 ? -1 : 1)
    if (own.item.traits.metres >= traits.metres * 0.6) {
      limit(own, 'height', other.box.height * 0.5, other.box.height * 1.1)
      standAt(attachment, handOf(attachment).x, -own.box.width * 0.5)
      return inFront(attachment)
    }
    scaleBy(own, (other.box.height * 0.4) / Math.max(own.box.height, own.box.width))
    const chest = pointOf(other, anchors.chest)
    centreOn(own.box, chest.x + side * other.box.height * 0.07)
    own.box.y = chest.y - own.box.height * 0.62
    inFront(attachment)
  },
  paintedBy(attachment) {
    const { own, other } = attachment
    const isLarge = own.item.traits.metres > 1.2
    limit(own, 'height', other.box.height * 0.3, other.box.height * (isLarge ? 1.3 : 0.5))
    reach(attachment, other.box.height * 0.22)
    // Small things are on an easel, at the height of the hand.
    if (!isLarge) own.box.y = handOf(attachment).y - own.box.height * 0.5
    inFront(attachment)
  },
  wateredBy(attachment) {
    const { own, other } = attachment
    const { metres } = own.item.traits
    limit(own, 'height', other.box.height * 0.2, other.box.height * (metres > 2 ? 1.3 : 0.42))
    reach(attachment, other.box.height * 0.3)
    inFront(attachment)
  },
  pointedAtBy(attachment) {
    const { own, other } = attachment
    limit(own, 'height', other.box.height * 0.24, other.box.height * 1.2)
    reach(attachment, other.box.height * 0.1)
    if (!own.item.traits.stands) own.box.y = other.box.y - own.box.height * 0.2
    turnTo(own, sideOf(other) > 0 ? -1 : 1)
  },
  playedBy(attachment) {
    const { own, other } = attachment
    const { anchors } = other.item
    const side = sideOf(other)
    const { played } = own.item.traits
    if (played === undefined) return sport(attachment)
    if (played === 'before') {
      limit(own, 'height', other.box.height * 0.3, other.box.height * 0.6)
      reach(attachment, -own.box.width * 0.3)
      return inFront(attachment)
    }
    scaleBy(
      own,
      (other.box.height * (played === 'mouth' ? 0.3 : 0.4)) / Math.max(own.box.height, own.box.width),
    )
    const mouth = pointOf(other, anchors.eyes)
    const point = played === 'mouth' ? mouth : pointOf(other, anchors.chest)
    centreOn(own.box, point.x + side * (played === 'mouth' ? own.box.width * 0.62 : other.box.height * 0.05))
    own.box.y =
      played === 'mouth'
        ? mouth.y + other.box.height * 0.03 - own.box.height * 0.3
        : point.y - own.box.height * 0.46
    inFront(attachment)
  },
  playedWithBy(attachment) {
    const { own, other } = attachment
    const isAlive = own.item.traits.living
    limit(own, 'height', other.box.height * 0.16, other.box.height * (isAlive ? 1 : 0.42))
    if (other.item.isCreature) standAt(attachment, edgeOf(attachment), other.box.height * 0.04)
    else reach(attachment, other.box.height * 0.02)
    turnTo(own, sideOf(other) > 0 ? -1 : 1)
  },
  climbedBy(attachment) {
    const { own, other } = attachment
    limit(own, 'height', other.box.height * 1.5, other.box.height * 2.2)
    centreOn(own.box, centreX(other.box) + sideOf(other) * Math.min(own.box.width, other.box.width) * 0.22)
    own.box.y = bottomOf(other.box) + other.box.height * 0.3 - own.box.height
    inBack(attachment)
  },
  eatenBy(attachment) {
    const { own, other } = attachment
    const size = other.item.isCreature ? 0.3 : 0.17
    scaleBy(
      own,
      (Math.min(other.box.width, other.box.height) * size) / Math.max(own.box.width, own.box.height),
    )
    if (!other.item.isCreature) scaleBy(own, other.box.height / Math.min(other.box.width, other.box.height))
    const isFront = other.item.isCreature && other.item.look === undefined
    const hand = isFront ? pointOf(other, { x: 0.5, y: 0.84 }) : handOf(attachment)
    centreOn(own.box, hand.x)
    own.box.y = hand.y - own.box.height * 0.5
    inFront(attachment)
  },
}

/** A game is played with a ball at the foot, or with a thing in the hand. */
function sport(attachment: Attachment): void {
  const { own, other } = attachment
  if (own.item.traits.rolls) {
    actPlacers.kickedBy(attachment)
    return
  }
  limit(own, 'height', other.box.height * 0.16, other.box.height * 0.36)
  centreOn(own.box, handOf(attachment).x)
  own.box.y = handOf(attachment).y - own.box.height * 0.6
  inFront(attachment)
}

/** Ahead of its actor, in the same direction. */
function goAhead(attachment: Attachment): void {
  const { own, other } = attachment
  limit(own, 'height', other.box.height * 0.34, other.box.height * 1.7)
  toSide(attachment, sideOf(other))
  own.box.x += sideOf(other) * other.box.height * 0.1
  turnTo(own, sideOf(other))
}

const handOf = ({ other }: Attachment): Point => pointOf(other, other.item.anchors.hand)

const edgeOf = ({ other: { box }, other }: Attachment) => (sideOf(other) > 0 ? rightOf(box) : box.x)

/** On the ground in front of the hand. */
function reach(attachment: Attachment, gap: number): void {
  standAt(attachment, handOf(attachment).x, gap)
}

function standAt(attachment: Attachment, x: number, gap: number): void {
  const { own, other } = attachment
  level(attachment)
  own.box.x = sideOf(other) > 0 ? x + gap : x - gap - own.box.width
}
