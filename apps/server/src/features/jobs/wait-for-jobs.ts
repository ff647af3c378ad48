import type { ServerResponse } from 'node:http'
import type { JobWithGeneration } from './store.ts'

export type JobsToAwait = { userId: string; sessionId: string; jobIds: string[]; waitMs: number }

/** The jobs after the wait, and the balance. */
export type AwaitedJobs = { jobs: JobWithGeneration[]; credits: number }

/**
 * Waits until all the jobs have ended, at most `waitMs`, and not longer than the response and the session
 * last. Resolves to undefined when the jobs could not be read. Rejects with AppError `invalid_token` when
 * the session ended meanwhile; the jobs go on.
 *
 * @returns undefined when as many requests of the user wait already as one user may have. /
 */
export type WaitForJobs = (
  jobs: JobsToAwait,
  response: ServerResponse,
) => Promise<AwaitedJobs | undefined> | undefined
