import type { Log } from '../../platform/log/index.ts'
import type { JobQueue } from '../../platform/queue/index.ts'
import { sendEmailJob } from './jobs.ts'

/**
 * Enqueues an email whose row is committed. Never throws and is not waited for: what was not taken is
 * enqueued again by the sweeper.
 *
 * @param again for an email that was tried before: how often, and how long to wait.
 */
export type EnqueueEmail = (emailId: string, again?: { attempts: number; delayMs: number }) => void

/**
 * The entry's id names the email and its attempts so far: while one attempt is under way, the next one has
 * another entry.
 */
export function createEnqueueEmail(queue: JobQueue, log: Log): EnqueueEmail {
  return (emailId, { attempts, delayMs } = { attempts: 0, delayMs: 0 }) => {
    queue
      .enqueue(sendEmailJob, { emailId }, { id: `letter-${emailId}-${attempts}`, delayMs })
      .catch((err) => log.warn({ err, emailId }, 'could not enqueue an email, the sweeper will'))
  }
}
