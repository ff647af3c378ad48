import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { rememberFor } from './index.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['performance', 'setTimeout'] }))
afterEach(() => vi.useRealTimers())

/** Reads that end when the test says so. */
function scriptReads() {
  const ends: { resolve: (value: string) => void; reject: (error: Error) => void }[] = []
  const read = vi.fn(() => new Promise<string>((resolve, reject) => ends.push({ resolve, reject })))
  return { ends, read }
}

it('callers during a read share it', async () => {
  const { ends, read } = scriptReads()
  const remembered = rememberFor(500, read)
  const [first, second] = [remembered(), remembered()]
  ends[0]?.resolve('one')
  expect(await Promise.all([first, second])).toEqual(['one', 'one'])
  expect(read).toHaveBeenCalledTimes(1)
})

it('a value is returned until it is too old, counted from the start of its read', async () => {
  const { ends, read } = scriptReads()
  const remembered = rememberFor(500, read)
  const first = remembered()
  vi.advanceTimersByTime(300)
  ends[0]?.resolve('one')
  expect(await first).toBe('one')
  vi.advanceTimersByTime(199)
  expect(await remembered()).toBe('one')
  vi.advanceTimersByTime(1)
  const second = remembered()
  ends[1]?.resolve('two')
  expect(await second).toBe('two')
})

it('all callers that wait get a failure, and the next call reads again', async () => {
  const { ends, read } = scriptReads()
  const remembered = rememberFor(Number.POSITIVE_INFINITY, read)
  const both = [remembered(), remembered()]
  ends[0]?.reject(new Error('away'))
  for (const asked of both) await expect(asked).rejects.toThrow('away')
  const again = remembered()
  ends[1]?.resolve('there')
  expect(await again).toBe('there')
  vi.advanceTimersByTime(1_000_000)
  expect(await remembered()).toBe('there')
  expect(read).toHaveBeenCalledTimes(2)
})
