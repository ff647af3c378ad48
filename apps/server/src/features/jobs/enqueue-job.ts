import { reachFailpoint } from '../../platform/failpoints/index.ts'
import type { Log } from '../../platform/log/index.ts'
import type { JobQueue } from '../../platform/queue/index.ts'
import { outsideSpans } from '../../platform/traces/index.ts'
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
  answer: (isHeard: boolean) => void
}

/** The maximum of entries in one command. */
const entriesMax = 200

/**
 * The entry's id is the job and its attempt. Enqueueing again for an attempt whose entry still waits does
 * nothing. Once the entry is gone, delivered or lost, it makes a new one. Entries that arrive while a command
 * is in flight go together into the next one.
 */
export function createEnqueueJob(queue: JobQueue, log: Log): EnqueueJob {
  let waiting: QueueEntry[] = []
  let isTelling = false
  let isHeard = true

  async function tell(): Promise<void> {
    isTelling = true
    while (waiting.length > 0) {
      const entries = waiting.slice(0, entriesMax)
      waiting = waiting.slice(entriesMax)
      const wasTaken = await tellOf(entries)
      for (const { answer } of entries) answer(wasTaken)
    }
    isTelling = false
  }

  async function tellOf(entries: QueueEntry[]): Promise<boolean> {
    try {
      await queue.enqueueAll(generateSvgJob, entries)
      isHeard = true
      for (const { payload } of entries) reachFailpoint('queue.entry_added', payload)
      return true
    } catch (err) {
      // An outage is logged once, not for every job.
      log[isHeard ? 'warn' : 'debug'](
        { err, jobs: entries.length },
        'could not enqueue jobs, the sweeper will',
      )
      isHeard = false
      return false
    }
  }

  return ({ id, attempts, requestId, traceParent }, delayMs = 0, nonce) => {
    const entryId = [id, attempts, ...(nonce ? [nonce] : [])].join('-')
    const options = {
      id: entryId,
      delayMs,
      ...(requestId !== null && { requestId }),
      ...(traceParent != null && { traceParent }),
    }
    return new Promise((answer) => {
      waiting.push({ payload: { jobId: id }, options, answer })
      // One command for many requests belongs to no trace; each entry carries the trace of its job.
      if (!isTelling) void outsideSpans(tell)
    })
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
      .catch((err) => log.debug({ err, jobId: id }, 'could not take a job out of the queue'))
  }
}
