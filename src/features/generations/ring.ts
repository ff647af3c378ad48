import type { Log } from '../../platform/log/index.ts'
import type { JobQueue } from '../../platform/queue/index.ts'
import { reachStep } from '../../platform/steps/index.ts'
import { generateSvgJob } from './jobs.ts'

/**
 * Rings for a job whose row is committed. Never rejects, and nobody has to wait for it: a bell that was not heard is rung again by the sweeper.
 *
 * @param nonce set where the attempt had a bell before, which may still be in somebody's hand and would swallow this one.
 * @returns whether the queue has taken it.
 */
export type Ring = (
  job: { id: string; attempts: number; requestId: string | null },
  delayMs?: number,
  nonce?: string,
) => Promise<boolean>

/**
 * The entry's id names the job and its attempt: ringing again for an attempt that still waits in the queue does nothing, and once the entry is gone, whether
 * served or lost, it makes a new one.
 */
export function createRing(queue: JobQueue, log: Log): Ring {
  let isHeard = true
  return async ({ id, attempts, requestId }, delayMs = 0, nonce) => {
    const entryId = [id, attempts, ...(nonce ? [nonce] : [])].join('-')
    const options = { id: entryId, delayMs, requestId: requestId ?? undefined }
    try {
      await queue.enqueue(generateSvgJob, { jobId: id }, options)
      isHeard = true
      reachStep('bell.rung', { jobId: id })
      return true
    } catch (err) {
      // An outage is told once, not for every job that it meets.
      log[isHeard ? 'warn' : 'debug'](
        { err, jobId: id, requestId },
        'could not ring for a job, the sweeper will',
      )
      isHeard = false
      return false
    }
  }
}

/** Takes back what `createRing` rang for the job's next attempt, if it still waits. Never throws and is not waited for: an entry that stays finds nothing to do. */
export function createSilence(queue: JobQueue, log: Log): (job: { id: string; attempts: number }) => void {
  return ({ id, attempts }) => {
    queue
      .remove(generateSvgJob, `${id}-${attempts}`)
      .catch((err) => log.debug({ err, jobId: id }, 'could not take a job out of the queue'))
  }
}
