import { expect, it } from 'vitest'
import { createDisposalStack } from '../../apps/server/src/platform/disposal/index.ts'
import { openStage } from '../../bench/stage.ts'
import { externalBytesPerActMax, measureGrowth, renderSample } from './report.ts'
import { soak } from './soak.ts'

/**
 * Too short to distinguish growth of resident memory from the allocator's fluctuations, which `npm run soak`
 * does.
 */
const seconds = 20
const warmUp = { acts: 300, secondsMax: 10 }
it("in half a minute of mixed use the service's memory does not grow with its jobs and pictures", async () => {
  await using stack = createDisposalStack()
  const stage = await openStage({ seconds: 0, galleryRows: 0, profileFolder: undefined }, stack)
  const soaked = await soak(stage, {
    form: 'one process',
    warmUp,
    seconds,
    seed: 7,
    onSample: () => undefined,
  })
  const figures = soaked.samples.map(renderSample).join('\n')
  const last = soaked.samples.at(-1)
  expect(soaked.faults).toEqual([])
  expect(last?.jobs, figures).toBeGreaterThan(0)
  expect(last?.pngs, figures).toBeGreaterThan(0)
  for (const { externalPerAct } of measureGrowth(soaked))
    expect(externalPerAct, figures).toBeLessThan(externalBytesPerActMax)
}, 400_000)
