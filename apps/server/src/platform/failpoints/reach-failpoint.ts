import { defineMetricEvent } from '../metric-events/index.ts'

/** The failpoints of a generation, in the order in which a job passes them. */
export const failpointNames = [
  /** Before the API sends the statement that accepts. */
  'accept.asked',
  /** The row is committed, and nothing is enqueued. */
  'accept.committed',
  /** The queue has accepted the entry, which the row had recorded before. */
  'queue.entry_added',
  /** The sweeper has marked a job as enqueued, and has not enqueued it yet. */
  'sweep.marked',
  'job.claimed',
  /** Before the model is called. */
  'job.model_started',
  'job.first_text',
  /** The model's answer is complete; nothing of it is stored. */
  'job.answered',
  /** The picture is ready to be stored. */
  'job.finished_picture',
  /** The end with a picture is committed; nothing was published, and the queue still holds its entry. */
  'job.settled',
  /** The end without a picture is committed; otherwise the same. */
  'job.failed',
  'job.announced',
  /** The job waits for its next attempt, and nothing is enqueued. */
  'job.requeued',
  /** A worker that stops has handed the job back. */
  'job.handed_back',
] as const

export type FailpointName = (typeof failpointNames)[number]

export type FailpointMessage = { name: FailpointName; jobId?: string }

/** The channel of the event below, for subscribers that do not import our code. */
export const failpointChannelName = 'chatsvg:failpoint'

const failpointReached = defineMetricEvent<FailpointMessage>('failpoint')

/** Says that the process has reached this failpoint. Subscribers run before this returns. */
export function reachFailpoint(name: FailpointName, about: { jobId?: string } = {}): void {
  failpointReached.publish({ name, ...about })
}
