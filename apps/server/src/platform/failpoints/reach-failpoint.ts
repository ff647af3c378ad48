import { defineMetricEvent } from '../metric-events/index.ts'

/** The steps of a generation, in the order in which a job comes by them. */
export const failpointNames = [
  /** The API is about to send the statement that accepts. */
  'accept.asked',
  /** The row is committed, and nothing is enqueued. */
  'accept.committed',
  /** The queue has taken the entry; its row has known of it before. */
  'queue.entry_added',
  /** The sweeper has marked a job as enqueued, and not enqueued it yet. */
  'sweep.marked',
  'job.claimed',
  /** The model is about to be asked. */
  'job.model_started',
  'job.first_text',
  /** The model's answer is whole; nothing of it is stored. */
  'job.answered',
  /** The picture is ready to be stored. */
  'job.finished_picture',
  /** The end with a picture is committed; nobody was told, the queue still holds its entry. */
  'job.settled',
  /** The end without a picture is committed; as above. */
  'job.failed',
  'job.announced',
  /** The job waits for its next attempt, and nothing is enqueued. */
  'job.requeued',
  /** A worker that has to stop has given the job back. */
  'job.handed_back',
] as const

export type FailpointName = (typeof failpointNames)[number]

export type FailpointMessage = { name: FailpointName; jobId?: string }

/** The channel of the fact below, for those who listen without our code. */
export const failpointChannelName = 'chatsvg:failpoint'

const failpointReached = defineMetricEvent<FailpointMessage>('failpoint')

/** Marks that the process has come to this step. Whoever listens runs before this returns. */
export function reachFailpoint(name: FailpointName, about: { jobId?: string } = {}): void {
  failpointReached.publish({ name, ...about })
}
