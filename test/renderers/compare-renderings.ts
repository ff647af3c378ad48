import {
  acrossRenderers,
  acrossRenderersWithText,
  type CompareOptions,
  comparePixels,
  type Difference,
  sameRenderer,
} from './compare-pixels.ts'
import type { Pixels } from './pixels.ts'

/** `same` to the pixel; `rounding`: within 1 of 255; `tolerated`: edges; `different`. */
export type Verdict = 'same' | 'rounding' | 'tolerated' | 'different'

export type Comparison = Difference & { verdict: Verdict }

/** Two pictures by one renderer. */
export const compareSameRenderer = (one: Pixels, other: Pixels): Comparison =>
  compare(one, other, sameRenderer)

/** Pictures of `svg` by two renderers, which may differ more where there is text. */
export const compareAcrossRenderers = (svg: string, one: Pixels, other: Pixels): Comparison =>
  compare(one, other, /<text\b/.test(svg) ? acrossRenderersWithText : acrossRenderers)

function compare(one: Pixels, other: Pixels, options: CompareOptions): Comparison {
  const difference = comparePixels(one, other, options)
  return { ...difference, verdict: verdictOf(difference, options) }
}

function verdictOf({ worst, shareUnexplained, worstSquare }: Difference, limits: CompareOptions): Verdict {
  if (worst === 0) return 'same'
  if (worst === 1) return 'rounding'
  const isTolerable = shareUnexplained <= limits.shareUnexplainedMax && worstSquare <= limits.worstSquareMax
  return isTolerable ? 'tolerated' : 'different'
}
