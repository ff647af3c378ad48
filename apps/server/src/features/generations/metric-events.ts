import type { ModelErrorKind } from '../../models/index.ts'
import { defineMetricEvent } from '../../platform/metric-events/index.ts'
import type { UnusableReason } from './failure.ts'
import type { JobErrorCode } from './job-lease-store.ts'

/** `model` is always the id of a model that is configured, or was when the job was accepted. */

export const jobsAccepted = defineMetricEvent<{ model: string; jobs: number; credits: number }>(
  'jobs.accepted',
)

/** A job was claimed for the first time, this long after its acceptance. */
export const jobStarted = defineMetricEvent<{ model: string; waitedMs: number }>('job.started')

/**
 * The end of a job was written, whatever ended it; `refunded` are credits, and `tookMs` counts from its
 * acceptance.
 */
export const jobEnded = defineMetricEvent<{
  model: string
  status: 'SUCCEEDED' | 'FAILED'
  code: JobErrorCode | null
  refunded: number
  tookMs: number
}>('job.ended')

/**
 * The result of an attempt: `retried` goes back to the queue after a failure, `postponed` because its vendor
 * is down, `handed_back` because this process stops; `lost` belongs to another worker by now.
 */
export const attemptOutcomes = ['succeeded', 'failed', 'retried', 'postponed', 'handed_back', 'lost'] as const
export type AttemptOutcome = (typeof attemptOutcomes)[number]
export const attemptEnded = defineMetricEvent<{ model: string; outcome: AttemptOutcome; ranMs: number }>(
  'attempt.ended',
)

/** The first preview of a job in its first attempt was published, this long after its acceptance. */
export const firstPreviewShown = defineMetricEvent<{ model: string; sinceAcceptedMs: number }>(
  'job.first_preview',
)

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
