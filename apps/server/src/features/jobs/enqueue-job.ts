import { createSender } from '../../platform/async/index.ts'
import { createOutageLog, type Log } from '../../platform/log/index.ts'
import type { JobQueue } from '../../platform/queue/index.ts'
import { outsideSpans } from '../../platform/traces/index.ts'
import { reachFailpoint } from './failpoints.ts'
import { generateSvgJob } from './jobs.ts'

/**
 * Enqueues a job whose row is committed. Never rejects, and callers need not wait for it: the sweeper
 * enqueues again what the queue did not accept.
 *
 * @param nonce set when the attempt may already have an entry that a worker still holds; the queue would
 * ignore a second entry with the same id.
 * @returns whether the queue has accepted it.
 */
export type EnqueueJob = (
  job: { id: string; attempts: number; requestId: string | null; traceParent?: string | null },
  delayMs?: number,
  nonce?: string,
) => Promise<boolean>

type QueueEntry = {
  payload: { jobId: string }
  options: { id: string; delayMs: number; requestId?: string; traceParent?: string }
}

/** The maximum of entries in one command. */
const entriesMax = 200

/**
 * The entry's id is the job and its attempt. Enqueueing again for an attempt whose entry still waits does
 * nothing. Once the entry is gone, delivered or lost, it makes a new one. Entries that arrive while a command
 * is in flight go together into the next one.
 */
export function createEnqueueJob(queue: JobQueue, log: Log): EnqueueJob {
  const outage = createOutageLog({
    lost: (err) => log.warn({ err }, 'could not enqueue jobs, the sweeper will do it'),
    back: (jobs) => log.info({ jobs }, 'the queue accepts jobs again'),
  })
  const sender = createSender(
    (waiting) => Math.min(waiting.length, entriesMax),
    async (entries: QueueEntry[]) => {
      try {
        await queue.enqueueAll(generateSvgJob, entries)
        outage.succeed()
        for (const { payload } of entries) reachFailpoint('queue.entry_added', payload)
        return true
      } catch (err) {
        outage.fail(err, entries.length)
        return false
      }
    },
  )

  return ({ id, attempts, requestId, traceParent }, delayMs = 0, nonce) => {
    const entryId = [id, attempts, ...(nonce ? [nonce] : [])].join('-')
    const options = {
      id: entryId,
      delayMs,
      ...(requestId !== null && { requestId }),
      ...(traceParent != null && { traceParent }),
    }
    // One command for many requests belongs to no trace; each entry carries the trace of its job.
    return outsideSpans(() => sender.add({ payload: { jobId: id }, options }))
  }
}

/**
 * Removes the entry that `createEnqueueJob` added for the job's next attempt, if it still waits. Never
 * throws, and callers do not wait for it: an entry that remains finds nothing to do.
 */
export function createDequeueJob(queue: JobQueue, log: Log): (job: { id: string; attempts: number }) => void {
  return ({ id, attempts }) => {
    queue
      .remove(generateSvgJob, `${id}-${attempts}`)
      .catch((err) => log.debug({ err, jobId: id }, 'could not remove a job from the queue'))
  }
}
