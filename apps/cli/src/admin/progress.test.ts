import { expect, it } from 'vitest'
import { createProgress } from './progress.ts'

function createScreen(isTTY: boolean) {
  const written: string[] = []
  let nowMs = 0
  const stream = {
    isTTY,
    write(text: unknown) {
      written.push(String(text))
      return true
    },
  }
  return { written, progress: createProgress(stream, () => nowMs), pass: (ms: number) => (nowMs += ms) }
}

it('a terminal gets a bar that is redrawn at most ten times a second, and removed at the end', async () => {
  const { written, progress, pass } = createScreen(true)
  progress.show('Drawing', 0, '0 of 4')
  pass(50)
  progress.show('Drawing', 0.25, '1 of 4')
  pass(60)
  progress.show('Drawing', 0.5, '2 of 4')
  progress.show('Drawing', 1, '4 of 4')
  expect(written).toEqual([
    `\r\u001b[KDrawing ${'░'.repeat(28)}   0 % 0 of 4`,
    `\r\u001b[KDrawing ${'█'.repeat(14)}${'░'.repeat(14)}  50 % 2 of 4`,
    '\r\u001b[K',
  ])
  await progress[Symbol.asyncDispose]()
  expect(written).toHaveLength(3)
})

it('an unfinished bar is removed', async () => {
  const { written, progress } = createScreen(true)
  progress.show('Reading', undefined, '3 MB')
  await progress[Symbol.asyncDispose]()
  expect(written).toEqual(['\r\u001b[KReading … 3 MB', '\r\u001b[K'])
})

it('a file gets a plain line every ten seconds, and none for fast work', () => {
  const { written, progress, pass } = createScreen(false)
  progress.show('Drawing', 0.1, '1 of 10')
  pass(9_000)
  progress.show('Drawing', 0.2, '2 of 10')
  pass(2_000)
  progress.show('Drawing', 0.3, '3 of 10')
  progress.show('Drawing', 1, '10 of 10')
  expect(written).toEqual(['Drawing: 3 of 10\n'])
})
