import { defineMetricEvent } from '../../platform/metric-events/index.ts'
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
