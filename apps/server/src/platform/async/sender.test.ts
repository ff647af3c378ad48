import { expect, it } from 'vitest'
import { createSender } from './index.ts'

/** A sender whose batches end one by one. */
function scriptSender(atOnce: number) {
  const batches: string[][] = []
  const ends: (() => void)[] = []
  const sender = createSender<string, number>(
    (waiting) => Math.min(waiting.length, atOnce),
    (batch) =>
      new Promise((resolve) => {
        batches.push(batch)
        ends.push(() => resolve(batches.length))
      }),
  )
  return { batches, ends, sender }
}

it('messages that are added while a batch is sent go together in the next one, in order', async () => {
  const { batches, ends, sender } = scriptSender(10)
  const first = sender.add('a')
  const others = ['b', 'c', 'd'].map((message) => sender.add(message))
  expect(batches).toEqual([['a']])
  ends[0]?.()
  expect(await first).toBe(1)
  expect(batches).toEqual([['a'], ['b', 'c', 'd']])
  ends[1]?.()
  expect(await Promise.all(others)).toEqual([2, 2, 2])
})

it('no batch is larger than allowed, and a later message is sent at once', async () => {
  const { batches, ends, sender } = scriptSender(2)
  const added = ['a', 'b', 'c', 'd'].map((message) => sender.add(message))
  for (let at = 0; at < 3; at += 1) {
    ends[at]?.()
    await new Promise((resolve) => setImmediate(resolve))
  }
  expect(batches).toEqual([['a'], ['b', 'c'], ['d']])
  await Promise.all(added)
  void sender.add('e')
  expect(batches.at(-1)).toEqual(['e'])
})

it('disposing waits until everything is sent', async () => {
  const { ends, sender } = scriptSender(1)
  void sender.add('a')
  void sender.add('b')
  let isDisposed = false
  const disposed = sender[Symbol.asyncDispose]().then(() => {
    isDisposed = true
  })
  ends[0]?.()
  await new Promise((resolve) => setImmediate(resolve))
  expect(isDisposed).toBe(false)
  ends[1]?.()
  await disposed
  expect(isDisposed).toBe(true)
})
