import { Clipper, FillRule, type Paths64 } from 'clipper2-ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Conversion, convertPicture } from '../../apps/server/src/features/exports/convert-picture.ts'
import { openPngRenderer } from '../../apps/server/src/platform/png/index.ts'
import { acrossRenderers, comparePixels } from '../renderers/compare-pixels.ts'
import { readPictures, type TestPicture } from './pictures.ts'
import { readDrawable } from './read-drawable.ts'
import { readSwift } from './read-swift.ts'

const renderer = openPngRenderer({ timeoutMs: 20_000 })
afterAll(() => renderer[Symbol.asyncDispose]())

type PlainPicture = TestPicture & { plain: string }
const pictures: PlainPicture[] = []
beforeAll(async () => {
  for (const picture of await readPictures())
    pictures.push({ ...picture, plain: await renderer.renderPlain(picture.svg, {}) })
})

const side = 256
const shareMax = 0.01

async function convert(conversion: Conversion): Promise<{ text: string; leftOut: readonly string[] }> {
  const converted = await convertPicture(conversion)
  if (!converted.ok || !('content' in converted)) throw new Error('not converted')
  return { text: String(converted.content), leftOut: converted.leftOut }
}

/** Pictures that differ although nothing was left out, and what was left out of the others. */
async function compareAll(
  convertOne: (picture: PlainPicture) => Promise<{ svg: string; leftOut: readonly string[] }>,
  size = side,
) {
  const faults: unknown[] = []
  const leftOut: Record<string, readonly string[]> = {}
  for (const picture of pictures) {
    const made = await convertOne(picture)
    if (made.leftOut.length > 0) {
      leftOut[picture.name] = made.leftOut
      continue
    }
    const [wanted, drawn] = [
      await renderer.renderPixels(picture.svg, { size }),
      await renderer.renderPixels(made.svg, { size }),
    ]
    const { shareUnexplained } = comparePixels(wanted, drawn, acrossRenderers)
    if (shareUnexplained > shareMax) faults.push({ name: picture.name, shareUnexplained })
  }
  return { faults, leftOut }
}

it('more than thirty pictures are compared', () => {
  expect(pictures.length).toBeGreaterThanOrEqual(33)
})

describe('read back as SVG', () => {
  it('a vector drawable of Android shows the picture', async () => {
    const { faults, leftOut } = await compareAll(async ({ plain }) => {
      const made = await convert({ to: 'drawable', plain })
      return { svg: readDrawable(made.text), leftOut: made.leftOut }
    })
    expect(faults).toEqual([])
    expect(leftOut).toMatchInlineSnapshot(`
      {
        "filters.svg": [
          "filter",
        ],
        "line-art: a bicycle leaning on a brick wall": [
          "pattern",
        ],
        "paint-servers.svg": [
          "focus of a gradient",
          "pattern",
        ],
        "resources.svg": [
          "blend mode",
          "even-odd clip",
          "mask",
        ],
      }
    `)
  })

  it('a view of SwiftUI shows the picture', async () => {
    const { faults, leftOut } = await compareAll(async ({ plain }) => {
      const made = await convert({ to: 'swift', plain, name: 'Fox' })
      return { svg: readSwift(made.text), leftOut: made.leftOut }
    })
    expect(faults).toEqual([])
    expect(leftOut).toMatchInlineSnapshot(`
      {
        "filters.svg": [
          "filter",
        ],
        "line-art: a bicycle leaning on a brick wall": [
          "pattern",
        ],
        "paint-servers.svg": [
          "focus of a gradient",
          "pattern",
        ],
        "resources.svg": [
          "blend mode",
          "mask",
        ],
      }
    `)
  })
})

describe('a picture to be cut', () => {
  const sizeMm = 100
  const steps = 1_000

  const pathsOf = (data: string): Paths64 =>
    data
      .split('Z')
      .filter((text) => text !== '')
      .map((text) =>
        text
          .slice(1)
          .split('L')
          .map((point) => {
            const [x = 0, y = 0] = point.split(' ').map((value) => Math.round(Number(value) * steps))
            return { x, y }
          }),
      )

  it('has closed areas without strokes, which do not overlap and cover what the picture covers', async () => {
    const faults: unknown[] = []
    for (const { name, plain, svg } of pictures) {
      const { text, leftOut } = await convert({ to: 'cut', plain, sizeMm })
      expect(text).toMatch(/^<svg [^>]*width="[\d.]+mm" height="[\d.]+mm"/)
      expect(text).not.toMatch(/stroke|<(?!path|\/?svg)|url/)
      const datas = [...text.matchAll(/ d="([^"]*)"/g)].map(([, data = '']) => data)
      for (const data of datas) expect(data).toMatch(/^(?:M[^MLZ]+(?:L[^MLZ]+){2,}Z)+$/)
      const areas = datas.map(pathsOf)
      const sum = areas.reduce(
        (total, paths) => total + Math.abs(Clipper.areaPaths(Clipper.union(paths, FillRule.EvenOdd))),
        0,
      )
      const union = Math.abs(
        Clipper.areaPaths(
          Clipper.union(
            areas.flatMap((paths) => Clipper.union(paths, FillRule.EvenOdd)),
            FillRule.NonZero,
          ),
        ),
      )
      if (sum - union > union * 0.0005) faults.push({ name, sum, union })
      const { rgba, width, height } = await renderer.renderPixels(svg, { size: side })
      if (leftOut.length > 0) continue
      let covered = 0
      for (let at = 3; at < rgba.length; at += 4) covered += (rgba[at] ?? 0) / 255
      const share = covered / (width * height)
      const [, w = 0, h = 0] = /width="([\d.]+)mm" height="([\d.]+)mm"/.exec(text)?.map(Number) ?? []
      const cutShare = union / (w * h * steps ** 2)
      if (Math.abs(cutShare - share) > 0.01) faults.push({ name, share, cutShare })
    }
    expect(faults).toEqual([])
  }, 240_000)

  it('shows the picture', async () => {
    const { faults, leftOut } = await compareAll(async ({ plain }) => {
      const { text, leftOut: missing } = await convert({ to: 'cut', plain, sizeMm })
      return { svg: text, leftOut: /Gradient /.test(plain) ? [...missing, 'gradient'] : missing }
      // Where two areas meet, a pixel shows some of the background. A large rendering has few such pixels.
    }, 2_048)
    expect(faults).toEqual([])
    // The others have gradients or opacities, which areas to cut cannot have.
    expect(pictures.length - Object.keys(leftOut).length).toBeGreaterThanOrEqual(12)
  }, 240_000)
})
