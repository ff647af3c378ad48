import type { Log } from '../../platform/log/index.ts'
import type { JobQueue } from '../../platform/queue/index.ts'
import { sendEmailJob } from './jobs.ts'

/**
 * Enqueues an email whose row is committed. Never throws, and callers do not wait for it: the sweeper
 * enqueues again what the queue did not accept.
 *
 * @param again for an email that was tried before: how often, and how long to wait.
 */
export type EnqueueEmail = (emailId: string, again?: { attempts: number; delayMs: number }) => void

/**
 * The entry's id is the email and its number of attempts, so the next attempt can be enqueued while one is in
 * progress.
 */
export function createEnqueueEmail(queue: JobQueue, log: Log): EnqueueEmail {
  return (emailId, { attempts, delayMs } = { attempts: 0, delayMs: 0 }) => {
    queue
      .enqueue(sendEmailJob, { emailId }, { id: `letter-${emailId}-${attempts}`, delayMs })
      .catch((err) => log.warn({ err, emailId }, 'could not enqueue an email, the sweeper will'))
  }
}
