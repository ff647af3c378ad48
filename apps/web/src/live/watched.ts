import { isFollowed } from './live.ts'

/** The number of components on the page that show the jobs that this tab follows. */
let viewers = 0

/** Called by a page that shows followed jobs, when it opens. @returns a function to call when it closes. */
export function showJobs(): () => void {
  viewers += 1
  return () => {
    viewers -= 1
  }
}

/** Whether the user can see this job on the page in front of them, so that it needs no notification. */
export const isWatched = (jobId: string): boolean =>
  viewers > 0 && document.visibilityState === 'visible' && isFollowed(jobId)
