import { expect, test } from 'vitest'
import { MemoryWindow } from './memory-window.ts'

test('a window counts up and starts again when it has ended', () => {
  const windows = new MemoryWindow(1_000, 10)
  expect(windows.consume('a', 0)).toEqual({ consumed: 1, resetAtMs: 1_000 })
  expect(windows.consume('a', 999)).toEqual({ consumed: 2, resetAtMs: 1_000 })
  expect(windows.consume('a', 1_000)).toEqual({ consumed: 1, resetAtMs: 2_000 })
})

test('a million keys do not grow it beyond its bound, and a new key still counts', () => {
  const windows = new MemoryWindow(60_000, 1_000)
  for (let number = 0; number < 1_000_000; number += 1) windows.consume(`key-${number}`, 0)
  expect(windows.size).toBeLessThanOrEqual(1_000)
  windows.consume('fresh', 1)
  expect(windows.consume('fresh', 2).consumed).toBe(2)
})

test('ended windows are dropped as new ones come', () => {
  const windows = new MemoryWindow(1_000, 1_000)
  for (let number = 0; number < 500; number += 1) windows.consume(`key-${number}`, 0)
  windows.consume('later', 1_000)
  expect(windows.size).toBe(1)
})
