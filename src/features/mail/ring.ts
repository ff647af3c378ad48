import type { Log } from '../../platform/log/index.ts'
import type { JobQueue } from '../../platform/queue/index.ts'
import { sendLetterJob } from './jobs.ts'

/**
 * Rings for a letter whose row is committed. Never throws and is not waited for: what was not heard is rung
 * again by the sweeper.
 *
 * @param again for a letter that was tried before: how often, and how long to wait.
 */
export type RingForLetter = (letterId: string, again?: { attempts: number; delayMs: number }) => void

/**
 * The entry's id names the letter and its attempts so far: while one attempt is under way the ring for the
 * next is another entry.
 */
export function createLetterRing(queue: JobQueue, log: Log): RingForLetter {
  return (letterId, { attempts, delayMs } = { attempts: 0, delayMs: 0 }) => {
    queue
      .enqueue(sendLetterJob, { letterId }, { id: `letter-${letterId}-${attempts}`, delayMs })
      .catch((err) => log.warn({ err, letterId }, 'could not ring for a letter, the sweeper will'))
  }
}
