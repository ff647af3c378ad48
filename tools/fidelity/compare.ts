import type { ImageResult } from '../../test/renderers/chromium.ts'
import {
  acrossRenderers,
  acrossRenderersWithText,
  type CompareOptions,
  comparePixels,
  type Difference,
  sameRenderer,
  unexplainedMax,
} from '../../test/renderers/compare-pixels.ts'
import type { Renderers, Rendering } from '../../test/renderers/open-renderers.ts'
import type { Pixels } from '../../test/renderers/pixels.ts'
import type { Prepared } from './measure.ts'
import type { RendererName } from './read-arguments.ts'

/** `same` to the pixel; `rounding`: within 1 of 255; `tolerated`: edges; `different`; `unrendered`: one of the two could not be rendered. */
export type Verdict = 'same' | 'rounding' | 'tolerated' | 'different' | 'unrendered'

export type Comparison = Partial<Difference> & { verdict: Verdict; reason?: string }

/** Sides in pixels: bounded natural size, and a fixed one that enlarges what is small. */
const naturalSideMax = 512
const fixedSide = 256

/** Every file's source and result, in each of the renderers. */
export async function compareWithSources(
  renderers: Renderers,
  batch: readonly Prepared[],
  names: readonly RendererName[],
): Promise<Record<string, Comparison>[]> {
  const { chromium } = renderers
  const sources = await chromium.stripDropped(batch.map(({ source }) => source))
  const natural = await chromium.renderImages(
    sources.map((svg) => ({ svg, sizing: { sideMax: naturalSideMax } })),
  )
  const all: Record<string, Comparison>[] = batch.map(() => ({}))
  const results = batch.map(({ sanitised }) => sanitised)
  if (names.includes('chromium')) {
    const found = await compareInChromium(renderers, sources, natural, results)
    for (const [index, comparison] of found.entries()) put(all[index], 'chromium', comparison)
  }
  for (const name of names.filter((name) => name !== 'chromium')) {
    for (const [index, result] of results.entries()) {
      const [source, size] = [sources[index], natural[index]]
      if (result === undefined || source === undefined || !size?.ok) continue
      const render = (svg: string) => renderIn(renderers, name, svg, size.pixels)
      put(all[index], name, compareRenderings(await render(source), await render(result)))
    }
  }
  return all
}

const put = (
  all: Record<string, Comparison> | undefined,
  name: string,
  comparison: Comparison | undefined,
) => {
  if (all && comparison) all[name] = comparison
}

async function compareInChromium(
  { chromium }: Renderers,
  sources: readonly string[],
  natural: readonly ImageResult[],
  results: readonly (string | undefined)[],
): Promise<(Comparison | undefined)[]> {
  const indices = results.flatMap((result, index) => (result === undefined ? [] : [index]))
  const svgOf = (list: readonly (string | undefined)[]) => indices.map((index) => list[index] ?? '')
  const after = await chromium.renderImages(
    svgOf(results).map((svg) => ({ svg, sizing: { sideMax: naturalSideMax } })),
  )
  const fixed = { side: fixedSide }
  const fixedBefore = await chromium.renderImages(svgOf(sources).map((svg) => ({ svg, sizing: fixed })))
  const fixedAfter = await chromium.renderImages(svgOf(results).map((svg) => ({ svg, sizing: fixed })))
  const comparisons: (Comparison | undefined)[] = results.map(() => undefined)
  for (const [at, index] of indices.entries()) {
    const [one, other] = [natural[index], after[at]]
    const inNatural = compareImages(one, other)
    const inFixed = compareImages(fixedBefore[at], fixedAfter[at])
    comparisons[index] = isWorse(inFixed, inNatural) ? inFixed : inNatural
  }
  return comparisons
}

const order: Verdict[] = ['same', 'rounding', 'tolerated', 'different', 'unrendered']
const isWorse = (one: Comparison, other: Comparison) =>
  order.indexOf(one.verdict) > order.indexOf(other.verdict)

function compareImages(one: ImageResult | undefined, other: ImageResult | undefined): Comparison {
  if (!one?.ok) return { verdict: 'unrendered', reason: `source: ${one?.reason}` }
  if (!other?.ok) return { verdict: 'unrendered', reason: `result: ${other?.reason}` }
  const [before, after] = [one.natural, other.natural]
  const comparison = compareRenderings(one, other)
  if (before.width === after.width && before.height === after.height) return comparison
  const reason = `natural size ${before.width}x${before.height}, then ${after.width}x${after.height}`
  return { ...comparison, verdict: 'different', reason }
}

function compareRenderings(one: Rendering, other: Rendering): Comparison {
  if (!one.ok) return { verdict: 'unrendered', reason: `source: ${one.reason}` }
  if (!other.ok) return { verdict: 'unrendered', reason: `result: ${other.reason}` }
  return judge(one.pixels, other.pixels, sameRenderer, unexplainedMax.sameRenderer)
}

function judge(one: Pixels, other: Pixels, options: CompareOptions, max: number): Comparison {
  const difference = comparePixels(one, other, options)
  const { worst, shareUnexplained } = difference
  const verdict =
    worst === 0 ? 'same' : worst === 1 ? 'rounding' : shareUnexplained <= max ? 'tolerated' : 'different'
  return { ...difference, verdict }
}

const renderIn = (renderers: Renderers, name: RendererName, svg: string, { width, height }: Pixels) =>
  name === 'resvg'
    ? renderers.renderWithResvg(svg, Math.max(width, height))
    : renderers.renderWithLibrsvg(svg, width, height)

/** Every file's result, in resvg and librsvg compared with Chromium. */
export async function compareBetweenRenderers(
  renderers: Renderers,
  batch: readonly Prepared[],
): Promise<Record<string, Comparison>[]> {
  const pictures = batch.map(({ sanitised }) => sanitised)
  const shown = await renderers.chromium.renderImages(
    pictures.map((svg) => ({ svg: svg ?? '', sizing: { sideMax: naturalSideMax } })),
  )
  const all: Record<string, Comparison>[] = []
  for (const [index, svg] of pictures.entries()) {
    const comparisons: Record<string, Comparison> = {}
    const seen = shown[index]
    if (svg !== undefined && seen?.ok)
      for (const name of ['resvg', 'librsvg'] as const) {
        const other = await renderIn(renderers, name, svg, seen.pixels)
        comparisons[`chromium and ${name}`] = other.ok
          ? judgeAcross(svg, seen.pixels, other.pixels)
          : { verdict: 'unrendered', reason: other.reason }
      }
    all.push(comparisons)
  }
  return all
}

/** Pictures of two renderers, which have more latitude where there is text. */
export function judgeAcross(svg: string, one: Pixels, other: Pixels): Comparison {
  const hasText = /<text\b/.test(svg)
  return hasText
    ? judge(one, other, acrossRenderersWithText, unexplainedMax.acrossRenderersWithText)
    : judge(one, other, acrossRenderers, unexplainedMax.acrossRenderers)
}
