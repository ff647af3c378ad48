import { sanitizeSvg } from '@chatsvg/svg'
import { afterAll, expect, it } from 'vitest'
import { openPngRenderer } from '../../platform/png/index.ts'
import { fitIntoSet, subjectShare } from './fit-into-set.ts'
import { placePicture } from './place-picture.ts'

const renderer = openPngRenderer()
afterAll(() => renderer[Symbol.asyncDispose]())

const idPrefix = 'p-'
const deps = {
  renderPixels: renderer.renderPixels,
  runTask: async (_task: unknown, input: unknown) => placePicture(input as never) as never,
}

async function fit(viewBox: [number, number, number, number], inside: string, strokeWidth?: number) {
  const source = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox.join(' ')}">${inside}</svg>`
  const picture = sanitizeSvg(source, { idPrefix })
  if (!picture.ok) throw new Error(picture.rejection.message)
  const set = strokeWidth === undefined ? {} : { strokeWidth }
  const svg = await fitIntoSet(deps, { svg: picture.svg, idPrefix, viewBox }, set)
  const again = sanitizeSvg(svg, { idPrefix })
  expect(again.ok && again.svg).toBe(svg)
  return { before: picture.svg, svg, bounds: (await renderer.renderPixels(svg, { size: 64 })).bounds }
}

const cases: [string, [number, number, number, number], string, number | undefined][] = [
  ['small in a corner', [0, 0, 256, 256], '<path d="M3 3h9v20z"/>', undefined],
  ['larger than its canvas', [0, 0, 24, 24], '<circle cx="40" cy="3" r="30"/>', undefined],
  ['on a canvas that does not begin at 0', [-50, 100, 512, 512], '<rect width="20" height="90"/>', undefined],
  [
    'of strokes',
    [0, 0, 256, 256],
    '<g stroke="#111" fill="none"><path d="M9 9h30v9"/><circle r="4"/></g>',
    12,
  ],
  [
    'of strokes in nested scales',
    [0, 0, 24, 24],
    '<g transform="scale(.1)"><g transform="rotate(30)scale(3)"><path stroke="red" d="M0 0h40l9 30"/></g></g>',
    8,
  ],
  ['a single line', [0, 0, 256, 256], '<path stroke="#111" d="M9 9h30"/>', 12],
  ['smaller than its stroke', [0, 0, 256, 256], '<path stroke="#111" d="M9 9h1v1"/>', 24],
]

it.each(cases)(
  'a picture %s gets the size of its set, in the middle',
  async (_what, viewBox, inside, strokeWidth) => {
    const { bounds } = await fit(viewBox, inside, strokeWidth)
    if (!bounds) throw new Error('nothing is drawn')
    const [x, y, width, height] = viewBox
    const unit = Math.max(width, height) / 256
    expect(Math.abs(Math.max(bounds.width, bounds.height) / unit - 256 * subjectShare)).toBeLessThan(1)
    expect(Math.abs(bounds.x + bounds.width / 2 - x - width / 2) / unit).toBeLessThan(1)
    expect(Math.abs(bounds.y + bounds.height / 2 - y - height / 2) / unit).toBeLessThan(1)
  },
)

it('a picture that draws nothing stays as it is', async () => {
  const { before, svg } = await fit([0, 0, 256, 256], '<path d="M3 3"/>')
  expect(svg).toBe(before)
})
