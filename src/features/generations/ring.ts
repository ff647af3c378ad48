import type { Log } from '../../platform/log/index.ts'
import type { JobQueue } from '../../platform/queue/index.ts'
import { generateSvgJob } from './jobs.ts'

/** Rings for a job whose row is committed. Never throws and is not waited for: a bell that was not heard is rung again by the sweeper. */
export type Ring = (job: { id: string; attempts: number; requestId: string | null }, delayMs?: number) => void

/**
 * The entry's id names the job and its attempt: ringing again for an attempt that still waits in the queue does nothing, and once the entry is gone, whether
 * served or lost, it makes a new one.
 */
export function createRing(queue: JobQueue, log: Log): Ring {
  return ({ id, attempts, requestId }, delayMs = 0) => {
    queue
      .enqueue(
        generateSvgJob,
        { jobId: id },
        { id: `${id}-${attempts}`, delayMs, requestId: requestId ?? undefined },
      )
      .catch((err) => log.warn({ err, jobId: id, requestId }, 'could not ring for a job, the sweeper will'))
  }
}
