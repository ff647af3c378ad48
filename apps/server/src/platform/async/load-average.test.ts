import { expect, it } from 'vitest'
import { createLoadAverage } from './load-average.ts'

it('approaches what runs, and forgets it after its end', () => {
  let nowMs = 0
  const load = createLoadAverage(10_000, () => nowMs)
  expect(load.read()).toBe(0)
  const first = load.begin()
  nowMs += 2_000
  expect(load.read()).toBeCloseTo(0.18)
  const second = load.begin()
  nowMs += 100_000
  expect(load.read()).toBeCloseTo(2)
  second[Symbol.dispose]()
  nowMs += 100_000
  expect(load.read()).toBeCloseTo(1)
  first[Symbol.dispose]()
  nowMs += 10_000
  expect(load.read()).toBeCloseTo(Math.exp(-1))
})

it('tasks of a millisecond, one each ten, are a tenth, also while it is read often', () => {
  let nowMs = 0
  const load = createLoadAverage(10_000, () => nowMs)
  for (let at = 0; at < 10_000; at += 1) {
    const task = load.begin()
    nowMs += 1
    task[Symbol.dispose]()
    nowMs += 9
    load.read()
  }
  expect(load.read()).toBeCloseTo(0.1, 3)
})
