import type { Relation } from '../plan/scene-plan.ts'
import { arrangeCopies } from './arrange.ts'
import { actPlacers } from './attach-acts.ts'
import { bottomOf, centreX, centreY, rightOf } from './layout-item.ts'
import {
  type Attachment,
  centreOn,
  inBack,
  inFront,
  limit,
  pointOf,
  scaleBy,
  shareX,
  sideFor,
  toSide,
  turnTo,
} from './slot.ts'

/** Places `own` in the relation to `other`, and orders the two in depth. */
export function attach(attachment: Attachment): void {
  placers[attachment.relation](attachment)
}

const placers: Record<Relation, (attachment: Attachment) => void> = {
  ...actPlacers,
  on(attachment) {
    const { own, other, turns } = attachment
    const { traits } = other.item
    const room = other.box.width / turns
    if (own.item.isMark) return mark(attachment)
    if (own.item.isText) {
      // Writing is on the face of a thing.
      scaleBy(
        own,
        Math.min((other.box.width * 0.72) / own.box.width, (other.box.height * 0.4) / own.box.height),
      )
      centreOn(own.box, centreX(other.box))
      own.box.y = centreY(other.box) - own.box.height / 2
      return inFront(attachment)
    }
    if (own.item.sits && own.item.anchors.seat) {
      limit(own, 'height', other.box.height * (traits.metres > 1 ? 0.7 : 1), other.box.height * 2.2)
      limit(own, 'width', 0, room * 1.05)
      centreOn(own.box, shareX(attachment))
      own.box.y =
        other.box.y + other.box.height * (traits.seatAt ?? 0.1) - own.box.height * own.item.anchors.seat.y
      return inFront(attachment)
    }
    limit(own, 'width', room * 0.28, room * (turns > 1 ? 0.92 : 1.05))
    // What is small in the world stays small on what carries it.
    const share = own.item.traits.metres / Math.max(0.1, traits.metres)
    limit(own, 'height', 0, other.box.height * Math.min(2.6, Math.max(0.6, share * 1.6)))
    const inset = traits.flatTop ? 0.04 : other.item.isPlant ? (traits.metres > 2 ? 0.42 : 0.22) : 0.12
    centreOn(own.box, shareX(attachment))
    // An animal that sits or sleeps on a sofa is on its seat.
    const top = own.item.sits ? (traits.seatAt ?? inset) : inset
    own.box.y = other.box.y + other.box.height * top - own.box.height
    if (other.item.isPlant && traits.metres > 2) own.box.y += own.box.height * 0.3
    inFront(attachment)
  },
  under(attachment) {
    const { own, other } = attachment
    const { traits } = other.item
    // A whale under a boat is in the water below it.
    if (own.item.traits.moves === 'swims' && traits.moves === 'floats') {
      limit(own, 'height', other.box.height * 0.3, other.box.height * 0.46)
      centreOn(own.box, shareX(attachment))
      own.box.y = bottomOf(other.box) + own.box.height * 0.06
      return inFront(attachment)
    }
    if (traits.overhead || !traits.stands) {
      limit(own, 'width', other.box.width * 0.3, other.box.width * 0.92)
      centreOn(own.box, shareX(attachment))
      own.box.y = bottomOf(other.box) - other.box.height * (/umbrella/.test(other.item.id) ? 0.3 : -0.08)
      return inFront(attachment)
    }
    const isLow = traits.flatTop && !other.item.isPlant
    limit(own, 'height', other.box.height * 0.28, other.box.height * (isLow ? 0.6 : 0.52))
    limit(own, 'width', 0, other.box.width * (isLow ? 0.72 : 0.9))
    const lean = isLow || attachment.turns > 1 ? 0 : attachment.random.pick([-0.22, 0, 0.22])
    centreOn(own.box, shareX(attachment) + other.box.width * lean)
    own.box.y = bottomOf(other.box) - own.box.height * 0.98
    inFront(attachment)
  },
  above(attachment) {
    const { own, other } = attachment
    limit(own, 'width', other.box.width * 0.22, other.box.width * 2.2)
    centreOn(own.box, shareX(attachment))
    own.box.y = other.box.y - own.box.height - Math.min(own.box.height, other.box.height) * 0.3
    inFront(attachment)
  },
  below(attachment) {
    const { own, other } = attachment
    limit(own, 'width', other.box.width * 0.22, other.box.width * 2.2)
    centreOn(own.box, shareX(attachment))
    own.box.y = bottomOf(other.box) + Math.min(own.box.height, other.box.height) * 0.3
    inFront(attachment)
  },
  leftOf: (attachment) => toSide(attachment, -1),
  rightOf: (attachment) => toSide(attachment, 1),
  beside: (attachment) => toSide(attachment, sideFor(attachment)),
  facing(attachment) {
    const side = sideFor(attachment)
    toSide(attachment, side)
    const { own, other } = attachment
    turnTo(own, side < 0 ? 1 : -1)
    if (other.item.isCreature) turnTo(other, side)
  },
  behind(attachment) {
    const { own, other, random, turns } = attachment
    limit(own, 'height', other.box.height * 0.85, other.box.height * 2.4)
    const side = turns > 1 ? (attachment.turn % 2 === 0 ? 1 : -1) : random.pick([1, -1])
    // Half of it can be seen beside what hides it, and more above.
    const hidden = own.box.width > other.box.width * 1.4 ? 0 : 1
    centreOn(own.box, centreX(other.box) + side * (other.box.width / 2) * (hidden ? 0.92 : 0.4))
    own.box.y = bottomOf(other.box) - own.box.height - other.box.height * 0.06
    inBack(attachment)
  },
  inFrontOf(attachment) {
    const { own, other, random, turns, turn } = attachment
    const alike = own.item.traits.living && own.item.traits.metres > other.item.traits.metres * 0.5
    limit(own, 'height', other.box.height * (alike ? 0.5 : 0.25), other.box.height * (alike ? 0.8 : 0.62))
    if (!alike) limit(own, 'width', 0, other.box.width * 0.8)
    const lean = turns > 1 ? (turn + 0.5) / turns - 0.5 : random.pick([-0.24, 0.24])
    centreOn(own.box, centreX(other.box) + other.box.width * lean)
    own.box.y = bottomOf(other.box) - own.box.height * 0.94
    inFront(attachment)
  },
  in(attachment) {
    const { own, other, turns } = attachment
    const { contains } = other.item.traits
    const room = other.box.width / turns
    if (own.item.isSign && own.item.size === 'tiny') {
      // A dot at the corner, as on a bell that has news.
      scaleBy(own, (Math.min(other.box.width, other.box.height) * 0.3) / own.box.width)
      centreOn(own.box, rightOf(other.box) - other.box.width * 0.14)
      own.box.y = other.box.y + other.box.height * 0.1 - own.box.height / 2
      return inFront(attachment)
    }
    if (contains === 'clear' || own.item.isSign) {
      // Words run around what is in a badge, which must not touch them.
      const share = other.item.isText ? 0.4 : 0.5
      // Several copies must be recognisable one by one.
      const wide = own.item.count > 1 ? 1.5 : 1.2
      const factor = Math.min(
        (room * share * wide) / own.box.width,
        (other.box.height * share) / own.box.height,
      )
      scaleBy(own, factor)
      centreOn(own.box, shareX(attachment))
      own.box.y = centreY(other.box) + other.box.height * 0.06 - own.box.height / 2
      return inFront(attachment)
    }
    if (own.item.sits && other.item.traits.seatAt !== undefined) return placers.on(attachment)
    if (contains === 'cage') {
      const factor = Math.min((room * 0.66) / own.box.width, (other.box.height * 0.6) / own.box.height)
      scaleBy(own, factor)
      centreOn(own.box, shareX(attachment))
      own.box.y = other.box.y + other.box.height * 0.9 - own.box.height
      return inBack(attachment)
    }
    if (contains === 'shelter') {
      limit(own, 'height', other.box.height * 0.26, other.box.height * 0.42)
      limit(own, 'width', 0, room * 0.5)
      centreOn(own.box, shareX(attachment))
      own.box.y = bottomOf(other.box) - own.box.height
      return inFront(attachment)
    }
    if (contains === 'seats') {
      if (other.item.traits.moves === 'floats') {
        // Sits before the sail, on the edge of the hull.
        limit(own, 'height', other.box.height * 0.28, other.box.height * 0.5)
        limit(own, 'width', 0, room * 0.5)
        centreOn(own.box, shareX(attachment) + other.box.width * 0.08)
        own.box.y = other.box.y + other.box.height * (other.item.traits.seatAt ?? 0.3) - own.box.height * 0.85
        return inFront(attachment)
      }
      // Looks out at the top, as through an open roof.
      limit(own, 'height', other.box.height * 0.5, other.box.height * 0.8)
      limit(own, 'width', 0, room * 0.6)
      centreOn(own.box, shareX(attachment))
      own.box.y = other.box.y + other.box.height * (other.item.traits.seatAt ?? 0.14) - own.box.height * 0.56
      return inBack(attachment)
    }
    if (contains === undefined && other.item.isPlant) {
      // Grass, leaves and flowers are in front of the feet of things in them.
      limit(other, 'width', own.box.width * 1.1, own.box.width * 2)
      centreOn(own.box, centreX(other.box))
      own.box.y = bottomOf(other.box) - own.box.height - other.box.height * 0.1
      return inBack(attachment)
    }
    const rim = other.box.y + other.box.height * other.item.traits.rimAt
    if (own.item.isPlant) {
      const { aspect, count } = own.item
      own.fan = true
      own.box.height = Math.min(other.box.height * 1.1, (room * 1.1) / aspect)
      own.box.width = own.box.height * (aspect + Math.min(1.4, (count - 1) * 0.4))
      centreOn(own.box, shareX(attachment))
      own.box.y = rim - own.box.height * 0.88
      return inBack(attachment)
    }
    limit(own, 'height', other.box.height * 0.5, other.box.height * 1.3)
    limit(own, 'width', room * 0.3, room * 0.78)
    centreOn(own.box, shareX(attachment))
    // The front of what holds it hides its lower part; enough is left to know it.
    const copy = arrangeCopies(own.item.count, own.item.aspect, false, own.item.order)
    own.box.y = rim + (own.box.height / copy.height) * 0.4 - own.box.height
    inBack(attachment)
  },
  around(attachment) {
    const { own, other } = attachment
    own.ring = true
    const reach = Math.hypot(other.box.width, other.box.height) * 1.24
    own.box = {
      x: centreX(other.box) - reach / 2,
      y: centreY(other.box) - reach / 2,
      width: reach,
      height: reach,
    }
    inFront(attachment)
  },
  heldBy(attachment) {
    const { own, other, turn } = attachment
    const { anchors } = other.item
    const { heldUp, metres } = own.item.traits
    const body = other.item.isCreature ? Math.min(other.box.width, other.box.height) : other.box.height * 0.62
    const longest = Math.max(own.box.width, own.box.height)
    const wanted = body * (heldUp && metres > 0.2 ? 0.7 : metres <= 0.12 ? 0.34 : 0.46)
    scaleBy(own, wanted / longest)
    const { x, y } = anchors.hand
    const hand = pointOf(other, { x: turn % 2 === 0 ? x : 1 - x, y })
    centreOn(own.box, hand.x)
    own.box.y = heldUp ? hand.y - own.box.height * 0.86 : hand.y - own.box.height * 0.5
    inFront(attachment)
  },
  wornBy(attachment) {
    const { own, other } = attachment
    const { anchors } = other.item
    const { worn } = own.item.traits
    const head = other.box.width * anchors.headWidth
    const at = (point: { x: number; y: number }) => ({
      x: other.box.x + other.box.width * point.x,
      y: other.box.y + other.box.height * point.y,
    })
    const widths = { head: 0.86, eyes: 0.84, neck: 0.8, body: 1.5, feet: 1.2 }
    scaleBy(own, (head * widths[worn ?? 'head']) / own.box.width)
    const points = {
      head: anchors.headTop,
      eyes: anchors.eyes,
      neck: anchors.neck,
      body: anchors.chest,
      feet: anchors.feet,
    }
    // Below the chin of a face there is nothing that a scarf could hide.
    const isFace = worn === 'neck' && anchors.neck.y > 0.8
    if (isFace) scaleBy(own, 0.72)
    const point = at(points[worn ?? 'head'])
    centreOn(own.box, point.x)
    own.box.y =
      point.y -
      own.box.height *
        { head: 0.78, eyes: 0.5, neck: isFace ? 0.05 : 0.2, body: 0.3, feet: 0.8 }[worn ?? 'head']
    inFront(attachment)
  },
  ridingOn(attachment) {
    const { own, other } = attachment
    const { ridden } = other.item.traits
    const standing = ridden === 'standing'
    limit(own, 'height', other.box.height * 0.55, other.box.height * (standing ? 4 : 1.05))
    limit(own, 'width', 0, other.box.width * 0.95)
    centreOn(own.box, centreX(other.box) + (standing ? 0 : other.box.width * 0.04))
    const saddle = standing ? 0.2 : 0.42
    own.box.y = other.box.y + other.box.height * saddle - own.box.height * (standing ? 1 : 0.74)
    inFront(attachment)
  },
}

/** A mark on a map: the centre of a dot and the tip of a pin are on its place. */
function mark(attachment: Attachment): void {
  const { own, other } = attachment
  const { point, isSign, count, aspect } = own.item
  const side = Math.max(other.box.width, other.box.height) * (isSign ? 0.075 : 0.2)
  const { width, height } = arrangeCopies(count, aspect, false, own.item.order)
  const copy = side / Math.max(aspect, 1)
  own.box.width = copy * width
  own.box.height = copy * height
  const x = point ? other.box.x + other.box.width * point.x : shareX(attachment)
  const y = other.box.y + other.box.height * (point?.y ?? 0.46)
  centreOn(own.box, x)
  own.box.y = y - own.box.height * (isSign ? 0.5 : 1)
  inFront(attachment)
}
