import { readBalance } from '../credits/index.ts'
import { findOwnJobs, type JobWithGeneration } from './store.ts'
import { type WatchJobDeps, watchJob } from './watch-job.ts'

export type JobsToAwait = { userId: string; jobIds: string[]; waitMs: number }

/** The jobs as they are after the waiting, and the balance. */
export type AwaitedJobs = { jobs: JobWithGeneration[]; credits: number }

/**
 * Waits until all the jobs have ended, at most `waitMs`, and not longer than the signal allows. No database
 * connection is held meanwhile.
 *
 * @returns undefined when the jobs could not be read: they were accepted, and an error would make the client
 * ask, and pay, again.
 */
export async function awaitJobs(
  deps: WatchJobDeps,
  { userId, jobIds, waitMs }: JobsToAwait,
  signal: AbortSignal,
): Promise<AwaitedJobs | undefined> {
  const waiting = new AbortController()
  const stop = () => waiting.abort()
  const timer = setTimeout(stop, waitMs)
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()
  try {
    await Promise.all(jobIds.map((jobId) => reachEnd(deps, { userId, jobId }, waiting.signal)))
    const ids = jobIds.map((id) => ({ id }))
    const [jobs, { credits }] = await Promise.all([
      findOwnJobs(deps.db, userId, ids),
      readBalance(deps.db, userId),
    ])
    return jobs.length === jobIds.length ? { jobs, credits } : undefined
  } catch (err) {
    deps.log.warn({ err, jobIds }, 'the end of jobs could not be waited for')
    return undefined
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    // When one of them failed, the others still wait.
    stop()
  }
}

async function reachEnd(
  deps: WatchJobDeps,
  job: { userId: string; jobId: string },
  signal: AbortSignal,
): Promise<void> {
  // It ends by itself with the job.
  for await (const _news of watchJob(deps, job, signal));
}
