import { expect, it } from 'vitest'
import { createSender } from './index.ts'

const nextTurn = () => new Promise((resolve) => setImmediate(resolve))

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
  await nextTurn()
  const others = ['b', 'c', 'd'].map((message) => sender.add(message))
  expect(batches).toEqual([['a']])
  ends[0]?.()
  expect(await first).toBe(1)
  expect(batches).toEqual([['a'], ['b', 'c', 'd']])
  ends[1]?.()
  expect(await Promise.all(others)).toEqual([2, 2, 2])
})

it('messages of one turn go together, no batch is larger than allowed, and a later message is sent in its turn', async () => {
  const { batches, ends, sender } = scriptSender(2)
  const added = ['a', 'b', 'c', 'd', 'e'].map((message) => sender.add(message))
  await nextTurn()
  for (let at = 0; at < 3; at += 1) {
    ends[at]?.()
    await nextTurn()
  }
  expect(batches).toEqual([['a', 'b'], ['c', 'd'], ['e']])
  await Promise.all(added)
  void sender.add('f')
  await nextTurn()
  expect(batches.at(-1)).toEqual(['f'])
})

it('disposing waits until everything is sent', async () => {
  const { ends, sender } = scriptSender(1)
  void sender.add('a')
  void sender.add('b')
  let isDisposed = false
  const disposed = sender[Symbol.asyncDispose]().then(() => {
    isDisposed = true
  })
  await nextTurn()
  ends[0]?.()
  await nextTurn()
  expect(isDisposed).toBe(false)
  ends[1]?.()
  await disposed
  expect(isDisposed).toBe(true)
})
