import type { Box } from '../art/bounds.ts'
import type { Concept } from '../concepts/concept.ts'
import type { Random } from '../random.ts'
import type { Relation } from '../words/grammar.ts'
import { arrangeCopies } from './arrange.ts'
import { nominalSize } from './sizes.ts'

/** What the layout must know of a subject; `aspect` is width / height of its visible drawing. */
export type LayoutSubject = {
  concept: Concept
  aspect: number
  count: number
  scale: number
  relation?: { kind: Relation; to: number }
}

/** A copy of subject `subject` fills `box` on the canvas. Placements come back to front. */
export type Placement = { subject: number; copy: number; box: Box }

/**
 * Puts every subject where the prompt says, then fits the whole into `frame`, standing on its lower edge if
 * `standing`.
 */
export function placeSubjects(
  subjects: readonly LayoutSubject[],
  frame: Box,
  standing: boolean,
  random: Random,
): Placement[] {
  const groups: Group[] = []
  // Back to front, as indices into `groups`.
  const order: number[] = []
  subjects.forEach((subject, at) => {
    const size = nominalSize(subject, standing)
    const copies = arrangeCopies(subject.count, subject.aspect, standing)
    const group: Group = {
      ...copies,
      box: { x: 0, y: 0, width: size.width, height: size.height },
      subject: at,
    }
    const target = subject.relation && groups[subject.relation.to]
    if (subject.relation && target) {
      const kinds = { own: subject.concept, other: subjects[subject.relation.to]?.concept ?? subject.concept }
      const front = attach(group, target, subject.relation.kind, kinds, groups, random)
      const position = order.indexOf(subject.relation.to)
      if (front) order.splice(position + 1, 0, at)
      else order.splice(position, 0, at)
    } else order.push(at)
    groups.push(group)
  })
  return fitToFrame(groups, order, frame, standing)
}

type Group = { boxes: Box[]; width: number; height: number; box: Box; subject: number }

const flatTops = new Set([
  'table',
  'box',
  'shelf',
  'rug',
  'books',
  'bed',
  'package',
  'skateboard',
  'sled',
  'rock',
  'wood',
  'brick',
])
const containers =
  /basket|bucket|box|cup|bowl|pot|vase|amphora|jar|beverage|mug|glass|cart|bathtub|bag|backpack|hat|nest|boat|canoe|car|automobile|truck|egg|balloon/

/**
 * Places `own` relative to `other`, the way the prompt ties them ("other RELATION own"). Returns whether it
 * lies in front.
 */
