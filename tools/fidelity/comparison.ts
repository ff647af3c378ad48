import type { Difference } from '../../test/renderers/compare-pixels.ts'
import type { Verdict } from '../../test/renderers/judge.ts'
import type { Renderers, Rendering } from '../../test/renderers/open-renderers.ts'
import type { Pixels } from '../../test/renderers/pixels.ts'
import type { RendererName } from './read-arguments.ts'

/** `unrendered`: one of the two could not be rendered. `reason` also says what else differs than pixels. */
export type Comparison = Partial<Difference> & { verdict: Verdict | 'unrendered'; reason?: string }

/** From the best to the worst. */
export const verdicts: Comparison['verdict'][] = ['same', 'rounding', 'tolerated', 'different', 'unrendered']

/**
 * Set aside: `blank`, since nothing can be seen of the source; `unreadable`, since Chromium shows no such
 * picture.
 */
export type SetAside = 'blank' | 'unreadable'

/**
 * By the name of what was compared, such as "chromium sanitised"; empty when there was nothing to compare.
 */
export type Compared = { setAside?: SetAside; comparisons: Record<string, Comparison> }

/** In as many pixels as another renderer has drawn it in. */
export const renderIn = (
  renderers: Renderers,
  name: Exclude<RendererName, 'chromium'>,
  svg: string,
  { width, height }: Pixels,
): Promise<Rendering> =>
  name === 'resvg'
    ? renderers.renderWithResvg(svg, Math.max(width, height))
    : renderers.renderWithLibrsvg(svg, width, height)
