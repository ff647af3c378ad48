import { expect, test } from 'vitest'
import { readHeldOut } from './held-out.ts'
import { allNouns } from './specify.ts'

test('every line of the held-out list requests something', () => {
  const list = readHeldOut()
  expect(list.length).toBeGreaterThanOrEqual(120)
  for (const { sentence, things, text } of list) {
    expect(sentence).not.toBe('')
    expect(things.length > 0 || text !== undefined, sentence).toBe(true)
  }
})

test('single things of the held-out list are not in the list for which the composer was tuned', () => {
  const known = new Set(allNouns)
  const shared = readHeldOut()
    .filter(({ category }) => category === 'one thing')
    .filter(({ things }) => things.some(({ noun }) => known.has(noun)))
  expect(shared).toEqual([])
})
