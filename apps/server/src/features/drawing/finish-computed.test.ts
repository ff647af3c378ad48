import { expect, test } from 'vitest'
import { besideModule } from '../../platform/threads/index.ts'
import { finishComputed } from './finish-computed.ts'

const compute = (file: string) =>
  finishComputed({
    work: {
      module: besideModule(import.meta.url, `../../../../../test/threads/${file}`),
      name: 'computePicture',
      input: { prompt: 'a circle' },
    },
    idPrefix: 'p',
    findsFault: false,
    request: { prompt: 'a circle', style: 'flat' },
  })

test('a module that cannot be loaded fails its answers with the reason, and no others', async () => {
  await expect(compute('broken')).rejects.toThrow('this module is broken')
  expect(await compute('tasks')).toMatchObject({
    kind: 'finished',
    reading: { report: { drawn: ['a circle'] } },
    finished: { ok: true, svg: expect.stringContaining('<circle') },
  })
})
