import { expect, it } from 'vitest'
import { batchCalls, type Gathering } from './batch-calls.ts'

/** Batched calls that answer with the number of their batch, and the batches. */
function startBatches(keysMax: number, gathering?: Gathering) {
  const batches: string[][] = []
  const call = batchCalls(
    async (keys: string[]) => {
      const number = batches.push(keys)
      return new Map(keys.map((key) => [key, number]))
    },
    keysMax,
    gathering,
  )
  return { batches, call }
}

it('calls of one turn go together, and no batch is larger than allowed', async () => {
  const { batches, call } = startBatches(2)
  expect(await Promise.all(['a', 'b', 'a', 'c'].map(call))).toEqual([1, 1, 1, 2])
  expect(batches).toEqual([['a', 'b'], ['c']])
})

it('a batch waits for calls that are expected, until it is whole or full', async () => {
  let [asked, expected] = [0, 3]
  const { batches, call } = startBatches(4, { waitMs: 1e9, isWhole: () => asked >= expected })
  const ask = (key: string) => {
    asked += 1
    return call(key)
  }
  const first = [ask('a'), ask('b')]
  await new Promise((resolve) => setImmediate(resolve))
  expect(batches).toEqual([])
  expect(await Promise.all([...first, ask('c')])).toEqual([1, 1, 1])
  expected = 100
  expect(await Promise.all(['d', 'e', 'f', 'g'].map(ask))).toEqual([2, 2, 2, 2])
})

it('a batch of as many keys as are expected is sent', async () => {
  const { batches, call } = startBatches(4, { waitMs: 1e9, isWhole: (keys) => keys >= 2 })
  expect(await Promise.all(['a', 'a', 'b'].map(call))).toEqual([1, 1, 1])
  expect(batches).toEqual([['a', 'b']])
})

it('a batch waits no longer than its time, and a later one has its own', async () => {
  const { batches, call } = startBatches(4, { waitMs: 1, isWhole: () => false })
  expect(await call('a')).toBe(1)
  expect(await call('b')).toBe(2)
  expect(batches).toEqual([['a'], ['b']])
})

it('a batch that fails fails its own calls alone', async () => {
  const call = batchCalls(async (keys: string[]) => {
    if (keys.includes('broken')) throw new Error('no')
    return new Map(keys.map((key) => [key, key]))
  }, 2)
  const calls = await Promise.allSettled(['a', 'broken', 'b'].map(call))
  expect(calls.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
})
