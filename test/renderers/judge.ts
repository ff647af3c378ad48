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

export type Judged = Difference & { verdict: Verdict }

/** Two pictures by one renderer. */
export const judgeSameRenderer = (one: Pixels, other: Pixels): Judged => judge(one, other, sameRenderer)

/** Pictures of `svg` by two renderers, which have more latitude where there is text. */
export const judgeAcrossRenderers = (svg: string, one: Pixels, other: Pixels): Judged =>
  judge(one, other, /<text\b/.test(svg) ? acrossRenderersWithText : acrossRenderers)

function judge(one: Pixels, other: Pixels, options: CompareOptions): Judged {
  const difference = comparePixels(one, other, options)
  return { ...difference, verdict: verdictOf(difference, options) }
}

function verdictOf({ worst, shareUnexplained, worstSquare }: Difference, limits: CompareOptions): Verdict {
  if (worst === 0) return 'same'
  if (worst === 1) return 'rounding'
  const isTolerable = shareUnexplained <= limits.shareUnexplainedMax && worstSquare <= limits.worstSquareMax
  return isTolerable ? 'tolerated' : 'different'
}
