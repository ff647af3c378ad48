import { call } from '../api/index.ts'

/** Variations of a picture often end together. */
const waitMs = 200
const jobsMax = 50

let waiting: { jobIds: string[]; onReported: () => void } | undefined

/**
 * Tells the service that the user has seen this job end, so that its notification is removed. Nothing is
 * wrong if the service cannot be told.
 *
 * @param onReported called afterwards, when the notifications have to be read again.
 */
export function reportWatched(jobId: string, onReported: () => void): void {
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
