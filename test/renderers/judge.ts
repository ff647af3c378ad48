import {
  acrossRenderers,
  acrossRenderersWithText,
  type CompareOptions,
  comparePixels,
  type Difference,
  sameRenderer,
  unexplainedMax,
} from './compare-pixels.ts'
import type { Pixels } from './pixels.ts'

/** `same` to the pixel; `rounding`: within 1 of 255; `tolerated`: edges; `different`. */
export type Verdict = 'same' | 'rounding' | 'tolerated' | 'different'

export type Judged = Difference & { verdict: Verdict }

/** Two pictures by one renderer. */
export const judgeSameRenderer = (one: Pixels, other: Pixels): Judged =>
  judge(one, other, sameRenderer, unexplainedMax.sameRenderer)

/** Pictures of `svg` by two renderers, which have more latitude where there is text. */
export const judgeAcrossRenderers = (svg: string, one: Pixels, other: Pixels): Judged =>
  /<text\b/.test(svg)
    ? judge(one, other, acrossRenderersWithText, unexplainedMax.acrossRenderersWithText)
    : judge(one, other, acrossRenderers, unexplainedMax.acrossRenderers)

function judge(one: Pixels, other: Pixels, options: CompareOptions, max: number): Judged {
  const difference = comparePixels(one, other, options)
  return { ...difference, verdict: verdictOf(difference, max) }
}

function verdictOf({ worst, shareUnexplained }: Difference, max: number): Verdict {
  if (worst === 0) return 'same'
  if (worst === 1) return 'rounding'
  return shareUnexplained <= max ? 'tolerated' : 'different'
}
