import type { JobErrorCode } from './job-lease-store.ts'
import type { JobRow } from './store.ts'

/**
 * `progress` is 0 to 100 and never decreases within an attempt. `isRepair`: the picture was drawn once, and
 * its model is asked to correct it.
 */
export type JobUpdate = {
  jobId: string
  status: JobRow['status']
  progress?: number
  isRepair?: true
  generationId?: string
  errorCode?: JobErrorCode
  errorMessage?: string
}

export const hasEnded = ({ status }: Pick<JobUpdate, 'status'>) =>
  status === 'SUCCEEDED' || status === 'FAILED'

/**
 * The picture so far, sanitised like a finished one. `sequence` increases by one per preview of an attempt.
 */
export type JobPreview = { jobId: string; svg: string; sequence: number }

/** Socket events of this feature, by name. */
export type GenerationEvents = {
  'generation-job:update': JobUpdate
  'generation-job:preview': JobPreview
}

/** Whether the event says that a job has ended. Workers receive no others (`createRealtimePublisher`). */
export const isJobEnd = (name: keyof GenerationEvents, payload: JobUpdate | JobPreview): boolean =>
  name === 'generation-job:update' && hasEnded(payload as JobUpdate)

/** Sends one event to all sockets of a user, on all instances. Never throws. */
export type PublishGenerationEvent = <Name extends keyof GenerationEvents>(
  userId: string,
  name: Name,
  payload: GenerationEvents[Name],
) => void
