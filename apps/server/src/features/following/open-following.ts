import type { ServerResponse } from 'node:http'
import type { App, Authentication, CallerIdentity } from '../../platform/http/index.ts'
import type { WaitForJobs } from '../jobs/index.ts'
import { awaitJobs } from './await-jobs.ts'
import { endWithSession } from './end-with-session.ts'
import { tooManyStreams } from './errors.ts'
import type { FollowJobDeps } from './follow-job.ts'
import { createOpenRequests } from './open-requests.ts'
import { eventRoutes } from './routes.ts'

export type FollowingDeps = FollowJobDeps & {
  authentication: Authentication
  /** Aborts when this process begins to stop: streams and waiting requests end then. */
  ending: AbortSignal
}

export type Following = {
  routes: (app: App) => void
  waitForJobs: WaitForJobs
  /**
   * Counts an answer that stays open as one of the user's streams. The signal aborts when the client leaves,
   * its session ends, or this process begins to stop.
   *
   * @throws AppError `too_many_streams`.
   */
  openStream(identity: CallerIdentity, response: ServerResponse): AbortSignal
  /** How many event streams, and how many waiting requests, are open in this process. */
  readonly open: { streams: number; waits: number }
}

/** How many a user may have open in one process. */
const openPerUserMax = { streams: 10, waits: 20 }

/** Open it once for each process that serves the API. */
export function openFollowing({ authentication, ending, ...deps }: FollowingDeps): Following {
  const waits = createOpenRequests(openPerUserMax.waits, ending)
  const streams = createOpenRequests(openPerUserMax.streams, ending)
  return {
    routes: eventRoutes({ authentication, following: deps, streams }),
    waitForJobs(jobs, response) {
      const request = waits.open(jobs.identity.userId, response)
      return request && awaitJobs(deps, jobs, request)
    },
    openStream(identity, response) {
      const request = streams.open(identity.userId, response)
      if (!request) throw tooManyStreams()
      // The session may have ended after the request was authenticated and before the subscription.
      void endWithSession(deps, identity, request)
        .requireAlive()
        .catch(() => undefined)
      return request.signal
    },
    get open() {
      return { streams: streams.size, waits: waits.size }
    },
  }
}
