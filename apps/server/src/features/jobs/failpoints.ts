import { defineFailpoints } from '../../platform/failpoints/index.ts'

/** The failpoints of a job outside of the drawing, in the order in which it comes by them. */
export const { names: jobFailpointNames, reach: reachFailpoint } = defineFailpoints([
  /** The API is about to send the statement that accepts. */
  'accept.asked',
  /** The row is committed, and nothing is enqueued. */
  'accept.committed',
  /** The queue has taken the entry; its row has known of it before. */
  'queue.entry_added',
  /** The sweeper has marked a job as enqueued, and not enqueued it yet. */
  'sweep.marked',
  'job.claimed',
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
])
