import { Type } from 'typebox'
import { defineJob } from '../../platform/queue/index.ts'

/** One ring of the bell for one letter. Attempts are counted on its row; `sweep-letters` rings again. */
export const sendLetterJob = defineJob({
  name: 'send-letter',
  payload: Type.Object({ letterId: Type.String({ format: 'uuid' }) }),
  timeoutMs: 60_000,
})

/** Rings for letters that nobody rings for. Runs on a schedule, once in the cluster. */
export const sweepLettersJob = defineJob({
  name: 'sweep-letters',
  payload: Type.Object({}),
  timeoutMs: 30_000,
})
