import { createSender } from '../../platform/async/index.ts'
import { createOutageLog, type Log } from '../../platform/log/index.ts'
import type { JobQueue } from '../../platform/queue/index.ts'
import { outsideSpans } from '../../platform/traces/index.ts'
import { reachFailpoint } from './failpoints.ts'
import { generateSvgJob } from './jobs.ts'

/**
 * Enqueues a job whose row is committed. Never rejects, and nobody has to wait for it: what the queue did not
 * take is enqueued again by the sweeper.
 *
 * @param nonce set where the attempt had an entry before, which a worker may still hold and which would
 * swallow this one.
 * @returns whether the queue has taken it.
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

/** What goes in one message at most. */
const entriesMax = 200

/**
 * The entry's id names the job and its attempt: enqueueing again for an attempt that still waits does
 * nothing, and once the entry is gone, whether served or lost, it makes a new one. Entries that come while
 * the queue is being told of others go together in the next message.
 */
export function createEnqueueJob(queue: JobQueue, log: Log): EnqueueJob {
  const outage = createOutageLog({
    lost: (err) => log.warn({ err }, 'could not enqueue jobs, the sweeper will'),
    back: (jobs) => log.info({ jobs }, 'the queue takes jobs again'),
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
    // One message for many requests is in nobody's trace; each entry carries its own job's.
    return outsideSpans(() => sender.add({ payload: { jobId: id }, options }))
  }
}

/**
 * Takes back what `createEnqueueJob` added for the job's next attempt, if it still waits. Never throws and is
 * not waited for: an entry that stays finds nothing to do.
 */
export function createDequeueJob(queue: JobQueue, log: Log): (job: { id: string; attempts: number }) => void {
  return ({ id, attempts }) => {
    queue
      .remove(generateSvgJob, `${id}-${attempts}`)
      .catch((err) => log.debug({ err, jobId: id }, 'could not take a job out of the queue'))
  }
}
