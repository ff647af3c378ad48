import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createGate } from '../../../../../test/harness/scripted-model.ts'
import { ModelError } from '../../models/index.ts'
import { LeaseLostError } from '../jobs/keep-lease.ts'
import { DrawingTimeoutError, UnusablePictureError } from './drawing-errors.ts'
import { createVendorBreaker, VendorDownError } from './vendor-breaker.ts'

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }))
afterEach(() => vi.useRealTimers())

const down = () => Promise.reject(new ModelError('unavailable'))
const fine = () => Promise.resolve('a picture')

function start(openMs = 60_000) {
  const told: string[] = []
  const breaker = createVendorBreaker({
    failuresMax: 3,
    openMs,
    openMaxMs: 120_000,
    trialMs: 10,
    onChange: (provider, isDown) => told.push(`${provider} ${isDown ? 'down' : 'back'}`),
  })
  const fail = async (times: number, work: () => Promise<unknown> = down, provider = 'one') => {
    for (let time = 0; time < times; time += 1) await breaker.execute(provider, work).catch(() => {})
  }
  return { breaker, told, fail }
}

describe('a vendor that fails several times in a row', () => {
  it('is not called, and others are', async () => {
    const { breaker, told, fail } = start()
    await fail(3)
    const asked: string[] = []
    await expect(breaker.execute('one', async () => asked.push('again'))).rejects.toThrow(VendorDownError)
    expect(asked).toEqual([])
    expect(await breaker.execute('two', fine)).toBe('a picture')
    expect(told).toEqual(['one down'])
  })

  it('is paused for as long as it asked for, or for the usual time', async () => {
    const { breaker, fail } = start(1_000)
    await fail(3, () => Promise.reject(new ModelError('rate_limited', { retryAfterMs: 90_000 })), 'busy')
    await fail(3, down, 'dead')
    const [busy, dead] = await Promise.all(
      ['busy', 'dead'].map((provider) => breaker.execute(provider, fine).catch((error) => error)),
    )
    expect(busy.retryAfterMs).toBeGreaterThan(80_000)
    expect(dead.retryAfterMs).toBeLessThanOrEqual(1_000)
  })

  it('stays paused after a trial without a result, such as one that its owner cancels', async () => {
    const { breaker, told, fail } = start(20)
    await fail(3)
    vi.advanceTimersByTime(20)
    const cancelled = () => Promise.reject(new LeaseLostError())
    for (let trial = 0; trial < 3; trial += 1)
      await expect(breaker.execute('one', cancelled)).rejects.toThrow(LeaseLostError)
    expect(told).toEqual(['one down'])
    await breaker.execute('one', down).catch(() => {})
    await expect(breaker.execute('one', fine)).rejects.toThrow(VendorDownError)
  })

  it('is one that sends nothing until the time of a job is over, and not one that was slow', async () => {
    const { breaker, told, fail } = start()
    await fail(5, () => Promise.reject(new DrawingTimeoutError(false)))
    expect(await breaker.execute('one', fine)).toBe('a picture')
    await fail(3, () => Promise.reject(new DrawingTimeoutError(true)))
    await expect(breaker.execute('one', fine)).rejects.toThrow(VendorDownError)
    expect(told).toEqual(['one down'])
  })

  it('is tried by one call after that, which opens it for all or closes it again for longer', async () => {
    const { breaker, told, fail } = start(20)
    await fail(3)
    vi.advanceTimersByTime(20)
    await expect(breaker.execute('one', down)).rejects.toThrow(ModelError)
    vi.advanceTimersByTime(39)
    const again: VendorDownError = await breaker.execute('one', fine).catch((error) => error)
    expect(again.retryAfterMs).toBeCloseTo(1)
    vi.advanceTimersByTime(1)
    const gate = createGate()
    const trial = breaker.execute('one', async () => {
      await gate.opened
      return 'a picture'
    })
    await expect(breaker.execute('one', fine)).rejects.toThrow(VendorDownError)
    gate.open()
    expect(await trial).toBe('a picture')
    expect(await breaker.execute('one', fine)).toBe('a picture')
    expect(told).toEqual(['one down', 'one back'])
  })
})

describe('a vendor that answers', () => {
  it.each([
    ['a refusal', new ModelError('refused')],
    ['that it has no such model', new ModelError('model_not_found')],
    ['a picture that cannot be used', new UnusablePictureError('bad_look', 'blank')],
  ])('is asked again: %s is no failure of the vendor, and ends a row of them', async (_what, fault) => {
    const { breaker, told, fail } = start()
    for (let round = 0; round < 3; round += 1) {
      await fail(2)
      await expect(breaker.execute('one', () => Promise.reject(fault))).rejects.toBe(fault)
    }
    expect(told).toEqual([])
  })
})

it('is not paused for an account without credit: waiting does not help', async () => {
  const { breaker, fail } = start()
  await fail(10, () => Promise.reject(new ModelError('rate_limited', { retryable: false })))
  expect(await breaker.execute('one', fine)).toBe('a picture')
})

it('does not count aborted calls', async () => {
  const { breaker, told, fail } = start()
  await fail(10, () => Promise.reject(new DOMException('stopped', 'AbortError')))
  expect(await breaker.execute('one', fine)).toBe('a picture')
  expect(told).toEqual([])
})
