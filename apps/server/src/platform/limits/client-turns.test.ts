import { expect, it } from 'vitest'
import { platformErrors } from '../errors/index.ts'
import { createClientTurns } from './client-turns.ts'

const limits = { atOnceMax: 2, waitingMax: 10, refusal: platformErrors.rate_limited }

/** Tasks that end when the test ends them, and how many are in progress. */
function createTasks() {
  const running: (() => void)[] = []
  return {
    running,
    task: () => new Promise<void>((resolve) => running.push(resolve)),
    async endOne() {
      running.shift()?.()
      await new Promise(setImmediate)
    },
  }
}

it('two tasks of a client run at a time, others wait in order, and tasks are refused when too many wait', async () => {
  const { takeTurn } = createClientTurns(limits)
  const { running, task, endOne } = createTasks()
  const ends = Array.from({ length: 12 }, () => takeTurn('one', task))
  await new Promise(setImmediate)
  expect(running).toHaveLength(2)
  await expect(takeTurn('one', task)).rejects.toMatchObject({
    code: 'rate_limited',
    options: { headers: { 'retry-after': '1' } },
  })
  await endOne()
  expect(running).toHaveLength(2)
  for (let at = 0; at < 11; at += 1) await endOne()
  await Promise.all(ends)
  expect(running).toHaveLength(0)
})

it('tasks of another client do not wait for these, and a failed task gives up its turn', async () => {
  const { takeTurn } = createClientTurns(limits)
  const { running, task, endOne } = createTasks()
  const ends = [takeTurn('one', task), takeTurn('one', task), takeTurn('two', task)]
  await new Promise(setImmediate)
  expect(running).toHaveLength(3)
  for (let at = 0; at < 3; at += 1) await endOne()
  await Promise.all(ends)
  for (let at = 0; at < 5; at += 1)
    await expect(takeTurn('one', () => Promise.reject(new Error('away')))).rejects.toThrow('away')
  await takeTurn('one', async () => undefined)
})
