import type { App, Authentication } from '../../platform/http/index.ts'
import type { WaitForJobs } from '../jobs/index.ts'
import { awaitJobs } from './await-jobs.ts'
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
      const request = waits.open(jobs.userId, response)
      return request && awaitJobs(deps, jobs, request)
    },
    get open() {
      return { streams: streams.size, waits: waits.size }
    },
  }
}
