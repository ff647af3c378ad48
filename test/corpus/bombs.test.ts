import { expect, it } from 'vitest'
import { BOMBS } from './bombs.ts'
import { measureBombs } from './measure-bombs.ts'

const GROWTH_BYTES_MAX = 64 * 1024 * 1024

it('every bomb is refused for its reason or defused, and makes the process grow by less than 64 MiB', async () => {
  const costs = await measureBombs()
  expect(costs.map(({ title, outcome }) => [title, outcome])).toEqual(BOMBS.map(({ title, rejection }) => [title, rejection ?? 'accepted']))
  expect(costs.filter(({ grownBytes }) => (grownBytes ?? 0) > GROWTH_BYTES_MAX)).toEqual([])
  if (process.platform === 'linux') expect(costs.every(({ grownBytes }) => grownBytes !== null)).toBe(true)
}, 180_000)
