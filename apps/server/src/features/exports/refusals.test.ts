import { expect, it } from 'vitest'
import type { ThreadPool } from '../../platform/threads/index.ts'
import { createExporter } from './export-picture.ts'

it('a picture that is too complex for a format is not converted again in another size', async () => {
  let conversions = 0
  const runTask: ThreadPool['run'] = async () => {
    conversions += 1
    return { ok: false, problem: 'picture_too_complex' } as never
  }
  const { exportPicture } = createExporter({
    render: async () => Buffer.from('png'),
    renderPlain: async (svg) => svg,
    runTask,
  })
  const picture = { id: 'picture', prompt: 'a box', svg: '<svg/>' }
  for (const sizeMm of [10, 11, 12])
    await expect(exportPicture(picture, { to: 'cut', sizeMm }, 'client')).rejects.toMatchObject({
      code: 'picture_too_complex',
    })
  expect(conversions).toBe(1)
})
