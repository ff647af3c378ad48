import { readBalance } from '../credits/index.ts'
import { type AwaitedJobs, findOwnJobs, type JobsToAwait } from '../jobs/index.ts'
import { type EndWithSessionDeps, endWithSession } from './end-with-session.ts'
import { isPreview } from './job-position.ts'
import type { OpenRequest } from './open-requests.ts'
import { type WatchJobDeps, watchJob } from './watch-job.ts'

export type AwaitJobsDeps = WatchJobDeps & EndWithSessionDeps

/**
 * Waits until all the jobs have ended, at most `waitMs`, and at most as long as the request and its session
 * last. Ends the request. Holds no database connection while it waits.
 *
 * @returns undefined when the jobs could not be read. They were accepted, and an error would make the client
 * ask, and pay, again.
 * @throws AppError `invalid_token` when the session has ended in the meantime; the jobs continue.
 */
export async function awaitJobs(
  deps: AwaitJobsDeps,
  { identity, waitMs, ...awaited }: JobsToAwait,
  request: OpenRequest,
): Promise<AwaitedJobs | undefined> {
  const session = endWithSession(deps, identity, request)
  // The session may have ended after the request was authenticated and before the subscription.
  void session.requireAlive().catch(() => undefined)
  const timer = setTimeout(request.end, waitMs)
  const ended = await awaitEnds(deps, { userId: identity.userId, ...awaited }, request.signal)
    .catch((err) => {
      deps.log.warn({ err, jobIds: awaited.jobIds }, 'waiting for the end of jobs failed')
      return undefined
    })
    .finally(() => {
      clearTimeout(timer)
      // When one of them failed, the others are still awaited.
      request.end()
    })
  await session.requireAlive()
  return ended
}

async function awaitEnds(
  deps: WatchJobDeps,
  { userId, jobIds, onUpdate }: Omit<JobsToAwait, 'identity' | 'waitMs'> & { userId: string },
  signal: AbortSignal,
): Promise<AwaitedJobs | undefined> {
  await Promise.all(jobIds.map((jobId) => reachEnd(deps, { userId, jobId }, signal, onUpdate)))
  const ids = jobIds.map((id) => ({ id }))
  const [jobs, { credits }] = await Promise.all([
    findOwnJobs(deps.db, userId, ids),
    readBalance(deps.db, userId),
  ])
  return jobs.length === jobIds.length ? { jobs, credits } : undefined
}

async function reachEnd(
  deps: WatchJobDeps,
  job: { userId: string; jobId: string },
  signal: AbortSignal,
  onUpdate: JobsToAwait['onUpdate'],
): Promise<void> {
  // It ends by itself with the job.
  for await (const news of watchJob(deps, { ...job, isShown: false }, signal))
    if (news.kind === 'event' && !isPreview(news.event)) onUpdate?.(news.event)
}
