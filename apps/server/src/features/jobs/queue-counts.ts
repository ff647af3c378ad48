import { rememberFor } from '../../platform/async/index.ts'
import type { JobCounts, JobQueue } from '../../platform/queue/index.ts'
import { generateSvgJob } from './jobs.ts'

export type ReadQueueCounts = () => Promise<JobCounts | undefined>

const freshMs = 500

/** How much waits and runs, at most half a second old; undefined while the queue does not answer. */
export const createQueueCounts = (queue: JobQueue): ReadQueueCounts =>
  rememberFor(freshMs, () => queue.counts(generateSvgJob).catch(() => undefined))
