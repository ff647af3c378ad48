import { loadSession } from '../session/index.ts'
import { hasEnded, isFollowed } from './follow-job.ts'
import { onAnyJob } from './socket.ts'

/** Pictures that were requested together often end together. */
const waitMs = 300

/**
 * Reads the balance when a job has ended that this tab does not follow, because its credit may have been
 * refunded. Called once, when the page starts.
 */
export function keepBalance(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  onAnyJob(({ jobId, status }) => {
    if (!hasEnded(status) || isFollowed(jobId)) return
    clearTimeout(timer)
    timer = setTimeout(() => void loadSession().catch(() => undefined), waitMs)
  })
}
