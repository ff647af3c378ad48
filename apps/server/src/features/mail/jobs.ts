import { Type } from 'typebox'
import { defineJob } from '../../platform/queue/index.ts'

/** One queue entry for one email. Attempts are counted in its row; `sweep-letters` enqueues it again. */
export const sendEmailJob = defineJob({
  name: 'send-letter',
  payload: Type.Object({ emailId: Type.String({ format: 'uuid' }) }),
  timeoutMs: 60_000,
})

/** Enqueues emails that are not in the queue. Runs on a schedule, once in the cluster. */
export const sweepEmailsJob = defineJob({
  name: 'sweep-letters',
  payload: Type.Object({}),
  timeoutMs: 30_000,
})
