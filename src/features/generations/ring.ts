import type { Log } from '../../platform/log/index.ts'
import type { JobQueue } from '../../platform/queue/index.ts'
import { reachStep } from '../../platform/steps/index.ts'
import { outsideSpans } from '../../platform/traces/index.ts'
import { generateSvgJob } from './jobs.ts'

/**
 * Rings for a job whose row is committed. Never rejects, and nobody has to wait for it: a bell that was not
 * heard is rung again by the sweeper.
 *
 * @param nonce set where the attempt had a bell before, which may still be in somebody's hand and would
 * swallow this one.
 * @returns whether the queue has taken it.
 */
export type Ring = (
  job: { id: string; attempts: number; requestId: string | null; traceParent?: string | null },
  delayMs?: number,
  nonce?: string,
) => Promise<boolean>

type Bell = {
  payload: { jobId: string }
  options: { id: string; delayMs: number; requestId?: string; traceParent?: string }
  answer: (isHeard: boolean) => void
}

/** What goes in one message at most. */
const bellsMax = 200

/**
 * The entry's id names the job and its attempt: ringing again for an attempt that still waits in the queue
 * does nothing, and once the entry is gone, whether served or lost, it makes a new one. Bells that come while
 * the queue is being told of others go together in the next message.
 */
export function createRing(queue: JobQueue, log: Log): Ring {
  let waiting: Bell[] = []
  let isTelling = false
  let isHeard = true

  async function tell(): Promise<void> {
    isTelling = true
    while (waiting.length > 0) {
      const bells = waiting.slice(0, bellsMax)
      waiting = waiting.slice(bellsMax)
      const wasTaken = await tellOf(bells)
      for (const { answer } of bells) answer(wasTaken)
    }
    isTelling = false
  }

  async function tellOf(bells: Bell[]): Promise<boolean> {
    try {
      await queue.enqueueAll(generateSvgJob, bells)
      isHeard = true
      for (const { payload } of bells) reachStep('bell.rung', payload)
      return true
    } catch (err) {
      // An outage is told once, not for every job that it meets.
      log[isHeard ? 'warn' : 'debug'](
        { err, jobs: bells.length },
        'could not ring for jobs, the sweeper will',
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
      // One message for many requests is in nobody's trace; each bell carries its own job's.
      if (!isTelling) void outsideSpans(tell)
    })
  }
}

/**
 * Takes back what `createRing` rang for the job's next attempt, if it still waits. Never throws and is not
 * waited for: an entry that stays finds nothing to do.
 */
export function createSilence(queue: JobQueue, log: Log): (job: { id: string; attempts: number }) => void {
  return ({ id, attempts }) => {
    queue
      .remove(generateSvgJob, `${id}-${attempts}`)
      .catch((err) => log.debug({ err, jobId: id }, 'could not take a job out of the queue'))
  }
}
