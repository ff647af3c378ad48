import type { ModelErrorKind } from '../../models/index.ts'
import { defineMetricEvent } from '../../platform/metric-events/index.ts'
import type { UnusableReason } from './drawing-errors.ts'

/** `model` is always the id of one that is configured, or was when the job was accepted. */

/**
 * `aborted`: the job was cancelled, ran out of time or was taken away; `too_long`: it was cut off;
 * `over_budget`: it was never made.
 */
export type CallOutcome = ModelErrorKind | 'answered' | 'aborted' | 'too_long' | 'over_budget' | 'broken'

/** A call of a model is over. `firstTextMs` is undefined when it never said anything. */
export const modelCalled = defineMetricEvent<{
  provider: string
  model: string
  outcome: CallOutcome
  firstTextMs: number | undefined
  tookMs: number
}>('model.called')

/** What a call has used; the cost is in millionths of a US dollar, null where the price is not known. */
export const modelUsed = defineMetricEvent<{
  provider: string
  model: string
  inputTokens: number
  outputTokens: number
  costMicroUsd: number | null
}>('model.used')

/** An answer is no picture that could be kept. */
export const pictureRejected = defineMetricEvent<{ reason: UnusableReason }>('picture.rejected')

/** A vendor is given up for a while, or is back. */
export const vendorTurned = defineMetricEvent<{ provider: string; isDown: boolean }>('vendor.turned')
