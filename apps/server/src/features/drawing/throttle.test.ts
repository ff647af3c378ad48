import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createThrottle } from './throttle.ts'

let nowMs = 0

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

function pass(ms: number): void {
  nowMs += ms
  vi.advanceTimersByTime(ms)
}

/** @param actMs duration of each call. Requests calls without a pause, and returns the times of the calls. */
function record(actMs: number, totalMs: number): number[] {
  const startedAtMs = nowMs
  const calls: number[] = []
  using throttle = createThrottle(250, () => {
    calls.push(nowMs - startedAtMs)
    nowMs += actMs
  })
  while (nowMs - startedAtMs < totalMs) {
    throttle.request()
    pass(10)
  }
  return calls
}

it('is called at once, and then with the first request after each interval', () => {
  expect(record(0, 1_000)).toEqual([10, 270, 530, 790])
})

it('waits for the turn of the next request, if requests come often', () => {
  const calls: number[] = []
  const startedAtMs = nowMs
  using throttle = createThrottle(200, () => calls.push(nowMs - startedAtMs))
  for (let turn = 0; turn < 9; turn += 1) {
    throttle.request()
    pass(1)
    pass(124)
  }
  expect(calls).toEqual([1, 251, 501, 751, 1_001])
})

it('is called less often if it takes long', () => {
  const calls = record(60, 10_000)
  expect(calls.length).toBeGreaterThan(10)
  expect(calls.length * 60).toBeLessThanOrEqual(1_060)
})

it('is called for the last request', () => {
  let calls = 0
  using throttle = createThrottle(250, () => {
    calls += 1
  })
  throttle.request()
  pass(10)
  throttle.request()
  pass(400)
  expect(calls).toBe(2)
})
