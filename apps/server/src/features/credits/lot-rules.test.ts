import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Lot, spreadUsage } from './lot-rules.ts'

const lot = (entryId: string, remaining: number, days: number): Lot => ({
  ...{ entryId, amount: 100, remaining },
  expiresAt: new Date(Date.UTC(2027, 0, 1 + days)),
})

const lots = fc
  .uniqueArray(fc.record({ remaining: fc.nat(100), days: fc.nat(5), entryId: fc.uuid() }), {
    selector: ({ entryId }) => entryId,
    maxLength: 6,
  })
  .map((all) => all.map(({ entryId, remaining, days }) => lot(entryId, remaining, days)))
const sumOf = (all: readonly Lot[]) => all.reduce((sum, { remaining }) => sum + remaining, 0)

describe('credits that are used', () => {
  it('come from the lot that expires first, then from the next', () => {
    const [first, second] = [lot('b', 30, 1), lot('a', 50, 2)]
    expect(spreadUsage([second, first], 40, 1_000)).toEqual([
      { ...first, remaining: 0 },
      { ...second, remaining: 40 },
    ])
  })

  it('leave in all lots together what was not used, and never more than the balance', () => {
    fc.assert(
      fc.property(lots, fc.nat(800), fc.nat(800), (all, used, balance) => {
        const after = spreadUsage(all, used, balance)
        expect(sumOf(after)).toBe(Math.max(0, Math.min(sumOf(all) - used, balance)))
        // No lot lost credits while one that expires earlier had some.
        const touched = after.findLastIndex(
          ({ entryId, remaining }) => all.find((one) => one.entryId === entryId)?.remaining !== remaining,
        )
        expect(sumOf(after.slice(0, Math.max(0, touched)))).toBe(0)
      }),
    )
  })

  it('one after the other leave the same as at once', () => {
    fc.assert(
      fc.property(lots, fc.nat(300), fc.nat(300), (all, one, other) => {
        const twice = spreadUsage(spreadUsage(all, one, 10_000), other, 10_000)
        expect(twice).toEqual(spreadUsage(all, one + other, 10_000))
      }),
    )
  })
})
