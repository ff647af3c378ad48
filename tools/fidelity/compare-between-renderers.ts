import { compareAcrossRenderers } from '../../test/renderers/compare-renderings.ts'
import type { Renderers } from '../../test/renderers/open-renderers.ts'
import { type Compared, renderIn } from './comparison.ts'
import type { Prepared } from './measure.ts'

/** Longer side in pixels: large enough for small icons to have areas beside their edges. */
const side = 256

/** Every file's stored picture in resvg and librsvg, compared with Chromium. */
export async function compareBetweenRenderers(
  renderers: Renderers,
  batch: readonly Prepared[],
): Promise<Compared[]> {
  const pictures = batch.map(({ sanitised }) => sanitised)
  const shown = await renderers.chromium.renderImages(
    pictures.map((svg) => ({ svg: svg ?? '', sizing: { side } })),
  )
  const all: Compared[] = []
  for (const [index, svg] of pictures.entries()) {
    const comparisons: Compared['comparisons'] = {}
    const seen = shown[index]
    if (svg !== undefined && seen?.ok)
      for (const name of ['resvg', 'librsvg'] as const) {
        const other = await renderIn(renderers, name, svg, seen.pixels)
        comparisons[`chromium and ${name}`] = other.ok
          ? compareAcrossRenderers(svg, seen.pixels, other.pixels)
          : { verdict: 'unrendered', reason: other.reason }
      }
    all.push({ comparisons })
  }
  return all
}
