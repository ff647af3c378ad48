import { hasEnded } from '@chatsvg/client'
import { loadSession } from '../session/index.ts'
import { isFollowed, onAnyJob } from './live.ts'

/** Jobs of one request often end together. */
const waitMs = 300

/**
 * Loads the balance when a job ends that this tab does not follow, because its credit may have been refunded.
 * Called once, when the page starts.
 */
export function keepBalance(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  onAnyJob((update) => {
    if (!hasEnded(update) || isFollowed(update.jobId)) return
    clearTimeout(timer)
    timer = setTimeout(() => void loadSession().catch(() => undefined), waitMs)
  })
}
