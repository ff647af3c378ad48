import type { ModelErrorKind } from '../../models/index.ts'
import { defineMetricEvent } from '../../platform/metric-events/index.ts'
import type { UnusableReason } from './drawing-errors.ts'

/** `model` is always the id of a model that is configured, or was when the job was accepted. */

/**
 * `aborted`: the job was cancelled, ran out of time or lost its lease; `too_long`: the answer was cut off;
 * `over_budget`: the call was never made.
 */
export type CallOutcome = ModelErrorKind | 'answered' | 'aborted' | 'too_long' | 'over_budget' | 'broken'

/** A call of a model has ended. `firstTextMs` is undefined when it never sent text. */
export const modelCalled = defineMetricEvent<{
  provider: string
  model: string
  outcome: CallOutcome
  firstTextMs: number | undefined
  tookMs: number
}>('model.called')

/** The usage of a call; the cost is in millionths of a US dollar, null if the price is unknown. */
export const modelUsed = defineMetricEvent<{
  provider: string
  model: string
  inputTokens: number
  outputTokens: number
  costMicroUsd: number | null
}>('model.used')

/** An answer is not a picture that can be stored. */
export const pictureRejected = defineMetricEvent<{ reason: UnusableReason }>('picture.rejected')

/** A vendor is no longer called for a while, or is available again. */
export const vendorTurned = defineMetricEvent<{ provider: string; isDown: boolean }>('vendor.turned')