function attach(
  own: Group,
  other: Group,
  relation: Relation,
  concepts: { own: Concept; other: Concept },
  groups: readonly Group[],
  random: Random,
): boolean {
  const [a, b] = [other.box, own.box]
  const centre = (box: Box) => box.x + box.width / 2
  const bottom = (box: Box) => box.y + box.height
  const growTo = (width: number) => {
    const factor = Math.max(1, width / b.width)
    b.width *= factor
    b.height *= factor
  }
  const centreOn = (x: number) => {
    b.x = x - b.width / 2
  }
  const side = random.chance(0.5) ? 1 : -1
  const { kind, label } = concepts.own
  switch (relation) {
    case 'on': {
      const ridden = kind === 'creature' || kind === 'vehicle'
      growTo(a.width * (ridden ? 1.7 : flatTops.has(label) ? 1.35 : 1.05))
      centreOn(centre(a))
      b.y = bottom(a) - b.height * (flatTops.has(label) ? 0.05 : ridden ? 0.36 : 0.29)
      return kind === 'vehicle' && /boat|canoe|ship/.test(label)
    }
    case 'under': {
      const overhead = kind === 'sky' || /umbrella|balloon|parachute|cloud/.test(label)
      if (flatTops.has(label) || label === 'bridge') {
        growTo(Math.max(a.width * 2.3, (a.height * b.width * 1.6) / b.height))
        centreOn(centre(a))
        b.y = bottom(a) - b.height
        return false
      }
      growTo(a.width * (overhead ? 1.35 : 1.7))
      if (overhead) {
        centreOn(centre(a))
        b.y = a.y - b.height * (/umbrella/.test(label) ? 0.78 : 1.06)
        return false
      }
      centreOn(centre(a) - side * a.width * 0.42)
      b.y = bottom(a) - b.height * 1.03
      return false
    }
    case 'above':
      growTo(a.width * 0.95)
      centreOn(centre(a))
      b.y = bottom(a) + a.height * 0.1
      return true
    case 'behind':
      growTo(a.width * 0.8)
      centreOn(centre(a) - side * b.width * 0.4)
      b.y = bottom(a) - b.height * 0.9
      return true
    case 'before':
      growTo(a.width * 1.6)
      centreOn(centre(a) + side * a.width * 0.3)
      b.y = bottom(a) - b.height * 1.06
      return false
    case 'in': {
      const holds = containers.test(label)
      if (holds && concepts.other.kind === 'plant' && other.boxes.length > 1) {
        standInRow(other, b.width * 2, b.height)
        const factor = (a.width * 0.62) / b.width
        b.width *= factor
        b.height *= factor
        centreOn(centre(a))
        b.y = bottom(a) - a.height * 0.34
        return true
      }
      if (/hot air balloon/.test(label)) {
        // Passengers are smaller than people think: the basket is a fifth of the balloon.
        growTo(Math.max(a.width * 4, a.height * 4))
        centreOn(centre(a))
        b.y = bottom(a) - b.height * 0.93
        return false
      }
      const low = kind === 'plant' && !holds && !/tree|pot|bouquet/.test(label)
      if (low) {
        // Leaves, grass and flowers lie before the feet of what is in them.
        standInRow(own, a.width * 1.25, a.height * 0.4)
        centreOn(centre(a))
        b.y = bottom(a) - b.height * 0.6
        return true
      }
      if (!holds && (kind === 'place' || kind === 'plant')) {
        growTo(a.width * 1.7)
        centreOn(centre(a))
        b.y = bottom(a) - b.height * 1.05
        return false
      }
      const carries = holds || kind === 'vehicle'
      growTo(a.width * (carries ? 0.95 : 1.3))
      centreOn(centre(a))
      b.y = bottom(a) - (carries ? Math.min(b.height * 0.5, a.height * 0.42) : b.height * 0.7)
      return true
    }
    case 'wears': {
      const eyes = /glasses|goggles/.test(label)
      const neck = /scarf|tie|necklace|medal/.test(label)
      // A face ends at its chin; a body has its neck below the head.
      const neckAt = concepts.other.kind === 'face' ? 0.8 : 0.42
      const factor = (a.width * (eyes ? 0.74 : neck ? 0.6 : 0.66)) / b.width
      b.width *= factor
      b.height *= factor
      centreOn(centre(a))
      b.y = eyes
        ? a.y + a.height * 0.44 - b.height / 2
        : neck
          ? a.y + a.height * neckAt
          : a.y + a.height * 0.16 - b.height
      return true
    }
    case 'holds': {
      const raised = /umbrella|balloon|kite|flag|sign|torch/.test(label)
      const factor = (Math.min(a.width, a.height) * (raised ? 0.75 : 0.5)) / Math.max(b.width, b.height)
      b.width *= factor
      b.height *= factor
      b.x = a.x + a.width * 0.74
      b.y = raised ? a.y + a.height * 0.42 - b.height : bottom(a) - b.height * 1.08
      return true
    }
    case 'around':
      surround(own, a)
      return true
    default: {
      if (kind === 'sky' && concepts.other.kind !== 'sky') {
        b.x = centre(a) + side * a.width * 0.35 - b.width / 2
        b.y = a.y - b.height * 0.85
        return false
      }
      if (isFilling(concepts) && relation === 'with') {
        standInRow(own, a.width * 1.5, a.height * 1.1)
        centreOn(centre(a))
        b.y = a.y - b.height * 0.66
        return false
      }
      if (/candle/.test(label) && /cake/.test(concepts.other.label)) {
        standInRow(own, a.width * 0.62, a.height * 0.42)
        centreOn(centre(a))
        b.y = a.y - b.height * 0.72
        return false
      }
      const right = Math.max(...groups.map(({ box }) => box.x + box.width))
      b.x = right + Math.min(a.width, b.width) * 0.14
      const floats = concepts.other.kind === 'sky' || concepts.other.kind === 'symbol'
      b.y = floats ? a.y + (a.height - b.height) / 2 : bottom(a) - b.height
      return true
    }
  }
}

