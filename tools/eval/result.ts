import type { SvgStyle } from '../../apps/server/src/models/index.ts'

/** The result of one prompt; null where nothing could be measured. */
export type Result = {
  key: string
  model: string
  prompt: string
  style: SvgStyle
  seed: number
  /** The picture that would be stored. */
  svg: string | null
  valid: boolean
  /** The first answer had no fault that needs a repair. */
  firstTry: boolean
  /** A second answer was requested, and was better. */
  repaired: boolean
  /** The fault of the first answer, and of the second. */
  faults: string[]
  /** Kind of the model's failure. */
  failure: string | null
  blank: boolean | null
  clipped: boolean | null
  styleKept: boolean | null
  /** null when the prompt names no colour. */
  colourKept: boolean | null
  bytes: number | null
  firstPreviewMs: number | null
  totalMs: number
  inputTokens: number
  outputTokens: number
  /** null if a price is not known; 0 for a model that calls no service. */
  costMicroUsd: number | null
}

export type Totals = {
  pictures: number
  valid: number
  firstTry: number
  repaired: number
  blank: number
  clipped: number
  styleKept: number
  colourKept: number
  colourAsked: number
  bytesMedian: number | null
  firstPreviewMsMedian: number | null
  totalMsMedian: number | null
  totalMsP95: number | null
  inputTokens: number
  outputTokens: number
  costMicroUsd: number | null
  failures: Record<string, number>
}

export function addUp(results: readonly Result[]): Totals {
  const count = (test: (result: Result) => boolean) => results.filter(test).length
  const pick = (read: (result: Result) => number | null) =>
    results
      .map(read)
      .filter((value) => value !== null)
      .sort((one, other) => one - other)
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const durations = pick(({ totalMs }) => totalMs)
  const failures: Record<string, number> = {}
  for (const { failure } of results) if (failure !== null) failures[failure] = (failures[failure] ?? 0) + 1
  return {
    pictures: results.length,
    valid: count(({ valid }) => valid),
    firstTry: count(({ firstTry }) => firstTry),
    repaired: count(({ repaired }) => repaired),
    blank: count(({ blank }) => blank === true),
    clipped: count(({ clipped }) => clipped === true),
    styleKept: count(({ styleKept }) => styleKept === true),
    colourKept: count(({ colourKept }) => colourKept === true),
    colourAsked: count(({ colourKept }) => colourKept !== null),
    bytesMedian: quantile(
      pick(({ bytes }) => bytes),
      0.5,
    ),
    firstPreviewMsMedian: quantile(
      pick(({ firstPreviewMs }) => firstPreviewMs),
      0.5,
    ),
    totalMsMedian: quantile(durations, 0.5),
    totalMsP95: quantile(durations, 0.95),
    inputTokens: sum(results.map(({ inputTokens }) => inputTokens)),
    outputTokens: sum(results.map(({ outputTokens }) => outputTokens)),
    costMicroUsd: results.some(({ costMicroUsd }) => costMicroUsd === null)
      ? null
      : sum(results.map(({ costMicroUsd }) => costMicroUsd ?? 0)),
    failures,
  }
}

function quantile(sorted: readonly number[], part: number): number | null {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? null
}
