import { expect, it } from 'vitest'
import { createSearchTurns } from './search-turns.ts'

/** Searches that end when the test ends them, and how many are in progress. */
function createSearches() {
  const running: (() => void)[] = []
  return {
    running,
    search: () => new Promise<void>((resolve) => running.push(resolve)),
    async endOne() {
      running.shift()?.()
      await new Promise(setImmediate)
    },
  }
}

it('searches of a client are two at a time, wait in order, and are refused when many wait', async () => {
  const { takeTurn } = createSearchTurns()
  const { running, search, endOne } = createSearches()
  const ends = Array.from({ length: 12 }, () => takeTurn('one', search))
  await new Promise(setImmediate)
  expect(running).toHaveLength(2)
  await expect(takeTurn('one', search)).rejects.toMatchObject({
    code: 'rate_limited',
    options: { headers: { 'retry-after': '1' } },
  })
  await endOne()
  expect(running).toHaveLength(2)
  for (let at = 0; at < 11; at += 1) await endOne()
  await Promise.all(ends)
  expect(running).toHaveLength(0)
})

it('searches of another client wait for none of these, and a failed one gives up its turn', async () => {
  const { takeTurn } = createSearchTurns()
  const { running, search, endOne } = createSearches()
  const ends = [takeTurn('one', search), takeTurn('one', search), takeTurn('two', search)]
  await new Promise(setImmediate)
  expect(running).toHaveLength(3)
  for (let at = 0; at < 3; at += 1) await endOne()
  await Promise.all(ends)
  for (let at = 0; at < 5; at += 1)
    await expect(takeTurn('one', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  await takeTurn('one', async () => undefined)
})