/** Flowers with a vase stand in it, fruit with a basket lies in it. */
function isFilling({ own, other }: { own: Concept; other: Concept }): boolean {
  if (/tree/.test(own.label)) return false
  return (
    (own.kind === 'plant' || own.kind === 'food') &&
    /basket|amphora|flower pot|bucket|^jar$/.test(other.label)
  )
}

/** Puts all copies side by side, as large as both limits allow. */
function standInRow(own: Group, widthMax: number, heightMax: number): void {
  const [first] = own.boxes
  if (!first) return
  const aspect = first.width / first.height
  const step = aspect * 1.04
  own.boxes = own.boxes.map((_, at) => ({ x: at * step, y: 0, width: aspect, height: 1 }))
  own.width = (own.boxes.length - 1) * step + aspect
  own.height = 1
  const scale = Math.min(widthMax / own.width, heightMax)
  own.box.width = own.width * scale
  own.box.height = scale
}

/** Turns the grid of copies into a ring around `a`. */
function surround(own: Group, a: Box): void {
  const count = Math.max(own.boxes.length, 6)
  const radius = Math.hypot(a.width, a.height) * 0.62
  const size = Math.min(radius * 0.6, (2 * Math.PI * radius) / count / 1.25)
  const [first] = own.boxes
  const aspect = first ? first.width / first.height : 1
  const [width, height] = aspect > 1 ? [size, size / aspect] : [size * aspect, size]
  // The copies stand on the ring, so half of each is outside it.
  const reach = radius + size / 2
  own.box = {
    x: a.x + a.width / 2 - reach,
    y: a.y + a.height / 2 - reach,
    width: reach * 2,
    height: reach * 2,
  }
  own.width = own.box.width
  own.height = own.box.height
  own.boxes = own.boxes.map((_, at) => {
    const angle = (at / own.boxes.length) * 2 * Math.PI - Math.PI / 2
    return {
      x: reach + Math.cos(angle) * radius - width / 2,
      y: reach + Math.sin(angle) * radius - height / 2,
      width,
      height,
    }
  })
}

function fitToFrame(
  groups: readonly Group[],
  order: readonly number[],
  frame: Box,
  standing: boolean,
): Placement[] {
  const left = Math.min(...groups.map(({ box }) => box.x))
  const top = Math.min(...groups.map(({ box }) => box.y))
  const width = Math.max(...groups.map(({ box }) => box.x + box.width)) - left
  const height = Math.max(...groups.map(({ box }) => box.y + box.height)) - top
  const scale = Math.min(frame.width / width, frame.height / height)
  const x = frame.x + (frame.width - width * scale) / 2
  const y = standing ? frame.y + frame.height - height * scale : frame.y + (frame.height - height * scale) / 2
  return order.flatMap((at) => {
    const group = groups[at]
    if (!group) return []
    const inner = (group.box.width / group.width) * scale
    return group.boxes.map((box, copy) => ({
      subject: group.subject,
      copy,
      box: {
        x: x + (group.box.x - left) * scale + box.x * inner,
        y: y + (group.box.y - top) * scale + box.y * inner,
        width: box.width * inner,
        height: box.height * inner,
      },
    }))
  })
}
