import { defineFact } from '../facts/index.ts'

/** The steps of a generation, in the order in which a job comes by them. */
export const stepNames = [
  /** The API is about to send the statement that accepts. */
  'accept.asked',
  /** The row is committed, and nobody has rung. */
  'accept.committed',
  /** The queue has taken the entry; its row has known of it before. */
  'bell.rung',
  /** The sweeper has marked a job as rung, and not rung yet. */
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
  /** The job waits for its next attempt, and nobody has rung. */
  'job.requeued',
  /** A worker that has to stop has given the job back. */
  'job.handed_back',
] as const

export type StepName = (typeof stepNames)[number]

export type StepMessage = { name: StepName; jobId?: string }

/** The channel of the fact below, for those who listen without our code. */
export const stepChannelName = 'chatsvg:step'

const stepReached = defineFact<StepMessage>('step')

/** Marks that the process has come to this step. Whoever listens runs before this returns. */
export function reachStep(name: StepName, about: { jobId?: string } = {}): void {
  stepReached.tell({ name, ...about })
}
