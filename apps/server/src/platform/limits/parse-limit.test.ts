import { expect, test } from 'vitest'
import { parseLimit } from './parse-limit.ts'

test.each([
  ['5/15m', 5, 900_000],
  ['600/5m', 600, 300_000],
  ['1/1s', 1, 1_000],
  [' 10/1H ', 10, 3_600_000],
  ['50/7d', 50, 604_800_000],
])('reads %j', (text, count, windowMs) => {
  expect(parseLimit(text)).toEqual({ limit: { count, windowMs } })
})

test('off means no limit', () => {
  expect(parseLimit('off')).toEqual({ limit: null })
})

test.each(['', '5', '5/m', '5/15', '0/1m', '-5/1m', '5/0s', '5/8d', '5.5/1m', '5/15min', '9999999/1s', 'on'])(
  'says what is wrong with %j',
  (text) => {
    expect(parseLimit(text)).toEqual({ problem: expect.stringMatching(/must be/) })
  },
)
