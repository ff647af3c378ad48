import { expect, it } from 'vitest'
import { createFairTurns, type FairTurns, TurnsFullError } from './fair-turns.ts'

const nextTick = () => new Promise(setImmediate)

/** Calls of clients, and which of them have a slot, in the order in which they got it. */
function createCalls(turns: FairTurns) {
  const running = new Map<string, Disposable>()
  const started: string[] = []
  const refused: string[] = []
  return {
    started,
    refused,
    async call(name: string, signal?: AbortSignal) {
      void turns.take(name.charAt(0), signal).then(
        (turn) => {
          started.push(name)
          running.set(name, turn)
        },
        (reason: unknown) => refused.push(`${name} ${reason instanceof TurnsFullError ? 'full' : reason}`),
      )
      await nextTick()
    },
    async end(name: string) {
      running.get(name)?.[Symbol.dispose]()
      await nextTick()
    },
  }
}

it('clients take turns, so that one with many calls delays another by one of them', async () => {
  const { call, end, started } = createCalls(createFairTurns({ atOnceMax: 1 }))
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1']) await call(name)
  for (let at = 0; at < 4; at += 1) await end(started.at(-1) ?? '')
  expect(started).toEqual(['a1', 'a2', 'b1', 'c1', 'a3'])
})

it('a client has at most its share of the slots, also when others are free', async () => {
  const { call, end, started } = createCalls(createFairTurns({ atOnceMax: 2, ofClientAtOnceMax: 1 }))
  for (const name of ['a1', 'a2', 'b1', 'b2']) await call(name)
  expect(started).toEqual(['a1', 'b1'])
  await end('b1')
  expect(started).toEqual(['a1', 'b1', 'b2'])
  await end('a1')
  expect(started).toEqual(['a1', 'b1', 'b2', 'a2'])
})

it('when too many wait, the client with the most gives way', async () => {
  const { call, started, refused } = createCalls(createFairTurns({ atOnceMax: 1, waitingMax: 3 }))
  for (const name of ['a1', 'a2', 'a3', 'a4', 'a5', 'b1']) await call(name)
  expect([started, refused]).toEqual([['a1'], ['a5 full', 'a4 full']])
})

it('slots that are added later are given to those who wait, in the order of their turns', async () => {
  let slots = 1
  const turns = createFairTurns({ atOnceMax: () => slots })
  const { call, end, started } = createCalls(turns)
  for (const name of ['a1', 'a2', 'a3', 'b1', 'c1']) await call(name)
  expect(started).toEqual(['a1'])
  slots = 2
  await call('d1')
  expect(started).toEqual(['a1', 'a2'])
  slots = 3
  await end('a1')
  expect(started).toEqual(['a1', 'a2', 'b1', 'c1'])
  slots = 5
  turns.fill()
  await nextTick()
  expect(started).toEqual(['a1', 'a2', 'b1', 'c1', 'a3', 'd1'])
  // With fewer slots, as many have to end first.
  slots = 1
  await call('e1')
  for (const name of ['a2', 'b1', 'c1', 'd1']) await end(name)
  expect(started).not.toContain('e1')
  await end('a3')
  expect(started.at(-1)).toBe('e1')
})

it('a call that is aborted leaves, and closing refuses all others', async () => {
  const turns = createFairTurns({ atOnceMax: 1 })
  const { call, end, started, refused } = createCalls(turns)
  const abort = new AbortController()
  await call('a1')
  await call('a2', abort.signal)
  await call('b1')
  abort.abort('gone')
  await end('a1')
  expect([started, refused]).toEqual([['a1', 'b1'], ['a2 gone']])
  await call('c1')
  turns.close(new Error('closed'))
  await call('d1')
  expect(refused.toSorted()).toEqual(['a2 gone', 'c1 Error: closed', 'd1 Error: closed'])
})
