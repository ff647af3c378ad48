import { stat } from 'node:fs/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DeadlineError, settlesWithin, withDeadline } from './index.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => vi.useRealTimers())

/** The next turn of the event loop. */
const nextTurn = () => new Promise((resolve) => setImmediate(resolve))
const never = () => new Promise<never>(() => undefined)

it('an answer that arrived while this process was busy is in time', async () => {
  vi.useRealTimers()
  const answered = withDeadline(stat(import.meta.dirname), 5)
  const busyUntilMs = performance.now() + 500
  while (performance.now() < busyUntilMs);
  expect((await answered).isDirectory()).toBe(true)
})

describe('work with a deadline', () => {
  it('resolves to the result of the work, and leaves no timer', async () => {
    expect(await withDeadline(Promise.resolve('done'), 1_000)).toBe('done')
    expect(vi.getTimerCount()).toBe(0)
  })

  it('rejects with the error of the work, and leaves no timer', async () => {
    await expect(withDeadline(Promise.reject(new RangeError('no')), 1_000)).rejects.toThrow(RangeError)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('fails when its time is up, and not before', async () => {
    let failure: unknown
    withDeadline(never(), 1_000).catch((error: unknown) => {
      failure = error
    })
    await vi.advanceTimersByTimeAsync(999)
    expect(failure).toBeUndefined()
    await vi.advanceTimersByTimeAsync(1)
    await nextTurn()
    expect(failure).toBeInstanceOf(DeadlineError)
    expect(failure).toMatchObject({ message: 'no answer within 1000 ms' })
  })

  it('that fails after its time is up leaves no unhandled rejection', async () => {
    const rejected = vi.fn()
    process.on('unhandledRejection', rejected)
    try {
      const late = new Promise<never>((_, reject) => {
        setTimeout(() => reject(new Error('late')), 2_000)
      })
      const outcome = withDeadline(late, 1_000).catch((error: unknown) => error)
      await vi.advanceTimersByTimeAsync(2_000)
      expect(await outcome).toBeInstanceOf(DeadlineError)
      vi.useRealTimers()
      await nextTurn()
      expect(rejected).not.toHaveBeenCalled()
    } finally {
      process.off('unhandledRejection', rejected)
    }
  })
})

describe('whether work settles in time', () => {
  it('is true however it ends', async () => {
    expect(await settlesWithin(Promise.resolve(), 1_000)).toBe(true)
    expect(await settlesWithin(Promise.reject(new Error('no')), 1_000)).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })

  it('is false when it does not', async () => {
    const settles = settlesWithin(never(), 1_000)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await settles).toBe(false)
  })
})
