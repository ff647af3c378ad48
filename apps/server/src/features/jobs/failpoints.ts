import { defineFailpoints } from '../../platform/failpoints/index.ts'

/** The failpoints of a job outside of the drawing, in the order in which a job reaches them. */
export const { names: jobFailpointNames, reach: reachFailpoint } = defineFailpoints([
  /** The API is about to send the statement that accepts. */
  'accept.asked',
  /** The row is committed, and nothing is enqueued. */
  'accept.committed',
  /** The queue has accepted the entry; the row was marked as enqueued before. */
  'queue.entry_added',
  /** The sweeper has marked a job as enqueued, and not enqueued it yet. */
  'sweep.marked',
  /** The worker is about to send a statement that claims; the job is that of its first queue entry. */
  'claim.asked',
  /** The claims are committed, and the worker has begun none of them. */
  'claim.committed',
  'job.claimed',
  /** The picture is ready to be stored. */
  'job.finished_picture',
  /** The worker is about to send a statement that ends jobs with their pictures. */
  'settle.asked',
  /** These ends are committed, and the worker has acted on none of them. */
  'settle.committed',
  /** The end with a picture is committed; it is not published yet, and the queue still holds the entry. */
  'job.settled',
  /** The end without a picture is committed; as above. */
  'job.failed',
  'job.announced',
  /** The job waits for its next attempt, and nothing is enqueued. */
  'job.requeued',
  /** A worker that has to stop has given the job back. */
  'job.handed_back',
  /** An SVG is written at its new place, and its row still has the old one. */
  'move.written',
])
