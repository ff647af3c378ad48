import { createComposer } from '@chatsvg/composer'
import { expect, test } from 'vitest'
import { openThreadPool } from '../../apps/server/src/platform/threads/index.ts'

test('the composer draws the same bytes in a thread as without one', async () => {
  await using pool = openThreadPool({ threadsMax: 1 })
  const composers = [createComposer(), createComposer({ run: pool.run })]
  const [here, there] = await Promise.all(
    composers.map(async ({ model }) => {
      let svg = ''
      const request = { prompt: 'three red balloons over a house', style: 'gradient', seed: 7 } as const
      for await (const piece of model.streamSvg(request, new AbortController().signal)) svg += piece
      return svg
    }),
  )
  expect(there).toBe(here)
  expect(pool.size).toBe(1)
})
