import { readdirSync, readFileSync } from 'node:fs'
import { sanitizeSvg } from '@chatsvg/svg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { styles } from '../../apps/server/src/models/port.ts'
import { composeSentence, openComposer } from '../../packages/composer/src/open-composer.ts'
import { builtInPrompts } from '../../tools/eval/prompts.data.ts'
import { PROGRAM_EXPORTS } from '../corpus/program-exports.ts'
import { canRunBrowser } from '../harness/browser.ts'
import type { ImageResult } from './chromium.ts'
import { comparePixels, sameRenderer } from './compare-pixels.ts'
import { compareAcrossRenderers, compareSameRenderer } from './compare-renderings.ts'
import { disputed } from './disputed.ts'
import { giveSize } from './give-size.ts'
import { readIcons } from './icons.ts'
import { canRunLibrsvg } from './librsvg.ts'
import { openRenderers, type Renderers } from './open-renderers.ts'

type Named = { name: string; source: string }

const samplesFolder = new URL('../corpus/samples/', import.meta.url)
const samples: Named[] = readdirSync(samplesFolder).map((name) => ({
  name,
  source: readFileSync(new URL(name, samplesFolder), 'utf8'),
}))
const exports: Named[] = PROGRAM_EXPORTS.map(({ program, source }) => ({ name: program, source }))
const DASHES = 'it has no pathLength for dashes of closed shapes'
/** Samples with something that a renderer cannot draw in any notation. */
const beyond: Record<string, { resvg?: string; librsvg?: string }> = {
  'filters.svg': {
    resvg: 'kernels and noise are computed at another resolution',
    librsvg: 'kernelUnitLength is in its pixels; kernels at the edge of a shape',
  },
  'paint-servers.svg': { resvg: 'it has no fr for a gradient whose focus is not its centre' },
  'shapes.svg': { resvg: DASHES, librsvg: DASHES },
  'text.svg': {
    resvg: 'it has no small capitals',
    librsvg: 'it has no textPath, textLength, positions of single letters, or small capitals',
  },
}

/**
 * In resvg their sources look different from browsers, because it follows a `use` in a clip path to another
 * `use`.
 */
const misreadByResvg = new Set([
  'noto:backhand-index-pointing-right-medium-dark-skin-tone',
  'noto:leg-medium-light-skin-tone',
  'noto:oncoming-fist',
])

const EDGE_PIXELS_MAX = 0.01
const promptsCount = 20
const iconsCount = 160
const side = 256
/** Large enough for icons of 24 pixels, and small enough for many of them. */
const iconSide = 128

function sanitise({ name, source }: Named): string {
  const result = sanitizeSvg(source)
  if (!result.ok) throw new Error(`${name} was refused: ${result.rejection.message}`)
  return result.svg
}

/** Each style in turn. */
async function compose(): Promise<Named[]> {
  const composer = await openComposer()
  const prompts = builtInPrompts.flatMap((prompt, index) => {
    const style = styles[index % styles.length] ?? 'flat'
    const composed = composeSentence(composer, prompt, { style, seed: 1 })
    return composed.kind === 'picture'
      ? [{ name: `${style}: ${prompt}`, source: composed.pieces.join('') }]
      : []
  })
  return prompts.slice(0, promptsCount)
}

