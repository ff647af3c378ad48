import { call } from '../api/index.ts'
import { mayNow } from '../session/index.ts'

/** Variations of a picture often end at about the same time. */
const waitMs = 200
const jobsMax = 50

let waiting: { jobIds: string[]; onReported: () => void } | undefined

/**
 * Tells the service that the user has seen this job end, so that its notification is removed. A failure of
 * this request is harmless.
 *
 * @param onReported called afterwards, because the notifications must be read again.
 */
export function reportWatched(jobId: string, onReported: () => void): void {
  if (!mayNow('member')) return
  if (waiting && waiting.jobIds.length < jobsMax) {
    waiting.jobIds.push(jobId)
    return
  }
  const batch = { jobIds: [jobId], onReported }
  waiting = batch
  setTimeout(() => {
    if (waiting === batch) waiting = undefined
    call('POST /api/notification/watched', { body: { jobIds: batch.jobIds } })
      .catch(() => undefined)
      .finally(batch.onReported)
  }, waitMs)
}
