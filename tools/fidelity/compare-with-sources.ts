import type { ImageResult } from '../../test/renderers/chromium.ts'
import { compareSameRenderer } from '../../test/renderers/compare-renderings.ts'
import { giveSize } from '../../test/renderers/give-size.ts'
import type { Renderers, Rendering } from '../../test/renderers/open-renderers.ts'
import { type Compared, type Comparison, renderIn, verdicts } from './comparison.ts'
import type { Prepared } from './measure.ts'
import type { RendererName } from './read-arguments.ts'

/** Longer sides in pixels: a natural size, or less; and one that also enlarges small files. */
const naturalSideMax = 512
const fixedSide = 256

type Size = { width: number; height: number }
/** A source without its dropped content, in both sizes. */
type Shown = { svg: string; natural: ImageResult; fixed: ImageResult }

/** Every file's source and results, in each of the renderers. */
export async function compareWithSources(
  renderers: Renderers,
  batch: readonly Prepared[],
  names: readonly RendererName[],
): Promise<Compared[]> {
  const shown = await showSources(renderers, batch)
  const inChromium = names.includes('chromium') ? await compareInChromium(renderers, batch, shown) : []
  const all: Compared[] = []
  for (const [index, prepared] of batch.entries()) {
    const source = shown[index]
    if (!source?.natural.ok) {
      all.push({ setAside: 'unreadable', comparisons: {} })
      continue
    }
    const comparisons = { ...inChromium[index] }
    for (const name of names.filter((name) => name !== 'chromium'))
      Object.assign(comparisons, await compareIn(name, renderers, prepared, source.svg, source.natural))
    const isBlank = source.natural.pixels.rgba.every((byte) => byte === 0)
    all.push({ setAside: isBlank ? 'blank' : undefined, comparisons })
  }
  return all
}

async function showSources({ chromium }: Renderers, batch: readonly Prepared[]): Promise<Shown[]> {
  const svgs = await chromium.stripDropped(
    batch.map(({ source, sanitised }) => giveSize(source, sanitised ?? '')),
  )
  const natural = await chromium.renderImages(
    svgs.map((svg) => ({ svg, sizing: { sideMax: naturalSideMax } })),
  )
  const fixed = await chromium.renderImages(svgs.map((svg) => ({ svg, sizing: { side: fixedSide } })))
  const failed: ImageResult = { ok: false, reason: 'not rendered' }
  return svgs.map((svg, index) => ({
    svg,
    natural: natural[index] ?? failed,
    fixed: fixed[index] ?? failed,
  }))
}

/** All results of a batch, each with as many pixels as its source. */
async function compareInChromium(
  { chromium }: Renderers,
  batch: readonly Prepared[],
  shown: readonly Shown[],
) {
  const all: Record<string, Comparison>[] = batch.map(() => ({}))
  const orders = batch.flatMap((prepared, index) =>
    (['natural', 'fixed'] as const).flatMap((kind) => {
      const [svg, before] = [prepared.sanitised, shown[index]?.[kind]]
      return svg !== undefined && before?.ok ? [{ index, prepared, svg, before }] : []
    }),
  )
  const results = await chromium.renderImages(
    orders.map(({ svg, before }) => ({ svg, sizing: sizeOf(before.pixels) })),
  )
  for (const [at, { index, prepared, before }] of orders.entries()) {
    const [comparisons, after] = [all[index], results[at]]
    if (!comparisons || !after) continue
    comparisons.chromium = worseOf(comparisons.chromium, compareImages(prepared, before, after))
  }
  return all
}

const sizeOf = ({ width, height }: Size): Size => ({ width, height })

function worseOf(one: Comparison | undefined, other: Comparison): Comparison {
  return one && verdicts.indexOf(one.verdict) >= verdicts.indexOf(other.verdict) ? one : other
}

/** A reduced size is documented: such a picture only has to look the same. */
function compareImages({ notes }: Prepared, before: ImageResult, after: ImageResult): Comparison {
  const comparison = compareRenderings(before, after)
  if (!before.ok || !after.ok || notes.some(({ code }) => code === 'size_reduced')) return comparison
  const [one, other] = [before.natural, after.natural]
  if (one.width === other.width && one.height === other.height) return comparison
  const reason = `natural size ${one.width}x${one.height}, then ${other.width}x${other.height}`
  return { ...comparison, verdict: 'different', reason }
}

function compareRenderings(one: Rendering, other: Rendering): Comparison {
  if (!one.ok) return { verdict: 'unrendered', reason: `source: ${one.reason}` }
  if (!other.ok) return { verdict: 'unrendered', reason: `result: ${other.reason}` }
  return compareSameRenderer(one.pixels, other.pixels)
}

async function compareIn(
  name: Exclude<RendererName, 'chromium'>,
  renderers: Renderers,
  prepared: Prepared,
  source: string,
  natural: Extract<ImageResult, { ok: true }>,
): Promise<Record<string, Comparison>> {
  const svg = prepared.sanitised
  if (svg === undefined) return {}
  const before = await renderIn(renderers, name, source, natural.pixels)
  const after = await renderIn(renderers, name, svg, natural.pixels)
  return { [name]: compareRenderings(before, after) }
}
