import { expect, test } from 'vitest'
import type { Concept, ConceptKind } from '../concepts/concept.ts'
import { createRandom } from '../random.ts'
import type { Relation } from '../words/grammar.ts'
import { placeSubjects } from './place.ts'

const relations: readonly Relation[] = [
  'on',
  'under',
  'beside',
  'above',
  'behind',
  'before',
  'in',
  'with',
  'wears',
  'holds',
  'around',
]
const frame = { x: 30, y: 30, width: 196, height: 196 }

function place(relation: Relation, label: string, kind: ConceptKind, count: number, standing: boolean) {
  const concept = (name: string, of: ConceptKind): Concept => ({ label: name, kind: of, art: {} })
  const cat = { concept: concept('cat', 'creature'), aspect: 1, count: 1, scale: 1 }
  const other = { concept: concept(label, kind), aspect: 1.3, count, scale: 1 }
  return placeSubjects(
    [cat, { ...other, relation: { kind: relation, to: 0 } }],
    frame,
    standing,
    createRandom(`${relation} ${label}`),
  )
}

test.each(relations)('%s: every copy is inside the frame and has a size', (relation) => {
  for (const [label, kind] of [
    ['table', 'thing'],
    ['basket', 'thing'],
    ['hot air balloon', 'vehicle'],
    ['deciduous tree', 'plant'],
    ['tulip', 'plant'],
    ['cloud', 'sky'],
    ['house', 'place'],
  ] as const) {
    for (const count of [1, 3, 8]) {
      for (const standing of [true, false]) {
        const placements = place(relation, label, kind, count, standing)
        expect(placements).toHaveLength(1 + count)
        for (const { box } of placements) {
          expect(Math.min(box.width, box.height), `${label} ${count}`).toBeGreaterThan(1)
          expect(box.x, `${label} ${count}`).toBeGreaterThanOrEqual(frame.x - 0.01)
          expect(box.y, `${label} ${count}`).toBeGreaterThanOrEqual(frame.y - 0.01)
          expect(box.x + box.width, `${label} ${count}`).toBeLessThanOrEqual(frame.x + frame.width + 0.01)
          expect(box.y + box.height, `${label} ${count}`).toBeLessThanOrEqual(frame.y + frame.height + 0.01)
        }
      }
    }
  }
})

test('on is above what carries, under is below, in front hides what is behind', () => {
  const [table, cat] = place('on', 'table', 'thing', 1, true)
  expect((cat?.box.y ?? 0) + (cat?.box.height ?? 0)).toBeLessThan(
    (table?.box.y ?? 0) + (table?.box.height ?? 0),
  )
  const [balloon] = place('under', 'cloud', 'sky', 1, false)
  expect(balloon?.subject).toBe(1)
  expect(place('before', 'house', 'place', 1, true).map(({ subject }) => subject)).toEqual([1, 0])
  expect(place('behind', 'tulip', 'plant', 1, true).map(({ subject }) => subject)).toEqual([0, 1])
})

test('a few that stand on the ground stand in one row', () => {
  const feet = place('beside', 'penguin', 'creature', 3, true)
    .filter(({ subject }) => subject === 1)
    .map(({ box }) => Math.round(box.y + box.height))
  expect(new Set(feet).size).toBe(1)
})
