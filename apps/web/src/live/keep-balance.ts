import { hasEnded } from '@chatsvg/client'
import { loadSession } from '../session/index.ts'
import { isFollowed, onAnyJob } from './live.ts'

/** Pictures that were asked for together often end together. */
const waitMs = 300

/**
 * Loads the balance when a job has ended that this tab does not follow: its credit may be back. Called once,
 * when the page starts.
 */
export function keepBalance(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  onAnyJob((update) => {
    if (!hasEnded(update) || isFollowed(update.jobId)) return
    clearTimeout(timer)
    timer = setTimeout(() => void loadSession().catch(() => undefined), waitMs)
  })
}
