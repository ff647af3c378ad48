import { expect, test } from 'vitest'
import type { ConceptKind } from '../concepts/concept.ts'
import { anchorsOfArt } from '../drawing/body.ts'
import { type Relation, relations } from '../plan/scene-plan.ts'
import { traitsOf } from '../traits/traits.ts'
import { centreX, centreY, type LayoutItem, rightOf } from './layout-item.ts'
import { placeThings } from './place-things.ts'

const stage = (seed: number, standing = true) => ({
  canvas: { x: 0, y: 0, width: 256, height: 256 },
  frame: { x: 26, y: 34, width: 204, height: 192 },
  standing,
  seed,
})

function item(id: string, kind: ConceptKind, more: Partial<LayoutItem> = {}): LayoutItem {
  return {
    id,
    aspect: 1,
    count: 1,
    traits: traitsOf({ label: id, kind, art: {} }),
    anchors: anchorsOfArt,
    isText: false,
    isSign: false,
    sits: false,
    isPlant: kind === 'plant',
    isCreature: kind === 'creature',
    look: 'left',
    ...more,
  }
}

function place(relation: Relation, own: LayoutItem, other: LayoutItem, seed = 1) {
  const { placed, broken } = placeThings([{ ...own, place: { [relation]: other.id } }, other], stage(seed))
  expect(broken).toEqual([])
  const find = (id: string) => placed.find((one) => one.id === id) as (typeof placed)[number]
  return { own: find(own.id), other: find(other.id) }
}

const others: readonly (readonly [string, ConceptKind])[] = [
  ['table', 'thing'],
  ['basket', 'thing'],
  ['deciduous tree', 'plant'],
  ['tulip', 'plant'],
  ['cloud', 'sky'],
  ['house', 'place'],
  ['horse', 'creature'],
]

test.each(relations)('%s: every copy is on the canvas and has a size', (relation) => {
  for (const [label, kind] of others) {
    for (const count of [1, 3, 8]) {
      for (const seed of [1, 2]) {
        const { own, other } = place(relation, item('cat', 'creature', { count }), item(label, kind), seed)
        expect(own.copies).toHaveLength(count)
        for (const box of [...own.copies, ...other.copies]) {
          expect(Math.min(box.width, box.height), `${label} ${count}`).toBeGreaterThan(1)
          expect(box.x, `${label} ${count}`).toBeGreaterThanOrEqual(-0.01)
          expect(box.y, `${label} ${count}`).toBeGreaterThanOrEqual(-0.01)
          expect(rightOf(box), `${label} ${count}`).toBeLessThanOrEqual(256.01)
          expect(box.y + box.height, `${label} ${count}`).toBeLessThanOrEqual(256.01)
        }
      }
    }
  }
})

test('left and right, above and below are where they say, whatever the two things', () => {
  for (const [label, kind] of others) {
    for (const seed of [1, 2, 3]) {
      const at = (relation: Relation) => place(relation, item('dog', 'creature'), item(label, kind), seed)
      const left = at('leftOf')
      expect(rightOf(left.own.box)).toBeLessThanOrEqual(left.other.box.x)
      const right = at('rightOf')
      expect(right.own.box.x).toBeGreaterThanOrEqual(rightOf(right.other.box))
      const above = at('above')
      expect(above.own.box.y + above.own.box.height).toBeLessThanOrEqual(above.other.box.y)
      const below = at('below')
      expect(below.own.box.y).toBeGreaterThanOrEqual(below.other.box.y + below.other.box.height)
    }
  }
})

test('on is in front of what carries it, behind is behind and half visible', () => {
  const on = place('on', item('cat', 'creature'), item('table', 'thing'))
  expect(on.own.order).toBeGreaterThan(on.other.order)
  expect(centreY(on.own.box)).toBeLessThan(on.other.box.y)
  for (const seed of [1, 2, 3, 4]) {
    const behind = place('behind', item('dog', 'creature'), item('house', 'place'), seed)
    expect(behind.own.order).toBeLessThan(behind.other.order)
    const hidden = Math.abs(centreX(behind.own.box) - centreX(behind.other.box))
    expect(hidden).toBeGreaterThan(behind.other.box.width * 0.3)
  }
})

test('between two things is in the middle of them', () => {
  const { placed } = placeThings(
    [
      item('cat', 'creature', { place: { between: ['dog', 'house'] } }),
      item('dog', 'creature'),
      item('house', 'place'),
    ],
    stage(1),
  )
  const box = (id: string) => placed.find((one) => one.id === id)?.box ?? { x: 0, y: 0, width: 0, height: 0 }
  expect(rightOf(box('dog'))).toBeLessThanOrEqual(box('cat').x)
  expect(rightOf(box('cat'))).toBeLessThanOrEqual(box('house').x)
})

test('one thing alone fills most of the frame, and stands on its lower edge', () => {
  const { placed } = placeThings([item('cat', 'creature')], stage(1))
  const [cat] = placed
  expect(cat?.box.height).toBeGreaterThan(256 * 0.6)
  expect((cat?.box.y ?? 0) + (cat?.box.height ?? 0)).toBeCloseTo(226)
})