describe.runIf(canRunBrowser())('the output', () => {
  const hasLibrsvg = canRunLibrsvg()
  let renderers: Renderers
  beforeAll(async () => {
    renderers = await openRenderers()
  })
  afterAll(() => renderers[Symbol.asyncDispose]())

  type Image = Extract<ImageResult, { ok: true }>
  /** Pictures that another renderer draws differently from Chromium. */
  async function findDisagreements({ name }: Named, svg: string, { pixels }: Image): Promise<unknown[]> {
    const { width, height } = pixels
    const [resvg, librsvg] = await Promise.all([
      renderers.renderWithResvg(svg, Math.max(width, height)),
      hasLibrsvg ? renderers.renderWithLibrsvg(svg, width, height) : undefined,
    ])
    return Object.entries({ resvg, librsvg }).flatMap<unknown>(([renderer, rendered]) => {
      if (rendered === undefined || beyond[name]?.[renderer as 'resvg' | 'librsvg']) return []
      if (!rendered.ok) return [{ name, renderer, reason: rendered.reason }]
      const compared = compareAcrossRenderers(svg, pixels, rendered.pixels)
      return compared.verdict === 'different' ? [{ name, renderer, ...compared }] : []
    })
  }

  async function showAll(svgs: readonly string[], longerSide = side): Promise<Image[]> {
    const images = await renderers.chromium.renderImages(
      svgs.map((svg) => ({ svg, sizing: { side: longerSide } })),
    )
    return images.map((image) => {
      if (!image.ok) throw new Error(image.reason)
      return image
    })
  }

  const collections: [string, () => Promise<readonly Named[]>][] = [
    ['the samples', async () => samples],
    ['the composer’s pictures', compose],
    ['what programs export', async () => exports],
    ['what renderers read differently', async () => disputed],
  ]

  it.each(collections)(
    'of %s looks the same in Chromium, resvg and librsvg, and as its source',
    async (_what, read) => {
      const pictures = await read()
      const svgs = pictures.map(sanitise)
      const sources = await showAll(
        await renderers.chromium.stripDropped(
          pictures.map(({ source }, index) => giveSize(source, svgs[index] ?? '')),
        ),
      )
      const shown = await showAll(svgs)
      const faults: unknown[] = []
      for (const [index, picture] of pictures.entries()) {
        const [svg, before, after] = [svgs[index] ?? '', sources[index], shown[index]]
        if (!before || !after) throw new Error(`${picture.name} was not rendered`)
        const compared = compareSameRenderer(before.pixels, after.pixels)
        if (compared.verdict === 'different')
          faults.push({ name: picture.name, renderer: 'chromium', ...compared })
        faults.push(...(await findDisagreements(picture, svg, after)))
      }
      expect(faults).toEqual([])
    },
    180_000,
  )

  it('of icons is within 1 of 255 of its source in resvg, in Chromium but for pixels of edges, and the same in librsvg', async () => {
    const icons = (await readIcons(iconsCount)).map(({ set, name, svg }) => ({
      name: `${set}:${name}`,
      source: svg,
    }))
    const svgs = icons.map(sanitise)
    const [sources, shown] = [
      await showAll(
        icons.map(({ source }, index) => giveSize(source, svgs[index] ?? '')),
        iconSide,
      ),
      await showAll(svgs, iconSide),
    ]
    const faults: unknown[] = []
    for (const [index, icon] of icons.entries()) {
      const [svg, before, after] = [svgs[index] ?? '', sources[index], shown[index]]
      const [resvgBefore, resvgAfter] = [
        await renderers.renderWithResvg(icon.source, iconSide),
        await renderers.renderWithResvg(svg, iconSide),
      ]
      if (!before || !after || !resvgBefore.ok || !resvgAfter.ok)
        throw new Error(`${icon.name} was not rendered`)
      const inChromium = comparePixels(before.pixels, after.pixels, sameRenderer)
      const resvgSource = misreadByResvg.has(icon.name) ? resvgAfter.pixels : resvgBefore.pixels
      const inResvg = comparePixels(resvgSource, resvgAfter.pixels, sameRenderer)
      // An edge on a sampling point can fall to either side of it, because of rounding: less than one pixel
      // in a hundred.
      const share = Math.max(inChromium.shareAboveRounding, inResvg.shareAboveRounding)
      if (
        share > EDGE_PIXELS_MAX ||
        inResvg.worst > 1 ||
        compareSameRenderer(before.pixels, after.pixels).verdict === 'different'
      )
        faults.push({ name: icon.name, inChromium, inResvg })
      faults.push(...(await findDisagreements(icon, svg, after)))
    }
    expect(faults).toEqual([])
  }, 180_000)

  it('looks inline in a page as it does in an image', async () => {
    const svgs = samples.map(sanitise)
    const images = await showAll(svgs)
    const pictures = images.map(({ pixels: { width, height } }, index) => ({
      svg: svgs[index] ?? '',
      width,
      height,
    }))
    const inline = await renderers.chromium.renderInline(pictures)
    const changed = images.flatMap((image, index) => {
      const pixels = inline[index]
      if (!pixels) throw new Error('not rendered')
      // One places letters at whole pixels, the other between them.
      const compared = compareAcrossRenderers(svgs[index] ?? '', image.pixels, pixels)
      return compared.verdict === 'different' ? [{ name: samples[index]?.name, ...compared }] : []
    })
    expect(changed).toEqual([])
  })
})
