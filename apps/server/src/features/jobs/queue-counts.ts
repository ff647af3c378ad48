import type { JobCounts, JobQueue } from '../../platform/queue/index.ts'
import { generateSvgJob } from './jobs.ts'

export type ReadQueueCounts = () => Promise<JobCounts | undefined>

const freshMs = 500

/** How many jobs wait and run, at most half a second old; undefined while the queue does not answer. */
export function createQueueCounts(queue: JobQueue): ReadQueueCounts {
  let latest: JobCounts | undefined
  let readAtMs = Number.NEGATIVE_INFINITY
  let reading: Promise<JobCounts | undefined> | undefined

  const read = () =>
    queue
      .counts(generateSvgJob)
      .catch(() => undefined)
      .then((counts) => {
        latest = counts
        readAtMs = performance.now()
        reading = undefined
        return counts
      })

  return async () => {
    if (performance.now() - readAtMs < freshMs) return latest
    reading ??= read()
    return reading
  }
}
