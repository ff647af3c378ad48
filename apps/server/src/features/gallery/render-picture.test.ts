import { expect, it } from 'vitest'
import { createPictureRenderer } from './render-picture.ts'

/** Returns what `make` returns, and counts the calls. */
function openKeeper(make: () => Buffer) {
  const counted = { renderings: 0 }
  const render = createPictureRenderer(async () => {
    counted.renderings += 1
    return make()
  })
  return { counted, ask: (at: number) => render({ id: `picture-${at}`, svg: '<svg/>' }, 64, 'Ada') }
}

it('a cached PNG is not rendered again', async () => {
  const { counted, ask } = openKeeper(() => Buffer.alloc(100))
  expect(await ask(1)).toBe(await ask(1))
  expect(counted.renderings).toBe(1)
})

it('PNGs are cached by the memory that they use, of which their length may be a small part', async () => {
  const { counted, ask } = openKeeper(() => Buffer.from(new ArrayBuffer(1024 * 1024), 0, 100))
  for (let at = 0; at < 40; at += 1) await ask(at)
  await ask(39)
  expect(counted.renderings).toBe(40)
  await ask(0)
  expect(counted.renderings).toBe(41)
})

it('very small PNGs are counted with the overhead of an entry', async () => {
  const { counted, ask } = openKeeper(() => Buffer.allocUnsafeSlow(1))
  for (let at = 0; at < 30_000; at += 1) await ask(at)
  await ask(0)
  expect(counted.renderings).toBe(30_001)
})
