import type { Box } from '../art/bounds.ts'
import type { Relation, Spot } from '../plan/scene-plan.ts'
import { actRelations, relations } from '../plan/scene-plan.ts'
import { createRandom } from '../random.ts'
import { arrangeCopies } from './arrange.ts'
import { attach } from './attach.ts'
import { fitClusters } from './fit-clusters.ts'
import { bottomOf, type LayoutItem, type LayoutResult, type PlacedThing, unionOf } from './layout-item.ts'
import { nominalSize } from './sizes.ts'
import { type Slot, turnTo } from './slot.ts'
import type { Cluster, Stage } from './stage.ts'

/** Turns relations into boxes. The same items and seed give the same boxes. */
export function placeThings(items: readonly LayoutItem[], stage: Stage): LayoutResult {
  const slots = new Map<string, Slot>()
  const ground = stage.standing
  const actors = new Set(
    items.flatMap((item) => {
      const tie = tieOf(item)
      return tie && isAct(tie.relation) ? tie.targets : []
    }),
  )
  items.forEach((item, order) => {
    const { width, height } = nominalSize(item, ground && item.traits.stands)
    const slot: Slot = { item, box: { x: 0, y: 0, width, height }, order, mirrored: false }
    // An actor looks to the side of its act.
    if (item.facing || actors.has(item.id))
      turnTo(slot, createRandom(`${stage.seed} ${item.id} side`).pick([1, -1]))
    slots.set(item.id, slot)
  })
  const broken: string[] = []
  const clusters = gather(items, slots, stage.seed, broken)
  fitClusters(clusters, stage)
  for (const slot of slots.values()) if (slot.item.box) slot.box = fitInto(slot.item.box, slot.box)
  const placed = [...slots.values()].map((slot) => placedOf(slot, ground))
  return { placed: placed.toSorted((a, b) => a.order - b.order), broken }
}

/** Follows each relation to the thing that has none, and places outwards from there. */
function gather(
  items: readonly LayoutItem[],
  slots: ReadonlyMap<string, Slot>,
  seed: number,
  broken: string[],
): Cluster[] {
  const clusters = new Map<string, Cluster>()
  const pending = items.map((item) => ({ item, tie: carriedBeside(tieOf(item), items) }))
  for (const { item, tie } of pending) {
    const slot = slots.get(item.id)
    if (tie || !slot) continue
    clusters.set(item.id, { root: slot, slots: [slot], spot: spotOf(item) })
  }
  let waiting = pending.filter(({ tie }) => tie !== undefined)
  while (waiting.length > 0) {
    const ready = waiting.filter(({ tie }) => tie?.targets.every((id) => clusters.has(id)))
    if (ready.length === 0) break
    for (const { item, tie } of ready) {
      const own = slots.get(item.id)
      const cluster = tie && clusters.get(tie.targets[0] ?? '')
      const other = tie && slots.get(tie.targets[0] ?? '')
      if (!own || !tie || !cluster || !other) continue
      const alike = pending.filter((one) => sameTie(one.tie, tie)).map((one) => one.item)
      const random = createRandom(`${seed} ${item.id}`)
      if (tie.relation === 'between') placeBetween(own, other, slots.get(tie.targets[1] ?? ''), clusters)
      else
        attach({
          own,
          other,
          relation: tie.relation,
          turn: alike.indexOf(item),
          turns: alike.length,
          cluster: cluster.slots,
          random,
        })
      clusters.get(other.item.id)?.slots.push(own)
      clusters.set(item.id, clusters.get(other.item.id) ?? cluster)
    }
    waiting = waiting.filter((one) => !ready.includes(one))
  }
  for (const { item } of waiting) {
    // A relation that is cyclic, or has no target, is ignored.
    const slot = slots.get(item.id)
    if (slot) clusters.set(item.id, { root: slot, slots: [slot], spot: undefined })
    broken.push(item.id)
  }
  return [...new Set(clusters.values())]
}

/** "a cup beside a teapot on a table": the table carries both. */
function carriedBeside(tie: Tie | undefined, items: readonly LayoutItem[]): Tie | undefined {
  if (tie?.relation !== 'beside') return tie
  const other = items.find(({ id }) => id === tie.targets[0])
  const own = other && tieOf(other)
  return own?.relation === 'on' ? own : tie
}

const acts: ReadonlySet<string> = new Set(actRelations)
const isAct = (relation: string) => acts.has(relation)

type Tie = { relation: Relation | 'between'; targets: readonly string[] }

