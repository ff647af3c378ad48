import type { ServerResponse } from 'node:http'
import type { CallerIdentity } from '../../platform/http/index.ts'
import type { JobUpdate } from './events.ts'
import type { JobWithGeneration } from './store.ts'

export type JobsToAwait = {
  identity: CallerIdentity
  jobIds: string[]
  waitMs: number
  /** Called with every change of a job, in order for each job. */
  onUpdate?: (update: JobUpdate) => void
}

/** The jobs after the wait, and the balance. */
export type AwaitedJobs = { jobs: JobWithGeneration[]; credits: number }

/**
 * Waits until all the jobs have ended, at most `waitMs`, and at most as long as the response and the session
 * last. Resolves to undefined when the jobs could not be read. Rejects with AppError `invalid_token` when the
 * session has ended in the meantime; the jobs continue.
 *
 * @returns undefined when the user has the maximum of waiting requests.
 */
export type WaitForJobs = (
  jobs: JobsToAwait,
  response: ServerResponse,
) => Promise<AwaitedJobs | undefined> | undefined
