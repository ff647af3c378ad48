import type { JobPreview, JobUpdate } from './wire.data.ts'

/**
 * `open`: events arrive. `lost`: events may be missed, so that the job is read instead. `closed`: nobody is
 * signed in, and nothing can be read.
 */
export type ConnectionState = 'open' | 'lost' | 'closed'

export type JobEvent =
  | { kind: 'update'; update: JobUpdate }
  | { kind: 'preview'; preview: JobPreview }
  | { kind: 'connection'; state: ConnectionState }

/**
 * A way in which events of jobs arrive. The listener may be called at once, with the current state. Before
 * the first call, the connection counts as lost.
 *
 * @returns ends the subscription.
 */
export type SubscribeToJob = (jobId: string, listener: (event: JobEvent) => void) => () => void
