import type { Difference } from '../../test/renderers/compare-pixels.ts'
import type { Verdict } from '../../test/renderers/compare-renderings.ts'
import type { Renderers, Rendering } from '../../test/renderers/open-renderers.ts'
import type { Pixels } from '../../test/renderers/pixels.ts'
import type { RendererName } from './read-arguments.ts'

/** `unrendered`: one of the two could not be rendered. `reason` also names differences other than pixels. */
export type Comparison = Partial<Difference> & { verdict: Verdict | 'unrendered'; reason?: string }

/** From the best to the worst. */
export const verdicts: Comparison['verdict'][] = ['same', 'rounding', 'tolerated', 'different', 'unrendered']

/**
 * Excluded: `blank`, because nothing of the source is visible; `unreadable`, because Chromium does not show
 * such a picture.
 */
export type SetAside = 'blank' | 'unreadable'

/**
 * By the name of what was compared, such as "chromium sanitised"; empty when there was nothing to compare.
 */
export type Compared = { setAside?: SetAside; comparisons: Record<string, Comparison> }

/** With as many pixels as the other renderer's picture. */
export const renderIn = (
  renderers: Renderers,
  name: Exclude<RendererName, 'chromium'>,
  svg: string,
  { width, height }: Pixels,
): Promise<Rendering> =>
  name === 'resvg'
    ? renderers.renderWithResvg(svg, Math.max(width, height))
    : renderers.renderWithLibrsvg(svg, width, height)
