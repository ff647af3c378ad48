import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { composePicture } from '../../src/models/composer/compose.ts'
import { openStudio } from '../../src/models/composer/studio.ts'
import { styles } from '../../src/models/port.ts'
import { sanitizeSvg } from '../../src/svg/index.ts'
import { readExpectations } from '../composer/judge.ts'
import { promptLines } from '../composer/prompts.data.ts'
import { PROGRAM_EXPORTS } from '../corpus/program-exports.ts'
import { canRunBrowser } from '../harness/browser.ts'
import { readIcons } from './icons.ts'
import { judgeAcrossRenderers, judgeSameRenderer } from './judge.ts'
import { canRunLibrsvg } from './librsvg.ts'
import { openRenderers, type Renderers } from './open-renderers.ts'

type Named = { name: string; source: string }

const samplesFolder = new URL('../corpus/samples/', import.meta.url)
const samples: Named[] = readdirSync(samplesFolder).map((name) => ({
  name,
  source: readFileSync(new URL(name, samplesFolder), 'utf8'),
}))
const exports: Named[] = PROGRAM_EXPORTS.map(({ program, source }) => ({ name: program, source }))
const promptsCount = 20
const iconsCount = 160
const sideMax = 256

function sanitise({ name, source }: Named): string {
  const result = sanitizeSvg(source)
  if (!result.ok) throw new Error(`${name} was refused: ${result.rejection.message}`)
  return result.svg
}

/** Of each style in turn. */
async function compose(): Promise<Named[]> {
  const studio = await openStudio()
  return readExpectations(promptLines)
    .slice(0, promptsCount)
    .map(({ prompt }, index) => {
      const style = styles[index % styles.length] ?? 'flat'
      return {
        name: `${style}: ${prompt}`,
        source: composePicture(studio, { prompt, style, seed: 1 }).pieces.join(''),
      }
    })
}

describe.runIf(canRunBrowser())('what is written', () => {
  const hasLibrsvg = canRunLibrsvg()
  let renderers: Renderers
  beforeAll(async () => {
    renderers = await openRenderers()
  })
  afterAll(() => renderers[Symbol.asyncDispose]())

  /** What looks otherwise in Chromium than its source does. */
  async function findChanged(pictures: readonly Named[]) {
    const sources = await renderers.chromium.stripDropped(pictures.map(({ source }) => source))
    const render = (svgs: readonly string[]) =>
      renderers.chromium.renderImages(svgs.map((svg) => ({ svg, sizing: { sideMax } })))
    const [before, after] = [await render(sources), await render(pictures.map(sanitise))]
    const changed: unknown[] = []
    for (const [index, { name }] of pictures.entries()) {
      const [one, other] = [before[index], after[index]]
      if (!one?.ok || !other?.ok) throw new Error(`${name} was not rendered`)
      const judged = judgeSameRenderer(one.pixels, other.pixels)
      if (judged.verdict === 'different') changed.push({ name, ...judged })
    }
    return changed
  }

  /** What looks otherwise in one of the other renderers than in Chromium. */
  async function findDisagreements(pictures: readonly Named[]) {
    const svgs = pictures.map(sanitise)
    const shown = await renderers.chromium.renderImages(svgs.map((svg) => ({ svg, sizing: { sideMax } })))
    const found: unknown[] = []
    for (const [index, svg] of svgs.entries()) {
      const image = shown[index]
      if (!image?.ok) throw new Error(image?.reason)
      const { width, height } = image.pixels
      const others = [
        { renderer: 'resvg', rendered: await renderers.renderWithResvg(svg, Math.max(width, height)) },
        ...(hasLibrsvg
          ? [{ renderer: 'librsvg', rendered: await renderers.renderWithLibrsvg(svg, width, height) }]
          : []),
      ]
      for (const { renderer, rendered } of others) {
        const { name = '' } = pictures[index] ?? {}
        if (!rendered.ok) found.push({ name, renderer, reason: rendered.reason })
        else {
          const judged = judgeAcrossRenderers(svg, image.pixels, rendered.pixels)
          if (judged.verdict === 'different') found.push({ name, renderer, ...judged })
        }
      }
    }
    return found
  }

  const readIconsAsNamed = async (): Promise<Named[]> =>
    (await readIcons(iconsCount)).map(({ set, name, svg }) => ({ name: `${set}:${name}`, source: svg }))

  const collections: [string, () => Promise<Named[]>][] = [
    ['the samples', async () => samples],
    ['the composer’s pictures', compose],
    ['icons of every installed set', readIconsAsNamed],
    ['what programs export', async () => exports],
  ]

  it.each(collections)(
    'of %s looks in Chromium as its source',
    async (_what, read) => {
      expect(await findChanged(await read())).toEqual([])
    },
    60_000,
  )

  it.each(collections)(
    'of %s looks the same in Chromium, resvg and librsvg',
    async (_what, read) => {
      expect(await findDisagreements(await read())).toEqual([])
    },
    60_000,
  )

  it('of icons is within 1 of 255 of its source, in Chromium and in resvg', async () => {
    const icons = await readIconsAsNamed()
    const side = 128
    const written = icons.map(sanitise)
    const render = (svgs: readonly string[]) =>
      renderers.chromium.renderImages(svgs.map((svg) => ({ svg, sizing: { side } })))
    const [before, after] = [await render(icons.map(({ source }) => source)), await render(written)]
    const changed: unknown[] = []
    for (const [index, { name, source }] of icons.entries()) {
      const inResvg = [
        await renderers.renderWithResvg(source, side),
        await renderers.renderWithResvg(written[index] ?? '', side),
      ]
      for (const [one, other] of [[before[index], after[index]], inResvg]) {
        if (!one?.ok || !other?.ok) throw new Error(`${name} was not rendered`)
        const { worst } = judgeSameRenderer(one.pixels, other.pixels)
        if (worst > 1) changed.push({ name, worst })
      }
    }
    expect(changed).toEqual([])
  }, 60_000)

  it('looks inline in a page as it does in an image', async () => {
    const pictures = samples.map(sanitise)
    const side = 200
    const inline = await renderers.chromium.renderInline(pictures, side)
    const images = await renderers.chromium.renderImages(
      pictures.map((svg) => ({ svg, sizing: { width: side, height: side } })),
    )
    for (const [index, image] of images.entries()) {
      const pixels = inline[index]
      if (!image.ok || !pixels) throw new Error('not rendered')
      expect({ name: samples[index]?.name, ...judgeSameRenderer(image.pixels, pixels) }).not.toMatchObject({
        verdict: 'different',
      })
    }
  })
})
