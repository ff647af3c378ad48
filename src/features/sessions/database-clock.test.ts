import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createDatabaseClock } from './database-clock.ts'

const ms = (max: number) => fc.double({ min: 0, max, noNaN: true })

it('never takes a moment of the database for later than it was, and knows it to the shortest wait that it has seen', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
      fc.array(fc.tuple(ms(500), ms(500)), { minLength: 1, maxLength: 40 }),
      ms(1_000),
      (offset, waits, agoMs) => {
        const clock = createDatabaseClock()
        let nowMs = 1_000
        const kept: number[] = []
        for (const [before, after] of waits) {
          const readAtMs = nowMs + before
          const heardAtMs = readAtMs + after
          clock.observe(nowMs, heardAtMs, readAtMs + offset)
          kept.push(before)
          nowMs = heardAtMs
        }
        const happenedAtMs = nowMs - agoMs
        const earliest = clock.earliest(happenedAtMs + offset)
        const rounding = 1
        expect(earliest).toBeLessThanOrEqual(happenedAtMs + rounding)
        const shortest = Math.min(...kept.slice(-32))
        expect(happenedAtMs - earliest).toBeLessThanOrEqual(shortest + rounding)
      },
    ),
  )
})

it('goes by the new time when the database’s clock was set', () => {
  const clock = createDatabaseClock()
  clock.observe(100, 102, 50_001)
  clock.observe(200, 202, 90_201)
  expect(clock.earliest(90_201)).toBe(200)
})
