import type { Box } from '../art/bounds.ts'
import type { Concept, ConceptKind } from '../concepts/concept.ts'
import type { Random } from '../random.ts'
import type { Relation } from '../words/grammar.ts'
import { arrangeCopies } from './arrange.ts'

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

/** Puts every subject where the prompt says, then fits the whole into `frame`, standing on its lower edge if `standing`. */
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
    const size = nominalSize(subject)
    const copies = arrangeCopies(subject.count, subject.aspect)
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

/** Sizes as people remember them, not to scale: a house beside a cat is larger, but the cat can still be seen. */
const kindSizes: Record<ConceptKind, number> = {
  place: 1.3,
  plant: 0.95,
  vehicle: 1.1,
  person: 1,
  creature: 0.95,
  face: 0.9,
  sky: 0.8,
  thing: 0.7,
  food: 0.65,
  symbol: 0.7,
  icon: 0.75,
  flag: 0.8,
}

const sizesByLabel: Record<string, number> = {
  'deciduous tree': 1.5,
  'evergreen tree': 1.5,
  'palm tree': 1.5,
  'leafless tree': 1.5,
  'Christmas tree': 1.4,
  elephant: 1.35,
  giraffe: 1.4,
  whale: 1.35,
  'spouting whale': 1.35,
  sauropod: 1.45,
  'T-Rex': 1.3,
  dragon: 1.25,
  mouse: 0.6,
  ant: 0.5,
  honeybee: 0.5,
  'lady beetle': 0.5,
  butterfly: 0.6,
  bird: 0.65,
  'baby chick': 0.5,
  snail: 0.5,
  table: 1.15,
  'couch and lamp': 1.2,
  bed: 1.2,
  bicycle: 1,
  lighthouse: 1.5,
  windmill: 1.5,
  'hot air balloon': 1.2,
  bridge: 1.5,
  mountain: 1.6,
  'snow-capped mountain': 1.6,
  volcano: 1.6,
  rainbow: 1.2,
}

function nominalSize({ concept, aspect, count, scale }: LayoutSubject): { width: number; height: number } {
  const copies = arrangeCopies(count, aspect)
  // More copies take more room together, though each gets smaller.
  const side =
    (sizesByLabel[concept.label] ?? kindSizes[concept.kind]) * 100 * scale * Math.min(2.4, count ** 0.42)
  const longest = Math.max(copies.width, copies.height)
  return { width: (side * copies.width) / longest, height: (side * copies.height) / longest }
}

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

/** Places `own` relative to `other`, the way the prompt ties them ("other RELATION own"). Returns whether it lies in front. */
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
      if (kind === 'place' || kind === 'plant') {
        growTo(a.width * 1.7)
        centreOn(centre(a))
        b.y = bottom(a) - b.height * 1.05
        return false
      }
      const holds = containers.test(label) || kind === 'vehicle'
      growTo(a.width * (holds ? 0.95 : 1.3))
      centreOn(centre(a))
      b.y = bottom(a) - (holds ? Math.min(b.height * 0.5, a.height * 0.42) : b.height * 0.7)
      return true
    }
    case 'wears': {
      const eyes = /glasses|goggles/.test(label)
      const neck = /scarf|tie|necklace|medal/.test(label)
      const factor = (a.width * (eyes ? 0.74 : neck ? 0.6 : 0.66)) / b.width
      b.width *= factor
      b.height *= factor
      centreOn(centre(a))
      b.y = eyes
        ? a.y + a.height * 0.44 - b.height / 2
        : neck
          ? a.y + a.height * 0.8
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
      const right = Math.max(...groups.map(({ box }) => box.x + box.width))
      b.x = right + Math.min(a.width, b.width) * 0.14
      const floats = concepts.other.kind === 'sky' || concepts.other.kind === 'symbol'
      b.y = floats ? a.y + (a.height - b.height) / 2 : bottom(a) - b.height
      return true
    }
  }
}

/** Turns the grid of copies into a ring around `a`. */
function surround(own: Group, a: Box): void {
  const count = Math.max(own.boxes.length, 6)
  const radius = Math.hypot(a.width, a.height) * 0.62
  const size = Math.min(radius * 0.6, (2 * Math.PI * radius) / count / 1.25)
  const box = {
    x: a.x + a.width / 2 - radius,
    y: a.y + a.height / 2 - radius,
    width: radius * 2,
    height: radius * 2,
  }
  const [first] = own.boxes
  const aspect = first ? first.width / first.height : 1
  const [width, height] = aspect > 1 ? [size, size / aspect] : [size * aspect, size]
  own.box = box
  own.width = box.width
  own.height = box.height
  own.boxes = own.boxes.map((_, at) => {
    const angle = (at / own.boxes.length) * 2 * Math.PI - Math.PI / 2
    return {
      x: radius + Math.cos(angle) * radius - width / 2,
      y: radius + Math.sin(angle) * radius - height / 2,
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
