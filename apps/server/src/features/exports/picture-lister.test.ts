import { expect, test } from 'vitest'
import { keep } from '../../../../../test/harness/keep.ts'
import { openPngRenderer } from '../../platform/png/index.ts'
import { createPictureLister } from './send-archive.ts'

const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
const notRenderable = 'no picture'

test('after pictures that cannot be rendered, an archive no longer waits for PNGs, but other archives do', async () => {
  const { render } = keep(openPngRenderer())
  const [patient, impatient, other] = [10_000, 0.001, 0.001].map((maxMs) =>
    createPictureLister(render, maxMs),
  )
  const listPaths = async (list: typeof patient, source: string) => {
    const paths: string[] = []
    for await (const { path } of list?.({ file: 'fox', svg: source }, 'user') ?? []) paths.push(path)
    return paths
  }
  const both = ['svg/fox.svg', 'png/fox.png']
  expect(await listPaths(patient, notRenderable)).toEqual(['svg/fox.svg'])
  expect(await listPaths(patient, svg)).toEqual(both)
  // What can be rendered does not count.
  expect(await listPaths(impatient, svg)).toEqual(both)
  expect(await listPaths(impatient, svg)).toEqual(both)
  expect(await listPaths(impatient, notRenderable)).toEqual(['svg/fox.svg'])
  expect(await listPaths(impatient, svg)).toEqual(['svg/fox.svg'])
  expect(await listPaths(other, svg)).toEqual(both)
})
