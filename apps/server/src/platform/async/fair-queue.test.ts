import { expect, it } from 'vitest'
import { FairQueue } from './fair-queue.ts'

const takeAll = (queue: FairQueue<string>) => {
  const taken: string[] = []
  for (let entry = queue.take(); entry !== undefined; entry = queue.take()) taken.push(entry)
  return taken
}

it('clients take turns, each in the order in which it came', () => {
  const queue = new FairQueue<string>(10)
  for (const entry of ['a1', 'a2', 'a3', 'b1', 'c1', 'b2']) queue.add(entry.charAt(0), entry)
  expect(queue.size).toBe(6)
  expect(takeAll(queue)).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3'])
  expect(queue.size).toBe(0)
})

it('whoever has the most gives way when it is full, until all have the same', () => {
  const queue = new FairQueue<string>(4)
  for (const entry of ['a1', 'a2', 'a3', 'a4']) expect(queue.add('a', entry)).toBe(undefined)
  expect(queue.add('a', 'a5')).toBe('a5')
  expect(queue.add('b', 'b1')).toBe('a4')
  expect(queue.add('b', 'b2')).toBe('a3')
  expect(queue.add('b', 'b3')).toBe('b3')
  expect(queue.size).toBe(4)
  expect(takeAll(queue)).toEqual(['a1', 'b1', 'a2', 'b2'])
})

it('a removed entry is gone, and closing removes everything', () => {
  const queue = new FairQueue<string>(4)
  for (const entry of ['a1', 'a2', 'b1']) queue.add(entry.charAt(0), entry)
  queue.delete('a', 'a1')
  queue.delete('a', 'a1')
  queue.delete('nobody', 'a1')
  expect(queue.size).toBe(2)
  expect(queue.clear()).toEqual(['a2', 'b1'])
  expect([queue.size, queue.take()]).toEqual([0, undefined])
})