function tieOf({ place, box }: LayoutItem): Tie | undefined {
  if (!place || box) return undefined
  if ('between' in place && place.between) return { relation: 'between', targets: place.between }
  for (const relation of relations) {
    const target = (place as Partial<Record<Relation, string>>)[relation]
    if (target !== undefined) return { relation, targets: [target] }
  }
  return undefined
}

function sameTie(a: Tie | undefined, b: Tie): boolean {
  return a?.relation === b.relation && a.targets[0] === b.targets[0]
}

function spotOf({ place }: LayoutItem): Spot | undefined {
  return place && 'at' in place ? place.at : undefined
}

/** The two ends move apart until the thing fits between them. */
function placeBetween(
  own: Slot,
  first: Slot,
  second: Slot | undefined,
  clusters: Map<string, Cluster>,
): void {
  if (!second) return
  const [a, b] = [clusters.get(first.item.id), clusters.get(second.item.id)]
  const height = Math.max(first.box.height, second.box.height)
  const factor = Math.min(1, (height * 0.9) / own.box.height)
  own.box.width *= factor
  own.box.height *= factor
  const gap = own.box.width * 0.12 + 3
  const firstEnds = a ? unionOf(a.slots.map(({ box }) => box)) : first.box
  own.box.x = firstEnds.x + firstEnds.width + gap
  own.box.y = first.item.traits.stands
    ? bottomOf(first.box) - own.box.height
    : first.box.y + (first.box.height - own.box.height) / 2
  const start = b ? unionOf(b.slots.map(({ box }) => box)) : second.box
  const dx = own.box.x + own.box.width + gap - start.x
  const dy = first.item.traits.stands
    ? bottomOf(first.box) - bottomOf(second.box)
    : first.box.y + first.box.height / 2 - second.box.y - second.box.height / 2
  if (!a || !b || a === b) {
    if (a === b) second.box.x += Math.max(0, dx)
    return
  }
  for (const { box } of b.slots) {
    box.x += dx
    box.y += dy
  }
  a.slots.push(...b.slots)
  for (const { item } of b.slots) clusters.set(item.id, a)
}

function fitInto(outer: Box, { width, height }: Box): Box {
  const factor = Math.min(outer.width / width, outer.height / height)
  const [w, h] = [width * factor, height * factor]
  return { x: outer.x + (outer.width - w) / 2, y: outer.y + (outer.height - h) / 2, width: w, height: h }
}

function placedOf({ item, box, order, ring, fan, mirrored }: Slot, standing: boolean): PlacedThing {
  if (fan) return { id: item.id, box, order, mirrored, ...fanOf(item, box) }
  return { id: item.id, box, order, mirrored, copies: ring ? ringOf(item, box) : gridOf(item, box, standing) }
}

function gridOf({ count, aspect, traits, order }: LayoutItem, box: Box, standing: boolean): Box[] {
  const { boxes, width } = arrangeCopies(count, aspect, standing && traits.stands, order)
  const scale = box.width / width
  return boxes.map((copy) => ({
    x: box.x + copy.x * scale,
    y: box.y + copy.y * scale,
    width: copy.width * scale,
    height: copy.height * scale,
  }))
}

/**
 * Spread over at most 120 degrees around the middle of the lower edge of their box. Of many, every second one
 * is shorter and before the others, so that each can be seen.
 */
function fanOf({ count, aspect }: LayoutItem, box: Box): { copies: Box[]; turns: number[] } {
  const step = Math.min(Math.max(22, aspect * 50), 120 / Math.max(1, count - 1))
  const places = Array.from({ length: count }, (_, at) => at)
  const isShort = (at: number) => count > 3 && at % 2 === 1
  const sorted = [...places.filter((at) => !isShort(at)), ...places.filter(isShort)]
  return {
    copies: sorted.map((at) => {
      const height = box.height * (isShort(at) ? 0.68 : 1)
      const width = height * aspect
      return { x: box.x + (box.width - width) / 2, y: bottomOf(box) - height, width, height }
    }),
    turns: sorted.map((at) => Math.round((at - (count - 1) / 2) * step)),
  }
}

function ringOf({ count, aspect }: LayoutItem, box: Box): Box[] {
  const size = Math.min(box.width * 0.24, (Math.PI * box.width) / Math.max(count, 6) / 1.3)
  const [width, height] = aspect > 1 ? [size, size / aspect] : [size * aspect, size]
  const radius = (box.width - size) / 2
  return Array.from({ length: count }, (_, at) => {
    const angle = (at / count) * 2 * Math.PI - Math.PI / 2
    return {
      x: box.x + box.width / 2 + Math.cos(angle) * radius - width / 2,
      y: box.y + box.height / 2 + Math.sin(angle) * radius - height / 2,
      width,
      height,
    }
  })
}
