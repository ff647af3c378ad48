import { threadId } from 'node:worker_threads'
import { expect, test } from 'vitest'
import { waitFor } from '../../../../../test/harness/wait.ts'
import { whoAmI as whoIsHere } from '../../../../../test/threads/tasks.ts'
import { besideModule, openThreadPool, type ThreadTask } from './index.ts'

const task = <Input, Output>(name: string): ThreadTask<Input, Output> => ({
  module: besideModule(import.meta.url, '../../../../../test/threads/tasks'),
  name,
})
const whoAmI = task<undefined, { thread: number; secrets: number }>('whoAmI')
const double = task<{ value: number }, number>('double')
const spinForEver = task<undefined, never>('spinForEver')

test('runs tasks in threads, at most the allowed number and only once there is work', async () => {
  await using pool = openThreadPool({ threadsMax: 2 })
  expect(pool.size).toBe(0)
  const answers = await Promise.all(Array.from({ length: 40 }, (_, value) => pool.run(double, { value })))
  expect(answers).toEqual(Array.from({ length: 40 }, (_, value) => value * 2))
  expect((await pool.run(whoAmI, undefined)).thread).not.toBe(threadId)
  expect(pool.size).toBeGreaterThanOrEqual(1)
  expect(pool.size).toBeLessThanOrEqual(2)
})

test('a second thread starts once there is work for it, so that a task of seconds does not delay the others', async () => {
  await using pool = openThreadPool({ threadsMax: 2 })
  const ending = new AbortController()
  const spinning = pool.run(spinForEver, undefined, ending.signal)
  expect(await pool.run(double, { value: 4 })).toBe(8)
  expect(pool.size).toBe(2)
  ending.abort(new Error('enough'))
  await expect(spinning).rejects.toThrow('enough')
})

test('gives threads nothing of the environment', async () => {
  await using pool = openThreadPool({ threadsMax: 1 })
  expect(whoIsHere().secrets).toBeGreaterThan(0)
  expect((await pool.run(whoAmI, undefined)).secrets).toBe(0)
})

test('threads load modules with import, so that stopping a thread that loads one does not abort the process', async () => {
  await using pool = openThreadPool({ threadsMax: 1 })
  expect(await pool.run(task<undefined, boolean>('canRequireModules'), undefined)).toBe(false)
})

test('rejects with the error of a task, and the thread continues', async () => {
  await using pool = openThreadPool({ threadsMax: 1 })
  const before = await pool.run(whoAmI, undefined)
  await expect(pool.run(task<string, never>('fail'), 'too far')).rejects.toThrow('too far')
  expect(await pool.run(whoAmI, undefined)).toEqual(before)
})

test('a module that cannot be loaded fails its tasks with the reason, and the thread continues', async () => {
  await using pool = openThreadPool({ threadsMax: 1 })
  const module = besideModule(import.meta.url, '../../../../../test/threads/broken')
  const broken: ThreadTask<undefined, never> = { module, name: 'work' }
  for (let turn = 0; turn < 2; turn += 1)
    await expect(pool.run(broken, undefined)).rejects.toThrow('this module is broken')
  expect(await pool.run(double, { value: 3 })).toBe(6)
})

test('a task that is aborted ends with the reason, running or waiting, and the others run', async () => {
  await using pool = openThreadPool({ threadsMax: 1 })
  const first = await pool.run(whoAmI, undefined)
  const [running, waiting] = [new AbortController(), new AbortController()]
  const spinning = pool.run(spinForEver, undefined, running.signal)
  const queued = pool.run(spinForEver, undefined, waiting.signal)
  const doubled = pool.run(double, { value: 21 })
  waiting.abort(new Error('not needed'))
  await expect(queued).rejects.toThrow('not needed')
  running.abort(new Error('lease lost'))
  await expect(spinning).rejects.toThrow('lease lost')
  expect(await doubled).toBe(42)
  expect((await pool.run(whoAmI, undefined)).thread).not.toBe(first.thread)
  await expect(pool.run(double, { value: 1 }, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone')
})

test('a task that never ends is stopped after its time', async () => {
  await using pool = openThreadPool({ threadsMax: 1, taskTimeoutMs: 400 })
  await expect(pool.run(spinForEver, undefined)).rejects.toMatchObject({ name: 'TimeoutError' })
})

test('only a task that takes all memory fails, and the next one gets a new thread', async () => {
  await using pool = openThreadPool({ threadsMax: 1, heapMaxMb: 32 })
  await expect(pool.run(task<undefined, never>('allocateAll'), undefined)).rejects.toMatchObject({
    code: 'ERR_WORKER_OUT_OF_MEMORY',
  })
  expect(await pool.run(double, { value: 4 })).toBe(8)
})

test('idle threads end, and start again with work', async () => {
  await using pool = openThreadPool({ threadsMax: 1, idleMs: 50 })
  await pool.run(double, { value: 1 })
  await waitFor('the thread to end', () => pool.size === 0)
  expect(await pool.run(double, { value: 2 })).toBe(4)
})

test('a closed pool stops what runs and takes nothing more', async () => {
  const pool = openThreadPool({ threadsMax: 1 })
  await pool.run(double, { value: 1 })
  const spinning = expect(pool.run(spinForEver, undefined)).rejects.toThrow()
  await pool[Symbol.asyncDispose]()
  await spinning
  await expect(pool.run(double, { value: 1 })).rejects.toThrow('closed')
  expect(pool.size).toBe(0)
})
